"""An overlay: changes to a general style, for some items only.

An overlay says which items are its own (``items``) and what it changes in the macros of its general style (``patch``).
The macros that lead from the layouts to a changed one are copied, under new names, and the layouts call the copies
for the overlay's items; every other item is formatted by the general style as it is. The result is one ordinary
CSL style.

.. code-block:: xml

   <overlay xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
     <info> … <link href="http://www.zotero.org/styles/…" rel="template"/> … </info>
     <items>
       <if variable="publisher"><others/></if>
       <else-if type="manuscript"/>
     </items>
     <macro name="portal"> … </macro>
     <patch macro="author-note" at="names[variable=illustrator]" do="before" authority="CMOS 18, 14.119"
            why="A translator never leads an archival document.">
       <text macro="title-note"/>
     </patch>
   </overlay>

``items`` is a ``cs:choose`` without content; a branch with ``others`` leaves its items to the general style. The
content of ``others`` is printed around what the general style prints, which replaces ``target``.
``at`` is described in :func:`find_target`, ``do`` in :data:`ACTIONS`; ``count`` says how many targets there are, if
not one. ``macro="*"`` changes every macro that has a target. In place of ``macro``, ``area="citation"`` or
``area="bibliography"`` changes the layout of that area.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from archcite._foundation.immutable import Immutable, replace
from archcite._foundation.lazy_regex import pattern
from archcite.csl.compose.info import build_slug, merge_info, merge_locales, read_title
from archcite.csl.compose.name_options import AREAS, find_callers, find_calls, rename_calls
from archcite.csl.style.xml import Element, copy, expand, find_attributes
from archcite.errors import StyleError

# A tag, and the attributes that it has.
_Step: TypeAlias = tuple[str, list[tuple[str, str]]]
_STEP = pattern(r"(?P<tag>[\w-]+|\*)(?P<conditions>(?:\[[^\[\]=]+=[^\[\]]*\])*)")
_CONDITION = pattern(r"\[([^\[\]=]+)=([^\[\]]*)\]")


class Patch(Immutable):
    """One change to a macro or a layout: where, what, and who says so."""

    target: str
    at: str
    action: str
    authority: str
    why: str
    content: tuple[Element, ...]
    element: Element
    count: int = 1


def is_overlay(root: Element) -> bool:
    """Return whether a parsed XML text is an overlay and not a style."""
    return root.tag == "overlay"


def apply_overlay(overlay: Element, general: Element) -> Element:
    """Return the style that formats the overlay's items with its changes, and all others as ``general`` does.

    Raises :class:`~archcite.errors.StyleError` where a patch finds nothing to change in the general style, so that an
    update of the general style never changes what is printed without a word.
    """
    title = read_title(overlay)
    macros = {child.attrs.get("name", ""): child for child in general.children if child.tag == "macro"}
    own = {child.attrs.get("name", ""): child for child in overlay.children if child.tag == "macro"}
    patches = [each for patch in read_patches(overlay) for each in _expand_target(patch, macros)]
    for patch in patches:
        if patch.target not in macros and patch.target[1:-1] not in AREAS:
            raise StyleError(
                f"“{title}” changes the macro “{patch.target}”, which “{read_title(general)}” does not have; adapt the "
                "overlay to the general style."
            )
    for name in own:
        if name in macros:
            raise StyleError(
                f"“{title}” has a macro “{name}”, as its general style has; give it another name."
            )
    copies = _copy_path(macros, {patch.target for patch in patches})
    for patch in patches:
        if patch.target in copies:
            _apply_patch(patch, copies[patch.target], title)
    slug = build_slug(overlay)
    names = {name: f"{name}-{slug}" for name in copies}
    new = [*own.values(), *copies.values()]
    for name, macro in copies.items():
        macro.attrs["name"] = names[name]
    for macro in new:
        rename_calls(macro, names)
    root = Element("style", dict(general.attrs), general.line)
    if "default-locale" in overlay.attrs:
        root.attrs["default-locale"] = overlay.attrs["default-locale"]
    root.children = [merge_info(overlay, general), *merge_locales(overlay, general), *macros.values(), *new]
    branches = _read_branches(overlay, title)
    for area in AREAS:
        element = general.find(area)
        if element is not None:
            here = [patch for patch in patches if patch.target == f"<{area}>"]
            root.children += _build_area(element, here, names, branches, title)
    return root


def _expand_target(patch: Patch, macros: Mapping[str, Element]) -> list[Patch]:
    """Return a patch, or for one of all macros (``macro="*"``) a patch for each macro that has its target."""
    if patch.target != "*":
        return [patch]
    *_, (_tag, conditions) = _parse_steps(patch.at)
    return [
        replace(patch, target=name)
        for name, macro in macros.items()
        # Most macros are left closed: only one with such attributes is opened.
        if (
            not conditions
            or any(_fits(each, conditions) for each in find_attributes(macro, conditions[0][0]))
        )
        and find_target(macro, patch.at)
    ] or [patch]


def read_patches(overlay: Element) -> list[Patch]:
    """Return the changes that an overlay makes, in their order.

    Raises :class:`~archcite.errors.StyleError` for one without a target, an action, an authority or a reason.
    """
    patches = []
    for element in overlay.children:
        if element.tag == "patch":
            given = element.attrs
            # An area is not to be taken for a macro of that name.
            target = given.get("macro") or (f"<{given['area']}>" if "area" in given else "")
            if not (target and given.get("authority") and given.get("why") and given.get("do") in ACTIONS):
                raise StyleError(
                    f"“{read_title(overlay)}”, line {element.line}: a patch needs “macro” or “area”, “authority”, "
                    f"“why”, and “do” with one of {', '.join(ACTIONS)}."
                )
            patches.append(
                Patch(
                    target=target,
                    at=given.get("at", ""),
                    action=given["do"],
                    authority=given["authority"],
                    why=given["why"],
                    content=tuple(expand(element)),
                    element=element,
                    count=int(given.get("count", 1)),
                )
            )
    return patches


def find_target(element: Element, at: str) -> list[tuple[Element, int]]:
    """Return where an ``at`` is in an element: the parents and the positions in them.

    ``at`` is a path of steps with a slash between; each step is a tag with attributes that it has. Its first step may
    be anywhere in the element, or with a slash before it a child of the element; the others are children of the step
    before. An attribute of several words (``type="bill report"``) has a value if one of its words is that value.

    >>> from archcite.csl.style.xml import parse
    >>> macro = parse('<macro><choose><if type="a b"/><else><text variable="c"/></else></choose></macro>', "")
    >>> [(parent.tag, position) for parent, position in find_target(macro, "if[type=b]")]
    [('choose', 0)]
    >>> [(parent.tag, position) for parent, position in find_target(macro, "choose/else/text[variable=c]")]
    [('else', 0)]
    """
    expand(element)
    found: list[tuple[Element, int]] = []
    steps = _parse_steps(at)
    if steps:
        _find_step(element, steps, found, deep=not at.startswith("/"))
    return found


@functools.cache
def _parse_steps(at: str) -> list[_Step]:
    return [(step["tag"], _CONDITION.findall(step["conditions"])) for step in _STEP.finditer(at)]


def _find_step(
    parent: Element, steps: Sequence[_Step], found: list[tuple[Element, int]], deep: bool = False
) -> None:
    """Add to ``found`` where steps lead from an element; the first step may be ``deep`` inside it."""
    (tag, conditions), *rest = steps
    for position, child in enumerate(parent.children):
        if (tag == child.tag or tag == "*") and _fits(child.attrs, conditions):
            if rest:
                _find_step(child, rest, found)
            else:
                found.append((parent, position))
        if deep and child.children:
            _find_step(child, steps, found, deep=True)


def _fits(attrs: Mapping[str, str], conditions: list[tuple[str, str]]) -> bool:
    for condition, value in conditions:
        given = attrs.get(condition)
        if given != value and (given is None or value not in given.split()):
            return False
    return True


# What a patch can do with its target, by the value of “do”.
def _insert_before(parent: Element, position: int, patch: Patch) -> None:
    parent.children[position:position] = map(copy, patch.content)


def _insert_after(parent: Element, position: int, patch: Patch) -> None:
    parent.children[position + 1 : position + 1] = map(copy, patch.content)


def _insert_first(parent: Element, position: int, patch: Patch) -> None:
    parent.children[position].children[:0] = map(copy, patch.content)


def _insert_last(parent: Element, position: int, patch: Patch) -> None:
    parent.children[position].children += map(copy, patch.content)


def _replace(parent: Element, position: int, patch: Patch) -> None:
    parent.children[position : position + 1] = map(copy, patch.content)


def _set_attributes(parent: Element, position: int, patch: Patch) -> None:
    for content in patch.content:
        parent.children[position].attrs.update(content.attrs)


def _wrap(parent: Element, position: int, patch: Patch) -> None:
    target = parent.children[position]
    parent.children[position : position + 1] = [_fill(content, [target]) for content in patch.content]


def _fill(content: Element, targets: list[Element]) -> Element:
    """Return a copy of an element in which each ``target`` is what is wrapped."""
    twin = copy(content)
    twin.children = [
        filled
        for child in twin.children
        for filled in (map(copy, targets) if child.tag == "target" else [_fill(child, targets)])
    ]
    return twin


ACTIONS: Mapping[str, Callable[[Element, int, Patch], None]] = {
    "before": _insert_before,
    "after": _insert_after,
    "first": _insert_first,
    "last": _insert_last,
    "replace": _replace,
    "set": _set_attributes,
    "wrap": _wrap,
}


def _apply_patch(patch: Patch, element: Element, title: str) -> None:
    expand(element)
    if not patch.at:
        # The macro itself: all of it.
        holder = Element("", {})
        holder.children = [element]
        found = [(holder, 0)]
        if patch.action in ("replace", "wrap"):
            whole = expand(element)
            element.children = [_fill(content, whole) for content in patch.content]
            return
    else:
        found = find_target(element, patch.at)
    wanted = len(found) if patch.element.attrs.get("macro") == "*" else patch.count
    if len(found) != wanted:
        raise StyleError(
            f"“{title}” changes “{patch.at}” in “{patch.target}” of its general style, which is there {len(found)} "
            f"times and not {wanted}; adapt the overlay to the general style."
        )
    # From the last to the first, so that positions stay what they are.
    for parent, position in reversed(found):
        ACTIONS[patch.action](parent, position, patch)


def _copy_path(macros: Mapping[str, Element], changed: set[str]) -> dict[str, Element]:
    """Return copies of the macros that change, and of all that call them, directly or through others."""
    path = find_callers({name: find_calls(macro) for name, macro in macros.items()}, changed)
    return {name: copy(macro) for name, macro in macros.items() if name in path}


def _read_branches(overlay: Element, title: str) -> list[tuple[Element, bool]]:
    """Return the branches that say which items are the overlay's, each with whether it is for them."""
    items = overlay.find("items")
    branches = [] if items is None else [branch for branch in items.children if branch.tag != "else"]
    if not branches:
        raise StyleError(f"“{title}” does not say which items are its own: give it “items” with an “if”.")
    return [(branch, branch.find("others") is None) for branch in branches]


