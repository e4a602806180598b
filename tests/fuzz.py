"""Try damaged and hostile input for as long as you like: ``python -m tests.fuzz --minutes 10``.

Each target takes an input that a seed was changed into: bytes replaced, lines repeated, values swapped for hostile
ones. It may raise nothing but ArchciteError, show no warning but ArchciteWarning, and take two seconds of CPU time at
most. An input that breaks this is saved in ``--save``; make a test of it. The same ``--seed`` gives the same inputs.
"""

from __future__ import annotations

import argparse
import ast
import doctest
import io
import json
import random
import re
import signal
import sys
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import ArchciteError
from tests.integrations.word.manuscripts import make_docx, paragraph

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 2.0  # seconds of CPU time
_LARGEST_SEED = 40_000
# What readers have stumbled over, and what means something in one of the formats.
TOKENS = (
    *("", " ", "\n", "\n\n\n", "\t", "\x1b[31m", "\ud800", "\ufdd0", "\ufeff", "\u2028", "\x00", "\u202e", "ﬁ", "İ"),
    *("../x", "/", "..", "1950-13", "1950/..", "19XX", "-0001", "y1e9", "31.02.1950", "9" * 400, "1e999"),
    *("{", "}", '"', "\\", "#", "&", "&amp;", "&#xD800;", "<b>", "</b>", "<![CDATA[", "]]>", "<!--", "%", "@", "="),
    *("null", "*a", "&a", "- ", "? ", ">", "---\n", "!!python/object:os.system", "@string{a=a#a}", "TY  - ", "ER  - "),
    *("a" * 2000, ". " * 200, "1. " * 150, '"' * 99, "(" * 150, "[[" * 150, "; " * 100, "f. ", "« ", "“", "RGANI, "),
    *('{"a": 1}', "[]", "{}", "[[]]", "true", "1.5", '"x"', "[null]", "<c>", "</c>", "and ", "Ⅳ", "xii", "第", "ő. "),
)  # fmt: skip


# Of the kinds that there are: in notes, in the text, with macros and locales of their own.
_STYLES = (
    "wilson-center",
    "mla-archival",
    "nara-archival",
    "iso690-archival",
    "oscola-archival",
    "gost-archival",
)


class Target(NamedTuple):
    """What is tried: a function that takes bytes, and the inputs that others are made of."""

    run: Callable[[bytes], object]
    seeds: Sequence[bytes]


class Result(NamedTuple):
    """What came of a target: inputs, those that were refused, and a report on each that broke a rule."""

    inputs: int
    refused: int
    broken: list[tuple[bytes, str]]


def build_targets(*, all_examples: bool = False) -> Mapping[str, Target]:
    """Return all targets by name; with ``all_examples``, readers also have those that take seconds to collect."""
    from archcite.formats.readers import FILES, TEXTS
    from archcite.formats.reading import loads, parse
    from archcite.locators import parse_locator

    files = _load_files()
    examples = files
    if all_examples:
        examples = [*files, *_write_examples(files), *_find_examples(), *_build_examples()]
    targets = {"any format": Target(loads, files)}
    for module in dict.fromkeys((*FILES, *dict(TEXTS))):
        read = _build_reader(module.replace("_", "-"))
        own = [data for data in examples if _is_of(module, data)]
        # Of a seed that is refused, no more is seen than its beginning.
        own = [data for data in own if _is_read(read, data)] or own or files
        targets[module.replace("_", "-")] = Target(read, own)
    texts = [
        b"RGANI, f. 5, op. 30, d. 273, ll. 12-15 ob.",
        "MNL OL, M-KS 288. f. 5/36. ő. e., 12. doboz".encode(),
        b"TNA, FO 371/1234; RG 59, Entry 5, box 3, NARA; BArch, DY 30/3682, Bl. 12",
    ]
    citations = [
        "“Cable, Liu Shaoqi to Mao Zedong,” July 18, 1949, Wilson Center Digital Archive, RGANI, f. 5.".encode(),
        b"Clara H. Abey to Johnson, 14 December 1912, box 1, Johnson fonds, McMaster University Library",
    ]
    dates = ["July 18, 1949", "1958-09/1958-11", "ca. 1955", "9. září 1958", "昭和20年8月15日", "1958~/.."]
    targets |= {
        "parse": Target(lambda data: parse(_decode(data)), citations),
        "notation": Target(_try_notation, texts),
        "dates": Target(_try_date, [date.encode() for date in dates]),
        "locators": Target(
            lambda data: parse_locator(_decode(data)), [b"p. 719", b"fols. 3v-5r", b"ch. 2, p. 3"]
        ),
        "styles": Target(_try_style, [(ROOT / "styles" / f"{name}.csl").read_bytes() for name in _STYLES]),
        "docx": Target(_try_docx, [_build_document()]),
        "writers": Target(_try_writers, files),
    }
    return targets


