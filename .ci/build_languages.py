"""Write the table of languages from CLDR, through Babel: ``uv run --no-project --with babel .ci/build_languages.py``.

The table has the English name of each code, and the code of each name, in the languages that catalogues are kept in
and in the language's own words. Unicode's data files are under the Unicode License.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global

TARGET = Path(__file__).parents[1] / "archcite/formats/common/languages.json"
# Languages of catalogues.
LOCALES = (
    *(
        "en",
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "et",
        "fi",
        "fr",
        "he",
        "hr",
        "hu",
        "it",
        "ja",
        "lt",
        "lv",
        "nl",
    ),
    *("no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sr_Latn", "sv", "tr", "uk", "zh"),
)
# Bibliographic codes of ISO 639-2 beside the terminological ones, and two that were withdrawn.
BIBLIOGRAPHIC = {
    "alb": "sq", "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "cze": "cs", "dut": "nl", "fre": "fr",
    "geo": "ka", "ger": "de", "gre": "el", "ice": "is", "mac": "mk", "mao": "mi", "may": "ms", "per": "fa",
    "rum": "ro", "slo": "sk", "tib": "bo", "wel": "cy", "scc": "sr", "scr": "hr", "nob": "nb", "nno": "nn",
    "nor": "no",
}  # fmt: skip
# What catalogues say otherwise than CLDR; and codes of no single language.
ENGLISH = {"nb": "Norwegian", "nn": "Norwegian", "el": "Greek", "ky": "Kyrgyz", "ug": "Uyghur"}
SPELLINGS = {
    "modern greek": "el",
    "ancient greek": "grc",
    "farsi": "fa",
    "chinese (mandarin)": "zh",
    "mandarin": "zh",
}
# Languages of documents without a code of two letters.
OF_THREE_LETTERS = frozenset(
    [
        "akk",
        "ang",
        "arc",
        "ast",
        "bal",
        "bar",
        "cop",
        "crh",
        "csb",
        "dsb",
        "dum",
        "egy",
        "enm",
        "frk",
        "frm",
        "fro",
        "frp",
        "fur",
        "fy",
        "gmh",
        "goh",
        "got",
        "grc",
        "gsw",
        "haw",
        "hsb",
        "ckb",
        "kok",
        "lad",
        "lij",
        "lmo",
        "lzh",
        "mag",
        "mai",
        "mga",
        "mni",
        "nan",
        "nap",
        "nds",
        "non",
        "nov",
        "ota",
        "pal",
        "pau",
        "peo",
        "phn",
        "pro",
        "sah",
        "sat",
        "scn",
        "sco",
        "sga",
        "srn",
        "sux",
        "syr",
        "tpi",
        "tyv",
        "udm",
        "vec",
        "yue",
        "zen",
    ]
)
NO_LANGUAGE = ("mul", "und", "zxx", "mis", "root")


def build_table() -> dict[str, dict[str, str]]:
    """Return the names by code and the codes by name."""
    english = Locale.parse("en").languages
    codes = {
        code: name
        for code, name in english.items()
        if (re.fullmatch(r"[a-z]{2}", code) or code in OF_THREE_LETTERS) and code not in NO_LANGUAGE
    }
    names = {code: ENGLISH.get(code, name) for code, name in codes.items()}
    by_name: dict[str, str] = {}
    for code, name in codes.items():
        by_name.setdefault(name.casefold(), code)
        by_name.setdefault(names[code].casefold(), "no" if code in ("nb", "nn") else code)
    for locale in LOCALES:
        for code, name in Locale.parse(locale).languages.items():
            if code in codes and len(name) > 2:
                by_name.setdefault(name.casefold(), code)
    for code in codes:
        try:
            own = Locale.parse(code).languages.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if own:
            by_name.setdefault(own.casefold(), code)
    aliases = {
        old: new for old, new in get_global("language_aliases").items() if re.fullmatch(r"[a-z]{2,3}", old)
    }
    aliases |= BIBLIOGRAPHIC
    return {
        "names": dict(sorted(names.items())),
        "aliases": dict(
            sorted((old, new) for old, new in aliases.items() if new in names and old not in names)
        ),
        "codes": dict(sorted((by_name | SPELLINGS).items())),
    }


if __name__ == "__main__":
    text = json.dumps(build_table(), ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    if "--check" in sys.argv:
        sys.exit(
            0
            if TARGET.read_text(encoding="utf-8") == text
            else f"{TARGET} is not up to date: write it again."
        )
    TARGET.write_text(text, encoding="utf-8")
