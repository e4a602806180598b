"""Tables that come with the package: in a folder ``data``, or beside the module that reads them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader
    from importlib.machinery import ModuleSpec


_TABLES: dict[tuple[str, str], dict[str, Any]] = {}  # by the module that reads them, and their paths from it


def read_text(module: ModuleSpec, name: str) -> str:
    """Read a text file, by its path from the folder of a module; from a zipped package as well.

    It is asked of what loaded the module, since ``importlib.resources`` takes longer to import than most tables
    take to read.

    >>> read_text(__spec__, "resources.py")[0]
    '"'
    """
    path = os.path.join(os.path.dirname(cast(str, module.origin)), name)
    data = cast("ResourceLoader", module.loader).get_data(path)
    return data.decode("utf-8").replace("\r\n", "\n")


def read_table(module: ModuleSpec, name: str) -> dict[str, Any]:
    """Read a table, by the path of its TOML file. The result is kept and shared; do not change it.

    It is read from the JSON that ``.ci/build_tables.py`` makes of the TOML, which loads many times faster.
    """
    table = _TABLES.get((module.name, name))
    if table is None:
        import json

        table = json.loads(read_text(module, name.removesuffix(".toml") + ".json"))
        _TABLES[module.name, name] = table
    return table
