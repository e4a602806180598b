"""One citation: its cites rendered, grouped, collapsed and joined (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from archcite._foundation.immutable import Immutable
from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.markup import to_rich
from archcite.csl.style.model import Area
from archcite.richtext.marks import CLOSE, link, to_plain

Anchor: TypeAlias = Callable[[str], str | None]

NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"

_ENDS_OPEN = pattern(r"[\w.;:!?&)\],]$")
_STARTS_OPEN = pattern(r"[\w&\[(]")


class Body(NamedTuple):
    """One cite as rendered, and what collapsing has to know of it.

    ``names`` is the text of its first list of names; ``alone`` renders the cite again without it;
    ``suffix`` is its year suffix, and ``number`` its citation number; ``key`` is the id of its item.
    """

    key: str
    text: str
    names: str
    prefix: str
    suffix: str
    year_suffix: str
    number: int
    locator: str
    without_names: Callable[[bool], str]


class Joints(Immutable):
    """The delimiters and collapsing rules of ``cs:citation``; what the style does not give is None."""

    collapse: str
    layout: str
    group: str | None
    year_suffix: str | None
    after_collapse: str | None
    range: str
    in_text: bool
    sorted: bool

    @property
    def grouping(self) -> bool:
        """Whether cites with the same names come together."""
        return self.sorted and (self.group is not None or self.collapse.startswith("year"))


# A cite in its place: the delimiter before it, its text, the cite.
_Joint: TypeAlias = tuple[str, str, Body]


def read_joints(area: Area, in_text: bool, range_delimiter: str) -> Joints:
    """The joints from ``cs:citation``; ``range_delimiter`` stands between the ends of a collapsed range."""
    options = area.options
    return Joints(
        collapse=options.get("collapse", ""),
        layout=area.layout.delimiter,
        group=options.get("cite-group-delimiter"),
        year_suffix=options.get("year-suffix-delimiter"),
        after_collapse=options.get("after-collapse-delimiter"),
        range=range_delimiter,
        in_text=in_text,
        sorted=bool(area.sort),
    )


def join(bodies: Sequence[Body], joints: Joints, anchor: Anchor | None = None) -> str:
    """The cites of one citation as one rich text, without the affixes of the layout.

    ``anchor`` gives the address that a cite links to, by the id of its item, or nothing.
    """
    if len(bodies) == 1:
        body = bodies[0]
        text = spaced_prefix(body.prefix) + linked(body.text, body, anchor) + spaced_suffix(body.suffix)
        return text if body.text else text.strip()
    if joints.collapse == "citation-number":
        return _joined(_numbers(bodies, joints), anchor)
    if joints.grouping:
        bodies = _grouped(bodies)
    return _joined(_placed(bodies, joints), anchor)


def _joined(placed: Sequence[_Joint], anchor: Anchor | None) -> str:
    """Cites with their delimiters, and with the affixes that the writer gave them."""
    out: list[str] = []
    last_suffix = ""
    for delimiter, text, body in placed:
        if out:
            if last_suffix and last_suffix[-1] in ";.,":
                delimiter = delimiter[delimiter.find(" ") :] if " " in delimiter else ""
            elif not last_suffix and body.prefix[:1] in (";", ".", ","):
                delimiter = ""
            out.append(delimiter)
        out.append(spaced_prefix(body.prefix) + linked(text, body, anchor) + spaced_suffix(body.suffix))
        last_suffix = to_plain(body.suffix)
    return "".join(out)


def linked(text: str, body: Body, anchor: Anchor | None) -> str:
    """The text of a cite as a link to where its item is listed."""
    address = anchor(body.key) if anchor is not None else None
    return link(address, text) if address else text


def spaced_prefix(prefix: str) -> str:
    """What a writer puts before a cite, set apart from it by a space where that reads better."""
    if not prefix:
        return ""
    rich = to_rich(prefix)
    visible = to_plain(rich).rstrip("\"'\u201d\u2019\u00bb\u202f\u00a0 ")
    if prefix[-1:].isspace() or not _ENDS_OPEN.search(visible):
        return rich
    return rich + " "


def begins_sentence(prefix: str, first: bool = True) -> bool:
    """Whether a cite begins a sentence: it is the first and has no prefix, or its prefix ends a sentence.

    >>> begins_sentence(""), begins_sentence("See"), begins_sentence("Cf."), begins_sentence("So it is said.")
    (True, False, False, True)
    """
    if not prefix:
        return first
    words = to_plain(to_rich(prefix)).strip().rstrip("\"'\u201d\u2019\u00bb ")
    return " " in words and words[-1] in ".!?"


def spaced_suffix(suffix: str) -> str:
    """What a writer puts after a cite, likewise."""
    if not suffix:
        return ""
    rich = to_rich(suffix)
    return " " + rich if _STARTS_OPEN.match(to_plain(rich)) else rich


def _numbers(bodies: Sequence[Body], joints: Joints) -> list[_Joint]:
    """Runs of three and more consecutive citation numbers become ranges."""
    placed: list[_Joint] = []
    start = 0
    while start < len(bodies):
        end = start + 1
        while end < len(bodies) and _follows(bodies[end - 1], bodies[end]):
            end += 1
        run = bodies[start:end]
        if len(run) > 2:
            after = joints.layout if joints.after_collapse is None else joints.after_collapse
            placed.append((after if start else joints.layout, run[0].text, run[0]))
            placed.append((joints.range, run[-1].text, run[-1]))
        else:
            placed += [(joints.layout, body.text, body) for body in run]
        start = end
    return placed


def _follows(first: Body, second: Body) -> bool:
    bare = not (first.locator or second.locator or first.suffix or second.prefix)
    return bare and second.number == first.number + 1


def _grouped(bodies: Sequence[Body]) -> list[Body]:
    """Cites with the same names come together, at the place of the first of them."""
    groups: dict[str, list[Body]] = {}
    for index, body in enumerate(bodies):
        groups.setdefault(body.names or f"\0{index}", []).append(body)
    return [body for group in groups.values() for body in group]


def _placed(bodies: Sequence[Body], joints: Joints) -> list[_Joint]:
    """Cites in a row; those that repeat the names, or the names and the year, of the one before are collapsed."""
    placed: list[_Joint] = []
    by_year, by_suffix = joints.collapse.startswith("year"), joints.collapse.startswith("year-suffix")
    previous: Body | None = None
    collapsed = False
    for body in bodies:
        if by_suffix and previous is not None and _same_year(previous, body):
            placed.append((_first(joints.year_suffix, joints.group, joints.layout), _only_suffix(body), body))
            previous = body
            continue
        repeats = previous is not None and bool(body.names) and body.names == previous.names
        before, collapsed = collapsed, repeats and by_year
        text = body.without_names(True) if collapsed else body.text
        if text:
            delimiter = (
                joints.layout
                if previous is None
                else _delimiter(joints, previous, repeats, before, collapsed)
            )
            placed.append((delimiter, text, body))
            previous = body
    return _ranged(placed, joints) if joints.collapse == "year-suffix-ranged" else placed


def _delimiter(joints: Joints, previous: Body, repeats: bool, before: bool, collapsed: bool) -> str:
    """What stands between a cite and the one before (``before``: that one was collapsed)."""
    if joints.after_collapse is not None and (
        previous.locator or (not collapsed and (before or joints.collapse != "year-suffix"))
    ):
        return joints.after_collapse
    if repeats and joints.group is not None:
        return joints.group
    if collapsed and joints.in_text and joints.after_collapse is None:
        return ", "
    return joints.layout


def _first(*delimiters: str | None) -> str:
    return next(delimiter for delimiter in delimiters if delimiter is not None)


def _ranged(placed: Sequence[_Joint], joints: Joints) -> list[_Joint]:
    """Three and more year suffixes that follow one another become a range."""
    out: list[_Joint] = []
    start = 0
    while start < len(placed):
        end = start + 1
        while end < len(placed) and _next_suffix(placed[end - 1][2], placed[end][2]):
            end += 1
        if end - start > 2:
            out += [placed[start], (joints.range, *placed[end - 1][1:])]
        else:
            out += placed[start:end]
        start = end
    return out


def _next_suffix(first: Body, second: Body) -> bool:
    one, two = first.year_suffix, second.year_suffix
    follows = bool(one and two) and one[:-1] == two[:-1] and ord(two[-1]) == ord(one[-1]) + 1
    return follows and _same_year(first, second)


def _same_year(first: Body, second: Body) -> bool:
    if not (first.year_suffix and second.year_suffix) or first.locator or second.locator:
        return False
    if first.suffix or second.prefix or first.names != second.names:
        return False
    return first.without_names(False) == second.without_names(False)


def _only_suffix(body: Body) -> str:
    """The year suffix alone, as the style formats it: what the cite has more than the cite without it."""
    whole, less = body.without_names(True), body.without_names(False)
    start = 0
    while start < len(less) and whole[start] == less[start]:
        start += 1
    end = 0
    while end < len(less) - start and whole[-1 - end] == less[-1 - end]:
        end += 1
    text = whole[start : len(whole) - end]
    return text if text.count(CLOSE) * 2 <= len(text) else body.year_suffix