def run_target(target: Target, rng: random.Random, *, seconds: float = 0, inputs: int = 0) -> Result:
    """Try inputs for some seconds, or so many of them."""
    end = time.monotonic() + seconds
    count = refused = 0
    broken: list[tuple[bytes, str]] = []
    while count < inputs if inputs else time.monotonic() < end:
        data = mutate(rng.choice(target.seeds), rng)
        count += 1
        started = time.process_time()
        try:
            with _watch(), collect_warnings():
                target.run(data)
        except ArchciteError as error:
            refused += 1
            if len(str(error)) > 20_000:
                broken.append((data, f"the message has {len(str(error))} characters"))
        except Exception:
            broken.append((data, traceback.format_exc(limit=-6)))
        if (taken := time.process_time() - started) > LONGEST:
            broken.append((data, f"{taken:.1f} seconds"))
    return Result(count, refused, broken)


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Change an input in one to four places: as bytes if it is not text."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        changed = bytearray(data)
        for _ in range(rng.randint(1, 8)):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        return bytes(changed)
    for _ in range(rng.randint(1, 4)):
        text = rng.choice(_CHANGES)(text, rng) or " "
    return text.encode("utf-8", "surrogatepass")


def _insert(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(TOKENS) + text[at:]


def _delete(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.randint(1, 40) :]


def _swap_value(text: str, rng: random.Random) -> str:
    values = list(re.finditer(r'"[^"\n]*"|[^\W_]+', text))
    if not values:
        return _insert(text, rng)
    found = rng.choice(values)
    return text[: found.start()] + rng.choice(TOKENS) + text[found.end() :]


def _repeat_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    lines[rng.randrange(len(lines)) : 0] = [rng.choice(lines)] * rng.choice((1, 2, 50))
    return "\n".join(lines)


def _drop_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _change_letter(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text)) if text else 0
    return (
        text[:at]
        + chr(rng.choice((rng.randrange(128), rng.randrange(0x3000), rng.randrange(0xE000))))
        + text[at + 1 :]
    )


_CHANGES = (_insert, _insert, _delete, _swap_value, _swap_value, _repeat_line, _drop_line, _change_letter)


# -- the targets ---------------------------------------------------------------------------------------------


def _build_reader(format: str) -> Callable[[bytes], object]:
    from archcite.formats.reading import loads

    return lambda data: loads(data, format)


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _try_notation(data: bytes) -> None:
    """Parse a reference, and parse what is written of it: the same."""
    from archcite.notation import parse_reference, parse_references, write_reference

    text = _decode(data)
    parse_references(text)
    found = parse_reference(text)
    written = write_reference(found)
    again = write_reference(parse_reference(written))
    if not found.warnings and again != written:
        raise AssertionError(f"{written!r} is read again as {again!r}")


def _try_date(data: bytes) -> None:
    from archcite.csl.data.date_parser import parse_date
    from archcite.record import ArchivalDate

    text = _decode(data)
    parse_date({"raw": text})
    date = ArchivalDate.parse(text)
    if date.edtf is not None and ArchivalDate(date.edtf).sort_key != date.sort_key:
        raise AssertionError(date)


def _try_style(data: bytes) -> None:
    from archcite.csl import Processor

    item = {
        "id": "a",
        "type": "book",
        "title": "Signs",
        "issued": {"raw": "1993"},
        "author": [{"family": "Roe"}],
    }
    processor = Processor(_decode(data), [item], output="text")
    processor.cite([{"id": "a"}])
    processor.citations()
    with suppress(ArchciteError):  # it may have no bibliography
        processor.bibliography()


def _build_document() -> bytes:
    text = "A [@creel, p. 2] and [see @creel; @none]."
    with zipfile.ZipFile(io.BytesIO(make_docx(paragraph(text), paragraph("{{bibliography}}")))) as package:
        return package.read("word/document.xml")


def _try_docx(data: bytes) -> None:
    """Cite in a manuscript whose text is the input."""
    from archcite.integrations.common.library import Library
    from archcite.integrations.manuscripts import cite_manuscript

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_docx("A"))) as whole, zipfile.ZipFile(out, "w") as package:
        for name in whole.namelist():
            package.writestr(name, data if name == "word/document.xml" else whole.read(name))
    library = Library().add_items("refs", [{"id": "creel", "type": "book", "title": "Letters"}])
    cite_manuscript(out.getvalue(), library, name="a.docx", style="chicago", locale=None, notes=None)


def _try_writers(data: bytes) -> None:
    """Write what was read in every format, and cite it."""
    import archcite
    from archcite.formats.writing import BUILT_IN, find_writer

    records = archcite.loads(data)[:2]
    for format in BUILT_IN:
        with suppress(ArchciteError):
            find_writer(format)(records).encode()
    for record in records:
        with suppress(ArchciteError):
            archcite.cite(record, format="html").encode()


# -- seeds ---------------------------------------------------------------------------------------------------


def _load_files() -> list[bytes]:
    paths = sorted((*(ROOT / "seeds").rglob("*"), *(ROOT / "tests/readers/files").rglob("*")))
    found = [path.read_bytes() for path in paths if path.is_file() and path.suffix not in (".md", ".py")]
    return [data for data in found if 0 < len(data) < _LARGEST_SEED]


