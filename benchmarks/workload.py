"""The work: archival items as CSL-JSON, the same ones for the same number and seed.

They are made the way a historian's library looks: a few people write most of the letters, some documents come
from an office and some from nobody, dates may lack the day or the month, and titles are short or run on.  What
the processors have to do follows from that: names that are shared by two people, and years in which one person
wrote a good deal, have to be told apart.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Item = dict[str, Any]
Person = dict[str, str]

SEED = 20261123


class _Kind(NamedTuple):
    """A kind of document: its CSL type, its genre, and how such documents are called."""

    type: str
    genre: str
    titles: Sequence[str]


class _Archive(NamedTuple):
    """An archive: its name and place, how it writes a reference, and collections of its."""

    name: str
    place: str
    reference: str
    collections: Sequence[str]


def items(count: int, *, seed: int = SEED, distinct: bool = False) -> list[Item]:
    """So many CSL-JSON items; ``distinct`` gives each an author of its own, so that there is nothing to tell apart.

    >>> items(3) == items(3), [item["id"] for item in items(2)]
    (True, ['item1', 'item2'])
    """
    chance = random.Random(seed)
    people = _people(count, chance)
    # Zipf's law: the person at rank r turns up 1/r as often as the first.
    weights = [1 / rank for rank in range(1, len(people) + 1)]
    titles: set[str] = set()
    found = []
    for number in range(1, count + 1):
        cast = chance.choices(people, weights, k=4)
        item = _item(number, chance, cast, titles)
        if distinct:
            item["author"] = [{**cast[0], "family": f"{cast[0]['family']}-{_as_name(number)}"}]
        found.append(item)
    return found


def alike(found: Sequence[Mapping[str, Any]]) -> int:
    """How many items share their authors and their year with another.

    >>> alike(items(1000)) > 300, alike(items(1000, distinct=True))
    (True, 0)
    """
    keys = Counter(
        (str(item["author"]), item["issued"]["date-parts"][0][0]) for item in found if "author" in item
    )
    return sum(times for times in keys.values() if times > 1)


def _people(count: int, chance: random.Random) -> list[Person]:
    """An eighth as many people as items; some have the family name of another."""
    people = []
    for _ in range(max(8, count // 8)):
        families, givens = chance.choice(_NAMES)
        people.append({"family": chance.choice(families), "given": chance.choice(givens)})
    return people


def _item(number: int, chance: random.Random, cast: Sequence[Person], titles: set[str]) -> Item:
    kind = chance.choices([kind for _, kind in _KINDS], [weight for weight, _ in _KINDS])[0]
    archive = chance.choice(_ARCHIVES)
    found: Item = {
        "id": f"item{number}",
        "type": kind.type,
        "title": _title(kind, chance, cast, titles),
        "genre": kind.genre,
        "issued": {"date-parts": [_date(chance)]},
        "archive": archive.name,
        "archive-place": archive.place,
        "archive_location": _reference(archive, chance),
        "language": "en",
    }
    if authors := _authors(kind, chance, cast):
        found["author"] = authors
    if archive.collections:
        found["archive_collection"] = chance.choice(archive.collections)
    if kind.type == "personal_communication":
        found["recipient"] = [cast[1]]
    if kind.type != "map" and chance.random() < 0.4:
        found["translator"] = [cast[3]]
    if chance.random() < 0.3:
        found["source"] = "Digital Archive"
        found["URL"] = f"https://example.org/document/{100000 + number}"
        found["accessed"] = {"date-parts": [[2025, chance.randint(1, 12), chance.randint(1, 28)]]}
    return found


def _title(kind: _Kind, chance: random.Random, cast: Sequence[Person], titles: set[str]) -> str:
    """A title that no other item has, so that it can be looked for in what a processor prints."""
    pattern, place = chance.choice(kind.titles), chance.choice(_PLACES)
    topic = chance.choice(_TOPICS).format(place=place)
    title = pattern.format(a=cast[0]["family"], b=cast[1]["family"], topic=topic, place=place)
    copies = (f"{title} (no. {copy})" for copy in itertools.count(2))
    title = next(one for one in itertools.chain((title,), copies) if one not in titles)
    titles.add(title)
    return title


def _authors(kind: _Kind, chance: random.Random, cast: Sequence[Person]) -> list[Person]:
    draw = chance.random()
    if kind.type in ("personal_communication", "speech") or draw < 0.65:
        several = chance.random() < 0.12 and cast[2] != cast[0]
        return [cast[0], cast[2]] if several else [cast[0]]
    return [{"literal": chance.choice(_OFFICES)}] if draw < 0.9 else []


def _date(chance: random.Random) -> list[int]:
    """A day; or no more than the month, or the year."""
    day = [chance.randint(1945, 1964), chance.randint(1, 12), chance.randint(1, 28)]
    return day[: chance.choices((3, 2, 1), (85, 7, 8))[0]]


def _reference(archive: _Archive, chance: random.Random) -> str:
    first = chance.randint(1, 200)
    return archive.reference.format(
        n=chance.randint(1, 99), m=chance.randint(1, 40), k=chance.randint(100, 999),
        p=first, q=first + chance.randint(1, 9),
    )  # fmt: skip


def _as_name(number: int) -> str:
    """A number as a name: no two numbers have the same."""
    found = ""
    while number:
        number, digit = divmod(number, 26)
        found = chr(ord("a") + digit) + found
    return found.capitalize()


# fmt: off
# Who there is to write: families and given names of one language each.
_NAMES: Sequence[tuple[Sequence[str], Sequence[str]]] = (
    (
        ("Khrushchev", "Mikoyan", "Gromyko", "Zorin", "Kuznetsov", "Ponomarev", "Andropov", "Semenov", "Malenkov",
         "Suslov", "Zimyanin", "Roshchin", "Ledovskii", "Fedorenko", "Kuznetsova", "Ivanov", "Petrov"),
        ("Nikita", "Anastas", "Andrei", "Valerian", "Vasily V.", "Boris", "Yuri", "Vladimir", "A. A.", "Ekaterina"),
    ),
    (
        ("Zhou", "Liu", "Chen", "Peng", "Deng", "Wang", "Zhang", "Li", "Huang", "Wu"),
        ("Enlai", "Shaoqi", "Yi", "Zhen", "Xiaoping", "Jiaxiang", "Wentian", "Hua", "Xiuquan"),
    ),
    (
        ("Novotný", "Široký", "Gomułka", "Cyrankiewicz", "Ochab", "Kádár", "Münnich", "Rákosi", "Gheorghiu-Dej",
         "Bodnăraș", "Maurer", "Živkov", "Ulbricht", "Grotewohl", "Stoph", "Tito", "Kardelj", "Hoxha", "Shehu"),
        ("Antonín", "Viliam", "Władysław", "Józef", "János", "Mátyás", "Ferenc", "Gheorghe", "Emil", "Walter",
         "Otto", "Edvard", "Enver", "Anna", "Ion Gheorghe"),
    ),
    (
        ("Dulles", "Kennan", "Bohlen", "Thompson", "Bowles", "Bruce", "Smith", "Bevin", "Attlee", "Jebb", "Roberts",
         "Kirkpatrick", "Brown", "O’Malley", "Spaak", "Brentano", "Adenauer", "von Brentano", "de Gaulle"),
        ("John Foster", "George F.", "Charles E.", "Llewellyn", "Chester", "David K. E.", "Ernest", "Gladwyn",
         "Frank", "Margaret", "Elizabeth", "Paul-Henri", "Heinrich", "Charles"),
    ),
    (
        ("Kim", "Pak", "Nam", "Pham", "Le", "Nguyen", "Vo", "Ho", "Truong"),
        ("Il Sung", "Hon Yong", "Il", "Van Dong", "Duan", "Duy Trinh", "Nguyen Giap", "Chi Minh"),
    ),
    (
        ("Nehru", "Menon", "Pannikar", "Mehta", "Castro", "Guevara", "Roa", "Dorticós", "Nkrumah", "Keita"),
        ("Jawaharlal", "V. K. Krishna", "K. P. S.", "Fidel", "Ernesto", "Raúl", "Osvaldo", "Kwame", "Modibo"),
    ),
)

_OFFICES = (
    "Central Committee of the CPSU", "Ministry of Foreign Affairs of the GDR", "Foreign Office, Far Eastern Department",
    "Embassy of Hungary in North Korea", "Bulgarian Embassy in Havana", "Central Intelligence Agency",
    "Policy Planning Staff", "Council of Ministers of the USSR", "Polish Legation in Beijing", "Cabinet Office",
)

_TOPICS = (
    "the recall of advisors", "the situation in {place}", "grain deliveries to {place}", "the border negotiations",
    "the {place} question", "military assistance in the coming year", "the withdrawal of troops from {place}",
    "the meeting of the Political Consultative Committee", "the test ban", "scientific and technical cooperation",
    "the visit of a government delegation to {place}", "the repatriation of prisoners of war",
    "the course of the collectivization of agriculture in {place}", "oil and gas prospecting",
    "the statements of the press of {place} on the Twentieth Congress", "the exchange of students with {place}",
    "certain questions of the trade agreement and of credits for industrial equipment from {place}",
    "his health", "the draft treaty", "radio broadcasts to {place}", "the crisis over {place}",
)
_PLACES = (
    "Hungary", "Berlin", "Korea", "Laos", "Vietnam", "Cuba", "Romania", "Albania", "Tibet", "Xinjiang", "Poland",
    "Egypt", "Congo", "Indonesia", "Iran", "Yugoslavia", "Finland", "Mongolia", "Taiwan", "Cambodia", "India",
)

_LETTERS = ("Letter from {a} to {b}", "Letter, {a} to {b}, regarding {topic}", "{a} to {b} on {topic}")
_KINDS: Sequence[tuple[int, _Kind]] = (  # of a hundred documents, so many
    (30, _Kind("personal_communication", "letter", _LETTERS)),
    (15, _Kind("document", "telegram", ("Telegram from {a} to {b}", "Cable, {a} to {b}: ‘{topic}’"))),
    (15, _Kind("report", "report", ("Report on {topic}", "Report of {a} to the Presidium concerning {topic}"))),
    (20, _Kind("manuscript", "minutes", (
        "Record of a conversation between {a} and {b}", "Minutes of conversation between {a} and {b} about {topic}",
        "Stenographic record of the negotiations on {topic}, and of the exchange of views between {a} and {b}",
    ))),
    (8, _Kind("manuscript", "diary", ("From the diary of {a}", "Diary of {a}: {topic}"))),
    (6, _Kind("document", "memorandum", ("Memorandum on {topic}", "Note by {a} about {topic}"))),
    (3, _Kind("speech", "speech", ("Speech by {a} at the plenum on {topic}",))),
    (3, _Kind("map", "map", ("Map of {place}", "Sketch map of {place} with the positions of units"))),
)

_ARCHIVES: Sequence[_Archive] = (
    _Archive("Russian State Archive of Contemporary History", "Moscow", "f. {n}, op. {m}, d. {k}, ll. {p}–{q}",
             ("Apparatus of the Central Committee", "Plenums of the Central Committee", "Politburo")),
    _Archive("The National Archives of the UK", "Kew", "FO 371/{k}{n}", ("Foreign Office: Political Departments",)),
    _Archive("Bundesarchiv", "Berlin", "DY 30/{k}, Bl. {p}–{q}",
             ("Büro Walter Ulbricht", "Internationale Verbindungen")),
    _Archive("Central Historical National Archives", "Bucharest", "File {n}/{k}, pp. {p}–{q}",
             ("CC of the RCP – Foreign Relations Section", "CC of the RCP – Chancellery")),
    _Archive("National Archives and Records Administration", "College Park, MD", "RG 59, box {k}, folder {n}",
             ("General Records of the Department of State", "Policy Planning Staff Files")),
    _Archive("Archiwum Akt Nowych", "Warsaw", "KC PZPR, sygn. {k}/{n}, k. {p}",
             ("Polska Zjednoczona Partia Robotnicza",)),
    _Archive("Chinese Foreign Ministry Archive", "Beijing", "{k}-00{n}-{m}", ()),
    _Archive("Dwight D. Eisenhower Presidential Library", "Abilene, KS", "box {n}, folder {m}",
             ("Ann Whitman File", "White House Office Files", "John Foster Dulles Papers")),
)
# fmt: on
