"""Each word of the table of words for dates, in each language, is read where it belongs."""

from __future__ import annotations

import pytest

from archcite.dates import is_undated, to_edtf
from archcite.dates.recognition import may_be_date
from archcite.dates.vocabulary import fold, load_feasts, load_languages

_LANGUAGES = load_languages()
# Texts with a word of a meaning, of which one must be read, and what they may state.
_SENTENCES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "weekdays": (("{}, 3 May 1955", "{} 3 May 1955"), ("1955-05-03",)),
    "weekday_letters": (("{}, 3 May 1955", "{}., 3 May 1955"), ("1955-05-03",)),
    "first": (("{} half of 1955",), ("1955~",)),
    "last": (("{} half of 1955",), ("1955~",)),
    "approximate": (("{} 1955", "{} 15 May 1955"), ("1955~", "1955-05-15~")),
    "uncertain": (("{} 1955", "{} 15 May 1955"), ("1955?", "1955-05-15?", "1955~")),
    "early": (("{} 1955", "{} of 1955"), ("1955~", "1955/..", "../1955")),
    "middle": (("{} 1955",), ("1955~",)),
    "late": (("{} 1955",), ("1955~", "../1955")),
    "turn": (("{} 1955",), ("1955~",)),
    "before": (("{} 1955",), ("../1955",)),
    "after": (("{} 1955",), ("1955/..",)),
    "not_before": (("{} 1955",), ("1955/..",)),
    "not_after": (("{} 1955",), ("../1955",)),
    "near": (("{} before 1955",), ("../1955",)),
    "between": (("{} 1955 and 1957",), ("1955/1957",)),
    "from": (("{} 1955 to 1957",), ("1955/1957",)),
    "to": (("1955 {} 1957",), ("1955/1957",)),
    "and": (("between 1955 {} 1957", "1955 {} 1957"), ("1955/1957", "{1955,1957}")),
    "or": (("1955 {} 1957",), ("[1955,1957]", "{1955,1957}")),
    "earlier": (("1955 or {}",), ("../1955",)),
    "later": (("1955 or {}",), ("1955/..",)),
    "now": (("1955–{}", "1955 to {}"), ("1955/..",)),
    "before_postposed": (("1955 {}",), ("../1955",)),
    "after_postposed": (("1955 {}",), ("1955/..",)),
    "approximate_postposed": (("1955 {}",), ("1955~",)),
    "between_postposed": (("1955 and 1957 {}", "1955-1957 {}"), ("1955/1957",)),
    "century": (("19 {}", "XIX {}", "{} XIX"), ("18XX",)),
    "century_short": (("19 {}", "XIX {}.", "XIX {}"), ("18XX",)),
    "century_beside_roman": (("XIX {}.",), ("18XX",)),
    "half": (("first {} of the 19th century", "second {} 1955"), ("18XX~", "1955~", "1955-04/1955-06")),
    "quarter": (("first {} of the 19th century",), ("18XX~",)),
    "third": (("first {} of the 19th century",), ("18XX~",)),
    "year_quarter": (("first {} 1955",), ("1955-01/1955-03",)),
    "bc": (("55 {}",), ("-0054",)),
    "ad": (("55 {}",), ("0055",)),
    "bc_before": (("{} 55",), ("-0054",)),
    "ad_before": (("{} 55",), ("0055",)),
    "old_style": (("3 May 1917 {}", "3 May 1917 ({})"), ("1917-05-03",)),
    "new_style": (("3 May 1917 {}", "3 May 1917 ({})"), ("1917-05-03",)),
    "hour": (("3 May 1955, 14 {}", "3 May 1955, {} 14.30"), ("1955-05-03",)),
    "at": (("3 May 1955, {} 14.30", "3 May 1955 {} 14.30"), ("1955-05-03",)),
    "day_part": (("3 May 1955, {}", "3 May 1955, 10 {}"), ("1955-05-03",)),
    "filler": (("{} 3 May 1955", "3 May 1955 {}", "3 May {} 1955", "{} 1955"), ("1955-05-03", "1955")),
    "remark": (("1955 ({} 1971)", "{} 1955"), ("1955",)),
    "period": (("Qing {} (1736–1795)", "清{} (1736–1795)"), ("1736/1795",)),
    "year_kind": (("{} 1955/56",), ("1955/1956",)),
}
# These stand for nothing alone: they are parts of forms.
_PARTS_OF_FORMS = {"link", "in_forms", "decade"}
_SERIES = {"months", "seasons", "ordinals"}
_OTHERS = {"name", "has_whole_months", "has_stop_after_day", "undated", "feasts", "other_words"}


def test_every_meaning_of_the_table_is_known() -> None:
    meanings = {meaning for language in _LANGUAGES.values() for meaning in language}
    assert meanings == {*_SENTENCES, *_PARTS_OF_FORMS, *_SERIES, *_OTHERS}


@pytest.mark.parametrize("code", _LANGUAGES)
def test_every_word_of_a_language_is_read_in_its_place(code: str) -> None:
    language = _LANGUAGES[code]
    unread = []
    for meaning, (sentences, expected) in _SENTENCES.items():
        for text in language.get(meaning, ()):
            for word in [text] if isinstance(text, str) else text:
                found = [to_edtf(sentence.format(word)) for sentence in sentences]
                if not set(found) & set(expected):
                    unread.append((meaning, word, found))
    assert unread == []


@pytest.mark.parametrize("code", _LANGUAGES)
def test_every_month_season_and_ordinal_of_a_language_has_its_number(code: str) -> None:
    language = _LANGUAGES[code]
    assert [len(language[key]) for key in ("months",) if key in language] in ([], [12])
    wrong = []
    stop = "." if language.get("has_stop_after_day") else ""
    for number, names in enumerate(language.get("months", ()), start=1):
        wrong += [name for name in names if to_edtf(f"3{stop} {name} 1955") != f"1955-{number:02}-03"]
    for number, names in enumerate(language.get("seasons", ()), start=21):
        wrong += [name for name in names if to_edtf(f"{name} 1955") != f"1955-{number}"]
    for number, names in enumerate(language.get("ordinals", ())[:4], start=1):
        wrong += [
            name
            for name in names
            if to_edtf(f"{name} quarter 1955") != f"1955-{3 * number - 2:02}/1955-{3 * number:02}"
        ]
    assert wrong == []


@pytest.mark.parametrize("code", _LANGUAGES)
def test_every_word_for_undated_is_found(code: str) -> None:
    assert [text for text in _LANGUAGES[code].get("undated", ()) if not is_undated(text)] == []


@pytest.mark.parametrize("code", _LANGUAGES)
def test_no_word_of_a_language_is_taken_for_one_that_no_date_has(code: str) -> None:
    words = [
        word
        for meaning, texts in _LANGUAGES[code].items()
        if meaning in _SENTENCES
        for text in texts
        for word in ([text] if isinstance(text, str) else text)
    ]
    assert [word for word in words if not may_be_date(f"{word} 1955")] == []


def test_feasts_have_a_day_and_no_name_of_two() -> None:
    names = [
        (fold(name), feast)
        for language in _LANGUAGES.values()
        for feast, texts in language.get("feasts", {}).items()
        for name in texts
    ]
    assert {feast for _, feast in names} == set(load_feasts())
    assert len({name for name, _ in names}) == len(dict(names))