def _write_examples(files: Sequence[bytes]) -> list[bytes]:
    """Return a few records in each format that is written."""
    from archcite.formats.reading import loads
    from archcite.formats.writing import BUILT_IN, write

    records = []
    with collect_warnings():
        for data in files:
            with suppress(ArchciteError):
                records += loads(data)[:1]
        return [write(records[:6], format).encode() for format in BUILT_IN]


def _find_examples() -> Iterator[bytes]:
    """Yield the texts in the examples of readers and in their tests, which some formats have no files for."""
    for path in sorted((*ROOT.glob("archcite/formats/*/*.py"), *ROOT.glob("tests/readers/*.py"))):
        sources = [path.read_text(encoding="utf-8")]
        while sources:
            with suppress(SyntaxError):
                for node in ast.walk(ast.parse(sources.pop())):
                    if (
                        isinstance(node, ast.Constant)
                        and isinstance(node.value, str)
                        and len(node.value) > 30
                    ):
                        yield node.value.encode("utf-8", "replace")
                        sources += (example.source for example in _EXAMPLES.get_examples(node.value))


_EXAMPLES = doctest.DocTestParser()


def _build_examples() -> Iterator[bytes]:
    """Yield inputs of the formats whose tests put theirs together."""
    from tests.readers import (
        test_doi_registries as registries,
    )
    from tests.readers import (
        test_endnote as endnote,
    )
    from tests.readers import (
        test_pdf as pdf,
    )
    from tests.readers import (
        test_portals as portals,
    )
    from tests.readers import (
        test_word_sources as word,
    )
    from tests.readers import (
        test_zotero_rdf as zotero,
    )

    yield from (pdf.build_pdf(*pdf.EXPORT, compress=compress) for compress in (True, False))
    yield from map(str.encode, map(endnote.write_xml, (endnote.ARTICLE, endnote.BOOK, endnote.MANUSCRIPT)))
    yield word.write_sources(*(source for source, _ in word.CASES)).encode()
    yield f"{zotero.HEAD}{zotero.LETTER}{zotero.ARTICLE}{zotero.BOOK}</rdf:RDF>".encode()
    yield from (json.dumps(answer, indent=1).encode() for _, answer, _ in portals.ANSWERS)
    yield from (json.dumps(answer, indent=1).encode() for answer in registries.BASES.values())


def _is_read(read: Callable[[bytes], object], data: bytes) -> bool:
    """Return whether a reader finds records in a file."""
    with collect_warnings(), suppress(ArchciteError):
        read(data)
        return True
    return False


def _is_of(module: str, data: bytes) -> bool:
    """Return whether the reader of a format recognizes a file."""
    from importlib import import_module

    reader = import_module(f"archcite.formats.{module}.reader")
    try:
        if hasattr(reader, "sniff_start"):
            return bool(reader.sniff_start(data[:8192]))
        return bool(reader.sniff(data.decode()))
    except UnicodeDecodeError:
        return False


# -- the command ---------------------------------------------------------------------------------------------


@contextmanager
def _watch() -> Iterator[None]:
    """Make warnings of other packages errors, and end what never ends, where the system has alarms."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if not hasattr(signal, "setitimer"):
            yield
            return

        def stop(*_: object) -> None:
            raise TimeoutError(f"no end after {10 * LONGEST:.0f} seconds of CPU time")

        before = signal.signal(signal.SIGVTALRM, stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, 10 * LONGEST)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the targets, print what came of each, and return 1 if an input broke a rule."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("--minutes", type=float, default=5, help="for all targets together (default: 5)")
    parser.add_argument("--target", action="append", help="only this one; may be given several times")
    parser.add_argument("--seed", type=int, default=None, help="the same number gives the same inputs")
    parser.add_argument(
        "--save", type=Path, default=Path("fuzz-failures"), help="folder for inputs that break a rule"
    )
    given = parser.parse_args(arguments)
    targets = build_targets(all_examples=True)
    wanted = given.target or list(targets)
    if unknown := [name for name in wanted if name not in targets]:
        parser.error(f"unknown target “{unknown[0]}”: use one of {', '.join(targets)}")
    seed = random.randrange(2**32) if given.seed is None else given.seed
    print(f"seed {seed}\n{'target':<18}{'inputs':>9}{'refused':>9}{'broken':>8}")
    failed = False
    for name in wanted:
        rng = random.Random(f"{seed} {name}")
        found = run_target(targets[name], rng, seconds=given.minutes * 60 / len(wanted))
        print(f"{name:<18}{found.inputs:>9,}{found.refused:>9,}{len(found.broken):>8}", flush=True)
        for number, (data, report) in enumerate(found.broken[:5], start=1):
            failed = True
            given.save.mkdir(parents=True, exist_ok=True)
            path = given.save / f"{name.replace(' ', '-')}-{seed}-{number}"
            path.write_bytes(data)
            print(f"  {path}: {report.strip().splitlines()[-1][:200]}")
            path.with_suffix(".txt").write_text(report, encoding="utf-8", errors="backslashreplace")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
