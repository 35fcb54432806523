"""What holds data: keys, the table, buckets, secrets, parameters."""

from moto.s3.models import FakeBucket
from resource_types import Properties, json_text, refuse, resource_type, tag_list, tags_of


@resource_type("AWS::KMS::Key")
class Key:
    FIXED = ("KeyUsage", "KeySpec", "MultiRegion")

    def create(context, given):
        kms = context.api("kms")
        key = kms.create_key(
            Policy=json_text(given.get("KeyPolicy")),
            Description=given.get("Description", ""),
            Tags=[{"TagKey": key, "TagValue": value} for key, value in tags_of(given.get("Tags")).items()],
            **given.pick(*Key.FIXED),
        )["KeyMetadata"]
        if given.get("EnableKeyRotation"):
            kms.enable_key_rotation(KeyId=key["KeyId"], RotationPeriodInDays=given.get("RotationPeriodInDays", 365))
        given.get("PendingWindowInDays")
        return key["KeyId"], {"Arn": key["Arn"], "KeyId": key["KeyId"]}

    def update(context, ref, attributes, given, before):
        kms = context.api("kms")
        given.fixed(before, *Key.FIXED)
        given.pick("Tags", "PendingWindowInDays")
        kms.update_key_description(KeyId=ref, Description=given.get("Description", ""))
        kms.put_key_policy(KeyId=ref, PolicyName="default", Policy=json_text(given.get("KeyPolicy")))
        if given.get("EnableKeyRotation"):
            kms.enable_key_rotation(KeyId=ref, RotationPeriodInDays=given.get("RotationPeriodInDays", 365))
        else:
            kms.disable_key_rotation(KeyId=ref)
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("kms").schedule_key_deletion(KeyId=ref, PendingWindowInDays=30)


@resource_type("AWS::KMS::Alias", "AliasName")
class Alias:
    def create(context, given):
        name = given.get("AliasName")
        context.api("kms").create_alias(AliasName=name, TargetKeyId=given.get("TargetKeyId"))
        return name, {}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "AliasName")
        context.api("kms").update_alias(AliasName=ref, TargetKeyId=given.get("TargetKeyId"))
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("kms").delete_alias(AliasName=ref)


