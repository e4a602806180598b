"""The part of Sphinx's environment that is archcite's: what every document cites, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain

from archcite.integrations.common.document_model import Page
from archcite.integrations.common.library import Library
from archcite.integrations.common.page_metadata import MetadataWriter
from archcite.integrations.sphinx.directives import BibliographyDirective, NotesDirective
from archcite.integrations.sphinx.roles import CitationRole, MentionRole, UncitedRole

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from archcite.integrations.common.rendered_project import Rendering


class _DomainWithoutTargets(Domain):
    """A domain that has roles, and nothing that other roles may refer to."""

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[Any]:
        """Return nothing: the role ``any`` finds no targets here."""
        return []


class ArchciteDomain(_DomainWithoutTargets):
    """Roles and directives under ``archcite:``, the events of each document, and its last fingerprint."""

    name = "archcite"
    label = "archcite"
    roles: ClassVar[dict[str, Any]] = {
        "cite": CitationRole(),
        "note": CitationRole("note"),
        "nocite": UncitedRole(),
    }
    directives: ClassVar[dict[str, Any]] = {"bibliography": BibliographyDirective, "notes": NotesDirective}
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "prints": {}}
    data_version = 1

    # What follows from the sources and the pages is made in every build, and is not pickled.
    library: Library = Library()
    rendering: Rendering | None = None
    metadata: MetadataWriter | None = None

    @property
    def pages(self) -> dict[str, Page]:
        """What each document says; documents without citations are not in it."""
        found: dict[str, Page] = self.data["pages"]
        return found

    def get_fingerprints(self, builder: str) -> dict[str, str]:
        """Return the fingerprints of what a builder last wrote, by document."""
        found: dict[str, str] = self.data["prints"].setdefault(builder, {})
        return found

    def clear_doc(self, docname: str) -> None:
        """Forget a document that has gone, or is to be read again."""
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames:
            if docname in otherdata["pages"]:
                self.pages[docname] = otherdata["pages"][docname]


class CiteDomain(_DomainWithoutTargets):
    """The roles of sphinxcontrib-bibtex: ``cite:p`` in parentheses, ``cite:t`` in the sentence."""

    name = "cite"
    label = "cite"
    roles: ClassVar[dict[str, Any]] = {
        "empty": UncitedRole(),
        **{name: CitationRole() for name in ("p", "ps", "cp", "cps", "alp", "alps", "label", "labelpar")},
        **{
            f"{start}{part}{par}{end}": MentionRole(
                part + end, brackets=bool(par), is_capitalized=bool(start)
            )
            for part, ends in (("author", ("", "s")), ("title", ("",)), ("year", ("",)))
            for end in ends
            for start, par in (("", ""), ("", "par"), ("c", ""))
        },
        **{name: CitationRole(in_text=True) for name in ("t", "ts", "ct", "cts")},
    }

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over nothing: citations are in the domain of archcite."""


class FootciteDomain(CiteDomain):
    """The roles of sphinxcontrib-bibtex for footnotes, ``footcite:p`` and ``footcite:t``."""

    name = "footcite"
    label = "footcite"
    roles: ClassVar[dict[str, Any]] = {
        **{name: CitationRole("note") for name in ("p", "ps")},
        **{name: CitationRole("note", in_text=True) for name in ("t", "ts")},
    }


def get_domain(env: BuildEnvironment) -> ArchciteDomain:
    """Return the domain in an environment."""
    domain = env.get_domain("archcite")
    assert isinstance(domain, ArchciteDomain)
    return domain
