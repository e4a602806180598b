"""The command ``archcite``, also ``python -m archcite``."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Run one command, from the start of a process to its end: the console script.

    Most commands take less time than Python needs to look for garbage while it imports modules, and to take all of
    them apart again when it ends. So garbage is collected rarely, and the process ends at once; not if someone
    watches it (a tracer, a profiler, an interactive session) or if the interpreter goes on (Pyodide).
    """
    gc.set_threshold(100_000, 50, 100)
    from archcite.cli import main

    try:
        main()
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    if _is_watched():
        sys.exit(status)
    if sys.stdout is not None:
        sys.stdout.flush()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)


def _is_watched() -> bool:
    """Return whether something in this process wants to do its work when Python ends."""
    monitoring = getattr(sys, "monitoring", None)  # Python 3.12 and later
    tools = [monitoring.get_tool(number) for number in range(6)] if monitoring is not None else []
    return bool(
        sys.gettrace()
        or sys.getprofile()
        or any(tools)
        or sys.flags.interactive
        or sys.platform in ("emscripten", "wasi")
        or "coverage" in sys.modules
    )


if __name__ == "__main__":
    # Only the console script ends at once: `python -m cProfile -m archcite` has its report to print.
    from archcite.cli import main

    main()
