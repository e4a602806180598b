"""The rules of ``archcite check``: one module for each kind of problem, described in ``data/rules.toml``."""
