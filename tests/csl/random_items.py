"""Items and documents of random shapes, for comparison with other processors. Names, titles and places are made up."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from archcite.csl import variables

Item: TypeAlias = dict[str, Any]
# A cluster is the list of cites of one citation.
Cluster: TypeAlias = list[dict[str, Any]]

# A random choice needs an order.
TYPES = sorted(variables.TYPES)

# Parts of family names; a few whole ones come up often, so that cites must be told apart.
_FAMILY_STARTS = (
    "Ad",
    "Ben",
    "Çel",
    "Dumi",
    "Erik",
    "Four",
    "Gri",
    "Hal",
    "Ione",
    "Kowal",
    "Lefè",
    "Nag",
    "Přib",
    "Ungu",
    "Ø",
)
_FAMILY_ENDS = (
    "air",
    "ning",
    "ik",
    "trescu",
    "sen",
    "nier",
    "gore",
    "loran",
    "czyk",
    "vre",
    "yi",
    "stad",
    "ova",
    "lund",
    "ez",
)
_COMMON_FAMILIES = ("Adair", "Nagy", "O’Dell", "Ruiz-Palacios")
_GIVENS = (
    "Alice",
    "Bertrand",
    "C. D.",
    "Éva",
    "Jean-Pierre",
    "Maria Luisa",
    "John Q.",
    "Émile",
    "Thérèse",
    "K",
    "W. H. A.",
    "Şerban",
    "Yu-Ling",
    "D’Arcy",
)
_PARTICLES: tuple[Item, ...] = (
    {"non-dropping-particle": "van", "family": "Loon"},
    {"non-dropping-particle": "van der", "family": "Merwe"},
    {"dropping-particle": "von", "family": "Trott"},
    {"dropping-particle": "de", "family": "Balzac"},
    {"dropping-particle": "d’", "family": "Ormesson"},
    {"dropping-particle": "de", "non-dropping-particle": "La", "family": "Fontaine"},
    {"non-dropping-particle": "al-", "family": "Hakim"},
    {"non-dropping-particle": "de la", "family": "Cruz"},
    {"non-dropping-particle": "Du", "family": "Bois"},
)
_BODIES = (
    "Ministry of Transport",
    "Royal Society of Letters",
    "International Union of Bakers",
    "National Archives of Ruritania",
    "The Reform Committee",
    "BBC",
)
_TITLES = (
    "A short history of glass",
    "The river and the town: settlement in the valley",
    "Who built the bridge?",
    "“Bread and land”: a slogan and its uses",
    "Reading <i>Middlemarch</i> aloud",
    "Notes toward a theory of H<sub>2</sub>O",
    "Letters, 1848–1871",
    "on the margins",
    "Les chemins de la mémoire",
    "Der lange Weg: Erinnerungen",
    "The king’s two clocks; or, time in court",
    "Go! A manual for beginners",
    "From A to Z: an index",
    "NATO and the 1970s",
    "Report on the state of the roads",
    "The women’s movement (1890–1914)",
    'Vita <span class="nocase">e Roma</span>',
    "Economy & society",
    "What next... after the fall",
    "Minutes of the meeting with comrade P. Kovács",
    "Telegram to the embassy",
)
_CONTAINERS = (
    "Journal of Slow Science",
    "Annals of the Valley",
    "The Morning Post",
    "Studies in Bread: an international review",
    "Proceedings of the Fourth Congress",
    "Dictionary of Minor Poets",
    "A Companion to Rivers",
)
_PUBLISHERS = (
    "Harrow Press",
    "University of the South Press",
    "Presses du Lac",
    "Nagy & Fia",
    "Self-published",
)
_PLACES = ("London", "Budapest", "Cambridge, MA", "Łódź", "Paris")
_SUFFIXES = ("Jr.", "III", "Sr.")


class Generator:
    """A source of random items. The same seed gives the same items.

    >>> Generator(7).build_items(3) == Generator(7).build_items(3)
    True
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def build_items(self, count: int, prefix: str = "") -> list[Item]:
        """Return items; their types are evenly distributed. Their ids are numbers after ``prefix``."""
        types: list[str] = []
        while len(types) < count:
            types += self._random.sample(TYPES, len(TYPES))
        return [self._build_item(f"{prefix}{number}", type) for number, type in enumerate(types[:count], 1)]

    def build_document(self, items: Sequence[Item]) -> list[Cluster]:
        """Return a document that cites each item by itself, then several at once, then each again."""
        ids = [str(item["id"]) for item in items]
        again = self._random.sample(ids, len(ids))
        return [
            *([self._build_cite(id)] for id in ids),
            *(
                [self._build_cite(id) for id in self._random.sample(ids, self._random.choice((2, 2, 3, 4)))]
                for _ in range(len(ids) // 3 if len(ids) > 4 else 0)
            ),
            *([self._build_cite(id)] for id in again for _ in range(self._random.choice((1, 1, 1, 2)))),
        ]

    def _build_cite(self, id: str) -> dict[str, Any]:
        cite: dict[str, Any] = {"id": id}
        if self._happens(0.35):
            locators = ("12", "33-35", "4, 7", "7a", "IV", "12-14, 20", "vi")
            cite["locator"] = self._choose(locators)
            labels = ("page", "page", "page", "chapter", "section", "volume", "folio", "line", "paragraph")
            cite["label"] = self._choose(labels)
        if self._happens(0.08):
            cite["prefix"] = self._choose(("see ", "cf. ", "e.g., ", "See also "))
        if self._happens(0.08):
            cite["suffix"] = self._choose((" and passim", ", emphasis added", ". A classic"))
        return cite

    def _build_item(self, id: str, type: str) -> Item:
        item: Item = {"id": id, "type": type}
        for table, build in (
            (_TEXTS, lambda values: self._choose(values)),
            (_NAME_VARIABLES, lambda _: self._build_names()),
            (_DATE_VARIABLES, lambda _: self._build_date()),
        ):
            for variable, (probability, values) in table.items():
                if self._happens(probability):
                    item[variable] = build(values)
        for variable, (probability, build_text) in self._computed_texts.items():
            if self._happens(probability):
                item[variable] = build_text()
        if "event-title" in item:
            item["event"] = item[
                "event-title"
            ]  # reference managers give both; to archcite they are one variable
        return item

    @property
    def _computed_texts(self) -> dict[str, tuple[float, Callable[[], str]]]:
        return {
            "page": (0.45, self._build_pages),
            "URL": (0.35, lambda: f"https://example.org/{self._random.randint(1, 999)}?a=b&c=d"),
            "DOI": (0.25, lambda: f"10.5555/{self._random.randint(1, 999)}.x"),
            "number-of-pages": (0.1, lambda: str(self._random.randint(20, 900))),
        }

    def _build_pages(self) -> str:
        first = self._random.randint(1, 1200)
        last = first + self._random.choice((1, 3, 9, 25, 140))
        forms = (
            f"{first}",
            f"{first}-{last}",
            f"{first}–{last}",
            f"{first}-{last}, {last + 9}",
            "xi-xiv",
            "A3",
            "e1042",
        )
        return str(self._choose(forms))

    def _build_names(self) -> list[Item]:
        if self._happens(0.1):
            return [
                {"literal": body} for body in self._random.sample(_BODIES, self._choose((1, 1, 1, 1, 1, 2)))
            ]
        names = [self._build_name() for _ in range(self._choose((1, 1, 1, 1, 2, 2, 3, 4, 5, 7, 9)))]
        if self._happens(0.02):
            names.append({"literal": self._choose(_BODIES)})
        return names

    def _build_name(self) -> Item:
        given = {"given": self._choose(_GIVENS)}
        if self._happens(0.15):
            return {**self._choose(_PARTICLES), **given}
        if self._happens(0.03):
            return dict(
                self._choose(({"family": "山田", "given": "太郎"}, {"family": "Иванов", "given": "Пётр"}))
            )
        name = {"family": self._build_family(), **given}
        return {**name, "suffix": self._choose(_SUFFIXES)} if self._happens(0.06) else name

    def _build_family(self) -> str:
        if self._happens(0.1):
            return str(self._choose(_COMMON_FAMILIES))
        return f"{self._choose(_FAMILY_STARTS)}{self._choose(_FAMILY_ENDS)}"

    def _build_date(self) -> Item:
        year = self._random.randint(1790, 2025)
        month, day = self._random.randint(1, 12), self._random.randint(1, 28)
        full = [year, month, day]
        return dict(
            self._choose(
                (
                    *({"date-parts": [full[:length]]} for length in (1, 1, 1, 2, 3, 3)),
                    {"date-parts": [[year], [year + 2]]},
                    {"date-parts": [[year, month, 3], [year, month, 9]]},
                    {"date-parts": [[year, 2], [year, 5]]},
                    {"date-parts": [[year]], "circa": True},
                    {"date-parts": [[year]], "season": self._random.randint(1, 4)},
                )
            )
        )

    def _choose(self, values: Sequence[Any]) -> Any:
        return self._random.choice(values)

    def _happens(self, probability: float) -> bool:
        return self._random.random() < probability


# Variable -> how often an item has it, and its values.
_TEXTS: dict[str, tuple[float, Sequence[str]]] = {
    "title": (0.95, _TITLES),
    "title-short": (0.25, ("Glass", "River and town", "Bread", "Letters")),
    "container-title": (0.5, _CONTAINERS),
    "container-title-short": (0.15, ("J. Slow Sci.", "Ann. Valley")),
    "collection-title": (0.15, ("Studies in Glass", "Valley Texts")),
    "collection-number": (0.12, ("7", "23")),
    "publisher": (0.55, _PUBLISHERS),
    "publisher-place": (0.5, _PLACES),
    "volume": (0.35, ("2", "14", "XIV", "12-13")),
    "volume-title": (0.05, ("The Early Years",)),
    "issue": (0.3, ("1", "3-4", "Spring", "S2")),
    "edition": (0.2, ("2", "4", "Revised edition", "2nd")),
    "number": (0.2, ("7", "B-12", "2019/44", "No. 3")),
    "number-of-volumes": (0.1, ("2", "12")),
    "genre": (0.25, ("PhD thesis", "letter", "working paper", "Telegram", "Documentary")),
    "medium": (0.15, ("CD", "typescript", "Film reel")),
    "ISBN": (0.1, ("978-1-00-000000-5",)),
    "event-title": (0.12, ("Fourth Congress of Bakers",)),
    "event-place": (0.1, _PLACES),
    "archive": (0.2, ("National Archives of Ruritania", "Valley Record Office")),
    "archive_collection": (0.06, ("Harrow Papers",)),
    "archive_location": (0.2, ("box 3, folder 12", "f. 5, op. 30, d. 273")),
    "archive-place": (0.1, _PLACES),
    "note": (0.08, ("A remark", "Copy in two parts")),
    "language": (0.5, ("en", "en-GB", "fr", "de", "en-US", "it")),
    "authority": (0.08, ("Court of Appeal", "Parliament")),
    "section": (0.08, ("C", "Local News")),
    "source": (0.1, ("Ruritanian Digital Archive",)),
    "chapter-number": (0.08, ("3", "VI")),
    "abstract": (0.04, ("What it is about.",)),
    "references": (0.03, ("See the annex.",)),
    "scale": (0.04, ("1:25,000",)),
    "version": (0.05, ("1.0.2", "3")),
    "status": (0.05, ("in press", "draft")),
    "reviewed-title": (0.06, ("The long bridge",)),
    "reviewed-genre": (0.02, ("film",)),
    "dimensions": (0.04, ("30 × 40 cm", "52 min")),
    "keyword": (0.03, ("glass, bread",)),
    "part-number": (0.05, ("2",)),
    "part-title": (0.03, ("The Sequel",)),
    "original-title": (0.04, ("Az Üveg Rövid Története",)),
    "original-publisher": (0.03, ("Kis Könyvtár",)),
    "original-publisher-place": (0.03, ("Budapest",)),
    "PMID": (0.03, ("12345678",)),
    "PMCID": (0.03, ("PMC1234567",)),
}
_NAME_VARIABLES: dict[str, tuple[float, None]] = {
    variable: (probability, None)
    for variable, probability in {
        "author": 0.72,
        "editor": 0.28,
        "translator": 0.2,
        "container-author": 0.06,
        "collection-editor": 0.06,
        "recipient": 0.1,
        "interviewer": 0.08,
        "director": 0.06,
        "producer": 0.04,
        "reviewed-author": 0.05,
        "composer": 0.03,
        "illustrator": 0.04,
        "original-author": 0.03,
        "editorial-director": 0.02,
        "contributor": 0.03,
        "compiler": 0.03,
        "performer": 0.03,
        "host": 0.02,
        "chair": 0.02,
        "guest": 0.02,
        "narrator": 0.02,
        "organizer": 0.02,
        "series-creator": 0.02,
        "script-writer": 0.02,
        "curator": 0.02,
        "executive-producer": 0.02,
    }.items()
}
_DATE_VARIABLES: dict[str, tuple[float, None]] = {
    "issued": (0.88, None),
    "accessed": (0.25, None),
    "original-date": (0.1, None),
    "event-date": (0.06, None),
    "submitted": (0.03, None),
    "available-date": (0.03, None),
}
