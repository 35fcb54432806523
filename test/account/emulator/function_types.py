"""What runs: functions with their logs, permissions and sources, and the state machine."""

import json
import re

from moto.awslambda.models import LambdaFunction
from resource_types import json_text, refuse, resource_type, tags_of

_update_configuration = LambdaFunction.update_configuration


def update_configuration(self, config_updates):
    """moto forgets how a function is traced when that changes."""
    self.tracing_config = config_updates.get("TracingConfig", self.tracing_config)
    return _update_configuration(self, config_updates)


LambdaFunction.update_configuration = update_configuration


@resource_type("AWS::Logs::LogGroup", "LogGroupName")
class LogGroup:
    def create(context, given):
        logs, name = context.api("logs"), given.get("LogGroupName", context.name)
        request = {"logGroupName": name}
        if given.get("KmsKeyId"):
            request["kmsKeyId"] = given.get("KmsKeyId")
        if given.get("Tags"):
            request["tags"] = tags_of(given.get("Tags"))
        logs.create_log_group(**request)
        LogGroup.retention(logs, name, given)
        return name, {"Arn": f"arn:aws:logs:{context.region}:{context.account}:log-group:{name}:*"}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "LogGroupName", "KmsKeyId")
        given.get("Tags")
        LogGroup.retention(context.api("logs"), ref, given)
        return ref, attributes

    def retention(logs, name, given):
        if given.get("RetentionInDays"):
            logs.put_retention_policy(logGroupName=name, retentionInDays=given.get("RetentionInDays"))

    def delete(context, ref, attributes):
        context.api("logs").delete_log_group(logGroupName=ref)


@resource_type("AWS::Lambda::Function", "FunctionName")
class Function:
    SETTINGS = (
        "Description",
        "Environment",
        "EphemeralStorage",
        "Handler",
        "LoggingConfig",
        "MemorySize",
        "Role",
        "Runtime",
        "Timeout",
        "TracingConfig",
    )

    def create(context, given):
        functions, name = context.api("lambda"), given.get("FunctionName", context.name)[:64]
        request = given.pick(*Function.SETTINGS, "Architectures", "PackageType")
        if given.get("Tags"):
            request["Tags"] = tags_of(given.get("Tags"))
        Function.find_asset(context, given.get("Code"))
        made = functions.create_function(FunctionName=name, Code=given.get("Code"), **request)
        return name, {"Arn": made["FunctionArn"]}

    def update(context, ref, attributes, given, before):
        functions = context.api("lambda")
        given.fixed(before, "FunctionName", "PackageType")
        given.get("Tags")
        Function.find_asset(context, given.get("Code"))
        functions.update_function_configuration(FunctionName=ref, **given.pick(*Function.SETTINGS))
        functions.update_function_code(FunctionName=ref, **given.get("Code"), **given.pick("Architectures"))
        return ref, attributes

    def find_asset(context, code):
        """moto would make a function without code of an asset that is not there."""
        if "S3Key" in code:
            context.api("s3").head_object(Bucket=code["S3Bucket"], Key=code["S3Key"])

    def delete(context, ref, attributes):
        context.api("lambda").delete_function(FunctionName=ref)


@resource_type("AWS::Lambda::Permission")
class Permission:
    def create(context, given):
        name, statement_id = given.get("FunctionName"), context.name[-100:]
        statement = given.pick("Action", "Principal", "SourceArn", "SourceAccount")
        context.api("lambda").add_permission(FunctionName=name, StatementId=statement_id, **statement)
        return statement_id, {"Id": statement_id, "_function": name}

    def update(context, ref, attributes, given, before):
        Permission.delete(context, ref, attributes)
        return Permission.create(context, given)

    def delete(context, ref, attributes):
        functions = context.api("lambda")
        try:
            functions.remove_permission(FunctionName=attributes["_function"], StatementId=ref)
        except functions.exceptions.ResourceNotFoundException:
            pass  # gone with its function


