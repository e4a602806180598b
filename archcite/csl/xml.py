"""Safe, fast reading of CSL's XML: styles and locales come from the web.

No entity is ever expanded, no document type is ever fetched, nesting and size are bounded.  The result is a
plain tree of :class:`Element`, which :mod:`archcite.csl.style` and :mod:`archcite.csl.locale` turn into theirs.
"""

from __future__ import annotations

from xml.parsers import expat

from archcite.errors import StyleError

MAX_BYTES = 8_000_000  # the largest official style has 0.4 MB
MAX_DEPTH = 250  # the deepest official style nests some 40 elements
_TEXTS = ("info", "terms")  # the only elements in which text means something
# The root, its parts and theirs: only they have names of namespaces (``xml:lang``), and a line worth telling.
_OUTER = 3


class Element:
    """One XML element: its local name, attributes, child elements, and its own text where that means something:
    in ``info`` and ``terms``.  ``line`` is the line that the root or a part of it stands on; 0 of what is deeper."""

    __slots__ = ("attrs", "children", "line", "tag", "text")

    def __init__(self, tag: str, attrs: dict[str, str], line: int = 0) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children: list[Element] = []
        self.text = ""
        self.line = line

    def find(self, tag: str) -> Element | None:
        """The first child element named ``tag``, if there is one."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None


def parse(text: str, what: str) -> Element:
    """The root element of an XML text.

    ``what`` names the document in errors.

    >>> parse('<a><b c="d">e</b></a>', "example").children[0].attrs
    {'c': 'd'}

    Raises :class:`~archcite.errors.StyleError` where the text is not well-formed, declares entities, or is
    larger or deeper than any style has reason to be.
    """
    if len(text) > MAX_BYTES:
        raise StyleError(
            f"{what}: {len(text):,} characters is too large for a CSL file; use a file under 8 MB."
        )
    parser = expat.ParserCreate()
    parser.buffer_text = True
    outside = Element("", {})
    open_elements = [outside]

    def start(tag: str, attrs: dict[str, str]) -> None:
        element = Element(_local(tag) if ":" in tag else tag, attrs)
        open_elements[-1].children.append(element)
        open_elements.append(element)
        if element.tag in _TEXTS:
            parser.CharacterDataHandler = data
        if len(open_elements) <= _OUTER + 1:
            element.line = parser.CurrentLineNumber
            element.attrs = {_local(name): value for name, value in attrs.items() if name[:5] != "xmlns"}
        elif len(open_elements) > MAX_DEPTH:
            raise StyleError(
                f"{what}, line {parser.CurrentLineNumber}: elements are nested more than {MAX_DEPTH} deep; "
                "simplify the style."
            )

    def end(_tag: str) -> None:
        if open_elements.pop().tag in _TEXTS:
            parser.CharacterDataHandler = None

    def data(content: str) -> None:
        open_elements[-1].text += content

    def refuse(*_declaration: object) -> None:
        raise StyleError(
            f"{what}, line {parser.CurrentLineNumber}: it declares XML entities, which no CSL file needs and "
            "archcite does not expand; remove the declaration."
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise StyleError(
            f"{what}, line {error.lineno}: it is not well-formed XML ({expat.errors.messages[error.code]}); "
            "check that it is a CSL file, complete and unchanged."
        ) from None
    return outside.children[0]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
