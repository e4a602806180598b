"""One field of our own in a ``.bib`` entry, for what its other fields do not say; written only if it is asked for.

The field ``archcite`` holds, in JSON, what of the record is read otherwise from the entry: it is what the record has
there, so that everything else may be edited in the open. Braces, percent signs and the like are written as in
quoted-printable text (RFC 2045, ``=7B``), so that no program that reads or saves ``.bib`` files changes them.
"""

from __future__ import annotations

import json
import quopri
import re
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError, SourceLocation
from archcite.formats.common.reader_warnings import warn
from archcite.record import Source, revise
from archcite.record.serialization import from_plain, to_plain

ROUND_TRIP_FIELD = "archcite"
_UNSAFE = pattern(r"[={}\\%#&_$~^\"@\x00-\x1f\x7f]|[^\S ]| (?= )|\A | \Z")
_MISSING = object()


def describe_difference(record: Source, as_read: Source) -> str:
    """Return what a record has otherwise than the source that is read from its entry; empty if they are equal.

    >>> from archcite.record import Record
    >>> describe_difference(Record(title="A", medium="ink"), Record(title="A", rights="none"))
    '=7B=22set=22: =7B=22medium=22: =22ink=22=7D, =22unset=22: [=22rights=22]=7D'
    """
    wanted, found = to_plain(record), to_plain(as_read)
    if wanted == found:
        return ""
    if ("publication" in wanted) != ("publication" in found):
        difference: dict[str, Any] = {"record": wanted}
    else:
        difference = _compare(wanted, found)
    return _UNSAFE.sub(_quote, json.dumps(difference, ensure_ascii=False))


def restore(source: Source, written: str, location: SourceLocation) -> Source:
    """Return the record that a source was written from; the inverse of :func:`describe_difference`.

    >>> from archcite.record import Record
    >>> restore(Record(title="B", rights="none"),
    ...     '=7B=22set=22: =7B=22medium=22: =22ink=22=7D, =22unset=22: [=22rights=22]=7D', SourceLocation())
    Record(title='B', medium='ink')
    """
    # Programs that save the file put a backslash before what TeX knows.
    text = quopri.decodestring(written.replace("\\", "").encode()).decode("utf-8", "replace")
    try:
        difference = json.loads(text)
        if "record" in difference:
            return revise(from_plain(difference["record"]), location=location)
        return revise(from_plain(_apply(to_plain(source), difference)), location=location)
    except (ValueError, TypeError, KeyError, AttributeError, RecordError):
        warn(location, f"the field “{ROUND_TRIP_FIELD}” is damaged, and was left out.")
        return source


def _compare(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    difference: dict[str, Any] = {}
    if "publication" in wanted:
        inner = _compare(wanted["publication"], found["publication"])
        if inner:
            difference["publication"] = inner
        wanted = {name: value for name, value in wanted.items() if name != "publication"}
        found = {name: value for name, value in found.items() if name != "publication"}
    changed = {name: value for name, value in wanted.items() if found.get(name, _MISSING) != value}
    removed = [name for name in found if name not in wanted]
    if changed:
        difference["set"] = changed
    if removed:
        difference["unset"] = removed
    return difference


def _apply(found: dict[str, Any], difference: dict[str, Any]) -> dict[str, Any]:
    if "publication" in difference:
        found = {**found, "publication": _apply(found["publication"], difference["publication"])}
    removed = set(difference.get("unset", ()))
    kept: dict[str, Any] = {name: value for name, value in found.items() if name not in removed}
    changed: dict[str, Any] = difference.get("set", {})
    return kept | changed


def _quote(found: re.Match[str]) -> str:
    return "".join(f"={byte:02X}" for byte in found[0].encode())
