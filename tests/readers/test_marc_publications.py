"""Published works in MARC 21 and UNIMARC become publications; descriptions of archives stay records."""

from __future__ import annotations

import io
from typing import Any

import pytest

import archcite
from archcite.formats.marc.reader import read_file
from archcite.record import Publication, Record


def read_fields(
    *fields: str, leader: str = "01142cam a2200301 a 4500", fixed: str = ""
) -> Publication | Record:
    """Read a record of MARCXML; a field is “TAG INDICATORS $a … $b …” with “_” for a blank indicator."""
    xml = [f'<record xmlns="http://www.loc.gov/MARC21/slim"><leader>{leader}</leader>']
    if fixed:
        xml.append(f'<controlfield tag="008">{fixed}</controlfield>')
    for field in fields:
        head, *subfields = field.split("$")
        tag, indicators = head.split()
        first, second = indicators.replace("_", " ")
        xml.append(f'<datafield tag="{tag}" ind1="{first}" ind2="{second}">')
        xml += [f'<subfield code="{one[0]}">{one[1:].strip()}</subfield>' for one in subfields]
        xml.append("</datafield>")
    (source,) = read_file(io.BytesIO(f"{''.join(xml)}</record>".encode()))
    return source


TITLE = "245 10 $a Lenin : $b a biography / $c Ann Smith ; edited by Bob Jones ; translated by Cy Lee."
IMPRINT = "260 __ $a London ; $a New York : $b Macmillan, $c 2000."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([TITLE, IMPRINT], {"type": "book", "title": "Lenin: a biography", "publisher": "Macmillan"}),
        ([TITLE, IMPRINT], {"publisher-place": "London", "issued": {"date-parts": [[2000]]}}),
        ([TITLE, "264 _4 $c ©1999", "264 _1 $a Bonn : $b Dietz, $c [1998]"], {"publisher": "Dietz"}),
        (
            [TITLE, "264 _4 $c ©1999", "264 _1 $a Bonn : $b Dietz, $c [1998]"],
            {"issued": {"date-parts": [[1998]]}},
        ),
        ([TITLE, "260 __ $a [S.l. : $b s.n.], $c 1890."], {"publisher": None, "publisher-place": None}),
        ([TITLE, "250 __ $a 2nd ed."], {"edition": "2"}),
        ([TITLE, "250 __ $a 3., überarb. Aufl."], {"edition": "3., überarb. Aufl"}),
        ([TITLE, "250 __ $a 4. Aufl."], {"edition": "4"}),
        ([TITLE, "490 1_ $a Cold War series ; $v no. 12"], {"collection-title": "Cold War series"}),
        ([TITLE, "490 1_ $a Cold War series ; $v no. 12"], {"collection-number": "12"}),
        ([TITLE, "020 __ $a 978-0-306-40615-7 (pbk.)"], {"ISBN": "978-0-306-40615-7"}),
        ([TITLE, "300 __ $a xii, 345 p. ; $c 24 cm"], {"number-of-pages": "345"}),
        ([TITLE, "300 __ $a 3 v."], {"number-of-volumes": "3"}),
        ([TITLE, "856 40 $u https://doi.org/10.1000/x"], {"DOI": "10.1000/x", "URL": None}),
        (
            [TITLE, "100 1_ $a Smith, Ann.", "700 1_ $a Jones, Bob."],
            {"editor": [{"family": "Jones", "given": "Bob"}]},
        ),
        (
            [TITLE, "100 1_ $a Smith, Ann.", "700 1_ $a Lee, Cy."],
            {"translator": [{"family": "Lee", "given": "Cy"}]},
        ),
        ([TITLE, "700 1_ $a Lee, Cy, $e editor."], {"editor": [{"family": "Lee", "given": "Cy"}]}),
        (
            [TITLE, "502 __ $a Thesis (Ph. D.)--Yale University, 1990."],
            {"type": "thesis", "genre": "PhD diss."},
        ),
        ([TITLE, "502 __ $a Thesis (Ph. D.)--Yale University, 1990."], {"publisher": "Yale University"}),
        ([TITLE, "502 __ $b M.A. $c University of Bonn $d 1991"], {"genre": "master’s thesis"}),
        (
            [TITLE, "773 0_ $t Cold War History. $g Vol. 3, no. 2 (May 1990), p. 5-10 $x 1468-2745"],
            {"volume": "3"},
        ),
        (
            [TITLE, "773 0_ $t Cold War History. $g Vol. 3, no. 2 (May 1990), p. 5-10"],
            {"page": "5-10", "issue": "2"},
        ),
        (
            [TITLE, "773 0_ $t Cold War History. $g Jg. 3, H. 2, S. 5-10"],
            {"type": "article-journal", "volume": "3"},
        ),
        (
            [TITLE, "773 0_ $t Essays. $d London : Faber, 1990 $z 0571000000"],
            {"type": "chapter", "publisher": "Faber"},
        ),
        ([TITLE, "650 _0 $a Cold War $x History."], {"keyword": "Cold War -- History"}),
    ],
)
def test_variables(fields: list[str], expected: dict[str, Any]) -> None:
    source = read_fields(*fields)
    assert isinstance(source, Publication)
    item = source.csl_item()
    assert {name: item.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("leader", "fields"),
    [
        ("01142ctm a2200301 a 4500", [TITLE]),
        ("01142cac a2200301 a 4500", [TITLE, IMPRINT]),
        ("01142camaa2200301 a 4500", [TITLE, IMPRINT]),
        ("01142cam a2200301 a 4500", ["245 10 $k Letter, $f 1918 Sept. 25."]),
        ("01142cam a2200301 a 4500", [TITLE, "524 __ $a Cite as: House Papers"]),
        ("01142cam a2200301 a 4500", [TITLE, "852 __ $a Yale University Library $j box 6"]),
        ("01142ckm a2200301 a 4500", ["245 10 $a Portrait"]),
    ],
)
@pytest.mark.filterwarnings("ignore::archcite.ArchciteWarning")
def test_archival_descriptions_are_records(leader: str, fields: list[str]) -> None:
    assert isinstance(read_fields(*fields, leader=leader), Record)


