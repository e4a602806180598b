"""Agents: persons and corporate bodies in their roles."""

from __future__ import annotations

from attrs import field, frozen

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import format_value
from archcite.errors import RecordError
from archcite.record.arguments import explain_arguments
from archcite.record.converters import format_repr, to_text, to_text_or_empty
from archcite.record.name_order import begins_with_family

_SUFFIX = pattern(r"(?:Jr|Sr|Jnr|Snr)\.?|[IVX]{2,5}|2nd|3rd")
# A monarch, or a person known by a place: “William I”, “Louis XIV, King of France”, “Eleanor of Aquitaine”; and what is
# not the name of a person: “the Secretary of State”, “Committee for Peace”.
_SINGLE_NAME = pattern(
    r"[^\W\d_][\w’'-]* (?:[IVXL]{1,6}(?: of .+|, .+)?|of (?:[^\W\d_][\w’'-]* ?){1,3})"
    r"|[Tt]he [^,]+|[^,]+ (?:and|for|of|on) [^,]+"
)
_TELLING = frozenset(("and", "for", "of", "on", "The", "the"))
# Words that begin a family name of two words, where they are not the first one: “J. De Costa”, “Robert La Follette”.
_CAPITAL_PARTICLES = frozenset(
    (
        "D’",
        "Da",
        "De",
        "Del",
        "Della",
        "Des",
        "Di",
        "Dos",
        "Du",
        "La",
        "Le",
        "Ter",
        "Ten",
        "Van",
        "Vande",
        "Vander",
        "Von",
    )
)
# Initials behind the family name: “Khrushchev N. S.”, “Хрущёв Н.С.”. One alone may stand for the family name of
# one who is not to be known (“Anna K.”), but in Russian, where the family name comes first.
_INITIALS_LAST = pattern(
    r"(?P<family>[^\W\d_][\w’'-]+) (?P<given>[^\W\d_]\.[ -]?(?:[^\W\d_]\.[ -]?)+|[\u0400-\u04ff]\.)"
)


