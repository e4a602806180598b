"""The CPU seconds that archcite takes to load a style, in a process that has loaded none before."""

import json
import sys
import time

from archcite.csl import Processor

start = time.process_time()
Processor(sys.argv[1], output="text")
print(json.dumps({"load": time.process_time() - start}))
