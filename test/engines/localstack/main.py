"""LocalStack core as a plain process on 127.0.0.1: no container, no Java machine, no network.

Environment: LAMBDA_ENDPOINT (where Lambda tasks go), LONGEST_PAUSE_SECONDS (Wait states and retries pause no longer),
DEDUPLICATION_SECONDS (how long FIFO queues remember the ids of sends; 300 as in AWS if not given), and LocalStack's own. Ends when its standard input is closed, so that it never outlives whoever started it.
"""

import json
import os
import shutil
import sys
import threading
import time
import types

# Otherwise it takes this machine for its container and writes into folders of the system.
os.environ.setdefault("OVERRIDE_IN_DOCKER", "0")
# Wait.Timestamp is compared with naive local time.
os.environ["TZ"] = "UTC"
time.tzset()


def _end_with_starter():
    while sys.stdin.buffer.read(1):
        pass
    shutil.rmtree(os.environ["STATE_DIR"], ignore_errors=True)
    os._exit(0)


threading.Thread(target=_end_with_starter, daemon=True).start()

from twisted.internet import endpoints

_Endpoint = endpoints.TCP4ServerEndpoint
# The server drops the host of GATEWAY_LISTEN and would listen on every interface.
endpoints.TCP4ServerEndpoint = lambda reactor, port, **given: _Endpoint(
    reactor, port, **{**given, "interface": "127.0.0.1"}
)

import boto3
import jsonata_in_python
import localstack.services.sqs.constants as sqs
import localstack.services.stepfunctions.asl.component.common.retry.retrier_decl as retrier
import localstack.services.stepfunctions.asl.component.intrinsic.jsonata as intrinsic
import localstack.services.stepfunctions.asl.jsonata.jsonata as jsonata_module
import localstack.services.stepfunctions.asl.utils.boto_client as boto_clients
import localstack.services.stepfunctions.provider  # noqa: F401 (loads the whole interpreter)
from botocore.config import Config
from localstack.services.stepfunctions.asl.component.state.state_wait.wait_function.wait_function import WaitFunction
from localstack.services.stepfunctions.asl.utils.encoding import to_json_str


def _declarations(bindings):
    """As LocalStack's own, which breaks on quotes, backslashes and line ends in assigned strings."""

    def text(value):
        return json.dumps(json.loads(to_json_str(value)), ensure_ascii=False, separators=(",", ":"))

    return "".join(f"{name}:={text(value)};" for name, value in bindings.items())


_own_client = boto_clients.boto_client_for


def _client(service, region, state_credentials):
    """A client of `{SERVICE}_ENDPOINT` where that is given: functions run in the process that started this one.

    The name of the state machine's role stands for its credentials, so that the endpoint knows who calls.
    """
    endpoint = os.environ.get(f"{service.upper().replace('-', '_')}_ENDPOINT")
    if not endpoint:
        return _own_client(service, region, state_credentials)
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id=state_credentials.role_arn.rsplit("/", 1)[-1],
        aws_secret_access_key="test",
        config=Config(parameter_validation=False, retries={"total_max_attempts": 1}, max_pool_connections=100),
    )


def _replace_everywhere(replacements):
    """Modules import functions by name, so a replacement must reach each of those names."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "") == "__main__":
            continue
        for name, value in list((getattr(module, "__dict__", None) or {}).items()):
            for old, new in replacements:
                if value is old:
                    setattr(module, name, new)


jsonata_in_python.install(jsonata_module, intrinsic)
_replace_everywhere(
    [(jsonata_module.encode_jsonata_variable_declarations, _declarations), (_own_client, _client)]
)

sqs.DEDUPLICATION_INTERVAL_IN_SEC = int(os.environ.get("DEDUPLICATION_SECONDS", "300"))

_longest = float(os.environ.get("LONGEST_PAUSE_SECONDS", "inf"))
_wait = WaitFunction._wait_interval
WaitFunction._wait_interval = lambda self, env, wait_seconds: _wait(self, env, min(wait_seconds, _longest))
retrier.time = types.SimpleNamespace(
    **{**vars(time), "sleep": lambda seconds: time.sleep(min(seconds, _longest))}
)

from localstack.runtime.main import main

main()
