"""Remove characters that no text of a source has, and that formats, terminals and the processor misread."""

from __future__ import annotations

import unicodedata

from archcite._foundation.lazy_regex import pattern

# C0 and C1 controls but tab and line feed, lone surrogates, and noncharacters (Unicode 23.7). The tags U+E0001 to
# U+E007F, which are invisible, too.
_UNWANTED = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\U000e0001-\U000e007f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
# What stands between words in files of word processors and terminals.
_SPACES = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\x1c": " ", "\x1d": " ", "\x1f": " "}
)


def remove_unwanted(text: str) -> str:
    """Return text without control characters, lone surrogates and noncharacters; line breaks become ``\\n``.

    A lone surrogate is what is left of a character that was cut in two, and becomes U+FFFD.

    >>> remove_unwanted("Letter\\x1b[2J\\r\\nto\\x0bHouse\\ufdd0"), remove_unwanted("Leipzig \\ud83d")
    ('Letter[2J\\nto\\nHouse', 'Leipzig �')
    """
    # Most lines are printable throughout, which is much faster to see.
    if text.replace("\n", "").isprintable() or not _UNWANTED.search(text):
        return text
    text = text.replace("\r\n", "\n").translate(_SPACES)
    return _UNWANTED.sub(lambda found: "�" if "\ud800" <= found[0] <= "\udfff" else "", text)


# Letters that no decomposition takes apart, as plain texts write them: one letter, or two.
_PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)
_LETTER_PAIRS = str.maketrans({"đ": "dj", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})


def list_plain_spellings(text: str) -> tuple[str, ...]:
    """Return a text without case and marks, with special letters as one letter, and as two.

    >>> list_plain_spellings("Đilas"), list_plain_spellings("Müller")
    (('dilas', 'djilas'), ('muller', 'mueller'))
    """
    folded = text.casefold()
    forms = (folded, unicodedata.normalize("NFC", folded).translate(_LETTER_PAIRS))
    plain = (unicodedata.normalize("NFKD", form.translate(_PLAIN_LETTERS)) for form in forms)
    return tuple(
        dict.fromkeys("".join(sign for sign in form if not unicodedata.combining(sign)) for form in plain)
    )
