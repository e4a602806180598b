"""Recognize text in the old encodings of China, Japan and Korea by the characters that are common there.

Bytes of one language can be decoded as characters of another, but these are then rare ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

# The share of characters outside of ASCII that are common ones, in text of the language.
_LEAST_SHARE = 0.85
# The bytes of Russian capitals in Windows, which have the place of common Chinese characters.
_ASCII_AND_CAPITALS = bytes((*range(0x80), *range(0xC0, 0xE0)))
# As much of a text is looked at.
_SEARCHED = 20_000


class DecodedText(NamedTuple):
    """A text, and what its encoding is called."""

    text: str
    encoding: str


def decode_east_asian(data: bytes) -> DecodedText | None:
    """Decode bytes in the encoding whose common characters they have; None if there is no such encoding.

    >>> decode_east_asian("档案馆 1958".encode("gbk")), decode_east_asian("Архив".encode("cp1251"))
    (DecodedText(text='档案馆 1958', encoding='GB 18030 (Chinese)'), None)
    """
    if not data.translate(None, _ASCII_AND_CAPITALS):
        return None
    best, best_share = None, _LEAST_SHARE
    for encoding, (name, is_common) in _ENCODINGS.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [sign for sign in text[:_SEARCHED] if sign > "\x7f"]
        share = sum(map(is_common, foreign)) / len(foreign) if foreign else 0.0
        if share > best_share:
            best, best_share = DecodedText(text, name), share
    return best


def _is_common_chinese(sign: str) -> bool:
    # Level 1 of GB 2312, and its punctuation.
    row, *rest = sign.encode("gb18030")
    return len(rest) == 1 and rest[0] >= 0xA1 and (0xB0 <= row <= 0xD7 or 0xA1 <= row <= 0xA3)


def _is_common_taiwanese(sign: str) -> bool:
    # Level 1 of Big5, and its punctuation.
    row = sign.encode("big5", "replace")[0]
    return 0xA1 <= row <= 0xC6


def _is_japanese(sign: str) -> bool:
    return "\u3000" <= sign <= "\u30ff" or "\uff01" <= sign <= "\uff5e" or _is_common_kanji(sign)


def _is_common_kanji(sign: str) -> bool:
    # Level 1 of JIS X 0208.
    row = sign.encode("euc_jp", "replace")[0]
    return 0xB0 <= row <= 0xCF


def _is_korean(sign: str) -> bool:
    return "\uac00" <= sign <= "\ud7a3" or "\u3000" <= sign <= "\u303f"


# Kana and Hangul come first: with the same share they tell more than ideographs.
_ENCODINGS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "euc_kr": ("EUC-KR (Korean)", _is_korean),
    "gb18030": ("GB 18030 (Chinese)", _is_common_chinese),
    "cp932": ("Shift JIS (Japanese)", _is_japanese),
    "euc_jp": ("EUC-JP (Japanese)", _is_japanese),
    "big5": ("Big5 (Chinese)", _is_common_taiwanese),
}