UNIMARC = (
    "100 __ $a 19950101d1994    m  y0frey50      ba",
    "101 0_ $a fre",
    "200 1_ $a \x88La \x89guerre froide $e essai $f Jean Dupont",
    "205 __ $a 2e éd.",
    "210 __ $a Paris $c Seuil $d DL 1994",
    "215 __ $a 320 p. $d 24 cm",
    "225 2_ $a Points $v 12",
    "700 _1 $a Dupont $b Jean $4 070",
    "702 _1 $a Müller $b Karl $4 730",
)


def test_unimarc() -> None:
    source = read_fields(*UNIMARC, leader="00754nam0a2200229   450 ")
    assert source.csl_item() == {
        "type": "book",
        "title": "La guerre froide: essai",
        "edition": "2",
        "publisher-place": "Paris",
        "publisher": "Seuil",
        "collection-title": "Points",
        "collection-number": "12",
        "number-of-pages": "320",
        "author": [{"family": "Dupont", "given": "Jean"}],
        "translator": [{"family": "Müller", "given": "Karl"}],
        "issued": {"date-parts": [[1994]]},
        "language": "fr",
    }
    assert archcite.cite(source, "chicago") == (
        "Jean Dupont, La guerre froide: essai, 2nd ed., trans. Karl Müller, Points 12 (Seuil, 1994)."
    )


def test_an_article_in_unimarc() -> None:
    source = read_fields(
        "200 1_ $a Les origines",
        "463 _0 $t Relations internationales $v 12 $x 0335-2013 $p p. 5-20",
        "701 _1 $a Roe $b J.",
    )
    item = source.csl_item()
    assert (item["type"], item["container-title"], item["volume"]) == (
        "article-journal",
        "Relations internationales",
        "12",
    )
    assert (item["page"], item["ISSN"]) == ("5-20", "0335-2013")
