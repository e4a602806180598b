"""The markup of fields: tags, quotation marks, apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite._foundation.lazy_regex import LazyPattern
from archcite.csl.data.markup import ENGLISH, to_rich
from archcite.output import get
from archcite.richtext import marks as rt
from archcite.richtext import punctuation
from archcite.richtext.punctuation import resolve_punctuation

BRITISH = ("‘", "’", "“", "”")
GERMAN = ("„", "“", "‚", "‘")
FRENCH = ("«\u00a0", "\u00a0»", "“", "”")
SWEDISH = ("”", "”", "’", "’")

FIELDS = [
    # Straight marks become quotations and apostrophes.
    ('The "Great" War', "The “Great” War"),
    ("The 'Great' War", "The “Great” War"),
    ("O'Neill's 'Long Day's Journey'", "O’Neill’s “Long Day’s Journey”"),
    ("\"He said 'no' and left\"", "“He said ‘no’ and left”"),
    ("'He said \"no\" and left'", "“He said ‘no’ and left”"),
    ("\"One\" and 'two'", "“One” and ‘two’"),
    ("\"'Twice' quoted\"", "“‘Twice’ quoted”"),
    ('("War") ["War"] —"War"— pre-"War"', "(“War”) [“War”] —“War”— pre-“War”"),
    ("the students' union", "the students’ union"),
    ("the students' \"union\" of '68", "the students’ “union” of ’68"),
    ("the '60s students' movement", "the ’60s students’ movement"),
    ("rock 'n' roll, rock-'n'-roll", "rock “n” roll, rock-’n’-roll"),
    ("'t Hooft", "’t Hooft"),
    ("l'état, c'est moi", "l’état, c’est moi"),
    ("6'4\" tall", '6’4" tall'),
    # What does not balance stays.
    ('"abc', '"abc'),
    ('abc"', 'abc"'),
    ("abc'", "abc’"),
    ('Nation of "Obligations " of State', 'Nation of "Obligations " of State'),
    ("x<i>y", "x&#60;i&#62;y"),
    ("x</i>y", "x&#60;/i&#62;y"),
    ("<i>x <b>y</i> z</b>", "<i>x &#60;b&#62;y</i> z&#60;/b&#62;"),
    ('<i>a "b</i> c"', '<i>a "b</i> c"'),
    ("'the <i>dogs' bone</i>'", "“the <i>dogs’ bone</i>”"),
    # Typographic marks.
    ("“The ‘Great’ War”", "“The ‘Great’ War”"),
    ("The ‘Great’ War", "The ‘Great’ War"),
    ("‘The “Great” War’", "‘The “Great” War’"),
    ("‘don’t stop’", "‘don’t stop’"),
    ("Rabi‘a and ‘Ali", "Rabi‘a and ‘Ali"),
    ("„Krieg“ und «guerre»", "„Krieg“ und «guerre»"),
    # Tags.
    ("<i>x <i>y</i> z</i>", '<i>x <span style="font-style:normal;">y</span> z</i>'),
    ("<b>x <b>y</b> z</b>", '<b>x <span style="font-weight:normal;">y</span> z</b>'),
    ("x<sup>2</sup>, x<sub>2</sub>", "x<sup>2</sup>, x<sub>2</sub>"),
    ("<sc>Abc</sc>", '<span style="font-variant:small-caps;">Abc</span>'),
    ('<span style="font-variant: small-caps;">A</span>', '<span style="font-variant:small-caps;">A</span>'),
    ("<span class='nocase'>a</span> <span>b</span>", "a &#60;span&#62;b&#60;/span&#62;"),
    ("<i>War's</i> <i>'War'</i>", "<i>War’s</i> <i>“War”</i>"),
    # The author's punctuation is his own.
    ("Foo... What?!", "Foo... What?!"),
    ('The "War". The "War", he said', "The “War”. The “War”, he said"),
    ("<i>Why?</i>.", "<i>Why?</i>."),
    ("Titre : sous-titre « x »", "Titre\u202f: sous-titre «\u202fx\u202f»"),
    # Nothing else gets in.
    ("a\x00b\ufdd0c\x1bd", "abcd"),
    ("1 < 2 & 3", "1 &#60; 2 &#38; 3"),
]


@pytest.mark.parametrize(("field", "expected"), FIELDS)
def test_fields(field: str, expected: str) -> None:
    assert get("html").write(resolve_punctuation(to_rich(field), ENGLISH, True)) == expected


@pytest.mark.parametrize(
    ("field", "quotes", "expected"),
    [
        ("Die „Lage“ und die ‚Kunst‘", GERMAN, "Die „Lage“ und die ‚Kunst‘"),
        ("„Die ‚Lage‘ der Nation“", GERMAN, "„Die ‚Lage‘ der Nation“"),
        ("\"Die 'Lage' der Nation\"", GERMAN, "„Die ‚Lage‘ der Nation“"),
        ("The “Great” War", GERMAN, "The “Great” War"),
        ("« Guerre et “paix” »", FRENCH, "«\u00a0Guerre et “paix”\u00a0»"),
        ("«Guerre»", FRENCH, "«\u00a0Guerre\u00a0»"),
        ("”Krig” och ’fred’", SWEDISH, "”Krig” och ’fred’"),
        ("Sveriges ’krig’ och Lars’ fred", SWEDISH, "Sveriges ’krig’ och Lars’ fred"),
        ("The ‘Great “big” War’", BRITISH, "The ‘Great “big” War’"),
        ("The “Great” War", BRITISH, "The “Great” War"),
    ],
)
def test_quotation_marks_of_the_locale(field: str, quotes: tuple[str, ...], expected: str) -> None:
    assert resolve_punctuation(to_rich(field, quotes), quotes, False) == expected


@pytest.mark.parametrize(
    ("field", "quotes", "expected"),
    [
        ('The "Great" War', ENGLISH, "“The ‘Great’ War”"),
        ("The ‘Great’ War", ENGLISH, "“The ‘Great’ War”"),
        ("The ‘Great’ War", BRITISH, "‘The “Great” War’"),
        ("„Krieg“", GERMAN, "„‚Krieg‘“"),
    ],
)
def test_quotations_within_the_style_s_quotation(field: str, quotes: tuple[str, ...], expected: str) -> None:
    assert resolve_punctuation(rt.wrap(rt.QUOTE, to_rich(field, quotes)), quotes, False) == expected


def test_a_style_s_punctuation_meets_the_author_s() -> None:
    assert resolve_punctuation(to_rich("Foo...") + ".", ENGLISH, True) == "Foo..."
    assert resolve_punctuation(to_rich("What?!") + ".", ENGLISH, True) == "What?!"
    assert resolve_punctuation(to_rich('The "War"') + ", 1", ENGLISH, True) == "The “War,” 1"


@given(
    st.lists(st.sampled_from(["<i>", "</i>", "<sc>", "</sc>", *"\"'“”‘’ab .,-\ufdd0\ufde9\x00"])).map("".join)
)
def test_spans_balance(field: str) -> None:
    for quotes in (None, GERMAN, FRENCH, SWEDISH):
        depth = 0
        for sign in to_rich(field, quotes):
            if rt.ITALIC <= sign <= rt.INDENT:
                depth += 1
            elif sign == rt.CLOSE:
                depth -= 1
                assert depth >= 0
        assert depth == 0


@given(st.text())
def test_no_letter_is_lost(field: str) -> None:
    def letters(text: str) -> str:
        return "".join(sign for sign in text if sign.isalnum())

    kept = letters(rt.to_plain(to_rich(field)))
    tagless = field
    for tag in ("<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>", "<sc>", "</sc>"):
        tagless = tagless.replace(tag, "")
    assert kept in (letters(field), letters(tagless))


@pytest.mark.parametrize("meeting", [punctuation._MEETING_INSIDE, punctuation._MEETING_OUTSIDE])
def test_a_row_of_marks_is_looked_through_once(meeting: LazyPattern) -> None:
    """A regular expression that starts again at each mark of a row would take minutes for this one."""
    marks = punctuation._OUTER_END * 200_000
    assert meeting.search(f"a{marks}b") is None
    assert meeting.search(f"a{marks}{rt.QUOTE}{marks}b") is None


@pytest.mark.parametrize("row", ["\u201d\u201c", rt.QUOTE, rt.QUOTE + rt.CLOSE, rt.ITALIC + rt.CLOSE, ".,"])
def test_rows_of_marks_are_printed(row: str) -> None:
    found = resolve_punctuation(rt.Rich(f"a{row * 2000}b."), ENGLISH, True)
    assert (found[0], "b" in found) == ("a", True)


def test_punctuation_goes_inside_a_row_of_quotation_marks() -> None:
    quoted = rt.QUOTE * 2 + "b" + rt.ITALIC + "c" + rt.CLOSE * 3
    assert resolve_punctuation(rt.Rich(quoted + "."), ENGLISH, True).replace(rt.ITALIC, "").replace(
        rt.CLOSE, ""
    ) == ("“‘bc.’”")
