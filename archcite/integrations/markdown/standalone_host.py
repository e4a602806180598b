"""Documents that stand alone: each is formatted by itself, as soon as it has been converted."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

from archcite._foundation.warning_collector import emit_warning
from archcite.integrations.common.library import Library
from archcite.integrations.common.page_metadata import build_metadata
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.settings import Settings
from archcite.integrations.common.style_lookup import is_in_notes, resolve_style_path
from archcite.integrations.markdown.conversion import Conversion
from archcite.integrations.markdown.library_cache import get_library
from archcite.integrations.markdown.placement import Placing, place


class StandaloneHost:
    """A host whose documents know nothing of each other; ``options`` are those of the extension."""

    def __init__(self, options: dict[str, Any]) -> None:
        sources = options["sources"]
        self.sources = [sources] if isinstance(sources, str) else [os.fspath(one) for one in sources]
        self.folder = os.fspath(options["folder"])
        self.style = options["style"]
        self.network = options["network"]
        self.metadata = options["metadata"]
        self.settings = Settings(
            style=self.style,
            locale=options["locale"] or None,
            archive_first=options["archive_first"],
            date_words=options["date_words"],
            cards=options["hover_cards"],
            resolve_style_path=lambda name: resolve_style_path(name, self.folder),
        )

    def begin(self, source: str, style: str) -> Conversion:
        """Begin a document, named after a hash of its text, since several may end up in one page."""
        name = sha256(source.encode("utf-8", "replace")).hexdigest()[:8]
        in_notes = is_in_notes(style, self.style, folder=self.folder)
        return Conversion(name, name, "", self._read_library(), in_notes, style, source)

    def _read_library(self) -> Library:
        library, is_new = get_library(self.sources, self.folder, self.settings.locale, network=self.network)
        for problem in library.problems if is_new else ():
            _warn(problem)
        return library

    def end(self, conversion: Conversion, html: str) -> str:
        """Return the document with everything that it cites."""
        documents = [ProjectDocument(conversion.name, "", conversion.name, conversion.build_page(html))]
        rendering = render(documents, conversion.library, self.settings)
        for location, _kind, message in conversion.problems:
            _warn(f"{location}: {message}")
        for key, _kind, message in rendering.problems:
            _warn(f"{conversion.find_location(key)}: {message}".removeprefix(": "))
        rendered = rendering.pages[conversion.name]
        in_quote = rendering.punctuation_in_quote
        placing = Placing(conversion.name, conversion.marks, str, self.settings.cards, in_quote)
        html = place(html, rendered, placing)
        if self.metadata and rendered.records:
            html += "\n" + "".join(build_metadata(rendered.records, rendered.find_anchors(), _warn))
        return html


def _warn(message: str) -> None:
    emit_warning(message)
