"""Tables that come with the package: TOML files in a folder ``data``, or beside the module that reads them."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader
    from importlib.machinery import ModuleSpec


def read_text(module: ModuleSpec, name: str) -> str:
    """The text of a file, by its path from the folder of a module; from a zipped package as well.

    It is asked of what loaded the module, since ``importlib.resources`` takes longer to import than most tables
    take to read.

    >>> read_text(__spec__, "resources.py")[0]
    '"'
    """
    return _read(
        cast("ResourceLoader", module.loader), os.path.join(os.path.dirname(cast(str, module.origin)), name)
    )


def read_table(module: ModuleSpec, name: str) -> dict[str, Any]:
    """The same file as the table that it is."""
    return parse_toml(read_text(module, name))


@functools.cache
def parse_toml(toml: str) -> dict[str, Any]:
    """The table that a text in TOML is; not to be changed, since it is the same for all who ask."""
    import tomllib

    return tomllib.loads(toml)


@functools.cache
def _read(loader: ResourceLoader, path: str) -> str:
    """The text of a file, read once: a table is asked for at every word that is looked up in it."""
    return loader.get_data(path).decode("utf-8").replace("\r\n", "\n")
