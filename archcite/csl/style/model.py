"""A CSL style as an immutable tree: the classes are CSL's elements under CSL's names.

:mod:`archcite.csl.style.reader` reads a style from XML, :mod:`archcite.csl.render.compiler` turns the tree into
functions (CSL 1.0.2, "Rendering Elements").
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archcite._foundation.immutable import Immutable
from archcite.csl.style.conditions import Scan
from archcite.csl.style.xml import Element
from archcite.richtext.marks import NO_TEXT, Rich

# Name attributes that cs:style, cs:citation and cs:bibliography hand down (CSL 1.0.2, "Inheritable Name Options").
NAME_OPTIONS = (
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "et-al-subsequent-min",
    "et-al-subsequent-use-first",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
)
INHERITED_NAME_OPTIONS = (*NAME_OPTIONS, "name-form", "name-delimiter", "names-delimiter")


class Node(Immutable):
    """What any rendering element may carry: affixes, formatting marks (outermost first) and display."""

    prefix: Rich = NO_TEXT
    suffix: Rich = NO_TEXT
    format: tuple[Rich, ...] = ()
    display: Rich = NO_TEXT
    quotes: bool = False
    strip_periods: bool = False
    text_case: str = ""


class Text(Node):
    """``cs:text``: ``kind`` is variable, macro, term or value; ``name`` what it points to (or the value)."""

    kind: str = ""
    name: str = ""
    form: str = "long"
    plural: bool = False


class Number(Node):
    """``cs:number``."""

    variable: str = ""
    form: str = "numeric"


class Label(Node):
    """``cs:label``: ``variable`` is empty inside ``cs:names``, where the label is that of the names.

    ``labelled`` is the one number that is beside it, if that is another variable.
    """

    variable: str = ""
    form: str = "long"
    plural: str = "contextual"
    labelled: str = ""


class DatePart(Node):
    """``cs:date-part``."""

    name: str = ""
    form: str = ""
    range_delimiter: str = "\u2013"


class Date(Node):
    """``cs:date``; ``form`` is empty for a date that lists its own parts."""

    variable: str = ""
    form: str = ""
    date_parts: str = "year-month-day"
    delimiter: Rich = NO_TEXT
    parts: tuple[DatePart, ...] = ()


class Group(Node):
    """``cs:group``."""

    children: tuple[Node, ...] = ()
    delimiter: Rich = NO_TEXT


class Branch(Immutable):
    """``cs:if``, ``cs:else-if`` or ``cs:else`` (no tests): ``tests`` pairs a condition with its value."""

    tests: tuple[tuple[str, str], ...]
    match: str
    children: tuple[Node, ...]


class Choose(Node):
    """``cs:choose``."""

    branches: tuple[Branch, ...] = ()


class NamePart(Immutable):
    """``cs:name-part``: affixes and formatting for family or given names."""

    prefix: Rich = NO_TEXT
    suffix: Rich = NO_TEXT
    format: tuple[Rich, ...] = ()
    text_case: str = ""


class EtAl(Node):
    """``cs:et-al``."""

    term: str = "et-al"


class Name(Node):
    """``cs:name``: ``options`` holds only the attributes that stand on it."""

    options: Mapping[str, str] = MappingProxyType({})
    family: NamePart = NamePart()
    given: NamePart = NamePart()


class Names(Node):
    """``cs:names``: a part that is None is taken from the enclosing ``cs:names`` (short form in substitute)."""

    variables: tuple[str, ...] = ()
    delimiter: str | None = None
    name: Name | None = None
    et_al: EtAl | None = None
    label: Label | None = None
    label_first: bool = False
    substitute: tuple[Node, ...] = ()


class SortKey(Immutable):
    """``cs:key``: one of ``variable`` and ``macro`` is set."""

    variable: str = ""
    macro: str = ""
    descending: bool = False
    options: Mapping[str, str] = MappingProxyType({})


class Area(Immutable):
    """``cs:citation`` or ``cs:bibliography``: its layout, sort keys, options and inheritable name options."""

    layout: Group
    sort: tuple[SortKey, ...]
    options: Mapping[str, str]


class Style(Immutable):
    """A whole style (CSL 1.0.2, "The Root Element").

    ``options`` are the attributes of ``cs:style``; ``locales`` the raw ``cs:locale`` overrides; ``scan`` says
    what the style asks about cites.
    """

    id: str
    title: str
    citation: Area
    bibliography: Area | None
    macros: Mapping[str, tuple[Node, ...]]
    options: Mapping[str, str]
    locales: tuple[Element, ...]
    scan: Scan

    @property
    def in_notes(self) -> bool:
        """Whether the style's citations are notes."""
        return self.options.get("class") == "note"
