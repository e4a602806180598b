"""Pages of records in HTML, which no document of the project is the source of."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from archcite.integrations.common.record_pages import (
    RecordPage,
    build_description,
    build_export_links,
    choose_title,
    export_record,
    list_record_pages,
)
from archcite.integrations.common.rendered_project import RenderedPage
from archcite.integrations.markdown.placement import Placing, render_bibliography
from archcite.integrations.sphinx.domain import get_domain
from archcite.richtext.marks import to_plain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Builders with a page for each document.
_BUILDERS = frozenset(("html", "dirhtml"))


def find_record_pages(app: Sphinx) -> list[RecordPage]:
    """Find the pages of records that a builder makes, if the project asks for them."""
    folder = app.config.archcite_record_pages
    if not folder or app.builder.name not in _BUILDERS:
        return []
    return list_record_pages(get_domain(app.env).library.items, folder)


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages of records for Sphinx: their names, contexts and template."""
    rendering = get_domain(app.env).rendering
    pages = find_record_pages(app)
    names = {page.key: page.name for page in pages if page.key}
    if rendering is None:
        return
    for page in pages:
        rendered = rendering.pages[page.name]
        title = choose_title(page, get_domain(app.env).library, rendered)
        body = f"<section>\n<h1>{escape(title)}</h1>\n{_build_body(app, page, rendered, names)}</section>\n"
        yield page.name, {"title": escape(title), "body": body}, "page.html"


def write_exports(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of records beside their pages, when a build has succeeded."""
    if exception is not None:
        return
    for page in find_record_pages(app):
        for _label, name, text in export_record(page, get_domain(app.env).library):
            path = Path(app.outdir, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


def index_pages(app: Sphinx, exception: Exception | None) -> None:
    """Add the pages of records to the index of Sphinx's search, when a build has succeeded.

    Sphinx itself drops pages without a document from the index when it writes that, so it is written once more.
    """
    builder = app.builder
    pages = find_record_pages(app) if exception is None else []
    rendering, library = get_domain(app.env).rendering, get_domain(app.env).library
    if not isinstance(builder, StandaloneHTMLBuilder) or rendering is None or not pages:
        return
    if builder.indexer is None:  # nothing had to be written
        return
    for page in pages:
        rendered = rendering.pages[page.name]
        title = choose_title(page, library, rendered)
        (bibliography,) = rendered.bibliographies.values()
        entries = (to_plain(entry.rich) for entry in bibliography.iterate_entries())
        text = nodes.raw("", build_description(page, library), format="html")
        document = new_document(page.name)
        document += nodes.section(
            "", nodes.title("", title), *(nodes.paragraph("", entry) for entry in entries), text
        )
        builder.indexer.feed(page.name, f"{page.name}.rst", title, document)
    with Path(app.outdir, builder.searchindex_filename).open("w", encoding="utf-8") as file:
        builder.indexer.dump(file, builder.indexer_format)


def _build_body(app: Sphinx, page: RecordPage, rendered: RenderedPage, names: dict[str, str]) -> str:
    builder, domain = app.builder, get_domain(app.env)
    placing = Placing(page.name, {}, lambda name: builder.get_relative_uri(page.name, name), records=names)
    (bibliography,) = rendered.bibliographies.values()
    here = builder.get_target_uri(page.name)
    files = ((label, file) for label, file, _text in export_record(page, domain.library))
    links = build_export_links(files, lambda file: relative_uri(here, file))
    metadata = domain.metadata.build(rendered.records, rendered.find_anchors()) if domain.metadata else ()
    description = build_description(page, domain.library)
    return render_bibliography(bibliography, placing, 1) + description + links + "".join(metadata)
