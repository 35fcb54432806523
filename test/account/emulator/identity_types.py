"""Who may do what: roles and their policies, people who sign in, and what nobody needs to verify."""

from resource_types import json_text, refuse, resource_type


@resource_type("AWS::CDK::Metadata")
class Metadata:
    def create(context, given):
        given.get("Analytics")
        return context.name, {}

    def update(context, ref, attributes, given, before):
        given.get("Analytics")
        return ref, attributes


@resource_type("AWS::IAM::Role", "RoleName")
class Role:
    SETTINGS = ("Path", "Description", "MaxSessionDuration", "PermissionsBoundary")

    def create(context, given):
        iam, name = context.api("iam"), given.get("RoleName", context.name)[:64]
        request = given.pick(*Role.SETTINGS)
        if given.get("Tags"):
            request["Tags"] = given.get("Tags")
        trust = json_text(given.get("AssumeRolePolicyDocument"))
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust, **request)["Role"]
        Role.give(iam, name, given)
        return name, {"Arn": role["Arn"], "RoleId": role["RoleId"]}

    def update(context, ref, attributes, given, before):
        iam = context.api("iam")
        given.fixed(before, "RoleName", *Role.SETTINGS)
        given.get("Tags")
        trust = json_text(given.get("AssumeRolePolicyDocument"))
        iam.update_assume_role_policy(RoleName=ref, PolicyDocument=trust)
        for arn in set(before.get("ManagedPolicyArns", [])) - set(given.get("ManagedPolicyArns", [])):
            iam.detach_role_policy(RoleName=ref, PolicyArn=arn)
        for policy in before.get("Policies", []):
            iam.delete_role_policy(RoleName=ref, PolicyName=policy["PolicyName"])
        Role.give(iam, ref, given)
        return ref, attributes

    def give(iam, name, given):
        for arn in given.get("ManagedPolicyArns", []):
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        for policy in given.get("Policies", []):
            document = json_text(policy["PolicyDocument"])
            iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)

    def delete(context, ref, attributes):
        iam = context.api("iam")
        for policy in iam.list_attached_role_policies(RoleName=ref)["AttachedPolicies"]:
            iam.detach_role_policy(RoleName=ref, PolicyArn=policy["PolicyArn"])
        for name in iam.list_role_policies(RoleName=ref)["PolicyNames"]:
            iam.delete_role_policy(RoleName=ref, PolicyName=name)
        iam.delete_role(RoleName=ref)


@resource_type("AWS::IAM::Policy")
class Policy:
    def create(context, given):
        name, roles = given.get("PolicyName"), given.get("Roles", [])
        document = json_text(given.get("PolicyDocument"))
        for role in roles:
            context.api("iam").put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=document)
        return name, {"_roles": roles}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "PolicyName")
        for role in set(attributes["_roles"]) - set(given.get("Roles", [])):
            context.api("iam").delete_role_policy(RoleName=role, PolicyName=ref)
        return Policy.create(context, given)

    def delete(context, ref, attributes):
        iam = context.api("iam")
        for role in attributes["_roles"]:
            try:
                iam.delete_role_policy(RoleName=role, PolicyName=ref)
            except iam.exceptions.NoSuchEntityException:
                pass  # gone with its role


@resource_type("AWS::IAM::ManagedPolicy", "ManagedPolicyName")
class ManagedPolicy:
    def create(context, given):
        iam, name = context.api("iam"), given.get("ManagedPolicyName", context.name)
        document, roles = json_text(given.get("PolicyDocument")), given.get("Roles", [])
        settings = given.pick("Path", "Description")
        arn = iam.create_policy(PolicyName=name, PolicyDocument=document, **settings)["Policy"]["Arn"]
        for role in roles:
            iam.attach_role_policy(RoleName=role, PolicyArn=arn)
        return arn, {"PolicyArn": arn, "_roles": roles}

    def delete(context, ref, attributes):
        iam = context.api("iam")
        for role in attributes["_roles"]:
            iam.detach_role_policy(RoleName=role, PolicyArn=ref)
        iam.delete_policy(PolicyArn=ref)


