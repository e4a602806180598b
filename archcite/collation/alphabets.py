"""The letters that a language counts as letters of their own, and where they stand in its alphabet.

``after`` has a letter and those that follow it, in order (two signs may be one letter: ch, dzs); ``same`` a letter and
what it is looked up as; ``capital`` a capital whose small letter is not that of other languages; ``lead`` the letters
of the script that comes first, before Latin; ``like`` the language whose alphabet this one shares.

A letter that is not here is looked up without its accent, in the order of Unicode. What ``root`` says holds for every
language that does not say otherwise. Source: the collation charts of the Unicode CLDR, which
``tests/csl/test_collation.py`` compares where ICU is at hand.

It is a module, since most runs need it (for one name with an accent), and reading it from a file takes longer than
sorting a thousand names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ALPHABETS: Mapping[str, Mapping[str, Any]] = {
    "root": {
        "after": {
            "e": "ǝ ə",
            "i": "ı",
            "n": "ŋ",
            "z": "ʒ þ",
            "а": "ә",
            "г": "ғ",
            "д": "ђ",
            "е": "є",
            "з": "ѕ",
            "и": "і ї й ј",
            "к": "қ",
            "л": "љ",
            "н": "ң њ",
            "о": "ө",
            "т": "ћ",
            "у": "ү ұ",
            "х": "һ",
            "ч": "џ",
            "ь": "ѣ",
        },
        "same": {"æ": "ae", "œ": "oe", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ґ": "г"},
    },
    "az": {
        "after": {"c": "ç", "e": "ə", "g": "ğ", "h": "x ı", "k": "q", "o": "ö", "s": "ş", "u": "ü", "z": "w"},
        "capital": {"I": "ı", "İ": "i"},
    },
    "be": {"lead": "а-ӿ", "after": {"е": "ё", "у": "ў"}},
    "bg": {"lead": "а-ӿ"},
    "bs": {"like": "hr"},
    "cs": {"after": {"c": "č", "h": "ch", "r": "ř", "s": "š", "z": "ž"}},
    "cy": {
        "after": {"c": "ch", "d": "dd", "f": "ff", "g": "ng", "l": "ll", "p": "ph", "r": "rh", "t": "th"},
    },
    "da": {
        "after": {"z": "æ ø å"},
        "same": {
            "aa": "å",
            "ä": "æ",
            "ö": "ø",
            "ő": "ø",
            "œ": "ø",
            "ü": "y",
            "ű": "y",
            "đ": "d",
            "ð": "d",
            "þ": "th",
        },
    },
    "el": {"lead": "α-ω"},
    "eo": {"after": {"c": "ĉ", "g": "ĝ", "h": "ĥ", "j": "ĵ", "s": "ŝ", "u": "ŭ"}},
    "es": {"after": {"n": "ñ"}},
    "et": {"after": {"s": "š z ž", "w": "õ ä ö ü"}},
    "fi": {
        "after": {"z": "å ä ö"},
        "same": {
            "æ": "ä",
            "ø": "ö",
            "ő": "ö",
            "œ": "ö",
            "ü": "y",
            "ű": "y",
            "đ": "d",
            "ð": "d",
            "ŋ": "n",
            "þ": "th",
        },
    },
    "fo": {
        "after": {"z": "æ ø å"},
        "same": {
            "aa": "å",
            "ä": "æ",
            "ö": "ø",
            "ő": "ø",
            "œ": "ø",
            "ü": "y",
            "ű": "y",
            "đ": "d",
            "ð": "d",
            "þ": "th",
        },
    },
    "he": {"lead": "א-ת"},
    "hr": {"after": {"c": "č ć", "d": "dž đ", "l": "lj", "n": "nj", "s": "š", "z": "ž"}},
    "hu": {
        "after": {
            "c": "cs",
            "d": "dz dzs",
            "g": "gy",
            "l": "ly",
            "n": "ny",
            "o": "ö",
            "s": "sz",
            "t": "ty",
            "u": "ü",
            "z": "zs",
        },
        "same": {
            "ő": "ö",
            "ű": "ü",
            "ccs": "cscs",
            "ddz": "dzdz",
            "ddzs": "dzsdzs",
            "ggy": "gygy",
            "lly": "lyly",
            "nny": "nyny",
            "ssz": "szsz",
            "tty": "tyty",
            "zzs": "zszs",
        },
    },
    "is": {
        "after": {"a": "á", "d": "ð", "e": "é", "i": "í", "o": "ó", "u": "ú", "y": "ý", "z": "þ æ ö å"},
        "same": {"ä": "æ", "ø": "ö", "ő": "ö", "œ": "ö", "đ": "ð"},
    },
    "kk": {"lead": "а-ӿ", "after": {"у": "ұ ү", "ы": "і"}},
    "lt": {"after": {"c": "č", "s": "š", "z": "ž"}, "same": {"y": "i"}},
    "lv": {
        "after": {"c": "č", "g": "ģ", "k": "ķ", "l": "ļ", "n": "ņ", "r": "ŗ", "s": "š", "z": "ž"},
        "same": {"y": "i"},
    },
    "mk": {"lead": "а-ӿ", "same": {"й": "и"}, "after": {"д": "ѓ ђ", "т": "ћ ќ"}},
    "nb": {"like": "no"},
    "nn": {"like": "no"},
    "no": {
        "after": {"z": "æ ø å"},
        "same": {
            "aa": "å",
            "ä": "æ",
            "ö": "ø",
            "ő": "ø",
            "œ": "ø",
            "ü": "y",
            "ű": "y",
            "đ": "d",
            "ð": "d",
            "þ": "th",
        },
    },
    "pl": {
        "after": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "ź ż"},
    },
    "ro": {"after": {"a": "ă â", "i": "î", "s": "ș", "t": "ț"}, "same": {"ş": "ș", "ţ": "ț"}},
    "ru": {"lead": "а-ӿ"},
    "sk": {"after": {"a": "ä", "c": "č", "h": "ch", "o": "ô", "r": "ř", "s": "š", "z": "ž"}},
    "sl": {"after": {"c": "č ć", "d": "đ", "s": "š", "z": "ž"}},
    "sq": {
        "after": {
            "c": "ç",
            "d": "dh",
            "e": "ë",
            "g": "gj",
            "l": "ll",
            "n": "nj",
            "r": "rr",
            "s": "sh",
            "t": "th",
            "x": "xh",
            "z": "zh",
        },
    },
    "sr": {"lead": "а-ӿ", "same": {"й": "и"}},
    "sv": {
        "after": {"z": "å ä ö"},
        "same": {"æ": "ä", "ø": "ö", "ő": "ö", "œ": "ö", "ü": "y", "ű": "y", "đ": "d", "ð": "d", "þ": "th"},
    },
    "tr": {
        "after": {"c": "ç", "g": "ğ", "h": "ı", "o": "ö", "s": "ş", "u": "ü"},
        "capital": {"I": "ı", "İ": "i"},
    },
    "uk": {"lead": "а-ӿ", "after": {"г": "ґ"}},
    "vi": {"after": {"a": "ă â", "d": "đ", "e": "ê", "o": "ô ơ", "u": "ư"}},
}
