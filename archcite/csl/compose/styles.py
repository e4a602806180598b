"""Two styles in one: a special style for some items, and a general style for all others.

The special style decides which items are its own: the layout of its citations and that of its bibliography are one
``cs:choose`` each, and the ``cs:else`` (or its absence) is for items that are *not* its own. A branch that prints the
same as ``cs:else`` is not its own either. Composition replaces these branches with the layout of the general style. A
branch may add something to the content of ``cs:else``: then the general style's layout replaces only that content, and
leaves out the texts that the branch adds itself.

What CSL says once for a whole document stays the general style's: class, disambiguation, collapsing, page
ranges, delimiters between cites, locale options.  What it can say for a part of it follows its style:
macros, name options, affixes of layouts, sort keys.  The result is one ordinary style.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from archcite.csl.compose.branches import Branches, build_element, find_branches, get_layout, list_beside
from archcite.csl.compose.info import build_slug, merge_info, merge_locales, read_title
from archcite.csl.compose.name_options import AREAS, find_reachable, rename_calls, settle_options
from archcite.csl.compose.omission import Omission, list_printed
from archcite.csl.compose.overlay import apply_overlay, is_overlay
from archcite.csl.style.xml import Element, copy, expand, parse
from archcite.csl.variables import DATES, NAMES, NUMBERS
from archcite.errors import StyleError

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
# Layout attributes that a group has too; the delimiter between cites is one for both styles.
_GROUP_ATTRIBUTES = (
    "prefix", "suffix", "font-style", "font-variant", "font-weight", "text-decoration", "vertical-align",
)  # fmt: skip
# It comes from the processor and not from the item, and sorts as it is.
_CITATION_NUMBER = "citation-number"
# Elements whose text is written unchanged, spaces and all.
_TEXTUAL = frozenset(("term", "single", "multiple"))


def compose(special_xml: str, general_xml: str) -> str:
    """Compose one CSL 1.0.2 style: the special style for its own items, the general style for all others.

    Both are the XML text of independent styles; the result is XML text too.

    >>> style = '''<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
    ...   <info><title>{0}</title><id>{0}</id><updated>2025-01-01T00:00:00Z</updated></info>
    ...   <citation><layout>{1}</layout></citation>
    ... </style>'''
    >>> maps = style.format("Maps", '<choose><if type="map"><text variable="scale"/></if></choose>')
    >>> composed = compose(maps, style.format("All", '<text variable="title"/>'))
    >>> print(composed[composed.index("  <citation>") :])
      <citation>
        <layout>
          <choose>
            <if type="map">
              <text variable="scale"/>
            </if>
            <else>
              <text variable="title"/>
            </else>
          </choose>
        </layout>
      </citation>
    </style>
    <BLANKLINE>

    Raises :class:`~archcite.errors.StyleError` if one of them is not an independent CSL style, if one is
    for notes and the other for the text, or if the special style does not say which items are its own.
    """
    return write_style(compose_tree(special_xml, general_xml))


def write_style(style: Element) -> str:
    """Return the XML text of a parsed style."""
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "".join(_write_lines(style, ""))


def merge_own_locales(xml: str) -> Element:
    """Parse a style that stands alone, and merge those of its ``cs:locale`` elements that have the same language.

    Where several define a word, the first one counts, as other processors read one element for each language.

    >>> locale = '<locale xml:lang="ru"><terms><term name="{0}">{0}</term></terms></locale>'
    >>> style = merge_own_locales(f"<style><info/>{locale.format('a')}<citation/>{locale.format('b')}</style>")
    >>> [child.tag for child in style.children], len(style.children[1].find("terms").children)
    (['info', 'locale', 'citation'], 2)
    """
    style = parse(xml, "the style", closed="macro")
    merged = merge_locales(style, Element("style", {}, 0))
    kept = [child for child in style.children if child.tag != "locale"]
    start = next((place for place, child in enumerate(kept, 1) if child.tag == "info"), 0)
    style.children = [*kept[:start], *merged, *kept[start:]]
    return style


def compose_tree(special_xml: str, general_xml: str) -> Element:
    """Compose the same as XML that is already parsed; raises as :func:`compose` does."""
    special = parse(special_xml, "the special style", closed="macro")
    general = parse(general_xml, "the general style", closed="macro")
    if is_overlay(special):
        _check(general, "the general style")
        return apply_overlay(special, general)
    _check(special, "the special style")
    _check(general, "the general style")
    if special.attrs.get("class") != general.attrs.get("class"):
        raise StyleError(
            f"“{read_title(special)}” and “{read_title(general)}” cannot be composed: one is for notes, the other for "
            "citations in the text; choose two of a kind."
        )
    settle_options(special, general)
    _rename_apart(special, general)
    return _join_styles(special, general)


def _check(style: Element, what: str) -> None:
    if style.tag != "style" or style.find("info") is None:
        raise StyleError(
            f"{what[0].upper()}{what[1:]} is not a CSL style: its root element must be “style”, with an “info” in it."
        )
    citation = style.find("citation")
    if citation is None or citation.find("layout") is None:
        raise StyleError(
            f"“{read_title(style)}” has no citation layout of its own: give the style that it depends on."
        )


def _rename_apart(special: Element, general: Element) -> None:
    """Give the special style's macros names that the general style doesn't use."""
    theirs = _find_macros(general)
    mine = _find_macros(special)
    taken = {*theirs, *mine}
    renamed = {
        name: _find_unused_name(f"{name}-{build_slug(special)}", taken) for name in mine if name in theirs
    }
    for name, new in renamed.items():
        mine[name].attrs["name"] = new
    if renamed:
        rename_calls(special, renamed)


def _find_macros(style: Element) -> dict[str, Element]:
    return {child.attrs.get("name", ""): child for child in style.children if child.tag == "macro"}


def _find_unused_name(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "-2"
    taken.add(name)
    return name


class _NewMacros:
    """The macros that a composition needs and neither of its styles has."""

    __slots__ = ("_omissions", "_omitted", "_special", "_taken", "elements", "general", "special")

    def __init__(self, special: dict[str, Element], general: dict[str, Element], title: str) -> None:
        self.special = special
        self.general = general
        self.elements: list[Element] = []
        self._special = title
        self._taken = {*special, *general}
        self._omissions: dict[frozenset[str], Omission] = {}
        self._omitted: dict[tuple[frozenset[str], str], str] = {}

    def add(self, name: str, *content: Element) -> str:
        name = _find_unused_name(name, self._taken)
        self.elements.append(build_element("macro", {"name": name}, *content))
        return name

    def omit(self, variables: frozenset[str], content: list[Element], area: str) -> str:
        """Return the name of a macro that prints the general style's content of an area without some variables."""
        if (variables, area) not in self._omitted:
            if variables not in self._omissions:
                suffix = _find_unused_name(f"beside-{self._special}", self._taken)
                self._omissions[variables] = Omission(self.general, variables, suffix)
            reduced = self._omissions[variables].apply(content) if variables else map(copy, content)
            self._omitted[variables, area] = self.add(f"general-{area}-beside", *reduced)
        return self._omitted[variables, area]

    def list_all(self) -> list[Element]:
        return [
            *(macro for each in self._omissions.values() for macro in each.added.values()),
            *self.elements,
        ]


