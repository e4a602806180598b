"""MARC 21 and MARCXML: names, titles, holdings, the fields of archival control, and damaged records."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import ModuleType

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.marc import reader as marc
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


def _xml(*fields: str, leader: str = "00000ctm a2200000 a 4500") -> bytes:
    """MARCXML of fields like “245 10 $aTitle$f1918”."""
    made = [f"<leader>{leader}</leader>"]
    for field in fields:
        tag, indicators, content = field[:3], field[4:6], field[7:]
        subfields = "".join(
            f'<subfield code="{one[0]}">{one[1:]}</subfield>' for one in content.split("$")[1:]
        )
        if tag < "010":
            made.append(f'<controlfield tag="{tag}">{content}</controlfield>')
        else:
            made.append(
                f'<datafield tag="{tag}" ind1="{indicators[0]}" ind2="{indicators[1]}">{subfields}</datafield>'
            )
    return f'<record xmlns="{marc.NAMESPACE}">{"".join(made)}</record>'.encode()


def test_a_letter_in_a_collection(example: Callable[[str], bytes], read_as: Read) -> None:
    with pytest.warns(ArchciteWarning, match="is cited as “Edward Mandell House Papers”"):
        letter, records = read_as(marc, example("marc.xml"))
    assert archcite.cite(letter, "chicago") == (
        "George Creel to Edward Mandell House, “Letter, Washington, D.C., to Colonel House,” September 25, 1918, "
        "MS 466, box 6, folder 179, Edward Mandell House Papers, Manuscripts and Archives, Yale University Library, "
        "https://digital.library.yale.edu/catalog/10023456."
    )
    assert letter.subjects == ("Wilson, Woodrow, 1856-1924", "World War, 1914-1918 -- Propaganda")
    assert "Provenance: Kept by Colonel House in New York until 1923." in letter.notes
    assert "Finding aid: http://hdl.handle.net/10079/fa/mssa.ms.0466" in letter.notes
    assert records.medium == "Microfilm"
    assert [str(part) for part in records.holding.parts] == ["RG 261", "reel 1"]


def test_binary(example: Callable[[str], bytes], read_as: Read) -> None:
    (collection,) = read_as(marc, example("marc.mrc"))
    assert collection.title == "Boris I. Nicolaevsky collection"
    assert collection.languages == ("Russian", "English")
    assert str(collection.holding) == "Hoover Institution Library & Archives, 63013"
    assert collection.agents("collector")[0].name == "Boris I. Nicolaevsky"
    assert "Trotskiĭ" in (collection.summary or "")
    assert marc.sniff_start(example("marc.mrc"))


@pytest.mark.parametrize(
    ("field", "role", "name"),
    [
        ("100 1  $aEisenhower, Dwight D.$q(Dwight David),$d1890-1969.", "author", "Dwight D. Eisenhower"),
        ("100 1  $aKing, Martin Luther,$cJr.,$d1929-1968.", "author", "Martin Luther King Jr."),
        (
            "100 0  $aVictoria,$cQueen of Great Britain,$d1819-1901.",
            "author",
            "Victoria, Queen of Great Britain",
        ),
        ("100 3  $aAdams family.", "author", "Adams family"),
        ("110 1  $aUnited States.$bDepartment of State.", "author", "United States. Department of State"),
        ("700 1  $aRazdolescu, Delia,$etranslator.", "translator", "Delia Razdolescu"),
        ("700 1  $aLange, Dorothea,$4pht", "photographer", "Dorothea Lange"),
        ("700 1  $aSomebody, A.", "contributor", "A. Somebody"),
    ],
)
def test_names_and_relators(field: str, role: str, name: str, read_as: Read) -> None:
    (record,) = read_as(marc, _xml(field, "245 00 $aPapers"))
    assert [(agent.role, agent.name) for agent in record.agents()] == [(role, name)]


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("245 10 $aDiary :$bPetrograd, 1917 /$cby Louis de Robien.", "Diary: Petrograd, 1917"),
        ("245 10 $aPapers,$f1885-1938$g(bulk 1912-1938).", "Papers"),
        ("245 10 $aRecords.$nSeries 1,$pCorrespondence.", "Records. Series 1. Correspondence"),
        ("245 10 $kLetter,$f1918 Sept. 25.", "Letter"),
    ],
)
def test_titles(field: str, title: str, read_as: Read) -> None:
    assert read_as(marc, _xml(field))[0].title == title


@pytest.mark.parametrize(
    ("fixed", "field", "edtf"),
    [
        ("850101i18851938", "245 00 $aPapers", "1885/1938"),
        ("850101s195u    ", "245 00 $aPapers", "195X"),
        ("850101s1918    ", "245 00 $kLetter,$fsometime in the war", "1918"),
        ("850101s1920    ", "245 00 $kLetter,$f1918 Sept. 25", "1918-09-25"),
    ],
)
def test_dates_in_words_and_in_the_fixed_field(fixed: str, field: str, edtf: str, read_as: Read) -> None:
    (record,) = read_as(marc, _xml(f"008    {fixed}", field))
    assert record.date is not None and record.date.edtf == edtf


def test_a_code_of_an_institution_is_reported(read_as: Read) -> None:
    with pytest.warns(ArchciteWarning, match="“CtY” is the code of an institution"):
        (record,) = read_as(marc, _xml("245 00 $aPapers", "852    $aCtY$jMS 466"))
    assert (record.holding.repository.code, record.holding.repository.name) == ("CtY", None)


def test_the_preferred_citation_is_compared(read_as: Read) -> None:
    with pytest.warns(ArchciteWarning, match="does not name the repository “Duke University Library”"):
        (record,) = read_as(
            marc,
            _xml("245 00 $aPapers", "524    $aCite as: Papers, Yale.", "852    $aDuke University Library"),
        )
    assert record.notes == ("Preferred citation: Papers, Yale.",)
    assert record.holding.note is None


def test_what_has_no_field_is_named(read_as: Read) -> None:
    with pytest.warns(ArchciteWarning, match="no field for 799"):
        read_as(marc, _xml("245 00 $aPapers", "799    $aOwn"))


def test_utf8_that_says_it_is_marc8(example: Callable[[str], bytes], read_as: Read) -> None:
    data = bytearray(example("marc.mrc"))
    data[9] = ord(" ")
    with pytest.warns(ArchciteWarning, match="declares MARC-8, but is in UTF-8"):
        (record,) = read_as(marc, bytes(data))
    assert "Trotskiĭ" in (record.summary or "")


def test_several_with_empty_lines_between(example: Callable[[str], bytes], read_as: Read) -> None:
    data = example("marc.mrc")
    assert len(read_as(marc, data + b"\r\n" + data + b"\n")) == 2


@pytest.mark.parametrize("cut", [3, 24, 300, -1])
def test_a_record_that_ends_too_early(cut: int, example: Callable[[str], bytes], read_as: Read) -> None:
    data = example("marc.mrc")
    with pytest.raises(SourceError, match=r"“x”, record 2: The MARC record is damaged"):
        read_as(marc, data + data[:cut])


@pytest.mark.parametrize("damage", [b"\x1f\xb5", b"\x1f\xc3\xa9"])
def test_an_invalid_subfield_code_is_a_warning_of_archcite(
    damage: bytes, example: Callable[[str], bytes]
) -> None:
    data = example("marc.mrc")
    place = data.index(b"\x1fa")
    damaged = data[:place] + damage + data[place + len(damage) :]
    with pytest.warns(ArchciteWarning, match="record 1.*subfields whose code"):
        list(marc.read_file(io.BytesIO(damaged), "x"))


def test_a_length_that_is_none(example: Callable[[str], bytes], read_as: Read) -> None:
    with pytest.raises(SourceError, match="the length is not a number"):
        read_as(marc, example("marc.mrc") + b"-0999" + b"x" * 100)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["marc.xml", "marc.mrc"])
def test_damaged_files(
    name: str, example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]
) -> None:
    fuzz(marc, example(name))


@pytest.mark.parametrize("kind", ["x", "y", "z"])
def test_holdings_and_authorities_are_no_works(kind: str) -> None:
    title = '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">A</subfield></datafield>'
    book = f"<record><leader>00000nam a2200000   4500</leader>{title}</record>"
    other = book.replace("00000nam", f"00000n{kind}m")
    start = '<collection xmlns="http://www.loc.gov/MARC21/slim">'
    assert len(archcite.loads(f"{start}{other}{book}{other}</collection>")) == 1
    with pytest.raises(SourceError, match="only records of holdings or authorities"):
        archcite.loads(f"{start}{other}</collection>")


def test_a_leader_that_lost_its_blanks_is_that_of_a_work() -> None:
    title = '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">A</subfield></datafield>'
    text = f'<record xmlns="http://www.loc.gov/MARC21/slim"><leader>nm 22 uu 4500</leader>{title}</record>'
    assert archcite.loads(text)[0].title == "A"
