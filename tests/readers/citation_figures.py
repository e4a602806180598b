"""How much of what scholars print is understood: dates, citations, strings of the Wilson Center, field by field.

    python -m tests.readers.citation_figures [FILE …] [--wrong]

A file has one JSON object a line. Rows with ``text`` or ``date_text`` and ``edtf`` are dates; rows with ``raw`` and
``locator`` are citations as scholars and archives print them; rows with ``raw`` and ``kind`` are strings of the Wilson
Center, which :mod:`tests.readers.wilson_figures` measures. Without a file the dev files of ``../shared/archives`` are
measured. ``--wrong`` prints every field that is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import archcite
from archcite.dates import to_edtf
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.printed_citation.vocabulary import load_words
from archcite.record import Pages, Part, Record
from archcite.record.publication import Publication

PRINTED = bool(os.environ.get("PRINTED"))
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "archives"


class Figures(NamedTuple):
    """How many fields there are and are right; what is wrong; and the texts of which a word is lost."""

    fields: int
    right: int
    wrong: tuple[str, ...]
    lost: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Share of the fields that are right."""
        return self.right / self.fields if self.fields else 0.0


def measure(path: Path) -> Figures:
    """Measure one file of dates or of citations."""
    right, wrong, lost = 0, [], []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        if "edtf" in row:
            found: Sequence[tuple[str, object, object]] = [_compare_date(row)]
        else:
            record = parse_quietly(row["raw"])
            found = list(compare(row, record))
            if words := find_lost_words(row["raw"], record):
                lost.append(f"{row['raw']}: {' '.join(words)}")
        for name, want, got in found:
            if is_same(want, got):
                right += 1
            else:
                wrong.append(
                    f"{row.get('raw') or row.get('text') or row.get('date_text')} … {name}: {got!r}, not {want!r}"
                )
    return Figures(right + len(wrong), right, tuple(wrong), tuple(lost))


