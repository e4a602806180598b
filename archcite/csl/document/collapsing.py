"""Group, collapse and join the cites of one citation (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

from archcite._foundation.immutable import Immutable
from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.markup import to_rich
from archcite.csl.style.model import Area
from archcite.richtext.marks import CLOSE, NO_TEXT, OPENING, Rich, link, to_plain

_MARK = pattern(f"[{OPENING}{CLOSE}]")

Anchor: TypeAlias = Callable[[str], str | None]

NO_PRINTED_FORM = Rich("[CSL STYLE ERROR: reference with no printed form.]")

_SPACE = Rich(" ")
_ENDS_OPEN = pattern(r"[\w.;:!?&)\],]$")
_STARTS_OPEN = pattern(r"[\w&\[(]")


class _Prefixed(Protocol):
    @property
    def prefix(self) -> str: ...


_AnyCite = TypeVar("_AnyCite", bound=_Prefixed)


class RenderedCite(NamedTuple):
    """Rendered cite, with what collapsing needs of it.

    ``names`` is the text of its first list of names; ``render_without_names`` renders the cite again without it,
    with or without its year suffix; ``prints_text`` returns whether it prints more of the item than names and dates;
    ``prefix`` and ``suffix`` are those of the writer.
    """

    item_id: str
    text: Rich
    names: Rich
    prefix: str
    suffix: str
    year_suffix: Rich
    number: int
    locator: str
    render_without_names: Callable[[bool], Rich]
    prints_text: Callable[[], bool]


class CiteDelimiters(Immutable):
    """Delimiters and collapsing rules of ``cs:citation``; those that the style does not set are None."""

    collapse: str
    layout: Rich
    group: Rich | None
    year_suffix: Rich | None
    after_collapse: Rich | None
    range: Rich
    in_text: bool
    sorted: bool

    @property
    def grouping(self) -> bool:
        """Whether cites with the same names come together."""
        return self.sorted and (self.group is not None or self.collapse.startswith("year"))


# A cite in its place: the delimiter before it, its text, the cite.
_PlacedCite: TypeAlias = tuple[Rich, Rich, RenderedCite]


def read_cite_delimiters(area: Area, in_text: bool, range_delimiter: Rich) -> CiteDelimiters:
    """Read the delimiters from ``cs:citation``; ``range_delimiter`` joins the ends of a collapsed range."""
    options = area.options
    return CiteDelimiters(
        collapse=options.get("collapse", ""),
        layout=area.layout.delimiter,
        group=_get_rich(options, "cite-group-delimiter"),
        year_suffix=_get_rich(options, "year-suffix-delimiter"),
        after_collapse=_get_rich(options, "after-collapse-delimiter"),
        range=range_delimiter,
        in_text=in_text,
        sorted=bool(area.sort),
    )


def _get_rich(options: Mapping[str, str], name: str) -> Rich | None:
    return Rich(options[name]) if name in options else None


def join_cites(
    cites: Sequence[RenderedCite],
    delimiters: CiteDelimiters,
    anchor: Anchor | None = None,
    *,
    keeps_prefixes: bool = False,
) -> Rich:
    """Join the cites of one citation to one rich text, without the affixes of the layout.

    ``anchor`` returns the address that a cite links to, by the id of its item, or None. If it ``keeps_prefixes``,
    a cite with a prefix is not moved to others with the same names, nor loses them, and a prefix that begins with a
    space goes on from the cite before it.
    """
    if len(cites) == 1:
        cite = cites[0]
        text = format_prefix(cite.prefix) + link_cite(cite.text, cite, anchor) + format_suffix(cite.suffix)
        return text if cite.text else text.strip()
    if delimiters.collapse == "citation-number":
        return _join_placed(_collapse_numbers(cites, delimiters), anchor, keeps_prefixes)
    parts = split_at_prefixes(cites) if keeps_prefixes else [cites]
    placed: list[_PlacedCite] = []
    for part in parts:
        placed += _collapse_names(_group_by_names(part) if delimiters.grouping else part, delimiters)
    return _join_placed(placed, anchor, keeps_prefixes)


def split_at_prefixes(cites: Sequence[_AnyCite]) -> Iterator[Sequence[_AnyCite]]:
    """Yield parts of a citation: each but the first begins with a cite that has a prefix.

    >>> from archcite.csl.document.citation import Cite
    >>> cites = [Cite({"id": "a"}), Cite({"id": "b", "prefix": "see "}), Cite({"id": "c"})]
    >>> [[cite.id for cite in part] for part in split_at_prefixes(cites)]
    [['a'], ['b', 'c']]
    """
    start = 0
    for at, cite in enumerate(cites):
        if cite.prefix and at > start:
            yield cites[start:at]
            start = at
    yield cites[start:]


def _join_placed(placed: Sequence[_PlacedCite], anchor: Anchor | None, keeps_prefixes: bool) -> Rich:
    """Join cites with their delimiters, and with the affixes that the writer gave them."""
    out: list[Rich] = []
    going_on = (";", ".", ",", " ") if keeps_prefixes else (";", ".", ",")
    last_suffix = ""
    for delimiter, text, cite in placed:
        if out:
            if last_suffix and last_suffix[-1] in ";.,":
                delimiter = Rich(delimiter[delimiter.find(" ") :] if " " in delimiter else "")
            elif not last_suffix and cite.prefix[:1] in going_on:
                delimiter = NO_TEXT
            out.append(delimiter)
        out.append(format_prefix(cite.prefix) + link_cite(text, cite, anchor) + format_suffix(cite.suffix))
        last_suffix = to_plain(cite.suffix)
    return NO_TEXT.join(out)


def link_cite(text: Rich, cite: RenderedCite, anchor: Anchor | None) -> Rich:
    """Link the text of a cite to where its item is listed."""
    address = anchor(cite.item_id) if anchor is not None else None
    return link(address, text) if address else text


def format_prefix(prefix: str) -> Rich:
    """Convert a cite's prefix to rich text, with a space after it where that reads better."""
    if not prefix:
        return NO_TEXT
    rich = to_rich(prefix)
    visible = to_plain(rich).rstrip("\"'\u201d\u2019\u00bb\u202f\u00a0 ")
    if prefix[-1:].isspace() or not _ENDS_OPEN.search(visible):
        return rich
    return rich + _SPACE


