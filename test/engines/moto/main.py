"""moto's server as a plain process. Ends when its standard input is closed, so that it never outlives its starter."""

import os
import shutil
import sys
import threading


def _end_with_starter():
    while sys.stdin.buffer.read(1):
        pass
    shutil.rmtree(os.environ["HOME"], ignore_errors=True)
    os._exit(0)


threading.Thread(target=_end_with_starter, daemon=True).start()

from moto.server import main  # noqa: E402  (the watch comes first)

main(sys.argv[1:])