def _join_styles(special: Element, general: Element) -> Element:
    mine, its = _find_macros(special), _find_macros(general)
    new = _NewMacros(mine, its, build_slug(special))
    areas = [area for name in AREAS if (area := _join_areas(name, special, general, new)) is not None]
    called = find_reachable([*areas, *new.elements], mine)
    # A general style without a language takes that of the special one.
    language = {name: special.attrs[name] for name in ("default-locale",) if name in special.attrs}
    attrs = {**language, **general.attrs}
    root = build_element("style", attrs, merge_info(special, general), *merge_locales(special, general))
    root.children += [*its.values(), *(macro for name, macro in mine.items() if name in called)]
    root.children += [*new.list_all(), *areas]
    return root


def _join_areas(name: str, special: Element, general: Element, new: _NewMacros) -> Element | None:
    """Join the citations, or the bibliographies, of both."""
    mine, its = special.find(name), general.find(name)
    if mine is None:
        return its
    branches = find_branches(mine, read_title(special), new.special)
    if its is None:
        layout = build_element("layout", get_layout(mine).attrs, branches.fill(None, []))
        return build_element(
            name, mine.attrs, *(child for child in mine.children if child.tag == "sort"), layout
        )
    area = build_element(name, its.attrs)
    if keys := _join_sorting(mine, its, branches, new):
        area.children.append(build_element("sort", {}, *keys))
    area.children.append(_join_layouts(mine, its, branches, new))
    return area


