"""What the extension adds to Sphinx, and what it does at which step of a build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.docutils import is_directive_registered, is_role_registered

from archcite import __version__
from archcite.csl.style import library
from archcite.errors import ArchciteError
from archcite.integrations.common.library import read_library
from archcite.integrations.common.project import SCOPES, ProjectDocument, render
from archcite.integrations.common.rendered_project import Rendering
from archcite.integrations.common.settings import Settings
from archcite.integrations.sphinx import html, links, record_pages
from archcite.integrations.sphinx.directives import BibliographyDirective, NotesDirective
from archcite.integrations.sphinx.domain import ArchciteDomain, CiteDomain, FootciteDomain, get_domain
from archcite.integrations.sphinx.nodes import MARKS, skip
from archcite.integrations.sphinx.post_transforms import PlaceTexts
from archcite.integrations.sphinx.roles import CitationRole, UncitedRole
from archcite.integrations.sphinx.styles import is_in_notes, resolve_style_path
from archcite.integrations.sphinx.transforms import CollectCitations, MoveNotes, OrderNotes, PlaceNotes
from archcite.styles import resolve

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_STYLE, _SCOPE = "chicago", "page"
_BIBTEX = "sphinxcontrib.bibtex"
_STATIC = Path(__file__).parents[1] / "static"
# What a style may ask for and Sphinx's LaTeX has no command for.
_LATEX = r"""
\expandafter\def\csname DUrolecsl-small-caps\endcsname#1{\textsc{#1}}
\expandafter\def\csname DUrolecsl-underline\endcsname#1{\underline{#1}}
\expandafter\def\csname DUrolecsl-upright\endcsname#1{\textup{#1}}
\expandafter\def\csname DUrolecsl-medium\endcsname#1{\textmd{#1}}
"""


def setup(app: Sphinx) -> dict[str, Any]:
    """Add all that there is; see the guide for what a project says."""
    app.add_config_value("archcite_sources", [], "", types=[list, tuple, str])
    app.add_config_value("archcite_style", _STYLE, "", types=[str])
    app.add_config_value("archcite_note_scope", _SCOPE, "", types=[str])
    app.add_config_value("archcite_locale", None, "", types=[str, type(None)])
    app.add_config_value("archcite_archive_first", None, "", types=[bool, type(None)])
    app.add_config_value("archcite_date_words", False, "", types=[bool])
    app.add_config_value("archcite_hover_cards", True, "", types=[bool])
    app.add_config_value("archcite_network", False, "", types=[bool])
    app.add_config_value("archcite_record_pages", "", "env", types=[str])
    if _BIBTEX not in app.config.extensions:  # the sources of a project that used it before
        app.add_config_value("bibtex_bibfiles", [], "", types=[list, tuple])
    app.add_domain(ArchciteDomain)
    for mark in MARKS:
        app.add_node(mark, False, **dict.fromkeys(("html", "latex", "text", "man", "texinfo"), (skip, None)))
    in_html = (links.visit_html, links.depart_html)
    app.add_node(links.entry_link, html=in_html, latex=(links.visit_latex, links.depart_latex))
    for node in links.WITH_ROLES:
        if node is not links.entry_link:
            app.add_node(node, html=in_html)
    app.add_node(html.citation_hover, html=(html.visit_hover, html.depart_hover))
    app.add_node(html.citation_card, html=(html.visit_card, html.depart_card))
    for transform in (PlaceNotes, OrderNotes, MoveNotes, CollectCitations):
        app.add_transform(transform)
    app.add_post_transform(PlaceTexts)
    app.connect("config-inited", _add_short_names, priority=900)
    app.connect("config-inited", _check_config)
    app.connect("builder-inited", _read_sources)
    app.connect("env-get-outdated", _find_outdated)
    app.connect("env-updated", _format_project)
    app.connect("html-collect-pages", record_pages.collect_pages)
    app.connect("build-finished", record_pages.write_exports)
    app.connect("build-finished", record_pages.index_pages)
    app.add_css_file("archcite.css")
    app.add_js_file("archcite.js", loading_method="defer")
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _add_short_names(app: Sphinx, _config: Config) -> None:
    """Add names without the domain, and those of sphinxcontrib-bibtex, if no other extension has them."""
    for name, kind in (("cite", "cite"), ("note", "note"), ("footcite", "note")):
        if not is_role_registered(name):
            app.add_role(name, CitationRole(kind))
    if not is_role_registered("nocite"):
        app.add_role("nocite", UncitedRole())
    for name, directive in (("bibliography", BibliographyDirective), ("footbibliography", NotesDirective)):
        if not is_directive_registered(name):
            app.add_directive(name, directive)
    for domain in (CiteDomain, FootciteDomain):
        if not app.registry.has_domain(domain.name):
            app.add_domain(domain)


def _check_config(app: Sphinx, config: Config) -> None:
    """Report invalid configuration, and replace it by the default."""
    try:
        library.load(resolve(resolve_style_path(app, config.archcite_style)))
    except ArchciteError as error:
        _warn("style", f"archcite_style: {error} The style “{_STYLE}” is used instead.")
        config.archcite_style = _STYLE
    if config.archcite_note_scope not in SCOPES:
        said, others = config.archcite_note_scope, ", ".join(SCOPES[:-1])
        _warn(
            "scope",
            f"archcite_note_scope is “{said}”; use {others} or {SCOPES[-1]}. “{_SCOPE}” is used instead.",
        )
        config.archcite_note_scope = _SCOPE
    if not config.archcite_sources and _BIBTEX not in config.extensions:
        config.archcite_sources = config.bibtex_bibfiles
    if isinstance(config.archcite_sources, str):
        config.archcite_sources = [config.archcite_sources]
    elif not isinstance(config.archcite_sources, (list, tuple)):  # of which Sphinx itself has told
        config.archcite_sources = []
    if _LATEX not in config.latex_elements.get("preamble", ""):
        config.latex_elements = {
            **config.latex_elements,
            "preamble": config.latex_elements.get("preamble", "") + _LATEX,
        }


def _warn(subtype: str, message: str) -> None:
    logger.warning("%s", message, type="archcite", subtype=subtype)


def _read_sources(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path = [*app.config.html_static_path, str(_STATIC)]
    domain = get_domain(app.env)
    folder = app.confdir or app.srcdir
    config = app.config
    domain.library = read_library(
        config.archcite_sources, folder, locale=_get_locale(config), network=config.archcite_network
    )
    for problem in domain.library.problems:
        _warn("source", problem)
    for file in domain.library.files:
        for remark in file.remarks:
            logger.verbose("%s", remark)


def _find_outdated(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Find documents whose citations must become notes, or stop being notes, after a change of style."""
    pages = get_domain(env).pages
    return [docname for docname, page in pages.items() if page.in_notes != is_in_notes(app, page.style)]