def parse_quietly(text: str) -> Record | None:
    """Parse a citation without its warnings; return None if it is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        try:
            record = archcite.parse(text)
        except ArchciteError:
            return None
    return None if isinstance(record, Publication) else record


def _compare_date(row: dict[str, Any]) -> tuple[str, object, object]:
    return "edtf", row["edtf"], to_edtf(row.get("text") or row["date_text"])


def compare(row: dict[str, Any], record: Record | None) -> Iterator[tuple[str, object, object]]:
    """Yield name, wanted value and found value of each field that a citation states."""
    record = record or Record()
    if row.get("repository"):
        repository = record.holding.repository
        bare = re.sub(r"\s*[\[(][^\])]*[\])]\s*", "", repository.name or "")
        names = [repository.name, repository.code, f"{repository.name}, {repository.place}", bare]
        # A place that follows the name: “Yale University Library, New Haven”.
        names += [bare[: at.start()] for at in re.finditer(", ", bare)]
        yield (
            "repository",
            row["repository"],
            next((name for name in names if is_same(row["repository"], name)), repository.name),
        )
    pieces = [piece for holding in record.holdings for piece in (*holding.parts, holding.pages) if piece]
    for label, value in row.get("locator", ()):
        is_right = _has_piece(pieces, label, value, is_stated=_is_stated(row["raw"], label, value))
        yield label, value, value if is_right else [str(piece) for piece in pieces]
    if "title" in row:
        yield "title", row["title"], record.title
    if "date" in row:
        yield "date", row["date"], record.date.edtf if record.date else None
    for role in ("author", "recipient"):
        if role in row:
            yield role, row[role], ", ".join(agent.name for agent in record.agents(role))
    if "classification" in row:
        yield "classification", row["classification"], record.classification


def _is_stated(text: str, label: str, value: str) -> bool:
    """Return whether a citation prints a label beside its value; others are what a reader knows of the archive."""
    text, label, value = (part.replace("‑", "-") for part in (text, label, value))
    after = rf"(?<!\w){re.escape(label)}[ .:°]*{re.escape(value)}"
    before = rf"{re.escape(value)}[ .]*{re.escape(label)}(?!\w)"
    is_name = value.endswith(f" {label}") or (label[:1].isupper() and value.isalpha())  # “Fondo Antiguo”
    return not is_name and re.search(f"{after}|{before}", text) is not None


def _has_piece(pieces: Sequence[Part | Pages], label: str, value: str, *, is_stated: bool) -> bool:
    """Return whether one piece has a value, with its label if that is stated; a call number may be several pieces."""
    for piece in pieces:
        title = piece.title if isinstance(piece, Part) else None
        texts = [piece.value, title, f"{piece.value} {title}", f"{piece.value} ({title})"]
        texts += [] if is_stated else [str(piece)]
        if not is_stated and is_same(f"{label} {value}", str(piece)):
            return True  # the name “Fondo Antiguo” as a whole
        labels = [piece.label, (piece.label or "").rpartition(" ")[2]]  # “Add. MS” ends in “MS”
        if any(is_same(value, text) for text in texts) and (
            not is_stated or any(is_same(label, one) for one in labels)
        ):
            return True
    return not is_stated and any(
        is_same(value, joint.join(str(piece) for piece in pieces[start:end]))
        for start in range(len(pieces))
        for end in range(start + 2, len(pieces) + 1)
        for joint in ("/", " ", "#", ", ", ". ")
    )


def is_same(want: object, got: object) -> bool:
    """Return whether two values are the same but for case, quotation marks, dashes and outer punctuation."""
    return normalize(want) == normalize(got)


def normalize(value: object) -> str:
    """Return a text as it is compared."""
    text = unicodedata.normalize("NFC", str(value or "")).casefold()
    text = re.sub(r"[–—‑]", "-", re.sub(r"[“”\"„«»‘’']", "", text))
    return " ".join(re.sub(r"^(?:the|in)\s+", "", text).split()).strip(" .,;:")


def find_lost_words(text: str, record: Record | None) -> list[str]:
    """Return the words of a citation that are nowhere in its record."""
    if record is None:
        return re.findall(r"\w+", text)
    kept = " ".join(
        [
            record.title or "", record.kind, str(record.date or ""), record.classification or "", record.medium or "",
            record.published_in or "", record.number or "", record.place or "", record.version or "", record.time or "",
            record.drafting or "",
            record.original_language or "", str(record.copy), record.copy.identifier or "", " ".join(record.notes),
            *(f"{agent.name} {agent.on_behalf_of or ''} {agent.affiliation or ''}" for agent in record.agents()),
            *(
                f"{one.repository.name} {one.repository.code} {one.repository.place} {one.pages} {one.note} "
                + " ".join(f"{part.label or ''} {part.value or ''} {part.title or ''}" for part in one.parts)
                # “RG1”, “档号109”: a label that touches its number
                + " ".join(f" {part.label or ''}{part.value or ''}" for part in one.parts)
                for one in record.holdings
            ),
        ]
    ).casefold()  # fmt: skip
    have = set(re.findall(r"\w+", kept))
    small = {"in", "to", "the", "and", "from", "of", "see", "an", "und", "trans", "translated", "by"}
    small |= {"a", "à", "al", "aan", "till", "til", "do", "к"}  # between author and recipient
    if record.title is None and record.agents("author") and record.agents("recipient"):
        # “Brief von A an B”: the kind and the people have these words, in their language
        words = load_words()["correspondence"]
        small |= {*words["from"], *words["name_only"], *words["after_kind"]}
        have |= {
            word for word in re.findall(r"\w+", text.casefold()) if infer_document_kind(word) == record.kind
        }
    # “reprinted in”, “courtesy of”: the fields are named after them
    small |= {"reprinted"} if record.published_in else set()
    small |= {"courtesy"} if record.agents("provided-by") else set()
    small |= {"vgl", "cf", "voir", "cfr", "см", "zob"}  # “see”
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in have | small]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true")
    arguments = parser.parse_args()
    names = ("dates-dev.jsonl", "dates-2-dev.jsonl", "real-citations-dev.jsonl", "wilson-dev.jsonl")
    for path in arguments.files or [FOLDER / name for name in names]:
        if '"kind"' in path.read_text(encoding="utf-8").partition("\n")[0]:
            from tests.readers import wilson_figures

            found = wilson_figures.measure(path)
            print(f"{path.name}: {found}")
        else:
            found = measure(path)
            print(f"{path.name}: {found.right} of {found.fields} fields right ({found.share:.1%})")
            if found.lost:
                print(f"{path.name}: words lost in {len(found.lost)} citations")
        if arguments.wrong:
            print("\n".join((*found.wrong, *(f"LOST {line}" for line in getattr(found, "lost", ())))))


if __name__ == "__main__":
    main()
