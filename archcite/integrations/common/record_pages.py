"""A page for each record of a project, with an address that does not change, and files for reference managers.

An index lists all records by archive. Documentation tools write the pages in their own layout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape

from attrs import frozen

from archcite._foundation.warning_collector import collect_warnings
from archcite.csl.data.markup import to_rich
from archcite.errors import ArchciteError
from archcite.integrations.common.document_model import Listing, Page
from archcite.integrations.common.library import Library
from archcite.integrations.common.project import ProjectDocument
from archcite.integrations.common.rendered_project import RenderedPage
from archcite.record import Record, revise
from archcite.record.notebook_display import list_rows
from archcite.richtext import marks as rt
from archcite.richtext.punctuation import resolve_punctuation

# The formats in which a record can be downloaded: the text of the link, the name of the format, the ending of the file.
_EXPORTS = (("BibTeX", "bibtex", "bib"), ("RIS", "ris", "ris"), ("CSL-JSON", "csl-json", "json"))
_MAX_TITLE = 100
_MAX_DESCRIPTION = 5_000
# What the heading has, what concerns the style alone, and transcripts, which are documents of their own.
_NOT_DESCRIBED = frozenset(("title", "title kind", "contents"))
_INDEX_TITLE = "Sources"


@frozen
class RecordPage:
    """The page of one record, or the index of all, whose key is empty; ``name`` is that of a document."""

    name: str
    key: str = ""

    def to_document(self, title: str) -> ProjectDocument:
        """Return the page as a document of the project, which lists its record, or all."""
        only = (self.key,) if self.key else ()
        by = "" if self.key else "repository"
        scope = "project" if self.key else "all"
        listing = Listing(f"{self.name}#record", self.name, scope=scope, section_by=by, only=only)
        return ProjectDocument(self.name, title, self.name, Page(listings=(listing,)))


def list_record_pages(keys: Iterable[str], folder: str) -> list[RecordPage]:
    """List the index and the pages of records, in a folder; each name depends on the key alone, as far as it can.

    >>> [page.name for page in list_record_pages(["creel", "Creel", "creel-2", "https://x.org/1"], "records")]
    ['records/index', 'records/creel', 'records/Creel-2', 'records/creel-2-2', 'records/https-x-org-1']
    """
    folder = folder.strip("/")
    taken = {"index"}
    counts: Counter[str] = Counter()  # of the names that had to be changed
    pages = [RecordPage(f"{folder}/index")]
    for key in keys:
        name = base = re.sub(r"[^\w-]+", "-", key).strip("-_") or "record"
        while name.casefold() in taken:
            counts[base.casefold()] += 1
            name = f"{base}-{counts[base.casefold()] + 1}"
        taken.add(name.casefold())
        pages.append(RecordPage(f"{folder}/{name}", key))
    return pages


# What quotation marks in a title are read as, in a heading that no style prints.
_QUOTES = ("“", "”", "‘", "’")


def choose_title(page: RecordPage, library: Library, rendered: RenderedPage) -> str:
    """Choose the title of a page: that of the record, or the start of its entry."""
    if not page.key:
        return _INDEX_TITLE
    # Styles print a title that an archivist supplied as a description, and items have it elsewhere.
    title = library.records[page.key].title or library.items[page.key].get("title")
    if title:
        return rt.to_plain(resolve_punctuation(to_rich(str(title)), _QUOTES, False))
    entries = (entry for one in rendered.bibliographies.values() for entry in one.iterate_entries())
    first = next(entries, None)
    text = rt.to_plain(first.rich) if first else page.key
    return text if len(text) <= _MAX_TITLE else text[:_MAX_TITLE].rpartition(" ")[0] + " …"


def build_description(page: RecordPage, library: Library) -> str:
    """Return what a record says besides its citation, as a list in HTML; a published work has all in its entry."""
    record = library.records.get(page.key)
    if not isinstance(record, Record):
        return ""
    rows = []
    for name, text in list_rows(record, _MAX_DESCRIPTION):
        if name not in _NOT_DESCRIBED and (name, text) != ("kind", "document"):
            value = _link(text, record) if name == "online" else escape(text)
            rows.append(f"<dt>{escape(name[:1].upper() + name[1:])}</dt><dd>{value}</dd>\n")
    return f'<dl class="archcite-description docutils simple">\n{"".join(rows)}</dl>\n' if rows else ""


def _link(text: str, record: Record) -> str:
    address = record.copy.url if record.copy else None
    if not address or not address.startswith(("http://", "https://")):
        return escape(text)
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def export_record(page: RecordPage, library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield for each file of a record the text of its link, its name, and its content.

    Warnings of what a format cannot hold are not shown. A format that cannot represent the record is left out.
    """
    from archcite.formats.writing import find_writer

    if not page.key:
        return
    record = revise(library.records[page.key], id=page.key)
    for label, format, ending in _EXPORTS:
        with collect_warnings():
            try:
                text = find_writer(format)([record])
            except ArchciteError:
                continue
        yield label, f"{page.name}.{ending}", text


def build_export_links(files: Iterable[tuple[str, str]], build_address: Callable[[str], str]) -> str:
    """Return links to the files of a record as HTML, from their labels and names.

    ``build_address`` gives the address of a file.

    >>> build_export_links([("RIS", "records/creel.ris")], lambda file: f"../{file}")
    '<p class="archcite-exports"><a href="../records/creel.ris" download>RIS</a></p>\\n'
    """
    links = ", ".join(
        f'<a href="{escape(build_address(file))}" download>{label}</a>' for label, file in files
    )
    return f'<p class="archcite-exports">{links}</p>\n' if links else ""
