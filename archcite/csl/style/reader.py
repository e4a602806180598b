"""Read a CSL style from XML into its tree, checked and typed, before anything is rendered."""

from __future__ import annotations

from _thread import allocate_lock  # threading itself takes a millisecond to import
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archcite._foundation.immutable import replace
from archcite._foundation.lazy_regex import pattern
from archcite.csl.style.conditions import Scan, normalize_variable
from archcite.csl.style.model import (
    NAME_OPTIONS,
    Area,
    Branch,
    Choose,
    Date,
    DatePart,
    EtAl,
    Group,
    Label,
    Name,
    NamePart,
    Names,
    Node,
    Number,
    SortKey,
    Style,
    Text,
)
from archcite.csl.style.xml import Element, expand, parse
from archcite.csl.variables import NUMBERS
from archcite.errors import StyleError
from archcite.richtext import marks as rt
from archcite.richtext.marks import Rich

# Formatting attributes, outermost first -> the mark that opens the span (CSL 1.0.2, "Formatting").
FORMATS: Mapping[str, Mapping[str | None, Rich]] = {
    "vertical-align": {"sup": rt.SUPERSCRIPT, "sub": rt.SUBSCRIPT, "baseline": rt.BASELINE},
    "text-decoration": {"underline": rt.UNDERLINE, "none": rt.NO_UNDERLINE},
    "font-weight": {"bold": rt.BOLD, "light": rt.LIGHT, "normal": rt.MEDIUM},
    "font-variant": {"small-caps": rt.SMALL_CAPS, "normal": rt.FULL_CAPS},
    "font-style": {"italic": rt.ITALIC, "oblique": rt.OBLIQUE, "normal": rt.UPRIGHT},
}
# Those of them that have the value “normal”.
_UNDOING = tuple(name for name, values in FORMATS.items() if "normal" in values)
NO_ATTRIBUTES: Mapping[str, str] = {}
DISPLAYS: Mapping[str, Rich] = {
    "block": rt.BLOCK,
    "left-margin": rt.LEFT_MARGIN,
    "right-inline": rt.RIGHT_INLINE,
    "indent": rt.INDENT,
}


def load(xml: str, what: str = "the style") -> Style:
    """Parse a style from XML text; ``what`` names it in error messages.

    Raises :class:`~archcite.errors.StyleError` where the text is not an independent CSL style, calls a macro
    that is missing, or has a macro that calls itself.
    """
    return from_element(parse(xml, what, closed="macro"), what)


def from_element(root: Element, what: str = "the style") -> Style:
    """Build a style from XML that is already parsed; see :func:`load`."""
    if root.tag != "style":
        raise StyleError(
            f"{what}: it is XML but not a CSL style (its root element is <{root.tag}>); give a .csl file."
        )
    reader = _Reader(what)
    citation = root.find("citation")
    if citation is None:
        raise StyleError(f"{what}: it has no <citation> element; give an independent CSL style.")
    bibliography = root.find("bibliography")
    scan = Scan(root)
    _check_macros(scan, what)
    macros = {child.attrs.get("name", ""): child for child in root.children if child.tag == "macro"}
    return Style(
        id=_read_info(root, "id"),
        title=_read_info(root, "title"),
        citation=reader.read_area(citation),
        bibliography=None if bibliography is None else reader.read_area(bibliography),
        macros=_Macros(macros, reader),
        options=root.attrs,
        locales=tuple(element for element in root.children if element.tag == "locale"),
        scan=scan,
    )


class _Macros(Mapping[str, tuple[Node, ...]]):
    """Mapping of the macros of a style, each read when it is first called."""

    def __init__(self, elements: Mapping[str, Element], reader: _Reader) -> None:
        self._elements = dict(elements)  # those that have not been read
        self._names = tuple(elements)
        self._reader = reader
        self._read: dict[str, tuple[Node, ...]] = {}
        self._lock = allocate_lock()

    def __getitem__(self, name: str) -> tuple[Node, ...]:
        found = self._read.get(name)
        if found is None:
            with self._lock:  # styles are shared between threads
                if name not in self._read:
                    self._read[name] = self._reader.read_nodes(expand(self._elements[name]))
                    del self._elements[name]
            found = self._read[name]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def read_date(element: Element) -> Date:
    """Read a ``cs:date`` element, which locales have as well."""
    return _Reader("the locale").read_date(element)


def read_nodes(xml: str) -> tuple[Node, ...]:
    """Read the rendering elements inside an XML element; they must not call macros."""
    return _Reader("the fragment").read_nodes(parse(xml, "the fragment").children)


def _read_info(root: Element, tag: str) -> str:
    info = root.find("info")
    element = info.find(tag) if info else None
    return element.text.strip() if element else ""


MAX_MACRO_DEPTH = 100  # the deepest official style calls some 20 macros within each other
# Elements once every call is replaced by the macro, before anything is left out for an item: our compositions with
# Chicago styles have 9 million.
MAX_EXPANDED = 50_000_000


