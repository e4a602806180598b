"""METS: the description of the whole, what the header adds, and hostile files."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats.mets import reader as mets
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


def test_the_description_of_the_whole_and_the_header(example: Callable[[str], bytes], read_as: Read) -> None:
    (diary,) = read_as(mets, example("mets.xml"))
    assert archcite.cite(diary, "chicago") == (
        "Louis de Robien, “Diary, Petrograd,” November 1917, box 2, folder 1, "
        "Hoover Institution Library & Archives, Digital Collections, https://example.org/ark:/99999/fk4diary."
    )
    assert (diary.kind, diary.languages) == ("diary", ("French",))


@pytest.mark.slow
def test_thousands_of_files_are_passed_by(read_as: Read) -> None:
    files = '<file><FLocat href="https://example.org/1.jpg"/></file>' * 150_000
    text = (
        f'<mets xmlns="{mets.NAMESPACE}"><dmdSec ID="d"><mdWrap MDTYPE="DC"><xmlData>'
        f'<title xmlns="http://purl.org/dc/elements/1.1/">Diary</title></xmlData></mdWrap></dmdSec><fileSec>{files}</fileSec></mets>'
    )
    assert [record.title for record in read_as(mets, text.encode())] == ["Diary"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<mets/>", r"no description in MODS or Dublin Core \(found: none\)"),
        (
            '<mets><dmdSec><mdWrap MDTYPE="PREMIS"><xmlData><x/></xmlData></mdWrap></dmdSec></mets>',
            r"\(found: PREMIS\)",
        ),
        ("<other/>", "has no METS document"),
    ],
)
def test_nothing_to_read(text: str, message: str, read_as: Read) -> None:
    with pytest.raises(SourceError, match=message):
        read_as(mets, text.encode())


@pytest.mark.slow
def test_damaged_files(example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]) -> None:
    fuzz(mets, example("mets.xml"))
