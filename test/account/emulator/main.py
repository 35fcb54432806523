"""An AWS account on 127.0.0.1 into which the CDK command line deploys: moto, with stacks that are taken seriously.

Environment: MOTO_PORT (where it listens), INERT_TYPES (resource types that pass unverified, separated by commas). Ends
when its standard input is closed, so that it never outlives whoever started it.
"""

import os
import sys
import threading

os.environ["MOTO_ACCOUNT_ID"] = "123456789012"
# The bootstrap stack attaches policies of AWS's own, which must exist for that.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"


def _end_with_starter():
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


threading.Thread(target=_end_with_starter, daemon=True).start()

# moto finds resource types among the subclasses of one of its classes: they must be there before the first template.
import access  # noqa: F401
import backup_types  # noqa: F401
import data_types  # noqa: F401
import function_types  # noqa: F401
import http_types  # noqa: F401
import identity_types  # noqa: F401
import message_types  # noqa: F401
import stacks  # noqa: F401
from moto.core.config import default_user_config
from moto.server import main

# Definitions of state machines are parsed when they are created, and functions run nowhere.
default_user_config["stepfunctions"]["execute_state_machine"] = True
default_user_config["lambda"]["use_docker"] = False

main(["-H", "127.0.0.1", "-p", os.environ["MOTO_PORT"]])
