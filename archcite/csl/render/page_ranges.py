"""Format page ranges as Chicago, MLA or a journal wants them: 1496–504.

CSL 1.0.2, "Page Ranges" and "Appendix V - Page Range Formats".
"""

from __future__ import annotations


def join_range(prefix: str, first: str, last: str, page_range_format: str | None, delimiter: str) -> str:
    """Join a range from the prefix that both ends share, its first and its last number.

    >>> join_range("S", "213", "35", "expanded", "–")
    'S213–S235'
    """
    if not (first.isdigit() and last.isdigit()):
        return f"{prefix}{first}{delimiter}{prefix}{last}"
    if not page_range_format:
        return f"{prefix}{first}{delimiter}{prefix}{last}"
    full = first[: -len(last)] + last if len(last) < len(first) else last
    if int(full) <= int(first):
        return f"{prefix}{first}{delimiter}{prefix}{last}"
    if page_range_format == "expanded":
        return f"{prefix}{first}{delimiter}{prefix}{full}"
    return f"{prefix}{first}{delimiter}{shorten(first, full, page_range_format)}"


def shorten(first: str, last: str, page_range_format: str) -> str:
    """Return what is printed of the last page; both are given in full.

    >>> shorten("2787", "2816", "minimal"), shorten("2787", "2816", "chicago-15")
    ('816', '2816')
    """
    if page_range_format == "minimal":
        return _keep_changed_digits(first, last, 1)
    if page_range_format == "minimal-two":
        return _keep_changed_digits(first, last, 2)
    if page_range_format in ("chicago", "chicago-15"):
        return _shorten_chicago_15(first, last)
    if page_range_format == "chicago-16":
        return _shorten_chicago_16(first, last)
    return last


def _keep_changed_digits(first: str, last: str, least: int) -> str:
    """Keep the digits that change, but at least ``least`` of them."""
    if len(first) != len(last):
        return last
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def _shorten_chicago_15(first: str, last: str) -> str:
    """Shorten as CMOS 15, 9.64: two digits or more as needed, but all digits after a multiple of 100.

    Four-digit numbers of which three digits change are given in full.
    """
    start = int(first)
    if start <= 100 or start % 100 == 0:
        return last
    if first[:-2] == last[:-2]:
        return str(int(last[-2:]))
    return _keep_last_digits(start, last, 3) if start >= 10_000 else last


def _shorten_chicago_16(first: str, last: str) -> str:
    """Shorten as CMOS 16, 9.61 (CMOS 18, 9.63), which has no exception for four digits."""
    start = int(first)
    if start <= 100 or start % 100 == 0:
        return last
    return _keep_last_digits(start, last, 2)


def _keep_last_digits(start: int, last: str, digits: int) -> str:
    """Keep the last ``digits`` digits of a number, or as many more as differ from the start."""
    end = int(last)
    for count in range(digits, len(last)):
        power = 10**count
        if start // power == end // power:
            return str(end % power)
    return last