@resource_type("AWS::DynamoDB::GlobalTable", "TableName")
class GlobalTable:
    """One replica, in the stack's own region. moto forgets the on-demand ceilings that it is told."""

    def create(context, given):
        dynamodb, name = context.api("dynamodb"), given.get("TableName", context.name)
        replica = GlobalTable.replica(context, given)
        request = given.pick("AttributeDefinitions", "KeySchema", "BillingMode")
        indexes = GlobalTable.indexes(given, replica)
        if indexes:
            request["GlobalSecondaryIndexes"] = indexes
        request["OnDemandThroughput"] = GlobalTable.ceilings(given, replica)
        if given.get("StreamSpecification"):
            request["StreamSpecification"] = {"StreamEnabled": True, **given.get("StreamSpecification")}
        encryption = given.get("SSESpecification")
        if encryption:
            own = replica.get("SSESpecification") or {}
            request["SSESpecification"] = {
                "Enabled": encryption["SSEEnabled"],
                "SSEType": encryption.get("SSEType", "KMS"),
                **({"KMSMasterKeyId": own["KMSMasterKeyId"]} if own else {}),
            }
        request["DeletionProtectionEnabled"] = bool(replica.get("DeletionProtectionEnabled", False))
        if replica.get("Tags"):
            request["Tags"] = tag_list(replica.get("Tags"))
        table = dynamodb.create_table(TableName=name, **request)["TableDescription"]
        GlobalTable.settings(dynamodb, name, given, replica)
        replica.refuse_unasked()
        return name, {
            "Arn": table["TableArn"],
            "StreamArn": table.get("LatestStreamArn"),
            "TableId": table.get("TableId"),
        }

    def update(context, ref, attributes, given, before):
        dynamodb, replica = context.api("dynamodb"), GlobalTable.replica(context, given)
        before_replica = before["Replicas"][0]
        given.fixed(before, "TableName", "AttributeDefinitions", "KeySchema", "BillingMode", "StreamSpecification")
        given.fixed(before, "SSESpecification")
        replica.fixed(before_replica, "SSESpecification", "Tags")
        indexes = GlobalTable.indexes(given, replica)
        names_before = [index["IndexName"] for index in before.get("GlobalSecondaryIndexes") or []]
        if [index["IndexName"] for index in indexes] != names_before:
            refuse("AWS::DynamoDB::GlobalTable: the emulator neither adds nor removes indexes")
        dynamodb.update_table(
            TableName=ref,
            OnDemandThroughput=GlobalTable.ceilings(given, replica),
            DeletionProtectionEnabled=bool(replica.get("DeletionProtectionEnabled", False)),
        )
        GlobalTable.settings(dynamodb, ref, given, replica)
        replica.refuse_unasked()
        return ref, attributes

    def replica(context, given):
        replicas = given.get("Replicas")
        if [replica["Region"] for replica in replicas] != [context.region]:
            refuse("AWS::DynamoDB::GlobalTable: the emulator holds one replica, in the stack's region")
        replica = Properties("AWS::DynamoDB::GlobalTable replica", replicas[0])
        replica.get("Region")
        return replica

    def ceilings(writes, reads):
        """Writes are limited for the whole table, reads for each replica."""
        write = (writes.get("WriteOnDemandThroughputSettings") or {}).get("MaxWriteRequestUnits", -1)
        read = (reads.get("ReadOnDemandThroughputSettings") or {}).get("MaxReadRequestUnits", -1)
        return {"MaxReadRequestUnits": read, "MaxWriteRequestUnits": write}

    def indexes(given, replica):
        of_replica = {index["IndexName"]: index for index in replica.get("GlobalSecondaryIndexes") or []}
        made = []
        for index in given.get("GlobalSecondaryIndexes") or []:
            writes = Properties("AWS::DynamoDB::GlobalTable index", index)
            reads = Properties("AWS::DynamoDB::GlobalTable replica index", of_replica.pop(index["IndexName"], {}))
            reads.get("IndexName")
            throughput = GlobalTable.ceilings(writes, reads)
            made.append({**writes.pick("IndexName", "KeySchema", "Projection"), "OnDemandThroughput": throughput})
            writes.refuse_unasked()
            reads.refuse_unasked()
        if of_replica:
            refuse(f"AWS::DynamoDB::GlobalTable: the replica has unknown indexes {sorted(of_replica)}")
        return made

    def settings(dynamodb, name, given, replica):
        expiry = given.get("TimeToLiveSpecification")
        if expiry:
            wanted = {"Enabled": expiry["Enabled"], "AttributeName": expiry["AttributeName"]}
            is_now = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
            if (is_now["TimeToLiveStatus"] == "ENABLED") != wanted["Enabled"]:
                dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=wanted)
        recovery = replica.get("PointInTimeRecoverySpecification")
        if recovery:
            dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)

    def delete(context, ref, attributes):
        context.api("dynamodb").delete_table(TableName=ref)


# The log bucket's policy names the bucket that logs, so it comes after both: AWS looks at it when it delivers, moto before.
FakeBucket._log_permissions_enabled_policy = staticmethod(lambda **_: True)