def is_sentence_start(prefix: str, first: bool = True) -> bool:
    """Return whether a cite begins a sentence: it is the first without a prefix, or its prefix ends a sentence.

    >>> is_sentence_start(""), is_sentence_start("See"), is_sentence_start("Cf."), is_sentence_start("So it is said.")
    (True, False, False, True)
    """
    if not prefix:
        return first
    words = to_plain(to_rich(prefix)).strip().rstrip("\"'\u201d\u2019\u00bb ")
    return " " in words and words[-1] in ".!?"


def format_suffix(suffix: str) -> Rich:
    """Convert a cite's suffix to rich text, with a space before it where that reads better."""
    if not suffix:
        return NO_TEXT
    rich = to_rich(suffix)
    return _SPACE + rich if _STARTS_OPEN.match(to_plain(rich)) else rich


def _collapse_numbers(cites: Sequence[RenderedCite], delimiters: CiteDelimiters) -> list[_PlacedCite]:
    """Collapse runs of three and more consecutive citation numbers to ranges.

    The ``after-collapse-delimiter`` is for groups of cites: of numbers, it separates a locator from what follows, as in
    citeproc-js: “[1, 2 p. 7; 4]”.
    """
    placed: list[_PlacedCite] = []
    after_locator = delimiters.layout if delimiters.after_collapse is None else delimiters.after_collapse
    start = 0
    while start < len(cites):
        end = start + 1
        while end < len(cites) and _is_consecutive(cites[end - 1], cites[end]):
            end += 1
        run = cites[start:end]
        delimiter = after_locator if start and cites[start - 1].locator else delimiters.layout
        placed.append((delimiter, run[0].text, run[0]))
        if len(run) > 2:
            placed.append((delimiters.range, run[-1].text, run[-1]))
        else:
            placed += [(delimiters.layout, cite.text, cite) for cite in run[1:]]
        start = end
    return placed


def _is_consecutive(first: RenderedCite, second: RenderedCite) -> bool:
    bare = not (first.locator or second.locator or first.suffix or second.prefix)
    return bare and second.number == first.number + 1


def _group_by_names(cites: Sequence[RenderedCite]) -> list[RenderedCite]:
    """Group cites with the same names, at the place of the first of them; those that have no names are a group."""
    groups: dict[str, list[RenderedCite]] = {}
    for cite in cites:
        groups.setdefault(cite.names, []).append(cite)
    return [cite for group in groups.values() for cite in group]


