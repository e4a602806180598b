"""Published works in the OpenURL formats that are made for them: books and their chapters, articles, dissertations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcite.formats.common.catalogue_values import strip_markup
from archcite.record import Publication

# CSL type -> format, and genre in it.
FORMATS: Mapping[str, tuple[str, str]] = {
    "article-journal": ("journal", "article"),
    "article-magazine": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "entry-dictionary": ("book", "bookitem"),
    "entry-encyclopedia": ("book", "bookitem"),
    "paper-conference": ("book", "proceeding"),
    "report": ("book", "report"),
    "thesis": ("dissertation", ""),
}
_TITLES = {"journal": ("atitle", "jtitle"), "book": ("btitle", "series"), "dissertation": ("title", "")}
_TEXTS: Mapping[str, Mapping[str, str]] = {
    "journal": {"volume": "volume", "issue": "issue", "page": "pages", "ISSN": "issn"},
    "book": {
        "publisher": "pub",
        "publisher-place": "place",
        "edition": "edition",
        "collection-title": "series",
        "page": "pages",
        "ISBN": "isbn",
        "number-of-pages": "tpages",
    },
    "dissertation": {"publisher": "inst", "genre": "degree", "number-of-pages": "tpages"},
}


def list_pairs(work: Publication) -> list[tuple[str, str]] | None:
    """List the keys and values of a published work; None if no format is made for it, but Dublin Core.

    >>> list_pairs(Publication({"type": "book", "title": "Signs", "author": [{"family": "Roe", "given": "Jane"}]}))[2:]
    [('rft.btitle', 'Signs'), ('rft.aulast', 'Roe'), ('rft.aufirst', 'Jane'), ('rft.au', 'Roe, Jane')]
    """
    item = work.csl_item()
    if item.get("type") not in FORMATS:
        return None
    name, genre = FORMATS[item["type"]]
    pairs = [("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{name}"), *([("rft.genre", genre)] if genre else [])]
    title, host = _TITLES[name]
    if item.get("container-title"):
        if name == "book":
            title, host = "atitle", "btitle"
        if host:
            pairs.append((f"rft.{host}", _to_text(item["container-title"])))
    if item.get("title"):
        pairs.append((f"rft.{title}", _to_text(item["title"])))
    pairs += _list_authors(item)
    if date := work.date:
        pairs.append(("rft.date", date.edtf or str(date)))
    pairs += [
        (f"rft.{key}", _to_text(item[variable]))
        for variable, key in _TEXTS[name].items()
        if item.get(variable)
    ]
    for variable, prefix in (("DOI", "info:doi/"), ("URL", "")):
        if item.get(variable):
            pairs.append(("rft_id", prefix + str(item[variable]).removeprefix("https://doi.org/")))
    return pairs


def _list_authors(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = [name for name in item.get("author") or item.get("editor") or () if isinstance(name, Mapping)]
    for place, name in enumerate(names):
        family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
        given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
        if not place and family:
            yield "rft.aulast", family
            if given:
                yield "rft.aufirst", given
        yield (
            "rft.au" if family else "rft.aucorp",
            ", ".join(filter(None, (family, given))) or str(name.get("literal", "")),
        )


def _to_text(value: Any) -> str:
    return strip_markup(str(value))
