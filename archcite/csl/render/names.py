"""Render lists of names with all options of ``cs:names`` (CSL 1.0.2, "Names").

A :class:`NamesRenderer` is one ``cs:names`` element with its options resolved for one place in a style. The same
authors come again and again in a document, so it keeps what it has rendered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.markup import to_rich
from archcite.csl.data.name import ItemName
from archcite.csl.render import text_case
from archcite.csl.render.initials import initialize, is_spaced_word, normalize_initials
from archcite.csl.style.locale import Locale
from archcite.csl.style.model import Name as NameNode
from archcite.csl.style.model import NamePart, Names
from archcite.csl.style.reader import read_affix
from archcite.richtext.marks import CLOSE, NO_TEXT, SHIELD, Rich

# How much of a given name is shown.
NO_GIVEN, INITIALS, FULL_GIVEN = 0, 1, 2

_SPACE_AFTER_SPACE = pattern(r"(?<=\s) +")
_ELIDED = ("\u2019", "'", "\u02bc", "-")  # d’Ormesson, al-Hakim
_NO_PART = NamePart()
SPACE, NO_BREAK_SPACE, COMMA = Rich(" "), Rich("\u00a0"), Rich(", ")
_AMPERSAND, _ELLIPSIS = Rich("&"), Rich(" \u2026 ")


class NameVisibility(NamedTuple):
    """Visibility of one list of names: how many are shown, and how much of each given name."""

    number: int
    levels: tuple[int, ...]


class RenderedNames(NamedTuple):
    """Rendered list of names: the whole text, the names and the label apart, and how many of the names are shown."""

    text: Rich
    names: Rich
    before: Rich
    after: Rich
    shown: int
    each: tuple[Rich, ...]
    inverted: tuple[bool, ...]
    et_al: bool
    ellipsis: bool
    are_bodies: bool


class NameOptions:
    """Name options, inherited from the style down to ``cs:name``, resolved and typed."""

    __slots__ = (
        "and_",
        "delimiter",
        "et_al_min",
        "et_al_use_first",
        "et_al_use_last",
        "form",
        "initialize",
        "initialize_with",
        "names_delimiter",
        "precedes_et_al",
        "precedes_last",
        "sort_order",
        "sort_separator",
    )

    def __init__(self, given: Mapping[str, str], subsequent: bool) -> None:
        get = given.get
        self.and_ = get("and", "")
        self.delimiter = read_affix(get("name-delimiter", ", "))
        self.precedes_et_al = get("delimiter-precedes-et-al", "contextual")
        self.precedes_last = get("delimiter-precedes-last", "contextual")
        self.et_al_min = _to_int(get("et-al-min"))
        self.et_al_use_first = _to_int(get("et-al-use-first", "1000000"))
        if (
            subsequent or not self.et_al_use_first
        ):  # a first cite without any name would say less than later ones
            self.et_al_min = _to_int(get("et-al-subsequent-min")) or self.et_al_min
            self.et_al_use_first = _to_int(get("et-al-subsequent-use-first")) or self.et_al_use_first
        self.et_al_use_last = get("et-al-use-last") == "true"
        self.initialize = get("initialize", "true") != "false"
        self.initialize_with = get("initialize-with")
        self.sort_order = get("name-as-sort-order", "")
        # A space after white space is dropped here even if the style writes both, as in citeproc-js.
        self.sort_separator = read_affix(_SPACE_AFTER_SPACE.sub("", get("sort-separator", ", ")))
        self.form = get("name-form", "long")
        self.names_delimiter = read_affix(get("names-delimiter", ""))

    @property
    def given_level(self) -> int:
        """How much of given names is shown where nothing has to be told apart."""
        if self.form != "long":
            return NO_GIVEN
        return FULL_GIVEN if self.initialize_with is None else INITIALS


def _to_int(text: str | None) -> int:
    text = text and text.strip()  # XML Schema ignores white space around a number
    return int(text) if text and text.isdecimal() else 0


class NamesRenderer:
    """Renderer of one ``cs:names``, in one place of a style, for one position of cites.

    ``options`` are the name options in force there, from the style down to ``cs:name`` and the sort key. ``language``
    is that of the items, if it is not the style's.
    """

    def __init__(
        self,
        node: Names,
        options: Mapping[str, str],
        locale: Locale,
        style_options: Mapping[str, str],
        *,
        subsequent: bool = False,
        sorting: bool = False,
        language: str = "",
    ) -> None:
        name = node.name or NameNode()
        given = dict(options)
        if node.delimiter is not None:
            given["names-delimiter"] = node.delimiter
        if sorting:
            given["name-as-sort-order"] = "all"
        self.options = NameOptions(given, subsequent)
        self.node = node
        self.name = name
        self.locale = locale
        self.sorting = sorting
        self.demote = style_options.get("demote-non-dropping-particle", "display-and-sort")
        self.hyphens = style_options.get("initialize-with-hyphen", "true") != "false"
        self.english = locale.language == "en"
        self.language = language or locale.language
        self.space = NO_BREAK_SPACE if locale.language in ("fr", "ru", "cs") else SPACE
        self.open, self.close = NO_TEXT.join(name.format), CLOSE * len(name.format)
        self._people: dict[tuple[ItemName, bool, int], tuple[Rich, bool]] = {}
        self._known: dict[tuple[str, NameVisibility | None], dict[tuple[ItemName, ...], RenderedNames]] = {}
        self._prepare_terms()

    def render(
        self, variable: str, names: tuple[ItemName, ...], visibility: NameVisibility | None = None
    ) -> RenderedNames:
        """Render one list of names: those of ``variable``, whose term is their label."""
        known = self.get_rendered(variable, visibility)
        found = known.get(names)
        if found is None:
            found = known[names] = self._render(variable, names, visibility)
        return found

    def get_rendered(
        self, variable: str, visibility: NameVisibility | None = None
    ) -> dict[tuple[ItemName, ...], RenderedNames]:
        """Return the lists of names that have been rendered for a variable so far."""
        return self._known.setdefault((variable, visibility), {})

    def count_shown(self, count: int) -> int:
        """Count how many of ``count`` names are shown, by the et-al options alone."""
        options = self.options
        if options.et_al_min and count >= options.et_al_min and options.et_al_use_first < count:
            return options.et_al_use_first
        return count

    def render_label(self, variable: str, count: int) -> Rich:
        """Render the label of a list of ``count`` names with its affixes; return NO_TEXT if it has no label."""
        label = self.node.label
        if label is None:
            return NO_TEXT
        plural = label.plural == "always" or (label.plural == "contextual" and count > 1)
        text = self.locale.term(variable, label.form, plural)
        if not text:
            return NO_TEXT
        if label.strip_periods:
            text = Rich(text.replace(".", ""))
        if label.text_case:
            text = text_case.apply(text, label.text_case)  # the style's own word, in a case of its choosing
        return NO_TEXT.join((label.prefix, *label.format, text, CLOSE * len(label.format), label.suffix))

    def _prepare_terms(self) -> None:
        options, term = self.options, self.locale.term
        delimiter = options.delimiter
        et_al = self.node.et_al
        found = self.locale.find(et_al.term if et_al else "et-al")
        text = Rich(found.single if found else "")
        spaced = is_spaced_word(text)
        space = SPACE if spaced else NO_TEXT
        one, many = {
            "always": (delimiter, delimiter),
            "never": (space, space),
            "after-inverted-name": (space, space),
        }.get(options.precedes_et_al, (space, delimiter if spaced or delimiter != " " else NO_TEXT))
        if et_al is not None:
            text = NO_TEXT.join((et_al.prefix, *et_al.format, text, CLOSE * len(et_al.format), et_al.suffix))
            if et_al.prefix:
                one = NO_TEXT if one == " " else one
                many = NO_TEXT if many == " " else many
        self.et_al, self.et_al_one, self.et_al_many = text, one, many
        self.and_term = NO_TEXT
        self.and_one = self.and_many = delimiter
        if options.and_:
            word = _AMPERSAND if options.and_ == "symbol" else term("and")
            self.and_term = word
            before = after = SPACE if is_spaced_word(word) or word == "&" else NO_TEXT
            single, several = before, delimiter if before else NO_TEXT
            if options.precedes_last == "always":
                single, several = delimiter, delimiter
            elif options.precedes_last in ("never", "after-inverted-name"):
                several = before
            self.and_one, self.and_many = single + word + after, several + word + after
            # “Always” is for names of people, the first of which is inverted: “Doe, J., & Roe, R.”, but “BBC & ITV”, as
            # in citeproc-js and as APA and Chicago want it.
            self.and_bodies = before + word + after
            self.and_after_inverted = delimiter + word + after

    def _render(
        self, variable: str, names: tuple[ItemName, ...], visibility: NameVisibility | None
    ) -> RenderedNames:
        has_others = has_more_names(names)
        total = len(names) - has_others
        options = self.options
        shown = min(self.count_shown(len(names)), total)
        if visibility is not None:  # the short form of a later cite never shortens the first
            shown = max(shown, min(visibility.number, total))
        level = options.given_level
        levels = visibility.levels if visibility else ()
        cut = shown < total or has_others
        ellipsis = cut and options.et_al_use_last and total > shown + 1 and not has_others
        members = names[:shown]
        if ellipsis:
            members = (*members, names[-1])
        elif cut and options.et_al_use_last and not has_others:
            members, cut = names, False
        texts: list[Rich] = []
        inverted: list[bool] = []
        for index, name in enumerate(members):
            turned = False
            if name.literal:  # a body: affixes are for the names of people
                text = self.open + self._format_part(name.literal, self.name.family) + self.close
            else:
                wanted = levels[index] if index < len(levels) else level
                key = (name, index == 0, max(level, wanted))
                found = self._people.get(key)
                if found is None:
                    found = self._people[key] = self.render_person(*key)
                text, turned = found
            if text:
                texts.append(text)
                inverted.append(turned)
        label = self.render_label(variable, len(names)) if not self.sorting else NO_TEXT
        before, after = (label, NO_TEXT) if self.node.label_first else (NO_TEXT, label)
        are_bodies = all(name.literal for name in members)
        joined = self._join(texts, inverted, cut and not ellipsis, ellipsis, are_bodies)
        return RenderedNames(
            before + joined + after,
            joined,
            before,
            after,
            shown,
            tuple(texts),
            tuple(inverted),
            cut and not ellipsis,
            ellipsis,
            are_bodies,
        )

    def render_substituted(self, rendered: Sequence[RenderedNames], mark: Rich, count: int) -> Rich:
        """Render names with ``mark`` in place of the first ``count`` of them, or (-1) of all at once."""
        if count < 0:
            return mark + rendered[-1].after
        texts = []
        for one in rendered:
            here = min(count, len(one.each))
            each = [mark] * here + list(one.each[here:])
            count -= here
            texts.append(
                one.before
                + self._join(each, one.inverted, one.et_al, one.ellipsis, one.are_bodies)
                + one.after
            )
        return self.options.names_delimiter.join(texts)

    def _join(
        self, texts: Sequence[Rich], inverted: Sequence[bool], et_al: bool, ellipsis: bool, are_bodies: bool
    ) -> Rich:
        options = self.options
        delimiter = options.delimiter
        if et_al:
            joined = delimiter.join(texts)
            if self.sorting or not texts:
                return joined
            before = self.et_al_one if len(texts) == 1 else self.et_al_many
            if options.precedes_et_al == "after-inverted-name" and inverted[-1]:
                before = delimiter
            if not self.et_al:
                return joined
            # The formatting and the suffix of cs:name are those of the list, too: “*Doe et al.*,” (as in citeproc-js).
            return self.open + joined + before + self.et_al + self.close + self.name.suffix
        if len(texts) < 2 or self.sorting:
            return delimiter.join(texts)
        if ellipsis:
            return delimiter.join(texts[:-1]) + delimiter.rstrip(f" {SHIELD}") + _ELLIPSIS + texts[-1]
        if self.and_term:
            last = self.and_many
            if len(texts) == 2:
                last = self.and_bodies if are_bodies else self.and_one
            if options.precedes_last == "after-inverted-name" and inverted[-2]:
                last = self.and_after_inverted
            return delimiter.join(texts[:-1]) + last + texts[-1]
        return delimiter.join(texts)

    def render_person(self, name: ItemName, first: bool, level: int) -> tuple[Rich, bool]:
        """Render a personal name; return it, and whether its family name comes first (CSL 1.0.2, "Name-part Order").

        ``first`` says that it is the first of its list; ``level`` is how much of the given name is shown.
        """
        text, turned = self._order_parts(name, first, level)
        if text:
            text = self.name.prefix + self.open + text + self.close + self.name.suffix
        return text, turned

    def _order_parts(self, name: ItemName, first: bool, level: int) -> tuple[Rich, bool]:
        options = self.options
        family_part, given_part = self.name.family, self.name.given
        family = self._format_part(name.family, family_part)
        particle = self._format_part(name.non_dropping.rstrip(" "), family_part)
        dropping = self._format_part(name.dropping, given_part)
        given = self._render_given(name, level)
        suffix = name.suffix
        if suffix and options.initialize_with is not None:
            suffix = Rich(normalize_initials(suffix, options.initialize_with))
        if not given:
            dropping = suffix = NO_TEXT
        dropping_joint = COMMA if name.comma_dropping else SPACE
        if not name.spaced:
            return self._add_affixes(particle + family + given, _NO_PART), False
        if name.static:
            return _join(SPACE, _join(self.space, particle, family), given), False
        glued = _is_elided(name.non_dropping)
        if options.sort_order == "all" or (options.sort_order == "first" and first):
            separator = COMMA if name.given in ("Lord", "Lady") else options.sort_separator
            if self.sorting:
                demoted = self.demote != "never"
                particle, glued = Rich(particle.replace("'", "").replace("\u2019", "")).strip(), False
            else:
                demoted = self.demote == "display-and-sort"
            second = _join(dropping_joint, given, dropping)
            leading = family
            if demoted:
                second = _join(SPACE, second, particle)
            else:
                leading = _join(NO_TEXT if glued else self.space, particle, family)
            text = _join(
                separator, self._add_affixes(leading, family_part), self._add_affixes(second, given_part)
            )
            return _join(separator, text, suffix), True
        if _is_elided(name.dropping) and name.family and not name.non_dropping:
            family, dropping = dropping + family, NO_TEXT
        second = _join(NO_TEXT if glued else self.space, particle, family)
        joint = self.space
        if dropping and name.comma_dropping:
            return _join(COMMA, _join(SPACE, given, second), dropping), False
        second = _join(joint, dropping, second)
        second = _join(COMMA if name.comma_suffix else SPACE, second, suffix)
        given, second = self._add_affixes(given, given_part), self._add_affixes(second, family_part)
        is_spaced = given[-1:].isspace() or second[:1].isspace()  # by an affix, as a no-break space
        return _join(NO_TEXT if is_spaced else SPACE, given, second), False

    def _render_given(self, name: ItemName, level: int) -> Rich:
        given = to_rich(name.given)
        options = self.options
        if level == NO_GIVEN or not given:
            return NO_TEXT
        if level == INITIALS and options.initialize_with is not None:
            shorten = initialize if options.initialize else normalize_initials
            given = Rich(shorten(given, options.initialize_with, hyphens=self.hyphens))
        return self._format_part(given, self.name.given)

    def _format_part(self, text: Rich, part: NamePart) -> Rich:
        if not text or part is _NO_PART:
            return text
        if part.text_case:
            text = text_case.apply(text, part.text_case, self.english, self.language)
        return NO_TEXT.join((*part.format, text, CLOSE * len(part.format)))

    @staticmethod
    def _add_affixes(text: Rich, part: NamePart) -> Rich:
        return part.prefix + text + part.suffix if text and (part.prefix or part.suffix) else text


def has_more_names(names: Sequence[ItemName]) -> bool:
    """Return whether a list of names ends with “others”, so that it has more people than it names."""
    return len(names) > 1 and names[-1].is_others


def _is_elided(particle: str) -> bool:
    """Return whether a particle, as it was written, is joined to the name without a space.

    The apostrophe of the Italian de’ stands for an i, not for a vowel before another one: de’ Medici.
    """
    return particle.endswith(_ELIDED) and particle[:-1].lower() != "de"


def _join(separator: Rich, first: Rich, second: Rich) -> Rich:
    return first + separator + second if first and second else first or second
