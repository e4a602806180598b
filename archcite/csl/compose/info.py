"""What a composed style says of itself, and the words that it uses: ``cs:info`` and ``cs:locale``."""

from __future__ import annotations

import re

from archcite.csl.style.xml import Element

# The children of cs:info that both styles may have several of.
_LISTED = ("author", "contributor", "category")
# What tells one cs:term from another.
_TERM_ATTRIBUTES = ("name", "form", "gender-form")
# The schema wants a date.
_UNDATED = "1970-01-01T00:00:00+00:00"


def read_title(style: Element) -> str:
    """Return the title of a style.

    >>> from archcite.csl.style.xml import parse
    >>> read_title(parse("<style><info><title>APA</title></info></style>", ""))
    'APA'
    """
    return _find_text(style, "title") or "the style"


def build_slug(style: Element) -> str:
    """Return the last part of a style's id, fit for the name of a macro.

    >>> from archcite.csl.style.xml import parse
    >>> build_slug(parse("<style><info><id>http://www.zotero.org/styles/apa</id></info></style>", ""))
    'apa'
    """
    last = re.split(r"[/:#]", _find_text(style, "id").rstrip("/"))[-1]
    return re.sub(r"[^\w.-]+", "-", last) or "style"


def merge_info(special: Element, general: Element) -> Element:
    """Build the ``cs:info`` of a composition: what both are, who wrote them, under which licences."""
    info = Element("info", {}, 0)
    info.children = [
        _build_element("title", f"{read_title(special)} + {read_title(general)}"),
        _build_element("id", f"{_find_text(special, 'id')}+{build_slug(general)}"),
        *(
            _build_element("link", "", {"href": _find_text(style, "id"), "rel": "template"})
            for style in (special, general)
            if _find_text(style, "id")
        ),
        *_collect_repeatable(special, general),
        _build_element("summary", f"{_build_summary(special)} All other items: {_build_summary(general)}"),
        # Times in the one form of CSL's schema sort as text.
        _build_element(
            "updated", max(_find_text(special, "updated"), _find_text(general, "updated")) or _UNDATED
        ),
    ]
    rights = _merge_rights(special, general)
    if rights is not None:
        info.children.append(rights)
    return info


def _collect_repeatable(special: Element, general: Element) -> list[Element]:
    """Collect documentation, authors, contributors and categories of both, each once."""
    found: list[Element] = []
    seen: set[tuple[object, ...]] = set()
    for wanted in ("link", *_LISTED):
        for style in (special, general):
            for child in _find_info_children(style):
                if child.tag != wanted or (wanted == "link" and child.attrs.get("rel") != "documentation"):
                    continue
                if "citation-format" in child.attrs and style is special:
                    # One style has one format: that of the general style, which has the layout of citations.
                    continue
                key = (wanted, *sorted(child.attrs.items()), *(part.text.strip() for part in child.children))
                if key not in seen:
                    seen.add(key)
                    found.append(child)
    return found


def _merge_rights(special: Element, general: Element) -> Element | None:
    """Merge both licences in words; as an address, the general style's, whose text is most of the composition."""
    said: list[str] = []
    license_ = ""
    for style in (special, general):
        for child in _find_info_children(style):
            if child.tag == "rights":
                words = " ".join(child.text.split()).rstrip(".")
                address = child.attrs.get("license", "")
                said.append(f"{read_title(style)}: {words}{f' ({address})' if address else ''}.")
                license_ = address or license_
    if not said:
        return None
    return _build_element("rights", " ".join(said), {"license": license_} if license_ else {})


def merge_locales(special: Element, general: Element) -> list[Element]:
    """Merge the ``cs:locale`` elements of both.

    Words and date forms are the whole document's: where both define one, the general style's stands, and so
    do its options.  A special style should therefore define only what its general style defines alike, or
    has no use for.
    """
    locales = [child for child in general.children if child.tag == "locale"]
    by_language = {locale.attrs.get("lang"): locale for locale in locales}
    for locale in special.children:
        if locale.tag != "locale":
            continue
        language = locale.attrs.get("lang")
        target = by_language.get(language)
        if target is None:
            target = by_language[language] = Element("locale", dict(locale.attrs), 0)
            locales.append(target)
        _merge_locale(target, locale)
    return [locale for locale in locales if locale.children]


def _merge_locale(target: Element, source: Element) -> None:
    dates = {child.attrs.get("form") for child in target.children if child.tag == "date"}
    terms = target.find("terms")
    known = {_build_term_key(child) for child in terms.children} if terms is not None else set()
    for child in source.children:
        if child.tag == "date" and child.attrs.get("form") not in dates:
            target.children.insert(0, child)
        elif child.tag == "terms":
            new = [term for term in child.children if _build_term_key(term) not in known]
            if new and terms is None:
                terms = Element("terms", {}, 0)
                target.children.append(terms)
            if terms is not None:
                terms.children += new


def _build_term_key(term: Element) -> tuple[str | None, ...]:
    return tuple(term.attrs.get(name) for name in _TERM_ATTRIBUTES)


def _build_summary(style: Element) -> str:
    return (_find_text(style, "summary") or read_title(style)).rstrip(".") + "."


def _find_text(style: Element, tag: str) -> str:
    return next(
        (" ".join(child.text.split()) for child in _find_info_children(style) if child.tag == tag), ""
    )


def _find_info_children(style: Element) -> list[Element]:
    info = style.find("info")
    return info.children if info is not None else []


def _build_element(tag: str, text: str, attrs: dict[str, str] | None = None) -> Element:
    element = Element(tag, attrs or {}, 0)
    element.text = text
    return element
