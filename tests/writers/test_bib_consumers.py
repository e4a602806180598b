"""What pandoc, typst, pybtex, citation-js, biber and bibtex make of the ``.bib`` files that archcite writes.

citation-js is found in the folder ``node_modules`` beside the checkout, or in that which ARCHCITE_NODE_MODULES names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pybtex.database import parse_string

import archcite
from archcite.formats.bibtex.writer import Dialect, to_bibtex
from archcite.record import Agent, Holding, Part, Publication, Record, Repository

AUTHORS = [
    {"family": "Dijk", "given": "Anna", "non-dropping-particle": "van"},
    {"family": "Castellanos", "given": "María José"},
]
WORKS: list[dict[str, Any]] = [
    {
        **{
            "id": "book",
            "type": "book",
            "title": "Wartime in Łódź: a history of the River War",
            "author": AUTHORS,
        },
        **{"publisher": "Harbour Press", "publisher-place": "New Haven, CT", "edition": "2", "volume": "3"},
        **{
            "issued": {"date-parts": [[1977]]},
            "language": "en-US",
            "translator": [{"family": "Roe", "given": "J."}],
        },
    },
    {
        **{"id": "article", "type": "article-journal", "title": "On <i>Faust</i> & the CIA, 1950–1953"},
        **{
            "author": [{"literal": "Ministry of Supply"}],
            "container-title": "Cold War History",
            "volume": "8",
        },
        **{
            "issue": "3",
            "page": "R12-R34",
            "issued": {"date-parts": [[2006, 5]]},
            "DOI": "10.1162/jcws.2006.8.3.12",
        },
        "language": "en-US",
    },
    {
        **{
            "id": "chapter",
            "type": "chapter",
            "title": "Die Kleine Stadt und der Krieg",
            "author": AUTHORS[1:],
        },
        **{"container-title": "Handbuch der kleinen Dinge", "editor": AUTHORS[:1], "page": "1-20"},
        **{"publisher": "Suhrkamp", "issued": {"date-parts": [[1990]]}, "language": "de-DE"},
    },
    {
        **{"id": "thesis", "type": "thesis", "title": "Letters from the front", "author": AUTHORS[1:]},
        **{"genre": "PhD diss.", "publisher": "Yale University", "issued": {"date-parts": [[1990]]}},
        "language": "en-US",
    },
    {
        **{
            "id": "news",
            "type": "article-newspaper",
            "title": "Peace now",
            "container-title": "The Evening Courier",
        },
        **{"author": AUTHORS[1:], "issued": {"date-parts": [[1945, 5, 9]]}, "language": "en-US"},
    },
    {
        **{"id": "report", "type": "report", "title": "A report", "author": AUTHORS[1:], "number": "P-12"},
        **{"publisher": "RAND", "genre": "Paper", "issued": {"date-parts": [[1965]]}, "language": "en-US"},
    },
]
LETTER = Record(
    id="creel",
    kind="letter",
    title="To Colonel House, on the {League} & 100 % more",
    date="1918-09-25",
    agents=[Agent.parse("George Creel"), Agent.body("Committee on Public Information")],
    holdings=[
        Holding(
            Repository("Yale University Library"),
            [Part("fonds", None, "House Papers"), Part("box", "box", "6")],
        )
    ],
)
DIALECTS: tuple[Dialect, ...] = ("bibtex", "biblatex")


def read_with_pandoc(text: str, dialect: Dialect) -> dict[str, dict[str, Any]]:
    pypandoc = pytest.importorskip("pypandoc")
    try:
        pandoc = pypandoc.get_pandoc_path()
    except OSError:
        pytest.skip("pandoc is not installed")
    ran = subprocess.run(
        [pandoc, "-f", dialect, "-t", "csljson"], input=text, capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.returncode == 0 and not ran.stderr, ran.stderr
    return {item["id"]: item for item in json.loads(ran.stdout)}


@pytest.mark.parametrize("style", ["chicago", "apa"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_pandoc_reads_published_works_so_that_they_are_cited_alike(dialect: Dialect, style: str) -> None:
    items = read_with_pandoc(to_bibtex([Publication(item) for item in WORKS], dialect), dialect)
    for item in WORKS:
        assert archcite.cite(items[item["id"]], style) == archcite.cite(Publication(item), style)


@pytest.mark.parametrize("dialect", [*DIALECTS, "biblatex-chicago"])
@pytest.mark.parametrize("round_trip", [False, True])
def test_pandoc_reads_archival_sources(dialect: Dialect, round_trip: bool) -> None:
    read_as: Dialect = "bibtex" if dialect == "bibtex" else "biblatex"
    item = read_with_pandoc(to_bibtex(LETTER, dialect, round_trip=round_trip), read_as)["creel"]
    assert [name.get("family") or name["literal"] for name in item["author"]] == [
        "Creel",
        "Committee on Public Information",
    ]
    assert "League" in item["title"] and "100 %" in item["title"].replace("\u00a0", " ")
    assert "box 6" in json.dumps(item, ensure_ascii=False)


@pytest.mark.parametrize("dialect", [*DIALECTS, "biblatex-chicago"])
def test_pybtex_reads_every_field(dialect: Dialect) -> None:
    sources = [*(Publication(item) for item in WORKS), LETTER]
    data = parse_string(to_bibtex(sources, dialect, round_trip=True), "bibtex")
    assert list(data.entries) == [source.id for source in sources]
    assert all("title" in entry.fields for entry in data.entries.values())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_typst_reads_every_entry(dialect: Dialect, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed")
    text = to_bibtex([*(Publication(item) for item in WORKS), LETTER], dialect, round_trip=True)
    (tmp_path / "sources.bib").write_text(text, encoding="utf-8")
    document = tmp_path / "paper.typ"
    document.write_text('#bibliography("sources.bib", full: true, style: "apa")', encoding="utf-8")
    assert typst.compile(str(document), format="pdf").startswith(b"%PDF")


def read_with_citation_js(text: str) -> dict[str, dict[str, Any]]:
    modules = Path(os.environ.get("ARCHCITE_NODE_MODULES") or Path(__file__).parents[3] / "node_modules")
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (modules / "@citation-js" / "plugin-bibtex").is_dir():
        pytest.skip("citation-js is not installed: npm install @citation-js/core @citation-js/plugin-bibtex")
    ran = subprocess.run(
        ["node", str(Path(__file__).with_name("citation_js.js"))],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NODE_PATH": str(modules.resolve())},
    )
    assert ran.returncode == 0, ran.stderr
    return {item["id"]: item for item in json.loads(ran.stdout)}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_citation_js_reads_the_same(dialect: Dialect) -> None:
    items = read_with_citation_js(to_bibtex([Publication(item) for item in WORKS], dialect))
    for work in WORKS:
        item = items[work["id"]]
        names = (
            "title",
            "container-title",
            "issued",
            "volume",
            "issue",
            "page",
            "publisher",
            "DOI",
            "genre",
            "edition",
        )
        # It has no type for newspapers, and takes the subtype for a genre.
        same = [name for name in names if name in work and (work["id"], name) != ("news", "genre")]
        assert {name: item[name] for name in same} == {name: work[name] for name in same}
        assert [name["family"] for name in item.get("author", ())] == [
            name.get("family") or name["literal"] for name in work["author"]
        ]


@pytest.mark.slow
def test_biber_finds_nothing_wrong(tmp_path: Path) -> None:
    if not shutil.which("biber"):
        pytest.skip("biber is not installed")
    text = to_bibtex([*(Publication(item) for item in WORKS), LETTER], "biblatex", round_trip=True)
    (tmp_path / "sources.bib").write_text(text, encoding="utf-8")
    ran = subprocess.run(
        ["biber", "--tool", "--nolog", "--output-file", "out.bib", "sources.bib"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0 and "ERROR" not in ran.stdout, ran.stdout
    assert not [line for line in ran.stdout.splitlines() if line.startswith("WARN")], ran.stdout
    keys = re.findall(r"^@\w+\{(\w+),", (tmp_path / "out.bib").read_text("utf-8"), re.MULTILINE)
    assert keys == [*(work["id"] for work in WORKS), "creel"]


@pytest.mark.slow
def test_biber_reads_names_in_named_parts(tmp_path: Path) -> None:
    if not shutil.which("biber"):
        pytest.skip("biber is not installed")
    names = [
        Agent(family="Berg", given="Ann", particle="van", dropping_particle="de", suffix="Jr."),
        Agent.parse("Bo Lee"),
    ]
    text = to_bibtex([Record(id="a", kind="letter", title="Letter", agents=names)], "biblatex")
    (tmp_path / "sources.bib").write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [
            "biber",
            "--tool",
            "--nolog",
            "--output-format=biblatexml",
            "--output-file",
            "out.xml",
            "sources.bib",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0 and "ERROR" not in ran.stdout and "WARN" not in ran.stdout, ran.stdout
    (first, second) = etree.parse(tmp_path / "out.xml").iterfind(".//{*}name")
    parts = {
        part.get("type"): " ".join("".join(part.itertext()).split()) for part in first.iterfind("{*}namepart")
    }
    assert parts == {"family": "Berg", "given": "Ann de", "prefix": "van", "suffix": "Jr."}
    assert (first.get("useprefix"), len(second)) == ("true", 2)


def test_bibtex_formats_every_entry(tmp_path: Path) -> None:
    if not shutil.which("bibtex"):
        pytest.skip("bibtex is not installed")
    text = to_bibtex([*(Publication(item) for item in WORKS), LETTER], "bibtex", round_trip=True)
    (tmp_path / "sources.bib").write_text(text, encoding="utf-8")
    lines = [r"\citation{*}", r"\bibdata{sources}", r"\bibstyle{plain}"]
    (tmp_path / "paper.aux").write_text("\n".join(lines), encoding="utf-8")
    ran = subprocess.run(["bibtex", "paper"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    # The old styles miss what the sources lack.
    warned = [line for line in ran.stdout.splitlines() if line.startswith("Warning--")]
    assert all(line.startswith("Warning--empty") for line in warned), ran.stdout
    formatted = " ".join(re.sub("[{}~]", " ", (tmp_path / "paper.bbl").read_text("utf-8")).split())
    assert formatted.count(r"\bibitem") == len(WORKS) + 1
    for word in (
        "van Dijk",
        "Cold War History",
        "CIA",
        "Ministry of Supply",
        "Yale University",
        "box 6",
    ):
        assert word in formatted
