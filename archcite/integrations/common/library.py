"""The sources that a documentation build is configured with: files of records, by the keys they are cited with.

Nothing here raises because of what a file holds: what is wrong is reported, and a build goes on without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from attrs import field, frozen

from archcite._foundation.source_paths import iterate_files, prefer_fixed
from archcite._foundation.warning_collector import collect_warnings
from archcite._foundation.wording import join_choices
from archcite.bibliography.short_titles import add_later_titles
from archcite.errors import ArchciteError, UnrecognizedSourceError
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.formats.csl_json.printed_item import to_printed_item
from archcite.formats.reading import read_all
from archcite.integrations.common.remote_sources import fetch_source, find_key, is_remote
from archcite.record import Source

_GLOB = frozenset("*?[")


@frozen
class SourceFile:
    """One file as it was read: its records by key, what is wrong with it, and what its reader inferred."""

    path: str
    stamp: tuple[int, int]
    records: tuple[tuple[str, Source], ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@frozen
class Library:
    """All that may be cited.

    ``records`` and ``items`` (CSL-JSON items, for :class:`archcite.csl.Processor`) are by key, in the order of
    the files and in them; ``origins`` says for a key in which file it is. ``problems`` are sentences for the
    reader of a build's log: files that could not be read, patterns that match nothing, keys that occur twice.
    """

    files: tuple[SourceFile, ...] = ()
    problems: tuple[str, ...] = ()
    records: Mapping[str, Source] = field(factory=dict)
    items: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    origins: Mapping[str, str] = field(factory=dict)

    def add_items(self, name: str, items: Iterable[Mapping[str, Any]]) -> Library:
        """Return the library with CSL items that a document has itself; they count before those of files.

        >>> list(Library().add_items("references", [{"id": "roe", "type": "book", "title": "Beta"}]).items)
        ['roe']
        """
        from archcite.formats.csl_json.record_from_item import from_csl_item

        with collect_warnings() as caught:
            records = tuple((str(item["id"]), from_csl_item(item)) for item in items if item.get("id"))
        remarks = tuple(dict.fromkeys(map(str, caught)))
        file = SourceFile(name, (0, 0), records, remarks=remarks)
        return _merge_files((file, *self.files), list(self.problems))

    def describe_unknown_key(self, key: str) -> str:
        """Return the sentence for an author who cites an unknown key, with the most similar keys.

        >>> from archcite.record import Record
        >>> Library(records={"creel1918": Record()}).describe_unknown_key("creel1981")
        'Unknown key “creel1981”; did you mean “creel1918”?'
        """
        near = self._find_similar_keys(key)
        if not self.records:
            return f"Unknown key “{key}”: the sources hold no records; check which files are configured."
        if not near:
            return f"Unknown key “{key}”; check its spelling, or add the record to the sources."
        return f"Unknown key “{key}”; did you mean {join_choices(near)}?"

    def _find_similar_keys(self, key: str) -> list[str]:
        from archcite._foundation.close_matches import find_close_matches

        folded = key.casefold()
        near = find_close_matches(key, self.records, 3, 0.7)
        if len(folded) > 2:
            near += [known for known in self.records if folded in known.casefold() and known not in near]
        return [f"“{known}”" for known in near[:3]]


def read_library(
    patterns: Iterable[str | os.PathLike[str]],
    folder: str | os.PathLike[str] = ".",
    known: Library | None = None,
    *,
    locale: str | None = None,
    network: bool = False,
) -> Library:
    """Read the records of all files that match the patterns (``records/*.yaml``, ``refs.bib``) in ``folder``.

    A pattern may also name a folder; files in it that are not sources are left out. A record without an id has
    the name of its file as its key, if it is alone there. Of two records with one key the first counts. Files that
    have not changed since ``known`` are not read again. English titles of ``.bib`` files keep their capitals in a
    ``locale`` of another language, whose styles do not give them any. With ``network`` a pattern may be a DOI or
    the address of a file; see :mod:`~archcite.integrations.common.remote_sources`.

    >>> library = read_library(["seeds/wilson-*.txt"])
    >>> list(library.items), library.problems
    (['110474'], ())
    """
    before = {file.path: file for file in known.files} if known else {}
    problems: list[str] = []
    keep_case = bool(locale) and not str(locale).lower().startswith("en")
    files: list[SourceFile] = []
    for path, found in _find_paths(patterns, Path(folder), problems, network=network).items():
        stamp = _get_stamp(path)
        earlier = before.get(str(path))
        is_known = earlier is not None and earlier.stamp == stamp
        files.append(earlier if earlier and is_known else _read(path, stamp, found, keep_case=keep_case))
    return _merge_files(files, problems)


def build_library(records: Iterable[tuple[str, Source]]) -> Library:
    """Build a library of records that have been read, each with the name of its file; see :func:`read_library`.

    >>> from archcite.record import Record
    >>> list(build_library([("letters.yaml", Record(id="creel", title="A letter"))]).items)
    ['creel']
    """
    by_file: dict[str, list[Source]] = {}
    for name, record in records:
        by_file.setdefault(name, []).append(record)
    problems: list[str] = []
    files = [
        SourceFile(name, (0, 0), _assign_keys(found, name, Path(name).stem, problems))
        for name, found in by_file.items()
    ]
    return _merge_files(files, problems)


def _merge_files(files: Iterable[SourceFile], problems: list[str]) -> Library:
    """Merge the records of files by their keys; ``problems`` are those that were found before."""
    files = tuple(files)
    records: dict[str, Source] = {}
    origins: dict[str, str] = {}
    for file in files:
        problems.extend(file.problems)
        for key, record in file.records:
            if key not in records:
                records[key], origins[key] = record, file.path
            elif record != records[key]:
                problems.append(_describe_duplicate(key, origins[key], file.path))
    items: dict[str, Mapping[str, Any]] = {}
    for key, record in list(records.items()):
        try:
            items[key] = {**to_printed_item(record), "id": key}
        except Exception as error:  # one record must not end the build of a whole book
            kind = type(error).__name__
            problems.append(f"“{origins[key]}”, record “{key}”: it cannot be cited ({kind}: {error}).")
            del records[key], origins[key]
    return Library(files, tuple(problems), records, add_later_titles(items, records), origins)


class _Found(NamedTuple):
    """How a file was found: whether it was named, and not only its folder; its name on the network, if it is there."""

    is_named: bool
    remote_name: str = ""


def _find_paths(
    patterns: Iterable[str | os.PathLike[str]], folder: Path, problems: list[str], *, network: bool
) -> dict[Path, _Found]:
    """Find the files of the patterns, each once, in the order of the patterns, and by name within one."""
    import glob

    found: dict[Path, _Found] = {}
    for pattern in patterns:
        name = os.fspath(pattern)
        if is_remote(name):
            try:
                found[fetch_source(name, network=network)] = _Found(True, name)
            except ArchciteError as error:
                problems.extend(error.sentences)
            continue
        full = os.path.join(folder, os.path.expanduser(name))
        if _GLOB & set(name) and not os.path.exists(full):
            matches = prefer_fixed(sorted(filter(_is_file, glob.glob(full, recursive=True))))
            if not matches:
                problems.append(f"The pattern “{name}” matches no file in “{folder}”; check the sources.")
            found.update(dict.fromkeys((Path(os.path.normpath(match)) for match in matches), _Found(True)))
        elif os.path.isdir(full):
            paths = prefer_fixed(list(iterate_files(full)))
            if not paths:
                problems.append(f"The folder “{name}” has no files; check the sources.")
            for path in paths:
                found.setdefault(Path(os.path.normpath(path)), _Found(False))
        else:
            found[Path(os.path.normpath(full))] = _Found(True)
    return found


def _is_file(path: str) -> bool:
    """Return whether a path is a file, or a broken link, which is worth a message."""
    return os.path.isfile(path) or (os.path.islink(path) and not os.path.exists(path))


def _get_stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0, -1
    return status.st_mtime_ns, status.st_size


def _read(path: Path, stamp: tuple[int, int], found: _Found, *, keep_case: bool) -> SourceFile:
    problems: list[str] = []
    records: list[Source] = []
    with collect_warnings() as caught:
        try:
            records.extend(read_all(path, keep_case=keep_case))  # the records before a damaged place are kept
        except ArchciteError as error:
            if found.is_named or not isinstance(error, UnrecognizedSourceError):
                problems.extend(error.sentences)
        except (
            Exception
        ) as error:  # a file that a reader stumbles over must not end the build of a whole book
            kind = type(error).__name__
            problems.append(
                f"“{path}” could not be read ({kind}: {error}); run `archcite check` on it for details."
            )
    remarks = tuple(dict.fromkeys(str(warning) for warning in caught))
    key = find_key(found.remote_name)
    if key and len(records) == 1:
        keyed: tuple[tuple[str, Source], ...] = ((key, records[0]),)
    else:
        keyed = _assign_keys(records, str(path), path.stem, problems)
    if found.remote_name:
        problems = [problem.replace(str(path), found.remote_name) for problem in problems]
    return SourceFile(str(path), stamp, keyed, tuple(problems), remarks)


def _assign_keys(
    records: Sequence[Source], path: str, stem: str, problems: list[str]
) -> tuple[tuple[str, Source], ...]:
    """Give each record of a file its key; one that is alone there and has no id has the name of the file."""
    seen: dict[str, Source] = {}
    for record in records:
        key = record.id or (stem if len(records) == 1 else str(to_csl_item(record)["id"]))
        if key in seen and seen[key] != record:
            problems.append(_describe_duplicate(key, path, path))
        seen.setdefault(key, record)
    return tuple(seen.items())


def _describe_duplicate(key: str, first: str, second: str) -> str:
    where = f"twice in “{first}”" if first == second else f"in “{first}” and again in “{second}”"
    return f"The key “{key}” is used {where} for different records; the first is cited."
