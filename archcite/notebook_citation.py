"""What notebooks show: a citation set as HTML, Markdown or LaTeX, and in every other respect a ``str``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Citation(str):
    """A citation in the format that was asked for; ``write`` gives the same citation in another.

    Jupyter asks for the three representations by name; nothing is written before it does.

    >>> Citation("War", lambda format: f"<{format}>War")._repr_html_()
    '<div class="tex2jax_ignore"><html>War</div>'
    """

    __slots__ = ("_write",)

    _write: Callable[[str], str]

    def __new__(cls, text: str, write: Callable[[str], str]) -> Citation:
        made = super().__new__(cls, text)
        made._write = write
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """What is kept of it elsewhere is the text."""
        return str, (str(self),)

    def to_format(self, format: str) -> str:
        """Return the same citation in another format, such as ``html``."""
        return self._write(format)

    def _repr_html_(self) -> str:
        return html(self._write("html"))

    def _repr_markdown_(self) -> str:
        return self._write("markdown")

    def _repr_latex_(self) -> str:
        return self._write("latex")


def html(text: str) -> str:
    """HTML for a notebook, which would take what stands between two dollar signs for mathematics."""
    return f'<div class="tex2jax_ignore">{text}</div>'
