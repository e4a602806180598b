"""Convert references between forms: transliterated, in the original script, in English."""

from __future__ import annotations

from archcite._foundation.warning_collector import emit_warning
from archcite.notation.parser import parse_reference
from archcite.notation.reference_formatter import write_reference


def convert_reference(text: str, form: str | None = None, *, repository: str | None = None) -> str:
    """Convert a reference to another form.

    The form is ``short``, ``long``, ``script``, ``script_long``, ``english`` or ``own``. Without a form the labels
    stay as written.  Each guess, and each change of wording, is reported as an
    :class:`~archcite.errors.ArchciteWarning`.

    >>> convert_reference("RGANI, f. 5, op. 30, d. 273, ll. 12-15 ob.", "english")
    'Russian State Archive of Contemporary History, Fond 5, Inventory 30, File 273, Leaves 12-15 verso'
    >>> convert_reference("РГАНИ, ф. 5, оп. 30, д. 273, лл. 12-15 об.", "short")
    'RGANI, f. 5, op. 30, d. 273, ll. 12-15 ob.'
    """
    found = parse_reference(text, repository)
    for warning in found.warnings:
        emit_warning(warning)
    return write_reference(found, form, holder=repository is None)
