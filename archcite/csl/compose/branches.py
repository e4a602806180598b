"""The branches of a special style's layout: which items are its own, and what it adds to the general style's."""

from __future__ import annotations

from collections.abc import Iterator

from archcite.csl.compose.name_options import find_calls
from archcite.csl.style.xml import Element, copy, expand
from archcite.errors import StyleError


def build_element(tag: str, attrs: dict[str, str], *children: Element) -> Element:
    """Build an element with its children."""
    element = Element(tag, dict(attrs), 0)
    element.children = list(children)
    return element


def get_layout(area: Element) -> Element:
    """Return the layout of an area, or an empty one."""
    layout = area.find("layout")
    return layout if layout is not None else Element("layout", {}, area.line)


class Branches:
    """The branches of a special style's layout: its own ones, and those that it leaves to another style.

    ``added`` are the branches that add something to what is printed of items that are not its own, with the elements
    that stand for that.
    """

    __slots__ = ("added", "choose", "own")

    def __init__(self, choose: Element, own: list[Element], added: list[tuple[Element, Element]]) -> None:
        self.choose = choose
        self.own = own
        self.added = added

    @property
    def left(self) -> int:
        """How many branches another style has to fill, with that for everything else."""
        return sum(branch not in self.own for branch in self.choose.children if branch.tag != "else") + 1

    def fill(self, own: list[Element] | None, other: list[Element]) -> Element:
        """Fill the branches with new content: ``own`` (for ``None`` what is there), and ``other`` in the rest."""
        choose = build_element("choose", {})
        added = [branch for branch, _ in self.added] if own is None else []
        for branch in self.choose.children:
            if branch.tag != "else":
                is_own = branch in added or branch in self.own
                content = other if not is_own else branch.children if own is None else own
                choose.children.append(build_element(branch.tag, branch.attrs, *map(copy, content)))
        if other:
            choose.children.append(build_element("else", {}, *map(copy, other)))
        return choose


def find_branches(area: Element, style: str, macros: dict[str, Element]) -> Branches:
    """Find the branches in an area of a style with a title; ``macros`` are those of the style.

    Raises :class:`~archcite.errors.StyleError` where the style does not say which items are its own.
    """
    content = get_layout(area).children
    if len(content) == 1 and content[0].tag == "choose":
        choose = content[0]
        last = choose.find("else")
        own = [
            b for b in choose.children if b.tag != "else" and b.children and not _has_same_content(b, last)
        ]
        added = [(b, place) for b in own if (place := _find_call(b, last, macros)) is not None]
        own = [b for b in own if all(b is not branch for branch, _ in added)]
        if own:
            return Branches(choose, own, added)
    raise StyleError(
        f"“{style}” does not say which items are its own: the layout of its {area.tag} must be one “choose” "
        "whose “else” stands for all other items."
    )


def _has_same_content(element: Element, other: Element | None) -> bool:
    return (
        other is not None
        and len(element.children) == len(other.children)
        and all(
            (one.tag, one.attrs) == (two.tag, two.attrs) and _has_same_content(one, two)
            for one, two in zip(element.children, other.children, strict=True)
        )
    )


def _find_call(branch: Element, left: Element | None, macros: dict[str, Element]) -> Element | None:
    """Find in a branch the call of the macro that prints items that are not the style's own.

    A macro that the branch consists of is unfolded in it, so that each branch has a call of its own.
    """
    if left is None or len(left.children) != 1 or "macro" not in left.children[0].attrs:
        return None
    name = left.children[0].attrs["macro"]
    if len(branch.children) == 1 and (macro := macros.get(branch.children[0].attrs.get("macro", ""))):
        if name not in find_calls(macro):
            return None
        branch.children = [copy(child) for child in expand(macro)]
    return next((each for each in _iterate_inside(branch) if each.attrs.get("macro") == name), None)


def _iterate_inside(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _iterate_inside(child)


def list_beside(element: Element, place: Element) -> list[Element]:
    """Return what is printed together with a place in an element: in a ``choose`` it is one branch that is printed."""
    for child in element.children:
        if child is place or any(each is place for each in _iterate_inside(child)):
            others = (
                [] if element.tag == "choose" else [each for each in element.children if each is not child]
            )
            return others if child is place else others + list_beside(child, place)
    return []