@resource_type("AWS::S3::Bucket", "BucketName")
class Bucket:
    def create(context, given):
        name = given.get("BucketName", context.name.lower())
        region = context.region
        ownership = given.get("OwnershipControls") or {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        context.api("s3").create_bucket(
            Bucket=name,
            ObjectOwnership=ownership["Rules"][0]["ObjectOwnership"],
            ObjectLockEnabledForBucket=bool(given.get("ObjectLockEnabled", False)),
            **place,
        )
        Bucket.settings(context, name, given)
        return name, {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{region}.amazonaws.com",
            "DualStackDomainName": f"{name}.s3.dualstack.{region}.amazonaws.com",
        }

    def update(context, ref, attributes, given, before):
        given.fixed(before, "BucketName", "OwnershipControls", "ObjectLockEnabled")
        Bucket.settings(context, ref, given)
        return ref, attributes

    def settings(context, name, given):
        s3 = context.api("s3")
        if given.get("AccessControl", "Private") != "Private":
            refuse("AWS::S3::Bucket: the emulator knows no AccessControl but Private")
        versioning, blocked = given.get("VersioningConfiguration"), given.get("PublicAccessBlockConfiguration")
        encryption, rules = given.get("BucketEncryption"), given.get("LifecycleConfiguration")
        logging, cors = given.get("LoggingConfiguration"), given.get("CorsConfiguration")
        if versioning:
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)
        if given.get("ObjectLockConfiguration"):
            s3.put_object_lock_configuration(
                Bucket=name, ObjectLockConfiguration=given.get("ObjectLockConfiguration")
            )
        if blocked:
            s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=blocked)
        if encryption:
            given_rules = encryption["ServerSideEncryptionConfiguration"]
            s3.put_bucket_encryption(
                Bucket=name,
                ServerSideEncryptionConfiguration={"Rules": [Bucket.encryption_rule(rule) for rule in given_rules]},
            )
        if rules:
            lifecycle = {"Rules": [Bucket.lifecycle_rule(rule) for rule in rules["Rules"]]}
            s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration=lifecycle)
        if logging:
            target = {"TargetBucket": logging["DestinationBucketName"], "TargetPrefix": logging["LogFilePrefix"]}
            s3.put_bucket_logging(Bucket=name, BucketLoggingStatus={"LoggingEnabled": target})
        if cors:
            s3.put_bucket_cors(
                Bucket=name, CORSConfiguration={"CORSRules": [Bucket.cors_rule(r) for r in cors["CorsRules"]]}
            )
        if given.get("Tags"):
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": given.get("Tags")})

    def encryption_rule(rule):
        others = {name: value for name, value in rule.items() if name != "ServerSideEncryptionByDefault"}
        return {**others, "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"]}

    def lifecycle_rule(rule):
        given = Properties("AWS::S3::Bucket lifecycle", rule)
        made = {"Status": given.get("Status"), "Filter": {"Prefix": given.get("Prefix", "")}}
        made.update(given.pick("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"))
        if given.get("Id"):
            made["ID"] = given.get("Id")
        if given.get("ExpirationInDays"):
            made["Expiration"] = {"Days": given.get("ExpirationInDays")}
        if given.get("ExpiredObjectDeleteMarker") is not None:
            made["Expiration"] = {"ExpiredObjectDeleteMarker": given.get("ExpiredObjectDeleteMarker")}
        given.refuse_unasked()
        return made

    def cors_rule(rule):
        given = Properties("AWS::S3::Bucket cors", rule)
        made = given.pick("AllowedHeaders", "AllowedMethods", "AllowedOrigins")
        if given.get("ExposedHeaders"):
            made["ExposeHeaders"] = given.get("ExposedHeaders")
        if given.get("MaxAge"):
            made["MaxAgeSeconds"] = given.get("MaxAge")
        given.refuse_unasked()
        return made

    def delete(context, ref, attributes):
        context.api("s3").delete_bucket(Bucket=ref)


@resource_type("AWS::S3::BucketPolicy")
class BucketPolicy:
    def create(context, given):
        bucket = given.get("Bucket")
        context.api("s3").put_bucket_policy(Bucket=bucket, Policy=json_text(given.get("PolicyDocument")))
        return bucket, {}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "Bucket")
        return BucketPolicy.create(context, given)

    def delete(context, ref, attributes):
        context.api("s3").delete_bucket_policy(Bucket=ref)


@resource_type("AWS::SecretsManager::Secret", "Name")
class Secret:
    """Without a value, as ours are: what a template generates or carries is refused."""

    def create(context, given):
        request = given.pick("Description", "KmsKeyId")
        if given.get("Tags"):
            request["Tags"] = given.get("Tags")
        secret = context.api("secretsmanager").create_secret(Name=given.get("Name", context.name), **request)
        return secret["ARN"], {"Id": secret["ARN"]}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "Name")
        given.get("Tags")
        context.api("secretsmanager").update_secret(SecretId=ref, **given.pick("Description", "KmsKeyId"))
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("secretsmanager").delete_secret(SecretId=ref, ForceDeleteWithoutRecovery=True)


@resource_type("AWS::SSM::Parameter", "Name")
class Parameter:
    SETTINGS = ("Type", "Value", "Description", "Tier", "AllowedPattern", "DataType")

    def create(context, given):
        name, settings = given.get("Name", context.name), given.pick(*Parameter.SETTINGS)
        context.api("ssm").put_parameter(Name=name, Tags=tag_list(given.get("Tags")), **settings)
        return name, {"Type": settings["Type"], "Value": settings["Value"]}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "Name", "Type")
        given.get("Tags")
        settings = given.pick(*Parameter.SETTINGS)
        context.api("ssm").put_parameter(Name=ref, Overwrite=True, **settings)
        return ref, {"Type": settings["Type"], "Value": settings["Value"]}

    def delete(context, ref, attributes):
        context.api("ssm").delete_parameter(Name=ref)