def _join_layouts(mine: Element, its: Element, branches: Branches, new: _NewMacros) -> Element:
    my_attrs, attrs = get_layout(mine).attrs, dict(get_layout(its).attrs)
    other = get_layout(its).children
    differing = [name for name in _GROUP_ATTRIBUTES if my_attrs.get(name) != attrs.get(name)]
    # What is said once around all cites cannot differ between them: each style says it around its own.
    if my_affixes := {name: my_attrs[name] for name in differing if name in my_attrs}:
        for branch in branches.own:
            branch.children = [build_element("group", my_affixes, *branch.children)]
    its_affixes = {name: attrs.pop(name) for name in differing if name in attrs}
    for branch, place in branches.added:
        _fill_added(branch, place, other, its.tag, new)
        if its_affixes:
            branch.children = [build_element("group", its_affixes, *branch.children)]
    if its_affixes:
        other = [build_element("group", its_affixes, *other)]
    if branches.left > 1 and len(other) == 1 and "macro" not in other[0].attrs:
        # It is in several branches, and is reported once.
        other = [build_element("text", {"macro": new.add(f"general-{its.tag}", other[0])})]
    return build_element("layout", attrs, branches.fill(None, other))


def _fill_added(branch: Element, place: Element, other: list[Element], area: str, new: _NewMacros) -> None:
    """Print what the general style does in its place in a branch, without the texts that the branch adds."""
    variables = list_printed(list_beside(branch, place), new.special)
    place.attrs = {**place.attrs, "macro": new.omit(variables, other, area)}


def _join_sorting(mine: Element, its: Element, branches: Branches, new: _NewMacros) -> list[Element]:
    """Sort keys for the items of both: the first keys of both side by side, the second keys, and so on.

    Where the general style does not sort, nothing is sorted; where only the special style does not, its items
    are sorted by the general style's keys.
    """
    my_keys, its_keys = _find_keys(mine), _find_keys(its)
    if not my_keys or not its_keys:
        return its_keys
    pairs = [pair for both in zip_longest(my_keys, its_keys) for pair in _pair_keys(*both)]
    return [_join_keys(*pair, branches, f"{its.tag}-key-{n}", new) for n, pair in enumerate(pairs, 1)]


def _find_keys(area: Element) -> list[Element]:
    sort = area.find("sort")
    return sort.children if sort is not None else []


def _pair_keys(mine: Element | None, its: Element | None) -> list[tuple[Element | None, Element | None]]:
    """Pair two keys where they can be one key: where both go in the same direction.

    Of how many names count, the general style decides: in two keys, all items of one style would come first.
    """
    if mine is None or its is None or mine.attrs == its.attrs:
        return [(mine, its)]
    counted = any(key.attrs.get("variable") == _CITATION_NUMBER for key in (mine, its))
    if counted or _get_settings(mine).get("sort") != _get_settings(its).get("sort"):
        return [(mine, None), (None, its)]
    return [(mine, its)]


def _get_settings(key: Element) -> dict[str, str]:
    settings = {name: value for name, value in key.attrs.items() if name not in ("macro", "variable")}
    if settings.get("sort") == "ascending":
        del settings["sort"]
    return settings


def _join_keys(
    mine: Element | None, its: Element | None, branches: Branches, name: str, new: _NewMacros
) -> Element:
    either = its if its is not None else mine
    assert either is not None
    same = mine is not None and its is not None and mine.attrs == its.attrs
    if same or either.attrs.get("variable") == _CITATION_NUMBER:
        return either
    own = [_build_sort_text(mine)] if mine is not None else []
    other = [_build_sort_text(its)] if its is not None else []
    return build_element("key", {"macro": new.add(name, branches.fill(own, other)), **_get_settings(either)})


def _build_sort_text(key: Element) -> Element:
    """Build the element that prints what a key sorts by."""
    if "macro" in key.attrs:
        return build_element("text", {"macro": key.attrs["macro"]})
    variable = key.attrs.get("variable", "")
    if variable in NAMES:
        return build_element(
            "names", {"variable": variable}, build_element("name", {"name-as-sort-order": "all"})
        )
    if variable in DATES:
        return build_element("date", {"variable": variable, "form": "numeric"})
    return build_element("number" if variable in NUMBERS else "text", {"variable": variable})


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def _write_lines(element: Element, indent: str) -> Iterator[str]:
    """Write an element as XML, each child on a line of its own."""
    attrs = "".join(
        f' {"xml:lang" if name == "lang" else name}="{value.translate(_ATTRIBUTE_ESCAPES)}"'
        for name, value in element.attrs.items()
    )
    if element.tag == "style":
        attrs = f' xmlns="{_NAMESPACE}"' + attrs
    start = f"{indent}<{element.tag}{attrs}"
    if children := expand(element):
        yield start + ">\n"
        for child in children:
            yield from _write_lines(child, indent + "  ")
        yield f"{indent}</{element.tag}>\n"
    else:
        text = element.text if element.tag in _TEXTUAL else element.text.strip()
        yield f"{start}>{text.translate(_ESCAPES)}</{element.tag}>\n" if text else start + "/>\n"
