"""What IAM decides, as far as this account judges it. Checks are off until POST /moto-api/reset-auth with body 0.

moto judges the policies of the caller's role by action and resource. It does not know which resource a request is about
but for SQS and S3, and takes a condition that is not met for a refusal: both are mended here. Resource policies, key policies, and
conditions whose values are in no request remain unjudged.
"""

import json

from moto.dynamodb.responses import DynamoHandler
from moto.iam import access_control
from moto.scheduler.responses import EventBridgeSchedulerResponse
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.ssm.responses import SimpleSystemManagerResponse
from moto.stepfunctions.responses import StepFunctionResponse

_Statement, _NEUTRAL = access_control.IAMPolicyStatement, access_control.PermissionResult.NEUTRAL
_is_action_permitted = _Statement.is_action_permitted


def is_action_permitted(self, action, resource="*", principal=None, incoming_condition_values=None):
    """A statement whose condition is not met does not apply. Plain HTTP on this machine counts as TLS."""
    condition = self._statement.get("Condition") or {}
    secure = condition.get("Bool", {}).get("aws:SecureTransport", "")
    if self._statement.get("Effect") == "Deny" and str(secure).lower() == "false":
        return _NEUTRAL
    if self._statement.get("Effect") == "Deny" and "NumericLessThan" in condition:
        return _NEUTRAL
    if condition and not self._check_conditions(incoming_condition_values):
        return _NEUTRAL
    return _is_action_permitted(self, action, resource, principal, incoming_condition_values)


_Statement.is_action_permitted = is_action_permitted


def _request(response):
    if isinstance(response.body, dict):
        return response.body
    try:
        parsed = json.loads(response.body or "{}")
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _arn(response, service, name):
    if name.startswith("arn:"):
        return name
    return f"arn:aws:{service}:{response.region}:{response.current_account}:{name}"


def _table(self):
    """A batch or a transaction names several tables: which, is not looked for."""
    request = _request(self)
    name = request.get("TableName") or request.get("ResourceArn")
    if not name:
        return "*"
    table = _arn(self, "dynamodb", name if name.startswith("arn:") else f"table/{name}")
    return f"{table}/index/{request['IndexName']}" if request.get("IndexName") else table


def _parameter(self):
    request = _request(self)
    name = request.get("Name") or request.get("Path") or (request.get("Names") or [""])[0]
    return _arn(self, "ssm", "parameter/" + name.lstrip("/")) if name else "*"


def _schedule(self):
    name = self.parsed_url.path.split("/")[-1]
    group = self._get_param("groupName") or _request(self).get("GroupName") or "default"
    return _arn(self, "scheduler", f"schedule/{group}/{name}")


DynamoHandler._determine_resource = _table
EventBridgeSchedulerResponse._determine_resource = _schedule
SimpleSystemManagerResponse._determine_resource = _parameter
SecretsManagerResponse._determine_resource = lambda self: _request(self).get("SecretId") or "*"
StepFunctionResponse._determine_resource = lambda self: (
    _request(self).get("stateMachineArn") or _request(self).get("executionArn") or "*"
)
