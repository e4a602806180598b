"""What notebooks show: a citation set as HTML, Markdown or LaTeX, and in every other respect a ``str``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archcite.output.formats import Format


class Citation(str):
    """A citation in the format that was asked for; ``write`` gives the same citation in another.

    Jupyter asks for the three representations by name; nothing is written before it does.

    >>> Citation("War", lambda format: f"<{format}>War")._repr_html_()
    '<div class="tex2jax_ignore"><html>War</div>'
    """

    __slots__ = ("_write",)

    _write: Callable[[str | Format], str]

    def __new__(cls, text: str, write: Callable[[Any], str]) -> Citation:
        """Make a citation of its text and of the function that writes it in another format."""
        citation = super().__new__(cls, text)
        citation._write = write
        return citation

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy the text alone; ``write`` may be a closure."""
        return str, (str(self),)

    def to_format(self, format: str | Format) -> str:
        """Return the same citation in another format, by its name or itself, such as ``html``."""
        return self._write(format)

    def _repr_html_(self) -> str:
        return wrap_html(self._write("html"))

    def _repr_markdown_(self) -> str:
        return self._write("markdown")

    def _repr_latex_(self) -> str:
        return self._write("latex")


def wrap_html(text: str) -> str:
    """Wrap HTML for a notebook, so that text between two dollar signs is not set as mathematics."""
    return f'<div class="tex2jax_ignore">{text}</div>'
