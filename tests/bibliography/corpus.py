"""Records as a historian's collection has them: several archives and languages, one archive spelled in several ways.

They are made by a seeded generator, so that there are as many as a test needs, always the same. As a script it writes
them: ``python tests/bibliography/corpus.py 200 > records.json``.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from typing import Any

from archcite.formats.archcite_yaml.writer import to_json
from archcite.record import Agent, Holding, OnlineCopy, Pages, Part, Record, Repository

# Repository, its spellings; then paths: level, label, and the names or numbers that there are (a number: up to it).
ARCHIVES: list[Any] = [
    (
        ("RGANI", "Russian State Archive of Contemporary History", "РГАНИ"),
        ("fonds", "f.", ["5", "3", "89", "2"]),
        ("series", "op.", ["30", "33", "49", "1"]),
        ("file", "d.", 400),
        ("leaves", "ll."),
    ),
    (
        ("State Archive of the Russian Federation", "GARF"),
        ("fonds", "f.", ["R-5446", "R-9401"]),
        ("series", "op.", ["1", "2", "54"]),
        ("file", "d.", 900),
        ("leaves", "ll."),
    ),
    (
        ("APRF",),
        ("fonds", "F.", ["45", "3"]),
        ("series", "Op.", ["1", "65"]),
        ("file", "D.", 400),
        ("leaves", "Ll."),
    ),
    (
        ("AVPRF", "Archive of Foreign Policy of the Russian Federation"),
        ("fonds", "f.", ["0102", "0100", "059a"]),
        ("series", "op.", ["13", "34"]),
        ("folder", "p.", 90),
        ("file", "d.", 40),
        ("leaves", "ll."),
    ),
    (
        ("Bundesarchiv", "BArch"),
        ("fonds", None, ["DY 30", "B 136", "DC 20"]),
        ("file", None, 60000),
        ("leaves", "Bl."),
    ),
    (
        ("Politisches Archiv des Auswärtigen Amts",),
        ("file", None, ["A 1023/{}", "C 1023/{}"]),
        ("leaves", "Bl."),
    ),
    (("Archives nationales",), ("file", None, ["AJ/40/{}", "F/7/{}", "5 AG 1/{}"]), ("leaves", "fol.")),
    (
        ("The National Archives", "TNA"),
        ("series", None, ["FO 371", "CAB 129", "PREM 11"]),
        ("file", None, 170000),
        ("leaves", "fol."),
    ),
    (
        ("National Archives at College Park",),
        ("fonds", None, ["RG 59", "RG 84"]),
        ("series", None, ["Central Decimal Files, 1955–1959", "Lot Files"]),
        ("box", "box", 5000),
        ("folder", "folder", 40),
    ),
    (
        ("Yale University Library",),
        ("fonds", None, ["Edward Mandell House Papers", "Walter Lippmann Papers"]),
        ("box", "box", 90),
        ("folder", "folder", 400),
    ),
    (
        ("Hoover Institution Archives",),
        ("fonds", None, ["Boris I. Nicolaevsky Collection", "Dmitrii Volkogonov Papers"]),
        ("box", "box", 700),
        ("folder", "folder", 40),
    ),
    (
        ("Central Historical National Archives",),
        ("fonds", "Fund", ["CC of the RCP - Foreign Relations Section", "CC of the RCP - Chancellery"]),
        ("file", "File", 90),
        ("leaves", "pp."),
    ),
    (
        ("MNL OL", "National Archives of Hungary"),
        ("fonds", "f.", ["288", "276"]),
        ("file", "ő. e.", 300),
        ("leaves", "o."),
    ),
    (("Archiwum Akt Nowych", "AAN"), ("fonds", None, ["KC PZPR"]), ("file", "sygn.", 900), ("leaves", "k.")),
]
PLACES = {
    "Yale University Library": ("New Haven, CT", "US"),
    "Hoover Institution Archives": ("Stanford, CA", "US"),
    "Central Historical National Archives": ("Bucharest", "RO"),
}
PEOPLE = {
    "en": [
        "George Creel",
        "Dean Acheson",
        "Charles Bohlen",
        "Walter Lippmann",
        "Llewellyn Thompson",
        "Selwyn Lloyd",
    ],
    "de": ["Walter Ulbricht", "Otto Grotewohl", "Hermann Axen", "Heinrich von Brentano", "Käthe Ähler"],
    "ru": ["Н. С. Хрущев", "Ю. В. Андропов", "А. А. Громыко", "М. А. Суслов", "А. М. Пузанов"],
}
TITLES = {
    "en": [
        "Letter on the Recall of Advisers",
        "Memorandum of Conversation with {}",
        "Telegram to the Embassy in {}",
        "Report on the Situation in {}",
        "Minutes of the Meeting on {}",
    ],
    "de": [
        "Schreiben über die Lage in {}",
        "Vermerk über ein Gespräch mit {}",
        "Bericht der Botschaft in {}",
        "Protokoll der Sitzung zu {}",
    ],
    "ru": ["Записка о положении в {}", "Запись беседы с {}", "Телеграмма послу в {}", "Постановление о {}"],
}
SUBJECTS = {
    "en": ["Hungary", "Berlin", "Warsaw", "Bucharest", "Pyongyang", "Suez", "Zürich", "Ålesund"],
    "de": ["Ungarn", "Österreich", "Warschau", "Pjöngjang", "Ägypten"],
    "ru": ["Венгрии", "Польше", "Румынии", "КНДР", "Йемене", "Ёльникове"],
}
KINDS = {
    "Letter": "letter",
    "Schreiben": "letter",
    "Memorandum": "memorandum",
    "Vermerk": "memorandum",
    "Telegram": "telegram",
    "Телеграмма": "telegram",
    "Report": "report",
    "Bericht": "report",
    "Записка": "memorandum",
    "Minutes": "minutes",
    "Protokoll": "minutes",
    "Запись": "conversation",
    "Постановление": "resolution",
}
BOOKS = [
    ("Stephen Kotkin", "Stalin: Paradoxes of Power, 1878–1928", "2014", "en"),
    ("Hope M. Harrison", "Driving the Soviets up the Wall", "2003", "en"),
    ("Hermann Weber", "Geschichte der DDR", "1999", "de"),
    ("Александр Фурсенко", "Президиум ЦК КПСС, 1954–1964", "2003", "ru"),
    ("Csaba Békés", "The 1956 Hungarian Revolution: A History in Documents", "2002", "en"),
]


def records(number: int, seed: int = 1956, doubles: bool = True) -> Iterator[Record]:
    """So many records; one in forty is an earlier one again in another spelling, if there are to be ``doubles``."""
    rnd = random.Random(seed)
    made: list[Record] = []
    for serial in range(number):
        if doubles and serial % 40 == 39:
            record = _again(rnd.choice(made[-30:]), serial)
        elif serial % 12 == 11:
            author, title, year, language = rnd.choice(BOOKS)
            title = title if serial < 60 else f"{title}, vol. {serial}"
            record = Record(
                id=f"r{serial}",
                kind="book",
                title=title,
                date=year,
                agents=[Agent.parse(author)],
                languages=[language],
            )
        else:
            record = _document(rnd, serial)
        made.append(record)
        yield record


def _document(rnd: random.Random, serial: int) -> Record:
    language = rnd.choices(("en", "de", "ru"), (5, 3, 3))[0]
    form = rnd.choice(TITLES[language])
    person, subject = rnd.choice(PEOPLE[language]), rnd.choice(SUBJECTS[language])
    agents = [Agent.parse(person) if language != "ru" else _russian(person)] if rnd.random() < 0.6 else []
    if rnd.random() < 0.2 and language != "en":
        agents.append(Agent.parse("Gary Goldberg", role="translator"))
    date = f"19{rnd.randint(45, 62)}-{rnd.randint(1, 12):02d}-{rnd.randint(1, 28):02d}"
    number = 100000 + serial
    copy = OnlineCopy()
    if rnd.random() < 0.25:
        copy = OnlineCopy(
            "Wilson Center Digital Archive", f"https://digitalarchive.wilsoncenter.org/document/{number}"
        )
    return Record(
        id=f"r{serial}",
        kind=KINDS[form.split()[0]],
        title=form.format(subject),
        date=date,
        agents=agents,
        holdings=[_holding(rnd)] if serial % 25 != 24 or not copy else [],
        copy=copy,
        languages=[language],
    )


def _russian(name: str) -> Agent:
    given, _, family = name.rpartition(" ")
    return Agent(family=family, given=given)


def _holding(rnd: random.Random) -> Holding:
    names, *levels = rnd.choice(ARCHIVES)
    name = rnd.choice(names)
    place, country = PLACES.get(name, (None, None))
    parts, pages = [], Pages()
    for level, label, *values in levels:
        if level == "leaves":
            first = rnd.randint(1, 200)
            pages = Pages(label or "", f"{first}–{first + rnd.randint(1, 9)}")
            continue
        number = rnd.randint(1, 30 if rnd.random() < 0.7 else 900)
        given = values[0]
        value = str(min(number, given)) if isinstance(given, int) else rnd.choice(given).format(number)
        parts.append(Part(level, label, value))
    if name == "РГАНИ":
        parts = [
            Part(part.level, {"f.": "ф.", "op.": "оп.", "d.": "д."}[part.label or ""], part.value)
            for part in parts
        ]
        pages = Pages("лл.", pages.value)
    return Holding(Repository(name, place=place, country=country), parts, pages)


def _again(record: Record, serial: int) -> Record:
    """The same document as someone else has written it down."""
    holdings = [
        Holding(
            Repository(
                {"RGANI": "РГАНИ", "TNA": "The National Archives"}.get(
                    str(one.repository), str(one.repository)
                )
            ),
            one.parts,
            one.pages,
        )
        for one in record.holdings
    ]
    title = (record.title or "").upper() + "."
    return Record(
        id=f"r{serial}",
        kind=record.kind,
        title=title,
        date=record.date,
        agents=record.agents(),
        holdings=holdings,
        copy=record.copy,
        notes=["seen again"],
    )


if __name__ == "__main__":
    print(to_json(list(records(int(sys.argv[1]) if len(sys.argv) > 1 else 200))))
