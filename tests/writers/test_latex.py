"""What is printed: ``.bib`` files go through BibTeX and biber, where these are installed, and the PDF is read."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from archcite.formats.bibtex.writer import Dialect, to_bibtex
from archcite.record import Agent, Holding, OnlineCopy, Part, Record, Repository

pypdf = pytest.importorskip("pypdf")

_OLD = r"""
\documentclass{article}\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage{url}
\begin{document}\nocite{*}\bibliographystyle{plain}\bibliography{sources}\end{document}
"""
_NEW = r"""
\documentclass{article}\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage[english]{babel}
\usepackage[%s]{biblatex%s}\addbibresource{sources.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""
# Dialect -> the program for bibliographies, and a document.
_DOCUMENTS: dict[Dialect, tuple[str, str]] = {
    "bibtex": ("bibtex", _OLD),
    "biblatex": ("biber", _NEW % ("style=authortitle,backend=biber", "")),
    "biblatex-chicago": ("biber", _NEW % ("notes,backend=biber", "-chicago")),
}


@pytest.fixture(scope="module")
def sources(seed: Record) -> list[Record]:
    creel = Record(
        kind="letter",
        title="George Creel to Colonel House",
        date="1918-09-25",
        agents=[Agent.parse("George Creel")],
        holdings=[
            Holding(
                Repository("Yale University Library", place="New Haven & Łódź"),
                [Part("fonds", None, "Edward M. House Papers"), Part("box", "box", "6_a")],
            )
        ],
        copy=OnlineCopy("Portal #1", "https://example.org/a_b?c=%20&d#e"),
    )
    return [seed, creel]


@pytest.mark.slow
@pytest.mark.parametrize("dialect", _DOCUMENTS)
def test_the_pdf_shows_repository_path_and_portal(
    dialect: Dialect, sources: list[Record], tmp_path: Path
) -> None:
    program, document = _DOCUMENTS[dialect]
    style = {"bibtex": "plain.bst", "biblatex": "biblatex.sty", "biblatex-chicago": "biblatex-chicago.sty"}
    if not all(shutil.which(each) for each in ("pdflatex", "kpsewhich", program)):
        pytest.skip(f"pdflatex and {program} are not installed")
    if subprocess.run(["kpsewhich", style[dialect]], capture_output=True).returncode:
        pytest.skip(f"{style[dialect]} is not installed")
    (tmp_path / "sources.bib").write_text(to_bibtex(sources, dialect), encoding="utf-8")
    (tmp_path / "paper.tex").write_text(document, encoding="utf-8")
    for command in ("pdflatex", program, "pdflatex", "pdflatex"):
        options = ["-interaction=nonstopmode"] if command == "pdflatex" else []
        done = subprocess.run(
            [command, *options, "paper"], cwd=tmp_path, capture_output=True, text=True, timeout=300
        )
        if missing := re.search(r"! LaTeX Error: File `(.+)' not found", done.stdout):
            pytest.skip(f"the LaTeX file {missing[1]} is not installed")
        assert done.returncode == 0, done.stdout[-2000:]
        assert "Warning--" not in done.stdout and "WARN" not in done.stdout, done.stdout[-2000:]
    pages = pypdf.PdfReader(tmp_path / "paper.pdf").pages
    # Lines are broken anywhere, addresses too.
    text = re.sub(r"\s|-(?=\n)", "", "\n".join(page.extract_text() for page in pages)).casefold()
    for shown in (
        *("CentralHistoricalNationalArchives", "File6/1955", "719–720", "WilsonCenterDigitalArchive"),
        *("DeliaRazdolescu", "1958", "document/110474"),
        *(
            "Creel",
            "YaleUniversityLibrary",
            "HousePapers",
            "box6_a",
            "NewHaven&",
            "Portal#1",
            "a_b?c=%20&d#e",
        ),
    ):
        assert shown.casefold() in text, text