def _format_project(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Format everything; the documents whose text is not what this builder wrote of them last."""
    domain = get_domain(env)
    domain.rendering = rendering = _render_project(app, env)
    domain.metadata = html.build_metadata_writer()
    for location, subtype, message in rendering.problems:
        logger.warning("%s", message, location=location or None, type="archcite", subtype=subtype)
    before = domain.get_fingerprints(f"{app.builder.name} {app.outdir}")
    now = {
        docname: hashlib.sha256(repr(page).encode()).hexdigest() for docname, page in rendering.pages.items()
    }
    changed = [docname for docname in {**before, **now} if before.get(docname) != now.get(docname)]
    before.clear()
    before.update(now)
    return [docname for docname in changed if docname in env.found_docs]


def _render_project(app: Sphinx, env: BuildEnvironment) -> Rendering:
    domain, config = get_domain(env), app.config
    documents = [
        ProjectDocument(docname, env.titles[docname].astext(), chapter, domain.pages[docname])
        for docname, chapter in _walk_reading_order(env)
        if docname in domain.pages
    ]
    documents += [page.to_document(page.key) for page in record_pages.find_record_pages(app)]
    settings = Settings(
        style=config.archcite_style,
        note_scope=config.archcite_note_scope,
        locale=_get_locale(config),
        archive_first=config.archcite_archive_first,
        date_words=config.archcite_date_words,
        cards=html.has_cards(app),
        is_tag_active=lambda expression: _is_tag_active(app, expression),
        resolve_style_path=lambda name: resolve_style_path(app, name),
    )
    return render(documents, domain.library, settings)


def _is_tag_active(app: Sphinx, expression: str) -> bool:
    """Return whether a builder includes an ``only`` expression; Sphinx reports invalid ones itself."""
    try:
        return app.tags.eval_condition(expression)
    except Exception:
        return True


def _get_locale(config: Config) -> str | None:
    """Return the language of citations: the configured one, or the documents' if it is not the default."""
    if config.archcite_locale:
        return str(config.archcite_locale)
    language = (config.language or "en").replace("_", "-")
    return None if language == "en" else language


def _walk_reading_order(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield all documents in the order of the tables of contents, with their chapters; orphans come last.

    A chapter is a document that the table of contents of the root lists, with all that is under it.
    """
    seen: set[str] = set()

    def walk(docname: str, chapter: str) -> Iterator[tuple[str, str]]:
        if docname in seen or docname not in env.found_docs:
            return
        seen.add(docname)
        yield docname, chapter
        for child in env.toctree_includes.get(docname, ()):
            yield from walk(child, chapter if chapter != root else child)

    root = env.config.root_doc
    yield from walk(root, root)
    for docname in sorted(env.found_docs):
        yield from walk(docname, docname)