@resource_type("AWS::Lambda::EventSourceMapping")
class EventSourceMapping:
    FIXED = ("EventSourceArn", "StartingPosition")
    SETTINGS = (
        "BatchSize",
        "BisectBatchOnFunctionError",
        "DestinationConfig",
        "Enabled",
        "FilterCriteria",
        "FunctionName",
        "FunctionResponseTypes",
        "MaximumBatchingWindowInSeconds",
        "MaximumRecordAgeInSeconds",
        "MaximumRetryAttempts",
        "ParallelizationFactor",
        "ScalingConfig",
        "TumblingWindowInSeconds",
    )

    def create(context, given):
        request = given.pick(*EventSourceMapping.SETTINGS, *EventSourceMapping.FIXED)
        if given.get("Tags"):
            request["Tags"] = tags_of(given.get("Tags"))
        made = context.api("lambda").create_event_source_mapping(**request)
        return made["UUID"], {"Id": made["UUID"], "EventSourceMappingArn": made.get("EventSourceMappingArn")}

    def update(context, ref, attributes, given, before):
        given.fixed(before, *EventSourceMapping.FIXED)
        given.get("Tags")
        settings = given.pick(*EventSourceMapping.SETTINGS)
        context.api("lambda").update_event_source_mapping(UUID=ref, **settings)
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("lambda").delete_event_source_mapping(UUID=ref)


@resource_type("AWS::Lambda::EventInvokeConfig")
class EventInvokeConfig:
    """What becomes of a call that nobody waits for: how often it is repeated, how long it may be late."""

    SETTINGS = ("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig")

    def create(context, given):
        where = given.pick("FunctionName", "Qualifier")
        functions = context.api("lambda")
        functions.put_function_event_invoke_config(**where, **given.pick(*EventInvokeConfig.SETTINGS))
        return context.name, {"_where": where}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "FunctionName", "Qualifier")
        # moto answers with the first that it was told.
        EventInvokeConfig.delete(context, ref, attributes)
        EventInvokeConfig.create(context, given)
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("lambda").delete_function_event_invoke_config(**attributes["_where"])


def _lower_first(value):
    """CloudFormation's names as Step Functions has them: with a small letter."""
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: _lower_first(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_lower_first(part) for part in value]
    return value


@resource_type("AWS::StepFunctions::StateMachine", "StateMachineName")
class StateMachine:
    def create(context, given):
        name, tags = given.get("StateMachineName", context.name), tags_of(given.get("Tags"))
        made = context.api("stepfunctions").create_state_machine(
            name=name,
            type=given.get("StateMachineType", "STANDARD"),
            tags=[{"key": key, "value": value} for key, value in tags.items()],
            **StateMachine.request(given),
        )
        return made["stateMachineArn"], {"Arn": made["stateMachineArn"], "Name": name}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "StateMachineName", "StateMachineType")
        given.get("Tags")
        context.api("stepfunctions").update_state_machine(stateMachineArn=ref, **StateMachine.request(given))
        return ref, attributes

    def request(given):
        definition = given.get("DefinitionString")
        if definition is None:
            refuse("AWS::StepFunctions::StateMachine: the emulator knows a DefinitionString alone")
        substitutions = given.get("DefinitionSubstitutions") or {}
        missing = set(re.findall(r"\$\{([A-Za-z0-9_]+)\}", definition)) - set(substitutions)
        if missing:
            refuse(f"AWS::StepFunctions::StateMachine: nothing is said of {sorted(missing)}")
        for name, value in substitutions.items():
            definition = definition.replace("${%s}" % name, str(value))
        json.loads(definition)
        others = given.pick("LoggingConfiguration", "TracingConfiguration", "EncryptionConfiguration")
        return {"definition": json_text(definition), "roleArn": given.get("RoleArn"), **_lower_first(others)}

    def delete(context, ref, attributes):
        context.api("stepfunctions").delete_state_machine(stateMachineArn=ref)
