"""Text in the order of a language's dictionaries; compared with ICU, where a node with all its languages is at hand."""

from __future__ import annotations

import json
import random
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.collation.alphabets import ALPHABETS
from archcite.collation.sort_key import build_sort_key
from archcite.csl import Processor

IN_ORDER = {
    "en": "Äbler Adam Ahlers Oder Öder Zorn",
    "de": "Ahle Ähler Ahlert Muller Müller Zorn Борис",
    "sv": "Adam Oder Zorn Ås Äng Öde",
    "da": "Adam Zorn Ære Øre Aas",
    "cs": "Cihla Čapek Havel Chalupa Ibsen Sova Šaško Zorn Žižka",
    "hu": "Cukor Csaba Gábor Gyula Nagy Nyári Olga Ödön Pál Szabó Zoltán Zsolt",
    "es": "Núñez Nuria Ñandú Oder",
    "pl": "Lubin Łada Maria Zorn Źródło Żaba",
    "tr": "Isparta İzmir Ordu Öz",
    "et": "Saar Šokk Zoo Žanr Tamm Õun Ära Öö Üks",
    "uk": "Гоголь Ґедзь Дума Єва Жук Іван Їжак Йосип Kennan",
    "ru": "Белов Ёлкин Ельцин Жуков Иванов Йотов Яковлев Adams",
    "fr": "cote coté côte côté Zorn Иванов",
    "ja": "Adam Zorn Иванов",
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_words_come_in_the_order_of_the_language(language: str) -> None:
    words = IN_ORDER[language].split()
    shuffled = random.Random(language).sample(words, len(words))
    assert sorted(shuffled, key=lambda word: build_sort_key(word, language)) == words


def test_a_bibliography_is_sorted_in_its_language() -> None:
    items = [
        {"id": name, "type": "book", "title": name, "author": [{"family": name}]}
        for name in ("Örn", "Zorn", "Иванов", "Oder", "Ås")
    ]
    order = {}
    for locale in ("de-DE", "sv-SE", "ru-RU"):
        processor = Processor("apa", items, locale=locale)
        processor.register()
        order[locale] = processor.order()
    assert order == {
        "de-DE": ["Ås", "Oder", "Örn", "Zorn", "Иванов"],
        "sv-SE": ["Oder", "Zorn", "Ås", "Örn", "Иванов"],
        "ru-RU": ["Иванов", "Ås", "Oder", "Örn", "Zorn"],
    }


@given(st.text(), st.sampled_from(sorted(IN_ORDER)))
def test_any_text_has_a_key(text: str, language: str) -> None:
    assert build_sort_key(text, language) == build_sort_key(text, language)


SCRIPTS = {
    "": "abcdefghijklmnopqrstuvwxyz",
    "а": "абвгдежзиклмнопрстуфхцчшщъыьэюя",
    "α": "αβγδεζηθικλμνξοπρστυφχψω",
    "א": "אבגדהוזחטיכלמנסעפצקרשת",
}


def languages() -> dict[str, str]:
    """The signs of each language of the table: its own letters three times, so that they are met often."""
    found = {"de": SCRIPTS[""] + "äöü"}
    for name, entry in ALPHABETS.items():
        if name == "root":
            continue
        entry = ALPHABETS[entry["like"]] if "like" in entry else entry
        own = "".join(" ".join(entry.get("after", {}).values()).split())
        found[name] = SCRIPTS[entry.get("lead", "")[:1]] + own * 3
    return found


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("node") is None, reason="the ICU that is compared with is that of node")
@pytest.mark.parametrize("language", sorted(languages()))
def test_agrees_with_icu(language: str) -> None:
    rnd = random.Random(language)
    letters = languages()[language]

    def word(longest: int) -> str:
        return "".join(rnd.choice(letters) for _ in range(rnd.randint(1, longest)))

    pairs = []
    for _ in range(500):
        first = word(5)
        pairs.append((first, first[: rnd.randint(0, len(first))] + word(4)))
    script = (
        f"const order = new Intl.Collator('{language}');"
        f"if (!Intl.Collator.supportedLocalesOf('{language}').length) console.log('null');"
        f"else console.log(JSON.stringify({json.dumps(pairs)}.map(([a, b]) => Math.sign(order.compare(a, b)))))"
    )
    done = subprocess.run(["node", "-e", script], capture_output=True, encoding="utf-8", check=True)
    expected = json.loads(done.stdout)
    if expected is None:
        pytest.skip(f"this node does not know {language}")
    keys = [(build_sort_key(first, language), build_sort_key(second, language)) for first, second in pairs]
    found = [(first > second) - (first < second) for first, second in keys]
    differ = [pair for pair, one, other in zip(pairs, found, expected, strict=True) if one != other]
    # What differs is at most how signs beside a letter of two signs are taken apart (aå, zsz).
    assert len(differ) <= len(pairs) // 100, differ
