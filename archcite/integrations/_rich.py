"""The texts of citations between formatting and placing: finished rich text, with links to entries by their keys."""

from __future__ import annotations

from archcite._patterns import pattern
from archcite.output.formats import Format

# A link that archcite makes itself, to an entry, has this scheme and the key of the entry in its address.
ENTRY = "archcite-entry:"

# The last full stop of a citation, before closing quotation marks and the ends of spans.
_STOP = pattern(r"\.([^\w\s.]*)\Z")


class RichFormat(Format):
    """The output of a processor as it is before it becomes markup: finished rich text."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("rich", {}, str, frame=lambda entries, _layout: "\n".join(entries))

    def write(self, rich: str) -> str:
        """The rich text itself."""
        return rich


def in_sentence(rich: str) -> str:
    """A citation without the full stop at its end, for a sentence that goes on with a punctuation mark of its own.

    >>> in_sentence("Signs, 12."), in_sentence("Signs, 12")
    ('Signs, 12', 'Signs, 12')
    """
    return _STOP.sub(r"\1", rich)
