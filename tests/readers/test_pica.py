"""PICA+ in its three forms, which give the same publications."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError, SourceLocation

Fields = list[tuple[str, list[tuple[str, str]]]]
BOOK: Fields = [
    ("002@", [("0", "Aau")]),
    ("003@", [("0", "012345678")]),
    ("004A", [("0", "978-3-00-000000-2")]),
    ("010@", [("a", "ger")]),
    ("011@", [("a", "1990")]),
    ("021A", [("a", "Der @Brief & die $"), ("d", "eine Geschichte"), ("h", "Jane Roe")]),
    ("028A", [("A", "Roe"), ("D", "Jane"), ("B", "VerfasserIn"), ("4", "aut")]),
    ("028C", [("8", "Lee, Cy [HerausgeberIn]"), ("4", "edt")]),
    ("029F", [("a", "Arbeitskreis Briefe"), ("4", "isb")]),
    ("032@", [("a", "2. Aufl.")]),
    ("033A", [("p", "Berlin"), ("n", "Suhrkamp")]),
    ("034D", [("a", "310 S.")]),
    ("036E", [("a", "Texte"), ("l", "12")]),
    ("044K", [("a", "Brief")]),
]
ARTICLE: Fields = [
    ("002@", [("0", "Aox")]),
    ("003@", [("0", "2")]),
    ("021A", [("a", "On @letters")]),
    ("028A", [("a", "Roe"), ("d", "Jane")]),
    ("031A", [("d", "3"), ("e", "2"), ("h", "5-10"), ("j", "1990")]),
    ("039B", [("a", "In"), ("t", "Cold War History"), ("d", "London"), ("e", "Taylor")]),
    ("004V", [("0", "10.1000/x")]),
]
VOLUME: Fields = [
    ("002@", [("0", "Afu")]),
    ("021A", [("a", "Briefe 1918")]),
    ("036C", [("a", "Die @Briefe"), ("l", "2")]),
    ("011@", [("a", "1990"), ("b", "1995")]),
]
THESIS: Fields = [
    ("002@", [("0", "Aau")]),
    ("021A", [("a", "Briefe")]),
    ("037C", [("d", "Dissertation"), ("e", "Universität Göttingen"), ("f", "1990")]),
]


def write_plain(records: list[Fields], sign: str = "$") -> str:
    def write(subfields: list[tuple[str, str]]) -> str:
        return "".join(f"{sign}{code}{value.replace(sign, sign * 2)}" for code, value in subfields)

    return "\n\n".join(
        "\n".join(f"{tag} {write(subfields)}" for tag, subfields in fields) for fields in records
    )


def write_normalized(records: list[Fields]) -> str:
    return "".join(
        "".join(
            f"{tag} {''.join(f'{chr(31)}{code}{value}' for code, value in subfields)}\x1e"
            for tag, subfields in fields
        )
        + "\n"
        for fields in records
    )


def write_xml(records: list[Fields]) -> str:
    def write(fields: Fields) -> str:
        return "".join(
            f'<datafield tag="{tag}">'
            + "".join(f'<subfield code="{code}">{html.escape(value)}</subfield>' for code, value in subfields)
            + "</datafield>"
            for tag, subfields in fields
        )

    inner = "".join(
        f'<zs:record><zs:recordData><record xmlns="info:srw/schema/5/picaXML-v1.0">{write(fields)}</record>'
        "</zs:recordData></zs:record>"
        for fields in records
    )
    return (
        '<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:records>'
        f"{inner}</zs:records></zs:searchRetrieveResponse>"
    )


FORMS = [write_plain, lambda records: write_plain(records, "ƒ"), write_normalized, write_xml]
EXPECTED: list[tuple[Fields, dict[str, Any]]] = [
    (
        BOOK,
        {
            "id": "012345678",
            "type": "book",
            "title": "Der Brief & die $: eine Geschichte",
            "author": [{"family": "Roe", "given": "Jane"}],
            "editor": [{"family": "Lee", "given": "Cy"}],
            "edition": "2",
            "publisher": "Suhrkamp",
            "publisher-place": "Berlin",
            "issued": {"date-parts": [[1990]]},
            "ISBN": "978-3-00-000000-2",
            "language": "de",
            "number-of-pages": "310",
            "collection-title": "Texte",
            "collection-number": "12",
            "keyword": "Brief",
        },
    ),
    (
        ARTICLE,
        {
            "type": "article-journal",
            "title": "On letters",
            "author": [{"family": "Roe", "given": "Jane"}],
            "container-title": "Cold War History",
            "volume": "3",
            "issue": "2",
            "page": "5-10",
            "issued": {"date-parts": [[1990]]},
            "DOI": "10.1000/x",
        },
    ),
    (
        VOLUME,
        {
            "title": "Die Briefe",
            "volume": "2",
            "volume-title": "Briefe 1918",
            "issued": {"date-parts": [[1990], [1995]]},
        },
    ),
    (THESIS, {"type": "thesis", "genre": "PhD diss.", "publisher": "Universität Göttingen"}),
]


@pytest.mark.parametrize("write", FORMS)
@pytest.mark.parametrize(("fields", "expected"), EXPECTED)
def test_variables(tmp_path: Path, write: Any, fields: Fields, expected: dict[str, Any]) -> None:
    path = tmp_path / "a.pica"
    path.write_text(write([fields, ARTICLE]), encoding="utf-8", newline="")
    source, other = archcite.read_all(path)
    item = source.csl_item()
    assert {variable: item.get(variable) for variable in expected} == expected
    assert other.title == "On letters"
    assert source.location and source.location.file == str(path)
    assert (source.location.number, other.location and other.location.number) == (1, 2)


def test_a_volume_without_a_sign_of_sorting_keeps_its_at() -> None:
    (source,) = archcite.loads("002@ $0Aau\n021A $amail@work\n", "pica")
    assert source.title == "mail@work"


def test_the_line_of_a_record() -> None:
    _, second = archcite.loads(write_plain([VOLUME, ARTICLE]), name="a.pica")
    assert second.location == SourceLocation("a.pica", 6, 2, "2")


def test_xml_without_records_is_refused() -> None:
    with pytest.raises(SourceError, match="no PICA record"):
        archcite.loads('<collection xmlns="info:srw/schema/5/picaXML-v1.0"/>', name="a.xml")


AUTHORITY: Fields = [
    ("002@", [("0", "Tp1")]),
    ("003@", [("0", "9")]),
    ("028A", [("a", "Lovelace"), ("d", "Ada")]),
]


def test_records_of_people_are_left_out() -> None:
    with pytest.warns(ArchciteWarning, match="without a title were left out: 9"):
        assert len(archcite.loads(write_plain([AUTHORITY, BOOK]))) == 1
    with pytest.raises(SourceError, match="no titles: export those of works"):
        archcite.loads(write_plain([AUTHORITY]))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("028A $7Tp1$Agnd$01$dVolker$aSchupp", {"author": [{"family": "Schupp", "given": "Volker"}]}),
        ("028C $7Tp1$Agnd$01$dVolker$aSchupp$BHrsg.", {"editor": [{"family": "Schupp", "given": "Volker"}]}),
        ("028C $ASchupp$DVolker$BÜbersetzerIn", {"translator": [{"family": "Schupp", "given": "Volker"}]}),
        ("028C $dVolker$aSchupp", {"author": None, "contributor": [{"family": "Schupp", "given": "Volker"}]}),
        ("029A $aArbeitskreis$bAbteilung 1", {"author": [{"literal": "Arbeitskreis, Abteilung 1"}]}),
        ("029F $aArbeitskreis$4fnd", {"author": None, "contributor": [{"literal": "Arbeitskreis"}]}),
    ],
)
def test_people(field: str, expected: dict[str, Any]) -> None:
    (source,) = archcite.loads(f"002@ $0Aau\n021A $aBriefe\n{field}\n", "pica")
    item = source.csl_item()
    assert {variable: item.get(variable) for variable in expected} == expected


def test_the_title_of_a_linked_record() -> None:
    (source,) = archcite.loads("002@ $0Af\n021A $xaa$91$YSprachatlas$hhrsg. von Volker Schupp\n", "pica")
    assert source.title == "Sprachatlas"


def test_the_form_for_printing() -> None:
    text = (
        '<ppxml:record xmlns:ppxml="http://www.oclcpica.org/xmlns/ppxml-1.0"><ppxml:global opacflag="">'
        '<ppxml:tag id="021A" occ=""><ppxml:subf id="a">Briefe</ppxml:subf></ppxml:tag></ppxml:global></ppxml:record>'
    )
    assert archcite.loads(text)[0].title == "Briefe"


@pytest.mark.parametrize(
    "place", ["Bristol [u.a.]", "Bristol [et al.]", "Bristol [etc.]", "[Bristol]", "Bristol, etc."]
)
def test_the_first_place_is_kept(place: str) -> None:
    (source,) = archcite.loads(f"002@ $0Aau\n021A $aBriefe\n033A $p{place}$nIntellect\n", "pica")
    assert source.csl_item()["publisher-place"] == "Bristol"


RECORD = (
    '[["003@","","0","1"],["021A","","a","@Letters","h","Jane Roe"],["033A","","p","London","n","Faber"]]'
)


@pytest.mark.parametrize(
    "text", [f"{RECORD}\n{RECORD}\n", f"[{RECORD},\n{RECORD}]", f"[\n {RECORD} ,\n{RECORD}\n]\n"]
)
def test_records_in_json(text: str) -> None:
    sources = archcite.loads(text)
    assert [(one.title, one.csl_item()["publisher"]) for one in sources] == [("Letters", "Faber")] * 2


@pytest.mark.parametrize(
    "text",
    [
        '[["003@","","0","1"],',
        '[["003@"]]',
        '[["003@","","0","1"],{"a":1}]',
        f"{RECORD}\n5",
        f"[{RECORD}, 5]",
        f"[{RECORD}, null]",
    ],
)
def test_json_that_is_not_valid_is_named(text: str) -> None:
    with pytest.raises(SourceError, match=r"not valid PICA/JSON"):
        archcite.loads(text)
