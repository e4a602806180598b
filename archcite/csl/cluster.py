"""One citation: its cites rendered, grouped, collapsed and joined (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from archcite.csl.markup import to_rich
from archcite.output.richtext import CLOSE, plain

NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"

_ENDS_OPEN = re.compile(r"[\w.;:!?&)\],]$")
_STARTS_OPEN = re.compile(r"[\w&\[(]")


class Body(NamedTuple):
    """One cite as rendered, and what collapsing has to know of it.

    ``names`` is the text of its first list of names; ``alone`` renders the cite again without it;
    ``suffix`` is its year suffix, and ``number`` its citation number.
    """

    text: str
    names: str
    prefix: str
    suffix: str
    year_suffix: str
    number: int
    locator: str
    without_names: Callable[[bool], str]


class Joints(NamedTuple):
    """The delimiters and collapsing rules of ``cs:citation``."""

    collapse: str
    layout: str
    group: str
    year_suffix: str
    after_collapse: str
    grouping: bool
    range: str


def read_joints(options: Mapping[str, str], delimiter: str, range_delimiter: str) -> Joints:
    """The joints from the attributes of ``cs:citation`` and the delimiter of its layout."""
    collapse = options.get("collapse", "")
    return Joints(
        collapse,
        delimiter,
        options.get("cite-group-delimiter", ", "),
        options.get("year-suffix-delimiter", delimiter),
        options.get("after-collapse-delimiter", delimiter),
        "cite-group-delimiter" in options or collapse.startswith("year"),
        range_delimiter,
    )


def join(bodies: Sequence[Body], joints: Joints) -> str:
    """The cites of one citation as one rich text, without the affixes of the layout."""
    if joints.collapse == "citation-number":
        return _join_numbers(bodies, joints)
    if joints.grouping:
        return _join_groups(_grouped(bodies), joints)
    return _joined([(body.text, joints.layout) for body in bodies], bodies)


def _joined(texts: Sequence[tuple[str, str]], bodies: Sequence[Body]) -> str:
    """Texts, each with the delimiter before it, and the affixes of the cites."""
    out: list[str] = []
    last_suffix = ""
    for (text, delimiter), body in zip(texts, bodies, strict=True):
        if out:
            if last_suffix[-1:] in (";", ".", ",") and last_suffix:
                delimiter = delimiter[delimiter.find(" ") :] if " " in delimiter else ""
            elif not last_suffix and body.prefix[:1] in (";", ".", ","):
                delimiter = ""
            out.append(delimiter)
        out.append(spaced_prefix(body.prefix) + text + spaced_suffix(body.suffix))
        last_suffix = plain(body.suffix)
    return "".join(out)


def spaced_prefix(prefix: str) -> str:
    """What a writer puts before a cite, set apart from it by a space where that reads better."""
    if not prefix:
        return ""
    rich = to_rich(prefix)
    visible = plain(rich).rstrip("\"'\u201d\u2019\u00bb\u202f\u00a0 ")
    if prefix[-1:].isspace() or not _ENDS_OPEN.search(visible):
        return rich
    return rich + " "


def begins_sentence(prefix: str) -> bool:
    """Whether a cite begins a sentence: nothing stands before it, or more than a word that ends in a full stop.

    >>> begins_sentence(""), begins_sentence("See"), begins_sentence("Cf."), begins_sentence("So it is said.")
    (True, False, False, True)
    """
    words = plain(to_rich(prefix)).strip().rstrip("\"'\u201d\u2019\u00bb ")
    return not words or (" " in words and words[-1] in ".!?")


def spaced_suffix(suffix: str) -> str:
    """What a writer puts after a cite, likewise."""
    if not suffix:
        return ""
    rich = to_rich(suffix)
    return " " + rich if _STARTS_OPEN.match(plain(rich)) else rich


def _join_numbers(bodies: Sequence[Body], joints: Joints) -> str:
    """Runs of three and more consecutive citation numbers become ranges."""
    texts: list[tuple[str, str]] = []
    kept: list[Body] = []
    start = 0
    while start < len(bodies):
        end = start + 1
        while end < len(bodies) and _follows(bodies[end - 1], bodies[end]):
            end += 1
        run = bodies[start:end]
        if len(run) > 2:
            texts += [(run[0].text, joints.after_collapse if start else joints.layout), (run[-1].text, joints.range)]
            kept += [run[0], run[-1]]
        else:
            texts += [(body.text, joints.layout) for body in run]
            kept += run
        start = end
    return _joined(texts, kept)


def _follows(first: Body, second: Body) -> bool:
    plain_cites = not (first.locator or second.locator or first.suffix or second.prefix)
    return plain_cites and second.number == first.number + 1


def _grouped(bodies: Sequence[Body]) -> list[list[Body]]:
    """Cites with the same names come together, at the place of the first of them."""
    groups: dict[str, list[Body]] = {}
    for index, body in enumerate(bodies):
        groups.setdefault(body.names or f"\0{index}", []).append(body)
    return list(groups.values())


def _join_groups(groups: Sequence[Sequence[Body]], joints: Joints) -> str:
    texts: list[tuple[str, str]] = []
    bodies: list[Body] = []
    after = joints.layout
    for group in groups:
        delimiter = after
        after = joints.layout
        if joints.collapse.startswith("year") and len(group) > 1:
            collapsed = _collapse(group, joints)
            after = joints.after_collapse
        else:
            collapsed = [(body.text, joints.group, body) for body in group]
        for index, (text, inner, body) in enumerate(collapsed):
            texts.append((text, inner if index else delimiter))
            bodies.append(body)
    return _joined(texts, bodies)


def _collapse(group: Sequence[Body], joints: Joints) -> list[tuple[str, str, Body]]:
    """The cites of one group: names once, then years, then year suffixes as the style says."""
    out: list[tuple[str, str, Body]] = []
    run: list[Body] = []
    by_suffix = joints.collapse in ("year-suffix", "year-suffix-ranged")
    for body in group:
        if run and by_suffix and _same_year(run[-1], body):
            run.append(body)
            continue
        _flush(run, out, joints)
        run = [body]
    _flush(run, out, joints)
    return out


def _flush(run: Sequence[Body], out: list[tuple[str, str, Body]], joints: Joints) -> None:
    if not run:
        return
    first = run[0]
    text = first.without_names(True) if out else first.text
    out.append((text, joints.group, first))
    rest = list(run[1:])
    if joints.collapse == "year-suffix-ranged" and len(run) > 2:
        position = 0
        while position < len(rest):
            end = position
            previous = run[position]
            while end < len(rest) and _next_letter(previous.year_suffix, rest[end].year_suffix):
                previous = rest[end]
                end += 1
            if end - position >= 2:
                out.append((_only_suffix(rest[end - 1]), joints.range, rest[end - 1]))
                position = end
            else:
                out.append((_only_suffix(rest[position]), joints.year_suffix, rest[position]))
                position += 1
        return
    out.extend((_only_suffix(body), joints.year_suffix, body) for body in rest)


def _next_letter(first: str, second: str) -> bool:
    return len(first) == len(second) and first[:-1] == second[:-1] and ord(second[-1]) == ord(first[-1]) + 1


def _same_year(first: Body, second: Body) -> bool:
    if not (first.year_suffix and second.year_suffix) or first.locator or first.suffix or second.prefix or second.locator:
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
