"""Safe, fast reading of CSL's XML: styles and locales come from the web.

No entity is ever expanded, no document type is ever fetched, nesting and size are bounded.  The result is a
plain tree of :class:`Element`, which :mod:`archcite.csl.style` and :mod:`archcite.csl.style.locale` turn into theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any
from xml.parsers import expat

from archcite._foundation.lazy_regex import pattern
from archcite.errors import StyleError
from archcite.richtext.marks import MARKS, strip_unsafe

MAX_BYTES = 8_000_000  # the largest official style has 0.4 MB
MAX_DEPTH = 250  # the deepest official style nests some 40 elements
_TEXTS = ("info", "terms")  # the only elements in which text means something
# The root, its parts and theirs: only they have names of namespaces (``xml:lang``), and a line worth telling.
_OUTER = 3
# What the processor uses as marks of its own must not come in from outside, as itself or by its number.
# Twenty official styles write “&amp;#160;” for a no-break space, which would be printed as “&#160;”, and one has
# “&amp;lt;sup&amp;gt;”.
_ESCAPED_TWICE = pattern(r"&amp;(?=(?:#(?:\d{1,6}|x[\dA-Fa-f]{1,5})|lt|gt);)")
_UNSAFE = pattern(f"[{MARKS}]")
_UNSAFE_REFERENCE = pattern(
    "&#(?:0*(?:127|649(?:7[6-9]|[89][0-9])|6500[0-7])|x0*(?:7[Ff]|[Ff][Dd][DdEe][0-9A-Fa-f]));"
)
_UNSAFE_START = b"\xef\xb7"  # the bytes with which each of them begins in UTF-8, and hardly any letter


class Element:
    """One XML element: its local name, attributes, child elements, and its text in ``info`` and ``terms``.

    ``line`` is the line of the root or of a part of it, and 0 for what is deeper. What is in an element that is left
    closed is in ``inside``, in the order of the text: a name and attributes
    where an element begins, None where one ends.  :func:`expand` makes children of it.
    """

    __slots__ = ("attrs", "children", "inside", "line", "tag", "text")

    def __init__(self, tag: str, attrs: dict[str, str], line: int = 0) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children: list[Element] = []
        self.inside: Sequence[Any] = ()
        self.text = ""
        self.line = line

    def find(self, tag: str) -> Element | None:
        """Return the first child element named ``tag``, or None."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None


def parse(text: str, what: str, *, closed: str = "") -> Element:
    """Parse an XML text, and return its root element.

    ``what`` names the document in errors; the parts of the root that are named ``closed`` are left closed.  A style
    has hundreds of macros, and a document needs some dozens of them.

    >>> parse('<a><b c="d">e</b></a>', "example").children[0].attrs
    {'c': 'd'}
    >>> macro = parse('<a><b>e<c d="e"><f/></c></b></a>', "example", closed="b").children[0]
    >>> macro.inside
    ['c', {'d': 'e'}, 'f', {}, None, None]
    >>> expand(macro)[0].children[0].tag
    'f'

    Raises :class:`~archcite.errors.StyleError` where the text is not well-formed, declares entities, or is
    larger or deeper than any style has reason to be.
    """
    if len(text) > MAX_BYTES:
        raise StyleError(
            f"{what}: {len(text):,} characters is too large for a CSL file; use a file under 8 MB."
        )
    if "&amp;#" in text or "&amp;lt;" in text:
        text = _ESCAPED_TWICE.sub("&", text)
    data = text.encode("utf-8", "surrogatepass")
    # Bytes are searched many times faster than by the pattern.
    is_unsafe = (b"&#" in data and _UNSAFE_REFERENCE.search(text)) or (
        _UNSAFE_START in data and _UNSAFE.search(text)
    )
    builder = (_CleaningBuilder if is_unsafe else _Builder)(what, closed)
    parser = builder.parser
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise StyleError(
            f"{what}, line {error.lineno}: it is not well-formed XML ({expat.errors.messages[error.code]}); "
            "check that it is a CSL file, complete and unchanged."
        ) from None
    finally:  # the parser and its handlers know each other
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.EntityDeclHandler = None
    return builder.outside.children[0]


