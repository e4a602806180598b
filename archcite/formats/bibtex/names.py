"""Names in ``.bib`` files: BibTeX's four parts, biblatex's named parts, and bodies in braces, as CSL has them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from archcite._foundation.lazy_regex import LazyPattern, pattern
from archcite.formats.common.corporate_names import is_body
from archcite.record import Agent
from archcite.record.csl_variables import to_agent

# A list of names that goes on: “and others”, which CSL processors take for “et al.”.
OTHERS: Mapping[str, str] = {"literal": "others"}
Escape = Callable[[str], str]

_SPLIT = pattern(r"\\.|[{}]|\sand(?=\s)", re.DOTALL | re.IGNORECASE)
_COMMAND = pattern(r"[\\$~]|--|``|''|[!?]`")
_AND = pattern(r"\sand(?=\s)", re.IGNORECASE)
_HAS_AND = pattern(r"\band\b", re.IGNORECASE)
_COMMA = pattern(r"\\.|[{},]", re.DOTALL)
_KEYWORDS = pattern(r"\\.|[{},;]", re.DOTALL)
_WORD = pattern(r"(?:\\.|\{|\}|[^\s~{}\\]++)++|[\s~]+", re.DOTALL)
_SPECIAL = pattern(r"\{?\\(?P<command>[a-zA-Z]+|[^a-zA-Z])\s*\{?\\?(?P<letter>[a-zA-Z]?)")
_TRAILING = pattern(r"(?:[\s,]+and|[\s,])+\Z", re.IGNORECASE)
_EXTENDED = pattern(r"^\s*(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
_PART = pattern(
    r",?\s*(?P<part>[a-z-]+)\s*=\s*(?P<value>\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\"[^\"]*\"|[^,]*)", re.IGNORECASE
)


def parse_names(
    value: str, decode: Callable[[str], str], *, drops_prefix: bool = False
) -> list[dict[str, Any]]:
    """Return the names of a field as CSL has them; ``decode`` makes text of LaTeX.

    ``drops_prefix``: “van” and “de” are dropped where a family name stands alone (biblatex's useprefix=false).

    >>> from archcite.formats.bibtex.latex_decoder import plain
    >>> parse_names("Creel, George and {Ministry of Supply} and others", plain)
    [{'family': 'Creel', 'given': 'George'}, {'literal': 'Ministry of Supply'}, {'literal': 'others'}]
    >>> parse_names("Charles de Gaulle and King, Jr., Martin", plain)[0]
    {'family': 'Gaulle', 'given': 'Charles', 'non-dropping-particle': 'de'}
    """
    found = []
    has_braces = "{" in value or "\\" in value
    for written in _split(value, _SPLIT) if has_braces else _AND.split(value):
        written = _TRAILING.sub("", written.strip())
        if not written:
            continue
        if written.casefold() == "others":
            found.append(dict(OTHERS))
        elif name := (
            _parse_name(written, decode, drops_prefix)
            if _COMMAND.search(written)
            else dict(_parse_plain_name(written, drops_prefix))
        ):
            found.append(name)
    return found


# Names come again and again; those without commands mean the same in all files.
@functools.lru_cache(maxsize=8192)
def _parse_plain_name(written: str, drops_prefix: bool) -> Mapping[str, Any]:
    return _parse_name(written, _remove_braces, drops_prefix)


def _remove_braces(latex: str) -> str:
    return latex.replace("{", "").replace("}", "")


def _parse_name(written: str, decode: Callable[[str], str], drops_prefix: bool) -> dict[str, Any]:
    if _is_braced(written):
        return {"literal": _clean(written, decode)}
    if _EXTENDED.match(written):
        return _parse_extended(written, decode)
    pieces = [piece.strip() for piece in _split(written, _COMMA)]
    if len(pieces) == 1:
        whole = _clean(written, decode)
        if is_body(whole):
            return {"literal": whole}
        given, particle, family = _split_words(list(_iterate_words(pieces[0])))
        suffix = behind = ""
    else:
        before, family_words = _split_particle(list(_iterate_words(pieces[0])))
        particle, family = " ".join(before), " ".join(family_words)
        suffix, given = (pieces[1], " ".join(pieces[2:])) if len(pieces) > 2 else ("", pieces[1])
        if suffix and not given:
            suffix, given = "", suffix
        given, behind = _split_behind(given)
    if family and not (given or particle or suffix) and _is_braced(family):
        return {"literal": _clean(family, decode)}
    parts = {
        "family": family,
        "given": given,
        "dropping-particle": " ".join(filter(None, (behind, particle if drops_prefix else ""))),
        "non-dropping-particle": "" if drops_prefix else particle,
        "suffix": suffix,
    }
    return {part: text for part, latex in parts.items() if (text := _clean(latex, decode))}


def _parse_extended(written: str, decode: Callable[[str], str]) -> dict[str, Any]:
    """Return a name in named parts: “family=Gogh, given=Vincent, prefix=van” (biblatex manual, 3.4)."""
    parts = {
        part["part"].casefold(): _clean(part["value"].strip().strip('"'), decode)
        for part in _PART.finditer(written)
    }
    particle = "non-dropping-particle" if parts.get("useprefix", "true") != "false" else "dropping-particle"
    named = {
        "family": parts.get("family"),
        "given": parts.get("given"),
        particle: parts.get("prefix"),
        "suffix": parts.get("suffix"),
    }
    return {part: text for part, text in named.items() if text}


def _split_words(words: list[str]) -> tuple[str, str, str]:
    """Return given names, particle and family name of a name without a comma (BibTeX's rules)."""
    lower = [number for number, word in enumerate(words[:-1]) if _is_lower(word)]
    if not lower:
        return " ".join(words[:-1]), "", words[-1] if words else ""
    return (
        " ".join(words[: lower[0]]),
        " ".join(words[lower[0] : lower[-1] + 1]),
        " ".join(words[lower[-1] + 1 :]),
    )


def _split_particle(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the particle and the family name of what stands before the comma."""
    end = max((number + 1 for number, word in enumerate(words[:-1]) if _is_lower(word)), default=0)
    return words[:end], words[end:]


def _split_behind(given: str) -> tuple[str, str]:
    """Return given names without the particle behind them, and the particle: “Michel de”."""
    if not given[-1:].islower():
        return given, ""
    words = list(_iterate_words(given))
    end = len(words)
    while end > 1 and _is_lower(words[end - 1]):
        end -= 1
    return (" ".join(words[:end]), " ".join(words[end:])) if end < len(words) else (given, "")


def _is_lower(word: str) -> bool:
    """Return whether a word is a particle: its first letter outside of braces is small."""
    if special := _SPECIAL.match(word):
        # “{\\'E}mile”, “{\\L}ukasz”: the letter of an accent, or the sign that a command is.
        letter = special["letter"] or special["command"][0]
        return letter.islower()
    if word.startswith("{"):
        return False
    letter = next((sign for sign in word if sign.isalpha()), "")
    return letter.islower()


def _iterate_words(latex: str) -> Iterator[str]:
    """Yield the words of a name; braces hold words together."""
    depth, word = 0, ""
    for found in _WORD.finditer(latex):
        piece = found[0]
        if not depth and (piece[0].isspace() or piece[0] == "~"):
            if word:
                yield word
            word = ""
            continue
        word += " " if piece[0].isspace() else piece
        bare = re.sub(r"\\.", "", piece, flags=re.DOTALL)
        depth = max(0, depth + bare.count("{") - bare.count("}"))
    if word:
        yield word


def split_keywords(latex: str) -> list[str]:
    """Return the keywords of a field; braces hold one with a comma in it together.

    >>> split_keywords("{Wilson, Woodrow}, peace; war")
    ['{Wilson, Woodrow}', 'peace', 'war']
    """
    return [word for piece in _split(latex, _KEYWORDS) if (word := piece.strip())]


def _split(latex: str, at: LazyPattern) -> Iterator[str]:
    """Yield the pieces of LaTeX between separators outside of braces."""
    depth, start = 0, 0
    for found in at.finditer(latex):
        sign = found[0]
        if sign in "{}":
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif sign[0] != "\\" and not depth:
            yield latex[start : found.start()]
            start = found.end()
    yield latex[start:]


def _is_braced(latex: str) -> bool:
    """Return whether one pair of braces holds all of a name; “{\\'E}” is a letter."""
    if not (latex.startswith("{") and latex.endswith("}")) or (
        re.match(r"\{\\[^a-zA-Z]", latex) and len(latex) < 8
    ):
        return False
    depth = 0
    for found in re.finditer(r"\\.|[{}]", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return found.end() == len(latex)
    return False


def _clean(latex: str, decode: Callable[[str], str]) -> str:
    return " ".join(decode(latex).split())


def format_names(
    names: Sequence[Any], escape: Escape, *, useprefix: bool | None = None, has_parts: bool = True
) -> str:
    """Return CSL names, or agents, as a field of names.

    ``useprefix`` is what the options of the entry say of particles; a name of the other kind is written in named parts,
    if the dialect ``has_parts``.

    >>> format_names([{"family": "Creel", "given": "George"}, {"literal": "Ministry of Supply"}, OTHERS], str)
    'Creel, George and {Ministry of Supply} and others'
    """
    return " and ".join(
        text
        for number, name in enumerate(names)
        if (text := _format_name(name, escape, useprefix, has_parts, is_last=0 < number == len(names) - 1))
    )


def _format_name(name: Any, escape: Escape, useprefix: bool | None, has_parts: bool, *, is_last: bool) -> str:
    if is_last and name == OTHERS:
        return "others"
    agent = to_agent(name, "author")
    if agent.literal or not (agent.given or agent.particle or agent.dropping_particle or agent.suffix):
        whole = agent.literal or agent.family or ""
        single = not agent.literal and " " not in whole and "," not in whole and not is_body(whole)
        return escape(whole) if single and not whole[:1].islower() else f"{{{escape(whole)}}}"
    if has_parts and "," in (agent.given or ""):
        # Biber counts commas in braces too: what is behind one is a suffix, as CSL reads it, or the name stays whole.
        given, _, rest = (agent.given or "").partition(",")
        if "," in rest or agent.suffix:
            parts = (given, agent.dropping_particle, agent.particle, agent.family)
            whole = f"{' '.join(part for part in parts if part)}, {rest.strip()}"
            return f"{{{escape(whole.replace(', (', ' ('))}}}"
        agent = evolve(agent, given=given.strip() or None, suffix=rest.strip() or None)
    dropped, kept = agent.dropping_particle, agent.particle
    family = agent.family or ""
    if dropped and not has_parts:
        # BibTeX prints and sorts what follows the given names with them: “Montaigne, Michel de”.
        agent = evolve(agent, given=f"{agent.given} {dropped}" if agent.given else dropped)
        dropped = None
    needs_parts = (
        not family
        or (dropped and kept)
        or (dropped and useprefix is not False)
        or (kept and useprefix is False)
        or (kept and not all(_is_lower(word) for word in kept.split()))
    )
    if needs_parts and has_parts:
        return _format_extended(agent, escape)
    if not family:
        return f"{{{escape(agent.name)}}}"
    particle = kept or dropped
    before = f"{escape(particle)} " if particle else ""
    shown = f"{before}{_hold(family, escape, is_family=True)}"
    return ", ".join(
        part for part in (shown, _hold(agent.suffix, escape), _hold(agent.given, escape)) if part
    )


def _format_extended(agent: Agent, escape: Escape) -> str:
    prefix = agent.particle or agent.dropping_particle
    given = " ".join(
        part for part in (agent.given, agent.dropping_particle if agent.particle else None) if part
    )
    parts = {
        "family": agent.family,
        "given": given,
        "prefix": prefix,
        "suffix": agent.suffix,
        "useprefix": ("true" if agent.particle else "false") if prefix else None,
    }
    return ", ".join(f"{part}={_hold(text, escape)}" for part, text in parts.items() if text)


def _hold(text: str | None, escape: Escape, *, is_family: bool = False) -> str:
    """Return a part of a name, in braces where it would be taken apart."""
    if not text:
        return ""
    latex = escape(text)
    is_split = "," in text or "=" in text or _HAS_AND.search(text) is not None
    if is_family and not is_split:
        words = text.split()
        is_split = any(_is_lower(word) for word in words[:-1])
    return f"{{{latex}}}" if is_split else latex