def _fill_branches(
    branches: list[tuple[Element, bool]],
    own: list[Element],
    others: list[Element],
    *,
    is_layout: bool = False,
) -> Element:
    choose = Element("choose", {})
    for branch, is_own in branches:
        filled = Element(branch.tag, dict(branch.attrs))
        if is_layout and not is_own and (around := branch.children[0].children):
            filled.children = [_fill(content, others) for content in around]
        else:
            filled.children = [*map(copy, own if is_own else others)]
        choose.children.append(filled)
    if others:
        rest = Element("else", {})
        rest.children = [*map(copy, others)]
        choose.children.append(rest)
    return choose


def _build_area(
    area: Element,
    patches: list[Patch],
    names: Mapping[str, str],
    branches: list[tuple[Element, bool]],
    title: str,
) -> list[Element]:
    """Return the area of a composed style, after the macros that it needs."""
    changed = copy(area)
    for patch in patches:
        _apply_patch(patch, changed, title)
    rename_calls(changed, dict(names))
    macros: list[Element] = []
    built = Element(area.tag, dict(area.attrs), area.line)
    for number, (theirs, ours) in enumerate(zip(expand(area), expand(changed), strict=True), 1):
        if theirs.tag == "sort":
            keys = Element("sort", {})
            for index, (key, own_key) in enumerate(zip(theirs.children, ours.children, strict=True), 1):
                if key.attrs == own_key.attrs:
                    keys.children.append(key)
                    continue
                called = [Element("text", {"macro": each.attrs["macro"]}) for each in (own_key, key)]
                macro = Element("macro", {"name": f"overlay-{area.tag}-key-{index}"})
                macro.children = [_fill_branches(branches, [called[0]], [called[1]])]
                macros.append(macro)
                keys.children.append(Element("key", {**key.attrs, "macro": macro.attrs["name"]}))
            built.children.append(keys)
        elif theirs.tag == "layout":
            parts = []
            for kind, layout in (("own", ours), ("others", theirs)):
                macro = Element("macro", {"name": f"overlay-{area.tag}-{number}-{kind}"})
                macro.children = layout.children
                macros.append(macro)
                parts.append([Element("text", {"macro": macro.attrs["name"]})])
            layout = Element("layout", dict(theirs.attrs))
            layout.children = [_fill_branches(branches, *parts, is_layout=True)]
            built.children.append(layout)
        else:
            built.children.append(theirs)
    return [*macros, built]
