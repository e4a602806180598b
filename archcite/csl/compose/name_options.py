"""Name options that two composed styles inherit from different ancestors, settled before they are joined.

``and``, ``et-al-min`` and the like stand on ``cs:style``, ``cs:citation`` and ``cs:bibliography``, and
every ``cs:name`` below inherits them (CSL 1.0.2, "Inheritable Name Options").  A composed style has only one
of each ancestor.  What both styles say stays there; where they differ, what one of them says moves down to
its own ``cs:name`` elements.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from archcite.csl.style.xml import Element, copy, expand, find_attributes

AREAS = ("citation", "bibliography")

# Option on an ancestor -> the attribute of cs:name that says the same.
_NAME_OPTIONS = {
    "and": "and",
    "delimiter-precedes-et-al": "delimiter-precedes-et-al",
    "delimiter-precedes-last": "delimiter-precedes-last",
    "et-al-min": "et-al-min",
    "et-al-use-first": "et-al-use-first",
    "et-al-subsequent-min": "et-al-subsequent-min",
    "et-al-subsequent-use-first": "et-al-subsequent-use-first",
    "et-al-use-last": "et-al-use-last",
    "initialize": "initialize",
    "initialize-with": "initialize-with",
    "name-as-sort-order": "name-as-sort-order",
    "name-delimiter": "delimiter",
    "name-form": "form",
    "sort-separator": "sort-separator",
}
_NAMES_DELIMITER = "names-delimiter"
INHERITED = (*_NAME_OPTIONS, _NAMES_DELIMITER)

# What the absence of an option means, where an attribute can say it: "and", "initialize-with" and the numbers
# of et-al have no value for "not".
_DEFAULTS = {
    "delimiter-precedes-et-al": "contextual",
    "delimiter-precedes-last": "contextual",
    "et-al-use-last": "false",
    "initialize": "true",
    "name-delimiter": ", ",
    "name-form": "long",
    "sort-separator": ", ",
    _NAMES_DELIMITER: "",
}

Options = dict[str, str]


def settle_options(special: Element, general: Element) -> None:
    """Change two styles so that each prints its names as before, under the options that ``general`` keeps.

    >>> from archcite.csl.style.xml import parse
    >>> style = '<style{}><citation><layout><names variable="author"/></layout></citation></style>'
    >>> special, general = parse(style.format(' and="text"'), ""), parse(style.format(' and="symbol"'), "")
    >>> settle_options(special, general)
    >>> special.children[0].children[0].children[0].children[0].attrs, general.attrs
    ({'and': 'text'}, {'and': 'symbol'})
    """
    kept: dict[str, Options] = {}
    downs: dict[str, tuple[Options, Options]] = {}
    for area in AREAS:
        if general.find(area) is None:
            # The special style's own area is taken over, options and all.
            kept[area] = _find_inherited(special, area)
            continue
        if special.find(area) is None:
            kept[area] = _find_inherited(general, area)
            continue
        kept[area], *down = _divide_options(_find_inherited(special, area), _find_inherited(general, area))
        downs[area] = (down[0], down[1])
    _push_down(special, {area: down[0] for area, down in downs.items()})
    _push_down(general, {area: down[1] for area, down in downs.items()})
    _keep_options(special, general, kept)


def _find_inherited(style: Element, area: str) -> Options:
    """Return the options that names of an area inherit."""
    inner = style.find(area)
    said = {**style.attrs, **(inner.attrs if inner is not None else {})}
    return {option: said[option] for option in INHERITED if option in said}


def _divide_options(special: Options, general: Options) -> tuple[Options, Options, Options]:
    """Divide what stays on the ancestors from what moves down in the special style and in the general one."""
    kept, special_down, general_down = dict(general), {}, {}
    for option in INHERITED:
        mine, its = special.get(option), general.get(option)
        if mine == its:
            continue
        if mine is not None:
            special_down[option] = mine
        elif option in _DEFAULTS:
            special_down[option] = _DEFAULTS[option]
        else:
            general_down[option] = kept.pop(option)
    return kept, special_down, general_down


def _keep_options(special: Element, general: Element, kept: dict[str, Options]) -> None:
    """Leave the ancestors the options that stay: on the style if every area has one, else on the area."""
    for option in INHERITED:
        if any(option not in options for options in kept.values()):
            general.attrs.pop(option, None)
    for area, options in kept.items():
        inner = general.find(area) or special.find(area)
        if inner is None:
            continue
        for option in INHERITED:
            inner.attrs.pop(option, None)
            if option in options and general.attrs.get(option) != options[option]:
                inner.attrs[option] = options[option]


def _push_down(style: Element, options: dict[str, Options]) -> None:
    """Write inherited options onto the names that are printed in each area."""
    if not any(options.values()):
        return
    macros = {child.attrs.get("name", ""): child for child in style.children if child.tag == "macro"}
    areas = {area: inner for area in options if (inner := style.find(area)) is not None}
    reached = {area: find_reachable([inner], macros) for area, inner in areas.items()}
    if len(areas) == 2 and options["citation"] != options["bibliography"]:
        shared = reached["citation"] & reached["bibliography"]
        _split(style, macros, shared, areas["bibliography"], reached["bibliography"])
    done: set[int] = set()
    for area, inner in areas.items():
        for element in (inner, *(macros[name] for name in sorted(reached[area]))):
            if id(element) not in done:
                done.add(id(element))
                _write_options(element, options[area], inside_substitute=False)


def _split(
    style: Element, macros: dict[str, Element], shared: set[str], area: Element, reached: set[str]
) -> None:
    """Give an area its own copies of the macros that it shares."""
    renamed: dict[str, str] = {}
    for name in sorted(shared):
        new = f"{name}-{area.tag}"
        while new in macros:
            new += "-2"
        renamed[name] = new
        macros[new] = copy(macros[name])
        macros[new].attrs["name"] = new
        style.children.insert(style.children.index(macros[name]) + 1, macros[new])
        reached.remove(name)
        reached.add(new)
    for element in (area, *(macros[name] for name in reached)):
        rename_calls(element, renamed)


def _write_options(element: Element, options: Options, *, inside_substitute: bool) -> None:
    if element.tag == "names":
        name = element.find("name")
        attrs = {_NAME_OPTIONS[option]: value for option, value in options.items() if option in _NAME_OPTIONS}
        if name is not None:
            name.attrs = {**attrs, **name.attrs}
        elif attrs and not inside_substitute:
            # (In cs:substitute, names without cs:name take that of the names that they substitute.)
            name = Element("name", attrs, element.line)
            element.children.insert(0, name)
        if _NAMES_DELIMITER in options:
            element.attrs.setdefault("delimiter", options[_NAMES_DELIMITER])
    for child in expand(element):
        _write_options(child, options, inside_substitute=inside_substitute or child.tag == "substitute")


def find_reachable(elements: list[Element], macros: dict[str, Element]) -> set[str]:
    """Return the names of the macros that elements call, and that these call."""
    found: set[str] = set()
    pending = [name for element in elements for name in find_calls(element)]
    while pending:
        name = pending.pop()
        if name in macros and name not in found:
            found.add(name)
            pending.extend(find_calls(macros[name]))
    return found


def find_callers(calls: Mapping[str, Collection[str]], called: Collection[str]) -> set[str]:
    """Return the names of macros, and of those that call them, directly or through others.

    >>> sorted(find_callers({"a": {"b"}, "b": {"c"}, "c": (), "d": ()}, {"c"}))
    ['a', 'b', 'c']
    """
    path = calls.keys() & called
    grown = True
    while grown:
        callers = {name for name, its in calls.items() if not path.isdisjoint(its)} - path
        grown = bool(callers)
        path |= callers
    return path


def rename_calls(element: Element, names: Mapping[str, str]) -> None:
    """Call macros by their new names."""
    for attrs in find_attributes(element, "macro"):
        attrs["macro"] = names.get(attrs["macro"], attrs["macro"])


def find_calls(element: Element) -> set[str]:
    """Return the names of the macros that an element calls."""
    return {attrs["macro"] for attrs in find_attributes(element, "macro")}
