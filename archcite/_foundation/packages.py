"""Folders of other packages, found without importing them."""

from __future__ import annotations

import os
from importlib.util import find_spec


def find_package_folder(package: str, *parts: str) -> str | None:
    """Return a folder inside an installed package, or None if the package or the folder is missing.

    The package is not imported: importing citeproc-py, for one, takes longer than a citation.

    >>> find_package_folder("archcite", "csl").endswith("csl")
    True
    >>> find_package_folder("no_such_package")
    """
    spec = find_spec(package)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        folder = os.path.join(location, *parts)
        if os.path.isdir(folder):
            return folder
    return None
