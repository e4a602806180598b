"""The command ``archcite``, also ``python -m archcite``."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """One command from the start of a process to its end.

    Most commands take less time than Python needs to look for garbage while it imports modules, and to take all
    of them apart again when it ends.
    """
    gc.set_threshold(100_000, 50, 100)
    from archcite.cli import main

    try:
        main()
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