class _Builder:
    """Handler of the parser's events, which builds elements."""

    __slots__ = ("closed", "inside", "name", "open_elements", "outside", "parser", "what")

    def __init__(self, what: str, closed: str) -> None:
        self.what = what
        self.closed = closed
        self.outside = Element("", {})
        self.open_elements = [self.outside]
        # Of the element that is left closed just now:
        self.name, self.inside = "", list[Any]()
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.EntityDeclHandler = self.entity

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        open_elements = self.open_elements
        element = Element(_strip_prefix(tag) if ":" in tag else tag, attrs)
        open_elements[-1].children.append(element)
        open_elements.append(element)
        if element.tag in _TEXTS:
            self.parser.CharacterDataHandler = self.characters
        if len(open_elements) <= _OUTER + 1:
            element.line = self.parser.CurrentLineNumber
            element.attrs = {
                _strip_prefix(name): value for name, value in attrs.items() if name[:5] != "xmlns"
            }
            if len(open_elements) == _OUTER and element.tag == self.closed:
                self.name, self.inside = tag, []
                element.inside = self.inside
                self.parser.StartElementHandler = self.start_inside
                self.parser.EndElementHandler = self.end_inside
        elif len(open_elements) > MAX_DEPTH:
            self.refuse_depth()

    def end(self, _tag: str) -> None:
        if self.open_elements.pop().tag in _TEXTS:
            self.parser.CharacterDataHandler = None

    def start_inside(self, tag: str, attrs: dict[str, str]) -> None:
        self.inside += (_strip_prefix(tag) if ":" in tag else tag, attrs)

    def end_inside(self, tag: str) -> None:
        inside = self.inside
        if tag != self.name:
            inside.append(None)
            return
        if 3 * inside.count(None) != len(inside):
            self.refuse(f"<{self.closed}> stands within <{self.closed}>", "move it out")
        if len(inside) > MAX_DEPTH and _measure_depth(inside) > MAX_DEPTH - _OUTER:
            self.refuse_depth()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.end(tag)

    def characters(self, content: str) -> None:
        self.open_elements[-1].text += content

    def entity(self, *_declaration: object) -> None:
        self.refuse(
            "it declares XML entities, which no CSL file needs and archcite does not expand",
            "remove the declaration",
        )

    def refuse_depth(self) -> None:
        self.refuse(f"elements are nested more than {MAX_DEPTH} deep", "simplify the style")

    def refuse(self, why: str, remedy: str) -> None:
        raise StyleError(f"{self.what}, line {self.parser.CurrentLineNumber}: {why}; {remedy}.")


class _CleaningBuilder(_Builder):
    """Builder that removes from texts and attributes what the processor uses as marks of its own."""

    __slots__ = ()

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        super().start(tag, {name: strip_unsafe(value) for name, value in attrs.items()})

    def start_inside(self, tag: str, attrs: dict[str, str]) -> None:
        super().start_inside(tag, {name: strip_unsafe(value) for name, value in attrs.items()})

    def characters(self, content: str) -> None:
        super().characters(strip_unsafe(content))


def expand(element: Element) -> list[Element]:
    """Build the children of an element that was left closed, and return them."""
    if element.inside:
        top = Element(element.tag, element.attrs)
        open_elements = [top]
        happens = iter(element.inside)
        for tag in happens:
            if tag is None:
                open_elements.pop()
            else:
                child = Element(tag, next(happens))
                open_elements[-1].children.append(child)
                open_elements.append(child)
        element.children, element.inside = top.children, ()
    return element.children


def find_attributes(element: Element, name: str) -> list[dict[str, str]]:
    """Return the attributes of an element, and of those in it, that have an attribute; what is closed stays closed.

    >>> root = parse('<a><b c="d"><e c="f"/></b><g/></a>', "example", closed="b")
    >>> find_attributes(root, "c")
    [{'c': 'd'}, {'c': 'f'}]
    """
    found = []
    pending = [element]
    while pending:
        part = pending.pop()
        if name in part.attrs:
            found.append(part.attrs)
        if part.inside:
            found += [each for each in part.inside if each.__class__ is dict and name in each]
        elif part.children:
            pending += part.children[::-1]
    return found


def iterate_parts(element: Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the tag and the attributes of an element and of all that is in it, in the order of the text.

    What is closed stays closed. The attributes are the elements' own, so that they can be changed.

    >>> root = parse('<a><b c="d"><e/></b></a>', "example", closed="b")
    >>> list(iterate_parts(root))
    [('a', {}), ('b', {'c': 'd'}), ('e', {})]
    """
    pending = [element]
    while pending:
        part = pending.pop()
        yield part.tag, part.attrs
        if part.inside:
            happens = [one for one in part.inside if one is not None]
            yield from zip(happens[::2], happens[1::2], strict=True)
        pending += part.children[::-1]


def copy(element: Element) -> Element:
    """Copy an element and all that is in it; what is closed stays closed."""
    twin = Element(element.tag, element.attrs.copy(), element.line)
    twin.text = element.text
    if element.inside:
        twin.inside = [part.copy() if part.__class__ is dict else part for part in element.inside]
    elif element.children:
        twin.children = [*map(copy, element.children)]
    return twin


def _measure_depth(inside: Iterable[object]) -> int:
    """Return how deep elements are nested in an element that was left closed."""
    steps = (-1 if what is None else 1 for what in inside if not isinstance(what, dict))
    return max(accumulate(steps))


def _strip_prefix(name: str) -> str:
    return name.rpartition(":")[2]
