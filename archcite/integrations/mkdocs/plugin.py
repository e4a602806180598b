"""What MkDocs calls, and when: ``plugins: [archcite]``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from archcite.csl.style import library as styles
from archcite.errors import ArchciteError
from archcite.integrations.common.citation_syntax import parse_uncited
from archcite.integrations.common.page_metadata import MetadataWriter
from archcite.integrations.common.project import SCOPES
from archcite.integrations.common.record_pages import (
    RecordPage,
    build_description,
    build_export_links,
    choose_title,
    export_record,
    list_record_pages,
)
from archcite.integrations.common.rendered_project import RenderedPage
from archcite.integrations.common.settings import Settings
from archcite.integrations.common.style_lookup import is_in_notes, resolve_style_path
from archcite.integrations.markdown.extension import (
    STYLE_FIELD,
    UNCITED_FIELD,
    ArchciteExtension,
    read_meta,
)
from archcite.integrations.markdown.library_cache import get_library
from archcite.integrations.markdown.standalone_host import StandaloneHost
from archcite.integrations.mkdocs.site import Site, SitePage
from archcite.styles import resolve

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = get_plugin_logger("archcite")

_GLOB = frozenset("*?[")
_STATIC = Path(__file__).parents[1] / "static"
_ASSETS = ("archcite.css", "archcite.js")
_NAMES = ("archcite", "archcite.markdown")


class ArchciteConfig(base.Config):  # type: ignore[no-untyped-call]
    """What a project says in ``mkdocs.yml``."""

    sources = c.Type((list, str), default=[])
    style = c.Type(str, default="chicago")
    note_scope = c.Choice(SCOPES, default="page")
    locale = c.Optional(c.Type(str))
    archive_first = c.Optional(c.Type(bool))
    date_words = c.Type(bool, default=False)
    hover_cards = c.Type(bool, default=True)
    network = c.Type(bool, default=False)
    record_pages = c.Type(str, default="")


class ArchcitePlugin(BasePlugin[ArchciteConfig]):  # type: ignore[no-untyped-call]
    """One bibliography over all pages; notes whose order is that of the navigation."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the sources, and have pages converted by an extension that knows of this site.

        Before other plug-ins look at what extensions there are: that of docstrings does.
        """
        self._folder = os.path.dirname(os.path.abspath(config.config_file_path or "mkdocs.yml"))
        style, sources = self.config.style, self.config.sources
        try:
            styles.load(resolve(resolve_style_path(style, self._folder)))
        except ArchciteError as error:
            raise PluginError(f"archcite, option style: {error}") from error
        self._sources = [sources] if isinstance(sources, str) else [str(one) for one in sources]
        locale = self.config.locale or _get_language(config)
        network = self.config.network
        library, _is_new = get_library(self._sources, self._folder, locale, network=network)
        for problem in library.problems:
            log.warning("%s", problem)
        for file in library.files:
            for remark in file.remarks:
                log.debug("%s", remark)
        settings = Settings(
            style=style,
            note_scope=self.config.note_scope,
            locale=locale,
            archive_first=self.config.archive_first,
            date_words=self.config.date_words,
            cards=self.config.hover_cards,
            resolve_style_path=lambda name: resolve_style_path(name, self._folder),
        )
        options = {
            "sources": self._sources,
            "folder": self._folder,
            "style": style,
            "locale": settings.locale or "",
            "archive_first": settings.archive_first,
            "date_words": settings.date_words,
            "network": network,
            "metadata": False,
            "hover_cards": settings.cards,
        }
        self._site = Site(
            library,
            settings,
            lambda own: is_in_notes(own, style, folder=self._folder),
            StandaloneHost(options),
            list_record_pages(library.items, folder) if (folder := self.config.record_pages) else (),
        )
        extensions: list[Any] = config.markdown_extensions
        others = [one for one in extensions if one not in _NAMES]
        extensions[:] = [*others, ArchciteExtension(self._site)]
        config.extra_css = [*config.extra_css, f"assets/{_ASSETS[0]}"]
        if settings.cards:
            config.extra_javascript = [*config.extra_javascript, f"assets/{_ASSETS[1]}"]
        self._order: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        self._exports: dict[str, list[tuple[str, str]]] = {}
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the style sheet and the script."""
        for name in _ASSETS[: 1 + self.config.hover_cards]:
            files.append(
                File.generated(config, f"assets/{name}", content=(_STATIC / name).read_text(encoding="utf-8"))
            )
        for page in self._site.records:
            file = File.generated(config, f"{page.name}.md", content="")
            file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
            exports = self._exports[page.name] = []
            for label, name, text in export_record(page, self._site.library):
                files.append(File.generated(config, name, content=text))
                exports.append((label, name))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Record the order of pages, each with its chapter: the top-level item of the navigation."""
        tops: list[Any] = list(nav)
        for one in nav.pages:
            top = next(reversed(list(one.ancestors)), None)
            self._order[_get_page_name(one.file)] = (
                f"section {tops.index(top)}" if top in tops else _get_page_name(one.file)
            )

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Open a page before its conversion."""
        file, style = page.file, read_meta(page.meta, STYLE_FIELD)
        uncited = parse_uncited(read_meta(page.meta, UNCITED_FIELD))
        path = os.path.relpath(file.abs_src_path) if file.abs_src_path else file.src_uri
        self._site.open(_get_page_name(file), path, style, uncited, lambda: file.content_string)

    @event_priority(100)
    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """Format the citations of all converted pages, and place them.

        Pages in no navigation are read last.
        """
        found = {_get_page_name(file): file.page for file in files if file.page is not None}
        order = {**self._order, **{name: name for name in sorted(found) if name not in self._order}}
        converted = [
            SitePage(name, str(found[name].title or ""), chapter, content)
            for name, chapter in order.items()
            if name in found and (content := found[name].content) is not None
        ]
        placed, rendered = self._site.format(
            converted, lambda here, other: get_relative_url(found[other].url, found[here].url)
        )
        for place, message in self._site.problems:
            log.warning("%s", f"{place}: {message}" if place else message)
        metadata = MetadataWriter(lambda message: log.warning("%s", message))
        for name, html in placed.items():
            coins, self._linked[name] = metadata.build(rendered[name].records, rendered[name].find_anchors())
            found[name].content = f"{html}\n{coins}"
            # mkdocs-print-site keeps its own copy of each page.
            if isinstance(copy := getattr(found[name], "html", None), str):
                found[name].html = self._site.place_copy(name, copy)  # type: ignore[attr-defined]
        for one in self._site.records:
            self._fill_record_page(found[one.name], one, rendered[one.name])

    def _fill_record_page(self, page: Page, record: RecordPage, rendered: RenderedPage) -> None:
        """Put a heading before the entry of a record, and links to its files after it."""
        library = self._site.library
        page.title = title = choose_title(record, library, rendered)
        links = build_export_links(self._exports[record.name], lambda file: get_relative_url(file, page.url))
        description = build_description(record, library)
        page.content = f"<h1>{escape(title)}</h1>\n{page.content or ''}{description}{links}"

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Tell search engines what the page cites; not in its content, which the search of the site reads."""
        linked = self._linked.get(_get_page_name(page.file), "")
        end = output.rfind("</body>")
        return f"{output[:end]}{linked}{output[end:]}" if linked and end >= 0 else output

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
        """Build again when a source changes, or one is added where sources are."""
        for path in self._iterate_watched_paths():
            if os.path.exists(path):
                server.watch(path)

    def _iterate_watched_paths(self) -> Iterator[str]:
        """Yield files, and folders of files, outside the pages."""
        yield from (file.path for file in self._site.library.files)
        style = resolve_style_path(self.config.style, self._folder)
        if isinstance(style, Path):
            yield str(style)
        for source in self._sources:
            parts = Path(source).parts
            if os.path.isdir(os.path.join(self._folder, source)):
                parts = (*parts, "*")
            first = next((number for number, part in enumerate(parts) if _GLOB & set(part)), None)
            folder = os.path.abspath(os.path.join(self._folder, *parts[:first]))
            # The folder of the project holds too much besides, and what is built may be in it.
            if first is not None and not self._folder.startswith(folder):
                yield folder


def _get_page_name(file: File) -> str:
    """Return the name of a page, which is also used in the ids of its elements."""
    return os.path.splitext(file.src_uri)[0]


def _get_language(config: MkDocsConfig) -> str | None:
    """Return the language of the theme, or None for the default."""
    found = str(config.theme.get("language") or config.theme.get("locale") or "en").replace("_", "-")
    return None if found == "en" else found
