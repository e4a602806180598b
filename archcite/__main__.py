"""``python -m archcite``."""

from __future__ import annotations

from archcite.cli import main

if __name__ == "__main__":
    main()
