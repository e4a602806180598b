"""The CSL test suite's fixtures as calls of the public API: nothing here formats, sorts or decides."""

from __future__ import annotations

import warnings
from typing import Any

from run_csl_suite import wrap_bibliography

from archcite.csl import Processor


def render(fixture: Any) -> str:
    """What archcite makes of a fixture, in the form of the fixture's RESULT section."""
    warnings.simplefilter("ignore")
    items = [{"id": str(number), **item} for number, item in enumerate(fixture.input)]
    processor = Processor(fixture.csl, items, output="html")
    if fixture.citations is not None:
        marked = _play(processor, fixture)
    elif fixture.citation_items is not None:
        processor.register()
        for cites in fixture.citation_items:
            processor.cite(cites)
    else:
        processor.register()
        processor.cite([{"id": key} for key in processor.order()])
    if fixture.mode == "bibliography":
        return str(wrap_bibliography(processor.bibliography()))
    if fixture.citations is not None:
        return marked
    return "\n".join(processor.citations())


def _play(processor: Processor, fixture: Any) -> str:
    """The calls of a CITATIONS section, one after the other; the document after the last of them."""
    for number, (citation, before, after) in enumerate(fixture.citations):
        key = citation.get("citationID", f"auto-{number}")
        note = citation.get("properties", {}).get("noteIndex", 0)
        cites = citation["citationItems"]
        processor.pop_updates()
        if key in processor.ids():
            processor.replace(key, cites, note)
        else:
            processor.insert(len(before), cites, note, id=key)
        processor.arrange([*before, (key, note), *after])
    updated = {index for index, _text in processor.pop_updates()}
    return "\n".join(
        f"{'>>' if index in updated else '..'}[{index}] {text}"
        for index, text in enumerate(processor.citations())
    )
