"""Run the fixtures of the CSL test suite, and those of this project, which have the same form.

    git clone https://github.com/citation-style-language/test-suite ../test-suite
    python -m tests.csl.suite                  # or: python -m tests.csl.suite FOLDER, for fixtures elsewhere
    python -m tests.csl.suite -d --only 'name_.*Particle'

The fixtures are found in FOLDER, in the folder that CSL_TEST_SUITE names, or in a clone beside the checkout. The
command prints how many pass and which do not. Its exit status is 1 if fewer pass than ``.ci/csl-floor`` says, or if
one of the project's own fixtures fails.

A fixture passes if the text is the same as in its RESULT section, but for white space at both ends. Nothing here
formats, sorts or decides: a fixture is a series of calls of :class:`archcite.csl.Processor`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from attrs import frozen

from archcite.csl import Processor
from archcite.csl.document.filters import Keep, selection

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
OWN_FIXTURES = HERE / "fixtures"
FLOOR = ROOT / ".ci" / "csl-floor"
CLONES = ("../test-suite", "../csl-test-suite", "../shared/csl-test-suite")

_OPEN = re.compile(r">>=+\s*([A-Z][A-Z0-9-]*)")
_CLOSE = re.compile(r"<<=+\s*([A-Z][A-Z0-9-]*)")
_TEXT_SECTIONS = frozenset(("MODE", "RESULT", "CSL", "VERSION", "DESCRIPTION", "KEYS"))
# Options of citeproc-js that CSL does not have; the suite uses none of them.
_FOREIGN_SECTIONS = frozenset(("LANGPARAMS", "MULTIAFFIX", "OPTIONS", "OPTIONZ"))
_BLOCK = re.compile(r'<div class="csl-(block|left-margin|right-inline|indent)">.*?</div>', re.DOTALL)
# White space around display blocks in the RESULT sections: before and after.
_BLOCK_SPACE = {
    "block": ("\n\n    ", "\n"),
    "left-margin": ("\n    ", ""),
    "right-inline": ("", "\n  "),
    "indent": ("", "\n  "),
}


class FixtureError(Exception):
    """A file is not a fixture."""


class FixtureLike(Protocol):
    """What :func:`render` needs to know of a fixture."""

    @property
    def mode(self) -> str: ...
    @property
    def csl(self) -> str: ...
    @property
    def input(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def citation_items(self) -> Sequence[Any] | None: ...
    @property
    def citations(self) -> Sequence[Any] | None: ...
    @property
    def sections(self) -> Mapping[str, Any]: ...


@frozen
class Fixture:
    """A fixture: its sections, those of JSON parsed. ``mode`` is ``citation`` or ``bibliography``."""

    name: str
    sections: Mapping[str, Any]

    @property
    def mode(self) -> str:
        return str(self.sections["MODE"]).strip().partition("-")[0]

    @property
    def csl(self) -> str:
        return str(self.sections["CSL"]).strip()

    @property
    def result(self) -> str:
        return str(self.sections["RESULT"])

    @property
    def input(self) -> Sequence[Mapping[str, Any]]:
        items: list[Mapping[str, Any]] = self.sections["INPUT"]
        return items

    @property
    def citation_items(self) -> Sequence[Any] | None:
        return self.sections.get("CITATION-ITEMS")

    @property
    def citations(self) -> Sequence[Any] | None:
        return self.sections.get("CITATIONS")

    @property
    def foreign_options(self) -> list[str]:
        """The sections that set options of citeproc-js."""
        return sorted(_FOREIGN_SECTIONS & self.sections.keys())


@frozen
class Outcome:
    """What became of a fixture; ``text`` is what archcite made of it, or the error."""

    fixture: Fixture
    passed: bool
    text: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the fixtures, print the score, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.csl.suite",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("fixtures", nargs="?", type=Path, help="a folder of fixtures")
    parser.add_argument("-d", "--diff", action="store_true", help="show expected and actual text")
    parser.add_argument("--only", default="", metavar="REGEX", help="run fixtures whose name contains this")
    given = parser.parse_args(arguments)
    folder = given.fixtures or find_fixtures()
    if folder is None:
        print("No fixtures found: clone the CSL test suite beside the checkout, or set CSL_TEST_SUITE.")
        return 2
    own = run_fixtures(load_fixtures(OWN_FIXTURES), given.only)
    own_failed = sum(not outcome.passed for outcome in own)
    print(f"{len(own) - own_failed} of {len(own)} fixtures of this project pass.")
    print_failures(own, given.diff)
    outcomes = run_fixtures(load_fixtures(folder), given.only)
    passed = sum(outcome.passed for outcome in outcomes)
    print(f"{passed} of {len(outcomes)} fixtures in {folder} pass.")
    print_failures(outcomes, given.diff)
    if given.fixtures or given.only:
        return int(own_failed > 0 or passed < len(outcomes))
    floor = int(FLOOR.read_text(encoding="utf-8"))
    print(f"At least {floor} must pass." + (f" Raise {FLOOR.name} to {passed}." if passed > floor else ""))
    return int(own_failed > 0 or passed < floor)


def find_fixtures() -> Path | None:
    """Return the folder of the CSL test suite; None if there is none."""
    places = [os.environ["CSL_TEST_SUITE"]] if os.environ.get("CSL_TEST_SUITE") else CLONES
    for place in places:
        folder = ROOT / place
        for candidate in (folder / "processor-tests" / "humans", folder):
            if candidate.is_dir() and any(candidate.glob("*.txt")):
                return candidate.resolve()
    return None


def load_fixtures(folder: Path) -> list[Fixture]:
    """Parse all fixtures of a folder; report files that are not fixtures on standard error."""
    fixtures = []
    for path in sorted(folder.glob("*.txt")):
        try:
            fixtures.append(parse_fixture(path.stem, path.read_text(encoding="utf-8")))
        except (FixtureError, ValueError) as error:
            print(f"{path.name} is not a fixture: {error}", file=sys.stderr)
    return fixtures


def parse_fixture(name: str, text: str) -> Fixture:
    """Parse a fixture; raise :class:`FixtureError` for a section that is missing, repeated or not closed."""
    sections: dict[str, Any] = {}
    current, lines = "", [""]
    for line in text.removeprefix("\ufeff").split("\n"):
        if not current:
            if found := _OPEN.match(line.removeprefix("\ufeff")):
                current, lines = found[1], []
        elif found := _CLOSE.match(line):
            if found[1] != current or current in sections:
                raise FixtureError(f"section {current} is not closed, or is given twice")
            sections[current], current = "\n".join(lines), ""
        else:
            lines.append(line)
    missing = {"MODE", "RESULT", "CSL", "INPUT"} - sections.keys()
    if current or missing:
        raise FixtureError(f"sections missing or not closed: {', '.join(sorted({*missing, current} - {''}))}")
    return Fixture(
        name, {key: value if key in _TEXT_SECTIONS else json.loads(value) for key, value in sections.items()}
    )


def run_fixtures(fixtures: Iterable[Fixture], only: str = "") -> list[Outcome]:
    """Render the fixtures whose names contain the regular expression ``only``."""
    return [run_fixture(fixture) for fixture in fixtures if re.search(only, fixture.name)]


def run_fixture(fixture: Fixture) -> Outcome:
    """Render a fixture, and compare the text with its RESULT; an exception is a failure."""
    try:
        text = render(fixture)
    except Exception as error:  # a crash must not hide the score of the other fixtures
        return Outcome(fixture, False, f"{type(error).__name__}: {error}")
    return Outcome(fixture, text.strip() == fixture.result.strip(), text)


def print_failures(outcomes: Iterable[Outcome], diff: bool) -> None:
    """Print the names of the fixtures that fail; with ``diff``, the expected and the actual text."""
    for outcome in outcomes:
        if not outcome.passed:
            foreign = ", ".join(outcome.fixture.foreign_options)
            print(f"  {outcome.fixture.name}" + (f" (sets {foreign})" if foreign else ""))
            if diff:
                print(
                    f"    expected {outcome.fixture.result.strip()!r}\n    actual   {outcome.text.strip()!r}"
                )


# -- calls of the processor ----------------------------------------------------------------------------------


def render(fixture: FixtureLike) -> str:
    """Return what archcite makes of a fixture, in the form of its RESULT section."""
    items = [{"id": str(number), **item} for number, item in enumerate(fixture.input)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # The suite takes a DOI to the letter; fixtures of our own are for what archcite does by default.
        options = fixture.sections.get("OPTIONS", {})
        processor = Processor(
            fixture.csl,
            items,
            output="html",
            abbreviations=fixture.sections.get("ABBREVIATIONS"),
            keep_resolvers=not options.get("strip_doi_resolvers", False),
        )
        marked = ""
        if fixture.citations is not None:
            marked = _cite_step_by_step(processor, fixture.citations)
        elif fixture.citation_items is not None:
            processor.register()
            for cites in fixture.citation_items:
                processor.cite(cites)
        else:
            # The last list of ids is what is registered in the end; without one, all items are.
            processor.register(*fixture.sections.get("BIBENTRIES", [])[-1:])
            processor.cite([{"id": key} for key in processor.order()])
        if fixture.mode == "bibliography":
            return format_bibliography(processor.bibliography(_build_filter(fixture.sections)))
        return marked or "\n".join(processor.citations())


def _cite_step_by_step(processor: Processor, citations: Sequence[Any]) -> str:
    """Make the calls of a CITATIONS section; return the document after the last call, with changes marked."""
    for number, (citation, before, after) in enumerate(citations):
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


def _build_filter(sections: Mapping[str, Any]) -> Keep | None:
    """Return the filter of a BIBSECTION section; None if there is none."""
    if "BIBSECTION" not in sections:
        return None
    conditions = {
        name: [(one["field"], one.get("value", "")) for one in sections["BIBSECTION"].get(name, ())]
        for name in ("include", "exclude", "select")
    }
    return selection(**conditions)


def format_bibliography(entries: Iterable[str]) -> str:
    """Return entries in the form of the RESULT sections, with white space around display blocks."""
    lines = [f'  <div class="csl-entry">{_BLOCK.sub(_add_block_space, entry)}</div>\n' for entry in entries]
    return f'<div class="csl-bib-body">\n{"".join(lines)}</div>'


def _add_block_space(found: re.Match[str]) -> str:
    before, after = _BLOCK_SPACE[found[1]]
    return f"{before}{found[0]}{after}"


if __name__ == "__main__":
    sys.exit(main())
