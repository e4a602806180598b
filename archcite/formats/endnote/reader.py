"""Read EndNote's tagged export (.enw, also “Refer”): a tag of a percent sign and a letter on each line."""

from __future__ import annotations

from collections.abc import Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.endnote.item import build_source
from archcite.record import Source

_TAG = pattern(r"%(?P<tag>[^\s%])(?: (?P<value>.*)|$)")
# The type may be missing where another tag follows.
# The type may be missing, or come later.
_START = pattern(
    r"\s*%0(?: +[A-Z][A-Za-z ]+| *\n%[^\s%] )[^\n]*\n|\s*%[ATJBID] [^\n]+\n(?:%[^\s%] [^\n]+\n){2}"
)


def sniff(text: str) -> bool:
    """Return whether a text is a list of references in EndNote's tags.

    >>> sniff("%0 Book\\n%T Essays\\n"), sniff("% a comment of TeX")
    (True, False)
    """
    return _START.match(text) is not None


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the references of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> record, = read("%0 Manuscript\\n%A Creel, George\\n%T To House\\n%I Yale University Library\\n%V box 6\\n")
    >>> record.title, str(record.holding)
    ('To House', 'Yale University Library, box 6')
    """
    sources = [
        build_source(pairs, SourceLocation(name, line, number))
        for number, (line, pairs) in enumerate(_iterate_references(text), start=1)
    ]
    if not sources:
        raise SourceError("The file has no reference: export it again.", location=SourceLocation(name))
    return sources


def _iterate_references(text: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield the references with the lines that they begin on; a line without a tag continues the one before."""
    pairs: list[tuple[str, str]] = []
    first = 1
    begins_with_type = text.lstrip().startswith("%0")
    is_blank = False
    for number, line in enumerate(text.splitlines(), start=1):
        found = _TAG.match(line)
        is_first = found is not None and (found["tag"] == "0" if begins_with_type else is_blank)
        is_second_type = found is not None and found["tag"] == "0" and [tag for tag, _ in pairs] == ["0"]
        if found and is_first and pairs and not is_second_type:
            yield first, pairs
            pairs = []
        if found and (pairs or is_first or not begins_with_type):
            first = first if pairs else number
            pairs.append((found["tag"], found["value"] or ""))
        elif pairs and line.strip():
            tag, value = pairs[-1]
            pairs[-1] = (tag, f"{value}\n{line.strip()}")
        is_blank = not line.strip()
    if pairs:
        yield first, pairs
