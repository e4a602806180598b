"""Tables that historians keep, with headings in their own languages."""

from __future__ import annotations

import pytest

import archcite
from archcite.errors import SourceError

_LETTER = "Ann Roe to Jan Nowak, “On It,” March 12, 1951, "


@pytest.mark.parametrize(
    ("headings", "reference", "place"),
    [
        ("Autor;Empfänger;Titel;Datum;Archiv;Signatur;Blatt", "BArch;B 136/1234;12", "BArch, B 136/1234, Bl. 12."),
        (
            "Auteur;Destinataire;Intitulé;Date;Service d'archives;Cote;Feuillet",
            "Archives nationales;AJ/40/1234;12",
            "AJ/40/1234, f. 12, Archives nationales.",
        ),
        ("Автор;Кому;Наименование;Дата;Хранилище;№ фонда;Л.", "РГАНИ;5;12", "РГАНИ, ф. 5, л. 12."),
        ("Адресант;Адресат;Назва;Дата;Архів;Справа;Аркуш", "ЦДАГО;45;12", "ЦДАГО, спр. 45, арк. 12."),
        ("Nadawca;Odbiorca;Tytuł;Data;Archiwum;Sygnatura;Karta", "AAN;237/V-12;12", "AAN, 237/V-12, k. 12."),
        ("Odesílatel;Příjemce;Název;Datum;Archiv;Inv. č.;Foliace", "NA Praha;45;12", "NA Praha, inv. č. 45, fol. 12."),
        ("Feladó;Címzett;Tárgy;Kelt;Levéltár;Doboz;Oldal", "MNL OL;45;12", "MNL OL, 45. d., p. 12."),
        ("Mittente;Destinatario;Oggetto;Data;Archivio;Busta;Carta", "ACS;45;12", "b. 45, c. 12, ACS."),
        ("Remitente;Destinatario;Asunto;Fecha;Archivo;Legajo;Foja", "AGI;45;12", "AGI, leg. 45, f. 12."),
        ("Remetente;Destinatário;Assunto;Data;Arquivo;Caixa;Fólio", "ANTT;45;12", "ANTT, caixa 45, fl. 12."),
        ("Afzender;Ontvanger;Omschrijving;Datering;Archief;Doos;Bladzijde", "NIOD;45;12", "doos 45, p. 12, NIOD."),
        ("Expeditor;Destinatar;Titlu;Data;Arhiva;Dosar;Fila", "ANIC;45;12", "ANIC, dosar 45, f. 12."),
        ("Pošiljatelj;Primatelj;Naslov;Datum;Arhiv;Kutija;Stranica", "HDA;45;12", "HDA, kut. 45, str. 12."),
        ("Gönderen;Alıcı;Konu;Tarih;Arşiv;Dosya;Sayfa", "BCA;45;12", "BCA, dosya 45, s. 12."),
        ("Avsändare;Mottagare;Titel;Datum;Arkiv;Volym;Sida", "Riksarkivet;45;12", "vol. 45, s. 12, Riksarkivet."),
    ],
)  # fmt: skip
def test_headings_in_other_languages(headings: str, reference: str, place: str) -> None:
    (source,) = archcite.loads(f"{headings}\nAnn Roe;Jan Nowak;On It;1951-03-12;{reference}\n")
    cited = archcite.cite(source)
    assert cited.startswith(_LETTER), cited
    assert sorted(cited.removeprefix(_LETTER).rstrip(".").split(", ")) == sorted(
        place.rstrip(".").split(", ")
    )


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Хрущёв Н.С.", "Н.С. Хрущёв"),
        ("Ульбрихт В.", "В. Ульбрихт"),
        ("Khrushchev N. S.", "N. S. Khrushchev"),
        ("Anna K.", "Anna K."),
    ],
)
def test_initials_behind_a_family_name(cell: str, name: str) -> None:
    (source,) = archcite.loads(f"Author;Title;Archive;Box\n{cell};On it;RGANI;5\n")
    assert [agent.name for agent in source.agents("author")] == [name]


@pytest.mark.parametrize(
    "name", ["ЦК КПСС", "МИД СССР", "ZK der SED", "Auswärtiges Amt", "Préfecture de police"]
)
def test_bodies_in_other_languages_are_not_turned_round(name: str) -> None:
    (source,) = archcite.loads(f"Author;Title;Archive;Box\n{name};On it;RGANI;5\n")
    assert source.csl_item()["author"] == [{"literal": name}]


def test_a_collection_and_the_shelfmark_in_it_are_one_path() -> None:
    (source,) = archcite.loads(
        "title,date,archive,collection,shelfmark\nOn It,1956,British Library,Gladstone Papers,Add. MS 44086\n"
    )
    assert archcite.cite(source) == "“On It,” 1956, Add. MS 44086, Gladstone Papers, British Library."


def test_another_path_is_a_note() -> None:
    (source,) = archcite.loads("title,date,archive,fond,reference\nOn It,1956,RGANI,5,f. 3 op. 1\n")
    assert source.notes == ("Reference: f. 3 op. 1",)


@pytest.mark.parametrize(
    ("other", "date"), [("25/03/1951", "1951-03-12"), ("03/25/1951", "1951-12-03"), ("12/12/1951", None)]
)
def test_dates_in_figures_are_read_as_the_others_of_the_table(other: str, date: str | None) -> None:
    text = f"Title,Date,Archive,Box\nA,12/03/1951,NARA,1\nB,{other},NARA,2\n"
    if date is None:
        with pytest.raises(SourceError, match="may be two different days"):
            archcite.loads(text)
        return
    first, _ = archcite.loads(text)
    assert first.date is not None and first.date.edtf == date


def test_a_bad_row_costs_one_row() -> None:
    bad = "".join(f"B{number},Easter or so,NARA,1\n" for number in range(25))
    with pytest.raises(SourceError) as raised:
        archcite.loads(f"Title,Date,Archive,Box\nA,1951,NARA,1\n{bad}C,1952,NARA,2\n")
    assert [record.title for record in raised.value.records] == ["A", "C"]
    assert "row 3: “Easter or so” is not a valid date" in raised.value.sentences[0]
    assert raised.value.sentences[-1] == "“the text”: 5 more rows are not valid."


@pytest.mark.parametrize(
    "headings", ["key,sender,senderPlace,senderDate,addressee", "ID,From,Sent from,Date sent,To"]
)
def test_a_table_of_letters_needs_no_titles(headings: str) -> None:
    (letter,) = archcite.loads(f"{headings}\n2,Kardinal Albrecht,Halle,1533-01-06,Ann Roe\n")
    assert archcite.cite(letter).startswith("Kardinal Albrecht to Ann Roe, ")
    assert (letter.date.edtf, letter.place) == ("1533-01-06", "Halle")
