"""The folders of citeproc-py's data."""

from __future__ import annotations

import os

from archcite._foundation.packages import find_package_folder

# The data of citeproc-py, where archcite reads locales from as well.
DATA_PATH = find_package_folder("citeproc", "data") or ""
LOCALES_PATH = os.path.join(DATA_PATH, "locales")
SCHEMA_PATH = os.path.join(DATA_PATH, "schema", "schemas", "styles", "csl.rng")
STYLES_PATH = os.path.join(DATA_PATH, "styles")