@explain_arguments('Agent.parse("George Creel", "author")')
@frozen(kw_only=True)
class Agent:
    """A person or a corporate body, in one role.

    A person has a ``family`` and a ``given`` name, or a ``literal`` name that is printed as it is (a name that puts
    the family first, a monarch, a pseudonym). A corporate body has a ``literal`` name and ``corporate=True``.
    ``role`` is an open vocabulary (:data:`~archcite.record.vocabulary.ROLES` has what styles know).
    ``on_behalf_of`` is the body that the work was done for; ``affiliation`` the body that the agent belonged to.

    Raises :class:`~archcite.errors.RecordError` without any name.

    >>> Agent(family="Razdolescu", given="Delia", role="translator").name
    'Delia Razdolescu'
    """

    family: str | None = field(default=None, converter=to_text)
    given: str | None = field(default=None, converter=to_text)
    particle: str | None = field(default=None, converter=to_text)
    dropping_particle: str | None = field(default=None, converter=to_text)
    suffix: str | None = field(default=None, converter=to_text)
    literal: str | None = field(default=None, converter=to_text)
    corporate: bool = False
    role: str = field(default="author", converter=to_text_or_empty)
    on_behalf_of: str | None = field(default=None, converter=to_text)
    affiliation: str | None = field(default=None, converter=to_text)

    __repr__ = format_repr

    def __attrs_post_init__(self) -> None:
        if not (self.family or self.given or self.literal):
            raise RecordError(
                f"The {self.role or 'agent'} has no name: give a family name or the whole name."
            )
        if not self.role:
            raise RecordError(f"“{self.name}” has no role: use author, recipient, translator or another.")
        if self.literal and (
            self.family or self.given or self.particle or self.dropping_particle or self.suffix
        ):
            raise RecordError(
                f"The {self.role} “{self.literal}” has both a whole name and parts of a name: give one or the other."
            )
        if self.corporate and not self.literal:
            raise RecordError(
                f"The {self.role} “{self.name}” is a corporate body: give its whole name as `literal`."
            )

    @classmethod
    def parse(cls, name: str, role: str = "author") -> Agent:
        """Parse a person's name as people write it: “Given Family”, “Family, Given” or “Family I. I.”.

        Particles and a suffix are recognized, and a name of one word is a family name. A monarch, a person known by
        a place, an office (“the Secretary of State”), and a Chinese, Korean or Vietnamese name that begins with the
        family name have one name that is not taken apart. Raises
        :class:`~archcite.errors.RecordError` when it is blank.

        >>> Agent.parse("King, Martin Luther, Jr.").name
        'Martin Luther King Jr.'
        >>> Agent.parse("Charles de Gaulle").particle
        'de'
        >>> Agent.parse("Хрущёв Н. С.").name
        'Н. С. Хрущёв'
        >>> Agent.parse("William I").sort_name, Agent.parse("Eleanor of Aquitaine").literal
        ('William I', 'Eleanor of Aquitaine')
        >>> Agent.parse("Central Committee of the CPSU").literal
        'Central Committee of the CPSU'
        >>> Agent.parse("Mao Zedong").literal, Agent.parse("Robert La Follette").sort_name
        ('Mao Zedong', 'La Follette, Robert')
        """
        if not isinstance(name, str):
            raise RecordError(f"A name must be text, not {format_value(name)}.")
        words = " ".join(name.split())
        if (_may_be_single(words.split()) and _SINGLE_NAME.fullmatch(words)) or begins_with_family(words):
            return cls(literal=words, role=role)
        head, *rest = (piece.strip() for piece in words.split(","))
        suffix = None
        if rest and _SUFFIX.fullmatch(rest[-1]):
            suffix = rest.pop()
        if not rest and head.endswith(".") and (found := _INITIALS_LAST.fullmatch(head)):
            family_words, given_words = [found["family"]], found["given"].split()
        elif rest:
            family_words, given_words = head.split(), ", ".join(rest).split()
        else:
            head_words = head.split()
            if suffix is None and len(head_words) > 2 and _SUFFIX.fullmatch(head_words[-1]):
                suffix = head_words.pop()
            given_words, family_words = _split_western(head_words)
        particles: list[str] = []
        while len(family_words) > 1 and family_words[0][0].islower():
            particles.append(family_words.pop(0))
        return cls(
            family=" ".join(family_words),
            given=" ".join(given_words),
            particle=" ".join(particles),
            suffix=suffix,
            role=role,
        )

    @classmethod
    def body(cls, name: str, role: str = "author") -> Agent:
        """Return an agent that is a corporate body.

        >>> Agent.body("CC of the CPSU").name
        'CC of the CPSU'
        """
        return cls(literal=name, corporate=True, role=role)

    @property
    def name(self) -> str:
        """Name in reading order.

        >>> Agent(family="Gogh", given="Vincent", particle="van").name
        'Vincent van Gogh'
        """
        if self.literal:
            return self.literal
        pieces = (self.given, self.dropping_particle, self.particle, self.family, self.suffix)
        return " ".join(piece for piece in pieces if piece)

    @property
    def sort_name(self) -> str:
        """Name in the order of an index.

        >>> Agent(family="Gogh", given="Vincent", particle="van").sort_name
        'van Gogh, Vincent'
        """
        if self.literal:
            return self.literal
        head = " ".join(piece for piece in (self.particle, self.family) if piece)
        given = " ".join(piece for piece in (self.given, self.dropping_particle) if piece)
        return ", ".join(piece for piece in (head, given, self.suffix) if piece)

    def __str__(self) -> str:
        return self.name


def _may_be_single(words: list[str]) -> bool:
    """Return whether a name has a word or a Roman numeral that one name as a whole has: most have none."""
    return not _TELLING.isdisjoint(words) or any(not word.strip("IVXL,") for word in words)


def _split_western(words: list[str]) -> tuple[list[str], list[str]]:
    """Split “Given particle Family” into given and family words, at the first particle."""
    for index, word in enumerate(words[1:-1], start=1):
        if word[0].islower() or word in _CAPITAL_PARTICLES:
            return words[:index], words[index:]
    if len(words) > 1 and (words[0][0].islower() or (len(words) == 2 and words[0] in _CAPITAL_PARTICLES)):
        return [], words
    return words[:-1], words[-1:]
