"""A name of a CSL-JSON item: its parts, with particles and suffixes taken apart (CSL 1.0.2, "Names")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.markup import to_rich
from archcite.richtext.marks import NO_TEXT, Rich, to_line

# Scripts whose names are written without a space between the parts, and those that most often are beside them.
_UNSPACED_SCRIPTS = pattern(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u30ff\u3105-\u318f\u31a0-\u31bf\u31f0-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)
_SPACED_SCRIPTS = pattern("[-0-9A-Za-z\u00c0-\u024f\u0370-\u0fff\u10a0-\u10ff\u1e00-\u1fff]")
# “Doe and others” in BibTeX, and what becomes of it elsewhere: the end of a list that has more names.
_OTHERS = frozenset(("others", "and others", "et al"))
# One particle: a word that ends in a space, a hyphen or an apostrophe.
_LEADING_PARTICLE = pattern("([^ ]+?(?:[-\u02bb\u2019'] *| +))(?=[^ ])")
_TRAILING_PARTICLE = pattern("[ ]([^ ]+)$")
_SUFFIX_COMMA = pattern(r"\s*,(!?)\s*")


class ItemName:
    """One person or institution.

    ``is_others`` says that it is nobody's name: at the end of a list it means that there are more people.
    ``literal`` is set for institutions and unparsed names, and the other parts are then empty.  All parts
    are rich text, except ``given``, which is initialised and so kept as written.
    """

    __slots__ = (
        "comma_dropping",
        "comma_suffix",
        "dropping",
        "family",
        "given",
        "is_others",
        "key",
        "literal",
        "non_dropping",
        "spaced",
        "static",
        "suffix",
    )

    def __init__(self, given: Mapping[str, object]) -> None:
        def part(name: str) -> Rich:
            value = given.get(name)
            return to_line(str(value)).strip() if value is not None and value is not False else NO_TEXT

        self.literal = part("literal")
        self.family = part("family")
        self.given = part("given")
        self.dropping = part("dropping-particle")
        self.non_dropping = part("non-dropping-particle")
        self.suffix = part("suffix")
        self.comma_suffix = bool(given.get("comma-suffix"))
        self.comma_dropping = False
        self.static = bool(given.get("static-ordering"))
        if self.family and not self.given and (given.get("isInstitution") or given.get("is-institution")):
            self.literal, self.family = self.family, NO_TEXT
        if self.given and not self.family and not self.literal:
            self.literal, self.given = self.given, NO_TEXT
        if self.literal:
            self.family = self.given = self.dropping = self.non_dropping = self.suffix = NO_TEXT
            self.literal = to_rich(self.literal)
        else:
            self._split(bool(given.get("parse-names", True)) and not given.get("static-particles"))
            self.family, self.dropping = to_rich(self.family), to_rich(self.dropping)
            self.non_dropping, self.suffix = to_rich(self.non_dropping), to_rich(self.suffix)
        self.spaced = _is_spaced(self.family)
        self.is_others = (self.literal or ("" if self.given else self.family)).casefold().strip(
            " ."
        ) in _OTHERS
        self.key = (self.literal, self.non_dropping, self.family, self.given, self.dropping, self.suffix)

    def __bool__(self) -> bool:
        return bool(self.literal or self.family)

    def _split(self, parse: bool) -> None:
        """Split particles from the family name, and particles and a suffix from the end of the given name."""
        family = self.family
        if len(family) > 1 and family[0] == family[-1] == '"':
            self.family = Rich(family[1:-1])
            return
        if not parse or not self.given:
            return
        if not self.non_dropping:
            self.non_dropping, self.family = _split_leading_particles(family)
        if not self.suffix and (comma := _SUFFIX_COMMA.search(self.given)):
            tail = Rich(self.given[comma.end() :])
            if tail.replace(".", "") == "et al" and not self.dropping:
                self.dropping, self.comma_dropping = tail, True
            else:
                self.suffix = tail
                self.comma_suffix = self.comma_suffix or bool(comma.group(1))
            self.given = Rich(self.given[: comma.start()])
        if not self.dropping:
            self.given, self.dropping = _split_trailing_particles(self.given)


def _is_spaced(family: str) -> bool:
    """Return whether a family name has a space between it and the given name.

    >>> _is_spaced("Doe"), _is_spaced("毛")
    (True, False)
    """
    # The pattern takes longer to compile than ten names to render, and most documents do not need it.
    if family.isascii() or max(family) < "\u1100":
        return True
    return _UNSPACED_SCRIPTS.search(family) is None or _SPACED_SCRIPTS.search(family) is not None


def _split_leading_particles(family: str) -> tuple[Rich, Rich]:
    """Split the particles that a family name begins with from the rest.

    >>> _split_leading_particles("van der Vlist"), _split_leading_particles("d'Aubigné")
    (('van der', 'Vlist'), ("d'", 'Aubigné'))
    """
    if family[:1].isupper():
        return NO_TEXT, Rich(family)
    end = 0
    while match := _LEADING_PARTICLE.match(family, end):
        first = match.group().lstrip("-'\u02bb\u2019 ")[:1]
        if not first or first.upper() == first:
            break
        end = match.end()
    particle = family[:end]
    trimmed = particle.rstrip()
    if particle != trimmed and trimmed.endswith(("'", "\u2019")):
        trimmed += " "
    return Rich(trimmed), Rich(family[end:])


def _split_trailing_particles(given: str) -> tuple[Rich, Rich]:
    """Split the particles that a given name ends with from the rest.

    A word with a capital letter, such as ``al-Rahman``, is a name.

    >>> _split_trailing_particles("Jean de"), _split_trailing_particles("Abd al-Rahman")
    (('Jean', 'de'), ('Abd al-Rahman', ''))
    """
    if " " not in given:
        return Rich(given), NO_TEXT
    particles: list[str] = []
    while match := _TRAILING_PARTICLE.search(given):
        word = match.group(1)
        first = word.lstrip("-'\u02bb\u2019")[:1]
        if not first or first.upper() == first or not word.islower():
            break
        particles.insert(0, word)
        given = given[: match.start()].rstrip()
    return Rich(given), Rich(" ".join(particles))


_known: dict[frozenset[tuple[object, object]], ItemName] = {}
_lists: dict[tuple[ItemName, ...], tuple[ItemName, ...]] = {}
_MOST_KNOWN = 100_000


def get_name(value: object) -> ItemName | None:
    """Return the name of a CSL-JSON value, the same object for equal values; None if the value is not a name."""
    if isinstance(value, str):
        value = {"literal": value}
    if not isinstance(value, Mapping):
        return None
    try:
        key = frozenset(value.items())
        found = _known.get(key)
    except TypeError:
        key, found = frozenset(), None
    if found is None:
        found = ItemName(value)
        if key and len(_known) < _MOST_KNOWN:
            _known[key] = found
    return found if found else None


def get_names(values: Iterable[object]) -> tuple[ItemName, ...]:
    """Return the names of CSL-JSON values, the same object for equal lists; other values are left out."""
    names = tuple([name for value in values if (name := get_name(value)) is not None])
    return _lists.setdefault(names, names) if len(_lists) < _MOST_KNOWN else names


def from_line(text: str) -> ItemName | None:
    """Parse the name on a line of an item's note: ``Family || Given`` (or one bar), or a literal name."""
    family, split, given = text.partition("||" if "||" in text else " | ")
    return get_name({"family": family.strip(), "given": given.strip()} if split else {"literal": text})
