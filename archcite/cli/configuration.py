"""The configuration of a project: ``archcite.toml``, or the table ``[tool.archcite]`` of ``pyproject.toml``.

Keys at the top are defaults of every command that has an option of that name; a table with the name of a command has
defaults of that command alone::

    sources = ["letters/", "books.bib"]
    style = "chicago"

    [check]
    ignore = ["A106"]
    fail-on = "error"

``sources``, ``output`` and a style that is a file are relative to the folder of the configuration.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from archcite.errors import ArchciteError

FILE = "archcite.toml"
GENERAL = ("sources", "style", "locale", "format")
# The options of each command that a configuration may set.
BY_COMMAND: Mapping[str, tuple[str, ...]] = {
    "cite": (*GENERAL, "as", "output", "keep-case", "short-archives", "archive-first", "date-words"),
    "bib": (
        *GENERAL,
        "output",
        "keep-case",
        "section-by",
        "level",
        "files",
        "abbreviations",
        "merge",
        "archive-first",
        "date-words",
    ),
    "check": ("sources", "select", "ignore", "fail-on", "format"),
    "convert": ("sources", "to", "keys", "round-trip", "keep-case", "output"),
    "diff": ("style", "locale"),
    "docx": ("sources", "style", "locale", "notes", "archive-first", "date-words"),
    "pandoc": ("sources", "style", "output"),
}
_LISTS = ("sources", "select", "ignore")
_FLAGS = frozenset(
    (
        "keep-case",
        "short-archives",
        "files",
        "abbreviations",
        "merge",
        "archive-first",
        "date-words",
        "round-trip",
    )
)
_PARAMETERS = {"as": "form"}
# The format of a citation is not that of a report.
_NOT_GENERAL = {"check": ("format",)}


class Configuration(NamedTuple):
    """The file of a configuration, and its keys as the file has them."""

    path: str
    values: Mapping[str, Any]

    def to_default_map(self) -> dict[str, Any]:
        """Return the defaults of each command as click expects them."""
        general = {key: self.values[key] for key in GENERAL if key in self.values}
        maps: dict[str, Any] = {}
        for command, keys in BY_COMMAND.items():
            skipped = _NOT_GENERAL.get(command, ())
            settings = {key: value for key, value in general.items() if key in keys and key not in skipped}
            settings |= self.values.get(command, {})
            maps[command] = {
                _PARAMETERS.get(key, key.replace("-", "_")): self._locate(key, value)
                for key, value in settings.items()
            }
        maps["pandoc"] = {"prepare": _rename(maps["pandoc"], "output", "folder")}
        return maps

    def _locate(self, key: str, value: Any) -> Any:
        """Return a value with its paths seen from the working folder."""
        folder = os.path.dirname(self.path)
        if key == "sources":
            return [_join(folder, source) for source in value]
        if key == "output" or (key == "style" and value.endswith(".csl")):
            return _join(folder, value)
        return value


def load_configuration(start: str = os.curdir) -> Configuration | None:
    """Find the configuration in a folder or in the nearest folder above it, and return it, or None.

    Raises :class:`~archcite.errors.ArchciteError` if the file is not valid TOML, or has an unknown key or a value of
    the wrong type.
    """
    try:
        folder = os.path.abspath(start)
    except OSError:  # the working folder has been deleted
        return None
    while True:
        for name in (FILE, "pyproject.toml"):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                values = _read_values(path)
                if values is not None:
                    _check_values(path, values)
                    return Configuration(path, values)
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def _read_values(path: str) -> Mapping[str, Any] | None:
    """Return the keys of a configuration file; None for a ``pyproject.toml`` without a table for archcite."""
    is_own = os.path.basename(path) == FILE
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        if is_own:
            raise ArchciteError(f"“{path}” could not be read: {error.strerror}.") from None
        return None
    if not is_own and not _may_have_table(data):
        return None
    import tomllib

    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if not is_own:
            return None  # of no concern to archcite; other tools report it
        raise ArchciteError(
            f'“{path}” is not valid TOML: {str(error).rstrip(".")}. Text is in quotes, as in style = "mla".'
        ) from None
    if is_own:
        return document
    table = document.get("tool", {}).get("archcite")
    return table if isinstance(table, dict) else None


def _may_have_table(data: bytes) -> bool:
    """Return whether a ``pyproject.toml`` may have a table for archcite: to read TOML takes longer than a citation."""
    squeezed = data.translate(None, b" \t\"'")
    return any(form in squeezed for form in (b"tool.archcite", b"[tool]", b"tool={"))


def _check_values(path: str, values: Mapping[str, Any]) -> None:
    known = (*GENERAL, *BY_COMMAND)
    for key, value in values.items():
        if key not in known:
            raise ArchciteError(f"“{path}” has the unknown key “{key}”.{_suggest(key, known)}")
        if key not in BY_COMMAND:
            _check_type(path, key, value)
            continue
        if not isinstance(value, dict):
            raise ArchciteError(f"“{path}”: “{key}” must be a table, [{key}].")
        for option, setting in value.items():
            if option not in BY_COMMAND[key]:
                hint = _suggest(option, BY_COMMAND[key])
                raise ArchciteError(f"“{path}” has the unknown key “{option}” in [{key}].{hint}")
            _check_type(path, f"{key}.{option}", setting)


def _check_type(path: str, key: str, value: object) -> None:
    name = key.rpartition(".")[2]
    if name in _LISTS:
        if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise ArchciteError(f'“{path}”: “{key}” must be a list of strings, such as ["a", "b"].')
    elif name in _FLAGS:
        if not isinstance(value, bool):
            raise ArchciteError(f"“{path}”: “{key}” must be true or false.")
    elif not isinstance(value, str):
        raise ArchciteError(f"“{path}”: “{key}” must be a string.")


def _suggest(word: str, known: tuple[str, ...]) -> str:
    from archcite._foundation.close_matches import find_close_matches

    near = find_close_matches(word.replace("_", "-"), known)
    return f" Did you mean “{near[0]}”?" if near else f" Known keys: {', '.join(known)}."


def _join(folder: str, path: str) -> str:
    path = os.path.expanduser(path)
    if path == "-" or os.path.isabs(path):
        return path
    return os.path.relpath(os.path.join(folder, path))


def _rename(values: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: value for key, value in values.items()}
