"""The rules of ``archcite check``, a module a kind."""