@resource_type("AWS::Cognito::UserPool")
class UserPool:
    SETTINGS = (
        "AccountRecoverySetting",
        "AdminCreateUserConfig",
        "AutoVerifiedAttributes",
        "DeletionProtection",
        "DeviceConfiguration",
        "EmailConfiguration",
        "EmailVerificationMessage",
        "EmailVerificationSubject",
        "Policies",
        "SmsVerificationMessage",
        "UserAttributeUpdateSettings",
        "UserPoolAddOns",
        "UserPoolTags",
        "UserPoolTier",
        "VerificationMessageTemplate",
    )
    FIXED = ("Schema", "UsernameAttributes", "AliasAttributes", "UsernameConfiguration")

    def create(context, given):
        cognito, name = context.api("cognito-idp"), given.get("UserPoolName", context.name)
        request = given.pick(*UserPool.SETTINGS, *UserPool.FIXED)
        pool = cognito.create_user_pool(PoolName=name, **request)["UserPool"]
        UserPool.second_factor(cognito, pool["Id"], given)
        provider = f"cognito-idp.{context.region}.amazonaws.com/{pool['Id']}"
        return pool["Id"], {
            "Arn": pool["Arn"],
            "ProviderName": provider,
            "ProviderURL": f"https://{provider}",
            "UserPoolId": pool["Id"],
        }

    def update(context, ref, attributes, given, before):
        cognito = context.api("cognito-idp")
        given.fixed(before, "UserPoolName", *UserPool.FIXED)
        cognito.update_user_pool(UserPoolId=ref, **given.pick(*UserPool.SETTINGS))
        UserPool.second_factor(cognito, ref, given)
        return ref, attributes

    def second_factor(cognito, pool, given):
        mode, factors = given.get("MfaConfiguration"), given.get("EnabledMfas", [])
        if set(factors) - {"SOFTWARE_TOKEN_MFA"}:
            refuse(f"AWS::Cognito::UserPool: the emulator does not handle {factors}")
        if mode:
            token = {"SoftwareTokenMfaConfiguration": {"Enabled": True}} if factors else {}
            cognito.set_user_pool_mfa_config(UserPoolId=pool, MfaConfiguration=mode, **token)

    def delete(context, ref, attributes):
        context.api("cognito-idp").delete_user_pool(UserPoolId=ref)


@resource_type("AWS::Cognito::UserPoolClient")
class UserPoolClient:
    SETTINGS = (
        "AccessTokenValidity",
        "AllowedOAuthFlows",
        "AllowedOAuthFlowsUserPoolClient",
        "AllowedOAuthScopes",
        "AuthSessionValidity",
        "CallbackURLs",
        "ClientName",
        "EnableTokenRevocation",
        "ExplicitAuthFlows",
        "IdTokenValidity",
        "LogoutURLs",
        "PreventUserExistenceErrors",
        "ReadAttributes",
        "RefreshTokenValidity",
        "SupportedIdentityProviders",
        "TokenValidityUnits",
        "WriteAttributes",
    )

    def create(context, given):
        pool, request = given.get("UserPoolId"), given.pick(*UserPoolClient.SETTINGS, "GenerateSecret")
        request.setdefault("ClientName", context.name)
        made = context.api("cognito-idp").create_user_pool_client(UserPoolId=pool, **request)["UserPoolClient"]
        return made["ClientId"], {"ClientId": made["ClientId"], "Name": made["ClientName"], "_pool": pool}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "UserPoolId", "GenerateSecret")
        settings = given.pick(*UserPoolClient.SETTINGS)
        context.api("cognito-idp").update_user_pool_client(UserPoolId=attributes["_pool"], ClientId=ref, **settings)
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("cognito-idp").delete_user_pool_client(UserPoolId=attributes["_pool"], ClientId=ref)