def _collapse_names(cites: Sequence[RenderedCite], delimiters: CiteDelimiters) -> list[_PlacedCite]:
    """Collapse cites that repeat the names, or the names and the year, of the one before."""
    placed: list[_PlacedCite] = []
    by_year, by_suffix = delimiters.collapse.startswith("year"), delimiters.collapse.startswith("year-suffix")
    previous: RenderedCite | None = None
    collapsed = False
    for cite in cites:
        if by_suffix and previous is not None and _has_same_year(previous, cite):
            placed.append(
                (
                    _choose_first(delimiters.year_suffix, delimiters.group, delimiters.layout),
                    _extract_suffix(cite),
                    cite,
                )
            )
            previous = cite
            continue
        repeats = previous is not None and bool(cite.names) and cite.names == previous.names
        before, collapsed = collapsed, repeats and by_year
        if previous is not None and not cite.names and not previous.names:
            # “1989, 1990”: years alone, of works that have nothing else to print.
            collapsed = by_year and not (previous.prints_text() or cite.prints_text())
        text = cite.render_without_names(True) if collapsed else cite.text
        if text:
            delimiter = (
                delimiters.layout
                if previous is None
                else _choose_delimiter(delimiters, previous, repeats, before, collapsed)
            )
            placed.append((delimiter, text, cite))
            previous = cite
    return _collapse_suffixes(placed, delimiters) if delimiters.collapse == "year-suffix-ranged" else placed


def _choose_delimiter(
    delimiters: CiteDelimiters, previous: RenderedCite, repeats: bool, before: bool, collapsed: bool
) -> Rich:
    """Choose the delimiter between a cite and the ``previous`` one (``before``: that one was collapsed)."""
    if delimiters.after_collapse is not None and (
        previous.locator or (not collapsed and (before or delimiters.collapse != "year-suffix"))
    ):
        return delimiters.after_collapse
    if repeats and delimiters.group is not None:
        return delimiters.group
    if collapsed and delimiters.in_text and delimiters.after_collapse is None:
        return Rich(", ")
    return delimiters.layout


def _choose_first(*delimiters: Rich | None) -> Rich:
    return next(delimiter for delimiter in delimiters if delimiter is not None)


def _collapse_suffixes(placed: Sequence[_PlacedCite], delimiters: CiteDelimiters) -> list[_PlacedCite]:
    """Collapse three and more consecutive year suffixes to a range."""
    out: list[_PlacedCite] = []
    start = 0
    while start < len(placed):
        end = start + 1
        while end < len(placed) and _has_next_suffix(placed[end - 1][2], placed[end][2]):
            end += 1
        if end - start > 2:
            out += [placed[start], (delimiters.range, *placed[end - 1][1:])]
        else:
            out += placed[start:end]
        start = end
    return out


def _has_next_suffix(first: RenderedCite, second: RenderedCite) -> bool:
    one, two = first.year_suffix, second.year_suffix
    follows = bool(one and two) and one[:-1] == two[:-1] and ord(two[-1]) == ord(one[-1]) + 1
    bare = not (first.locator or second.locator or first.suffix or second.prefix)
    return follows and bare and _has_same_year(first, second)


def _has_same_year(first: RenderedCite, second: RenderedCite) -> bool:
    """Return whether the second cite can be printed as its year suffix and its locator alone."""
    if not (first.year_suffix and second.year_suffix) or first.names != second.names:
        return False
    (year, _, rest), (same_year, suffix, same_rest) = _split_at_suffix(first), _split_at_suffix(second)
    if year != same_year or not (first.locator or second.locator or rest == same_rest):
        return False
    return not second.locator or _is_balanced(suffix + same_rest)


def _extract_suffix(cite: RenderedCite) -> Rich:
    """Extract the year suffix as the style formats it, with the locator after it."""
    _, suffix, rest = _split_at_suffix(cite)
    if cite.locator:
        return Rich(suffix + rest)
    return Rich(suffix) if _is_balanced(suffix) else cite.year_suffix


def _split_at_suffix(cite: RenderedCite) -> tuple[str, str, str]:
    """Split a cite without names into what is before, in and after its year suffix.

    The suffix is what the cite has more than the cite without it.
    """
    whole, less = cite.render_without_names(True), cite.render_without_names(False)
    start = 0
    while start < len(less) and whole[start] == less[start]:
        start += 1
    end = 0
    while end < len(less) - start and whole[-1 - end] == less[-1 - end]:
        end += 1
    stop = len(whole) - end
    return whole[:start], whole[start:stop], whole[stop:]


def _is_balanced(text: str) -> bool:
    """Return whether no span ends in rich text that does not begin in it."""
    depth = 0
    for sign in _MARK.findall(text):
        depth += -1 if sign == CLOSE else 1
        if depth < 0:
            return False
    return True
