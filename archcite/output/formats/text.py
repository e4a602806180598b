"""Plain text: no formatting at all."""

from __future__ import annotations

from archcite.output import richtext as rt
from archcite.output.formats.base import Format

FORMAT = Format("text", {rt.RIGHT_INLINE: (" ", ""), rt.BLOCK: ("\n", ""), rt.INDENT: ("\n    ", "")}, lambda text: text)
