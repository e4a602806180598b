"""Run a command, and write down what it took: ``launcher.py LIMIT FILE COMMAND…``.

It stands between the benchmarks and the command because a process begins with the memory of the one that
started it, and the kernel counts that as its own: this one has next to none.  LIMIT is in CPU seconds, 0 for none.
"""

import os
import resource
import sys


def main() -> None:
    limit, report, *command = sys.argv[1:]
    child = os.fork()
    if not child:
        if seconds := int(float(limit)):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    with open(report, "w", encoding="utf-8") as file:
        print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=file)


if __name__ == "__main__":
    main()