def _check_macros(scan: Scan, what: str) -> None:
    """Check that every macro that is called exists, and that calls come to an end within a budget.

    Styles come from the web: thirty macros that call each other twice are a thousand million elements.
    """
    sizes: dict[str, int] = {}
    path: list[str] = []

    def measure(name: str) -> int:
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            raise StyleError(f"{what}: a macro calls itself ({circle}); break the circle.")
        if name not in scan.calls:
            raise StyleError(f"{what}: the macro “{name}” is called but not defined; define it.")
        if len(path) > MAX_MACRO_DEPTH:
            raise StyleError(
                f"{what}: macros call each other more than {MAX_MACRO_DEPTH} deep; simplify the style."
            )
        if name not in sizes:
            path.append(name)
            calls = scan.calls[name]
            sizes[name] = scan.sizes[name] + sum(calls[called] * measure(called) for called in sorted(calls))
            path.pop()
        return sizes[name]

    if measure("") > MAX_EXPANDED:
        raise StyleError(
            f"{what}: its macros call each other so often that the style has more than {MAX_EXPANDED:,} elements; "
            "simplify the style."
        )


class _Reader:
    """Reader that turns XML elements into nodes."""

    def __init__(self, what: str) -> None:
        self.what = what

    def read_area(self, element: Element) -> Area:
        layout = element.find("layout")
        if layout is None:
            raise StyleError(f"{self.what}, line {element.line}: <{element.tag}> has no <layout>; add one.")
        sort = element.find("sort")
        return Area(
            layout=self.read_group(layout),
            sort=tuple(self.read_key(key) for key in sort.children if key.tag == "key") if sort else (),
            options=element.attrs,
        )

    def read_key(self, element: Element) -> SortKey:
        given = element.attrs
        renamed = {
            "names-min": "et-al-min",
            "names-use-first": "et-al-use-first",
            "names-use-last": "et-al-use-last",
        }
        return SortKey(
            variable=given.get("variable", ""),
            macro=given.get("macro", ""),
            descending=given.get("sort") == "descending",
            options={renamed[name]: value for name, value in given.items() if name in renamed},
        )

    def read_nodes(self, elements: Iterable[Element]) -> tuple[Node, ...]:
        found = []
        for element in elements:
            read = _READERS.get(element.tag)
            if read is not None:
                found.append(read(self, element))
        return tuple(found)

    def read_text(self, element: Element) -> Node:
        given = element.attrs
        for kind in ("variable", "macro", "term", "value"):
            if kind in given:
                break
        else:
            return Text(kind="value")
        name = given[kind]
        if kind == "variable":
            name = normalize_variable(name)
        return Text(
            **_read_common(given),
            kind=kind,
            name=name,
            form=given.get("form", "long"),
            plural=given.get("plural") == "true",
        )

    def read_number(self, element: Element) -> Node:
        given = element.attrs
        return Number(
            **_read_common(given), variable=given.get("variable", ""), form=given.get("form", "numeric")
        )

    def read_label(self, element: Element, outer: Mapping[str, str] = NO_ATTRIBUTES) -> Label:
        given = _drop_undone(element.attrs, outer)
        return Label(
            **_read_common(given),
            variable=given.get("variable", ""),
            form=given.get("form", "long"),
            plural=given.get("plural", "contextual"),
        )

    def read_date(self, element: Element) -> Date:
        given = element.attrs
        parts = []
        for child in element.children:
            if child.tag == "date-part":
                part = child.attrs
                parts.append(
                    DatePart(
                        **_read_common(part),
                        name=part.get("name", ""),
                        form=part.get("form", ""),
                        range_delimiter=part.get("range-delimiter", "\u2013"),
                    )
                )
        return Date(
            **_read_common(given),
            variable=given.get("variable", ""),
            form=given.get("form", ""),
            date_parts=given.get("date-parts", "year-month-day"),
            delimiter=read_affix(given.get("delimiter", "")),
            parts=tuple(parts),
        )

    def read_group(self, element: Element) -> Group:
        given = element.attrs
        return Group(
            **_read_common(given),
            children=_connect_labels(self.read_nodes(element.children)),
            delimiter=read_affix(given.get("delimiter", "")),
        )

    def read_choose(self, element: Element) -> Node:
        branches = []
        for child in element.children:
            tests = tuple(
                (name, value)
                for name, values in child.attrs.items()
                if name != "match"
                for value in ((values,) if name in _EXCLUSIVE else values.split())
            )
            branches.append(
                Branch(
                    tests=tests,
                    match=child.attrs.get("match", "all"),
                    children=self.read_nodes(child.children),
                )
            )
        return Choose(branches=tuple(branches))

    def read_names(self, element: Element) -> Node:
        given = element.attrs
        name = et_al = label = None
        label_first = False
        substitute: tuple[Node, ...] = ()
        for child in element.children:
            if child.tag == "name":
                name = self.read_name(child, given)
            elif child.tag == "et-al":
                own = _drop_undone(child.attrs, given)
                et_al = EtAl(**_read_common(own), term=own.get("term", "et-al"))
            elif child.tag == "label":
                label = self.read_label(child, given)
                label_first = name is None
            elif child.tag == "substitute":
                substitute = self.read_nodes(child.children)
        return Names(
            **_read_common(given),
            variables=tuple(given.get("variable", "").split()),
            delimiter=given.get("delimiter"),
            name=name,
            et_al=et_al,
            label=label,
            label_first=label_first and name is not None,
            substitute=substitute,
        )

    def read_name(self, element: Element, outer: Mapping[str, str]) -> Name:
        given = _drop_undone(element.attrs, outer)
        parts = {}
        for child in element.children:
            if child.tag == "name-part":
                part = _drop_undone(_drop_undone(child.attrs, outer), given)
                parts[part.get("name", "")] = NamePart(
                    prefix=read_affix(part.get("prefix", "")),
                    suffix=read_affix(part.get("suffix", "")),
                    format=_read_format(part),
                    text_case=part.get("text-case", ""),
                )
        options = {name: given[name] for name in NAME_OPTIONS if name in given}
        for name in ("form", "delimiter"):
            if name in given:
                options["name-" + name] = given[name]
        return Name(
            **_read_common(given),
            options=options,
            family=parts.get("family", NamePart()),
            given=parts.get("given", NamePart()),
        )


