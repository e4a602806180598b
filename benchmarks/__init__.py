"""How fast archcite is, beside other processors: whole processes on the same work, in turn, in one run.

python -m benchmarks --help
"""
