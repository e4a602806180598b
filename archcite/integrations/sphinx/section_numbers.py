"""Numbers of the sections that a bibliography adds to a document, where the table of contents has numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from docutils import nodes
from sphinx import addnodes

from archcite.integrations.sphinx.note_order import iterate_ancestors

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

Number: TypeAlias = tuple[int, ...]


def number_sections(env: BuildEnvironment, docname: str, mark: nodes.Element, box: nodes.Element) -> None:
    """Set the numbers of the sections in ``box``, which takes the place of a mark, after the sections before it.

    Sphinx prints the number of the document before a section that has none. Sections with numbered ones after
    them remain without: those have their numbers already.
    """
    numbers: dict[str, Any] = env.toc_secnumbers.get(docname, {})
    around = next((one for one in iterate_ancestors(mark) if isinstance(one, nodes.section)), None)
    if not numbers or around is None:
        return
    parent = numbers.get(f"#{around['ids'][0]}", numbers.get(""))
    before = 0
    if mark.parent is around:
        place = around.index(mark)
        before = sum(isinstance(one, nodes.section) for one in around[:place])
        if any(isinstance(one, nodes.section) for one in around[place:]):
            parent = None
    numbers.update(_iterate_numbers(box, parent, before, _find_depth(env)))


def _iterate_numbers(
    around: nodes.Element, parent: Number | None, before: int, depth: int
) -> Iterator[tuple[str, Number | None]]:
    sections = (one for one in around if isinstance(one, nodes.section))
    for place, section in enumerate(sections, before + 1):
        number = (*parent, place) if parent and len(parent) < depth else None
        yield f"#{section['ids'][0]}", number
        yield from _iterate_numbers(section, number, 0, depth)


def _find_depth(env: BuildEnvironment) -> int:
    """Find how many levels the tables of contents number."""
    return max(
        (
            toctree.get("numbered", 0)
            for docname in env.numbered_toctrees
            for toctree in env.tocs[docname].findall(addnodes.toctree)
        ),
        default=0,
    )