# An item has one type, and a cite one locator: a list of those can only mean any of them.
_EXCLUSIVE = frozenset(("type", "locator"))

_READERS = {
    "text": _Reader.read_text,
    "number": _Reader.read_number,
    "label": _Reader.read_label,
    "date": _Reader.read_date,
    "group": _Reader.read_group,
    "choose": _Reader.read_choose,
    "names": _Reader.read_names,
}

_STYLED = frozenset((*FORMATS, "prefix", "suffix", "display", "quotes", "strip-periods", "text-case"))


def _read_common(given: Mapping[str, str]) -> dict[str, Any]:
    """Read the fields of :class:`Node` from an element's attributes."""
    if _STYLED.isdisjoint(given):
        return {}
    found: dict[str, Any] = {
        "prefix": read_affix(given.get("prefix", "")),
        "suffix": read_affix(given.get("suffix", "")),
        "format": _read_format(given),
        "display": DISPLAYS.get(given.get("display", ""), ""),
        "quotes": given.get("quotes") == "true",
        "strip_periods": given.get("strip-periods") == "true",
        "text_case": given.get("text-case", ""),
    }
    return found


def _drop_undone(given: Mapping[str, str], outer: Mapping[str, str]) -> Mapping[str, str]:
    """Return attributes of a part of ``cs:names`` without each ``normal`` that an outer part has another value for.

    “normal” is the default (CSL 1.0.2, "Formatting"), which can be read as if it were not set: the formatting of
    ``cs:names`` is that of all in it, as in citeproc-js. What is around ``cs:names`` is still undone.
    """
    undone = [
        name
        for name in _UNDOING
        if given.get(name) == "normal" and outer.get(name, "normal") in FORMATS[name].keys() - {"normal"}
    ]
    return {name: value for name, value in given.items() if name not in undone} if undone else given


def _connect_labels(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Connect a label in a group to the one number there, if that is another variable than the label's own."""
    if not any(isinstance(child, Label) for child in children):
        return children
    numbers = set()
    for child in children:
        if isinstance(child, Number):
            numbers.add(child.variable)
        elif isinstance(child, Text) and child.kind == "variable":
            numbers.add(child.name)
        elif not isinstance(child, Label) and not (
            isinstance(child, Text) and child.kind in ("term", "value")
        ):
            return children  # what is in a macro or a group may be what the label is for
    if len(numbers) != 1 or not numbers <= NUMBERS - _COUNTS:
        return children
    number = next(iter(numbers))
    return tuple(
        replace(child, labelled=number) if isinstance(child, Label) and child.variable != number else child
        for child in children
    )


# Numbers that a document gives, and not an item or a cite.
_COUNTS = frozenset(("citation-number", "first-reference-note-number"))

# What a style writes itself stays: “...”, or two spaces. Only what meets by chance collides.
_MEANT = pattern("(?<= )(?= )|(?<=[.,:;!?])(?=[.,:;!?])")


def read_affix(text: str) -> Rich:
    """Turn a prefix, suffix or delimiter of a style into rich text."""
    return Rich(_MEANT.sub(rt.SHIELD, text))


def _read_format(given: Mapping[str, str]) -> tuple[Rich, ...]:
    """Return the marks that the formatting attributes open, outermost first."""
    return tuple(marks[given[name]] for name, marks in FORMATS.items() if given.get(name) in marks)
