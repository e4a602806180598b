"""Files for pandoc's own citation processor: records as CSL-JSON, and a style for them as one CSL file."""

from __future__ import annotations

import os
from collections.abc import Iterable

from archcite._foundation.files import report_write_errors, write_file
from archcite.formats.csl_json.writer import to_csl_json
from archcite.record import Source
from archcite.styles import export_style


def prepare(records: Iterable[Source], style: str, folder: str | os.PathLike[str]) -> tuple[str, str]:
    """Write ``references.json`` and ``style.csl`` into a folder, which is made if need be; their paths.

    Raises :class:`~archcite.errors.StyleError` if the style is unknown, and
    :class:`~archcite.errors.OutputError` where the folder cannot be written into.
    """
    xml = export_style(style)
    references, csl = (os.path.join(folder, name) for name in ("references.json", "style.csl"))
    written = ((references, to_csl_json(list(records))), (csl, xml))
    with report_write_errors(folder):
        os.makedirs(folder, exist_ok=True)
        for path, text in written:
            write_file(path, text)
    return references, csl
