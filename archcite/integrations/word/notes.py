"""The footnotes or endnotes of a manuscript: the author's own, and those that archcite adds in their likeness."""

from __future__ import annotations

from copy import deepcopy

from archcite.integrations.common.archive import Element
from archcite.integrations.word.package import Package
from archcite.integrations.word.styles import NOTE_KINDS, DocumentStyles
from archcite.integrations.word.wordml import RELATIONSHIPS, Maker

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


class Notes:
    """The notes of one kind (``footnotes`` or ``endnotes``); their part is made when the first one is added."""

    def __init__(self, package: Package, maker: Maker, styles: DocumentStyles, kind: str) -> None:
        self._package = package
        self._maker = maker
        self._styles = styles
        self._kind = kind
        self._word = NOTE_KINDS[kind]
        self._part = package.find_related(package.document, kind)
        self._own: dict[str, Element] | None = None
        self._model: _Model | None = None
        self._last = 0

    def find(self, identifier: str) -> Element | None:
        """Return a note of the author's own by its id."""
        if self._part is None:
            return None
        if self._own is None:
            root = self._package.read_tree(self._part)
            self._own = {note.get(self._maker.name("id"), ""): note for note in root}
        return self._own.get(identifier)

    def add(self, rich: str) -> Element:
        """Add a note with finished rich text; return the run of its sign, for the text."""
        build, maker = self._maker.build, self._maker
        root = self._get_root()
        if self._model is None:
            self._model = self._build_model(root)
            self._last = max((_to_int(note.get(maker.name("id"))) for note in root), default=0)
        model = self._model
        self._last += 1
        number = str(self._last)
        sign = maker.build_run([build(f"{self._word}Ref")], model.sign)
        space = maker.build_run(deepcopy(model.space))
        paragraph = build(
            "p", [*([deepcopy(model.paragraph)] if model.paragraph is not None else []), sign, space]
        )
        paragraph.extend(maker.build_rich_runs(rich, model.text))
        root.append(build(self._word, [paragraph], id=number))
        return maker.build_run([build(f"{self._word}Reference", id=number)], model.reference)

    def number(self) -> None:
        """Sort and number notes in the order in which the text refers to them, as Word does when it saves a file.

        Word finds a note by its id; LibreOffice takes one after the other.
        """
        if self._model is None or self._part is None:
            return
        name = self._maker.name
        document = self._package.read_tree(self._package.document)
        references = list(document.iter(name(f"{self._word}Reference")))
        places: dict[str, int] = {}
        for reference in references:
            places.setdefault(reference.get(name("id")), len(places))
        root = self._package.edit_tree(self._part)
        # Separators, which nothing refers to, stay at the start with their ids; so do notes that are left over.
        root[:] = sorted(root, key=lambda note: places.get(note.get(name("id")), -1))
        taken = {note.get(name("id")) for note in root} - places.keys()
        first = 1 + max(0, *map(_to_int, taken))
        for element in (*references, *root):
            if element.get(name("id")) in places:
                element.set(name("id"), str(first + places[element.get(name("id"))]))

    def _get_root(self) -> Element:
        if self._part is None:
            self._part = f"{self._package.document.rpartition('/')[0]}/{self._kind}.xml".lstrip("/")
            self._package.add_part(
                self._part,
                self._build_part(),
                self._kind,
                _CONTENT_TYPE.format(self._kind),
                RELATIONSHIPS[self._maker.namespace],
            )
        return self._package.edit_tree(self._part)

    def _build_part(self) -> Element:
        """Build an empty part: Word wants the lines that separate notes from the text in it."""
        build = self._maker.build
        separators = (("separator", "-1"), ("continuationSeparator", "0"))
        return build(
            self._kind,
            [
                build(self._word, [build("p", [build("r", [build(kind)])])], type=kind, id=identifier)
                for kind, identifier in separators
            ],
        )

    def _build_model(self, root: Element) -> _Model:
        """Take over how the author's first note looks; without one, use the built-in styles."""
        name, build = self._maker.name, self._maker.build
        for note in root:
            sign = next(note.iter(name(f"{self._word}Ref")), None)
            if sign is None or note.get(name("type"), "normal") != "normal":
                continue
            run = sign.getparent()
            following = [one for one in run.itersiblings() if one.tag == name("r")]
            first = next((one for one in following if "".join(one.itertext()).strip()), None)
            reference = self._find_reference_properties()
            return _Model(
                _copy_paragraph_properties(run.getparent().find(name("pPr")), self._maker),
                run.find(name("rPr")),
                reference if reference is not None else run.find(name("rPr")),
                self._maker.copy_properties(first, emphasis=False),
                [build("tab")] if _begins_with_tab(following) else list(self._maker.build_text(" ")),
            )
        text, reference = self._styles.ensure_note_styles(self._word)
        look = (
            build("rStyle", val=reference) if self._styles.exists else build("vertAlign", val="superscript")
        )
        properties = build("rPr", [look])
        return _Model(
            build("pPr", [build("pStyle", val=text)]),
            properties,
            properties,
            None,
            list(self._maker.build_text(" ")),
        )

    def _find_reference_properties(self) -> Element | None:
        """Return the properties of the first sign of a note in the text."""
        name = self._maker.name
        document = self._package.read_tree(self._package.document)
        for reference in document.iter(name(f"{self._word}Reference")):
            return reference.getparent().find(name("rPr"))
        return None


class _Model:
    """How a note looks: the properties of its paragraph, of its sign there and in the text, and of its text."""

    def __init__(
        self,
        paragraph: Element | None,
        sign: Element | None,
        reference: Element | None,
        text: Element | None,
        space: list[Element],
    ) -> None:
        self.paragraph = paragraph
        self.sign = sign
        self.reference = reference
        self.text = text
        self.space = space


def _copy_paragraph_properties(properties: Element | None, maker: Maker) -> Element | None:
    """Copy paragraph properties without tracked changes, list numbers and section ends, which belong to one place."""
    if properties is None:
        return None
    made = deepcopy(properties)
    for local in ("rPr", "pPrChange", "sectPr", "numPr"):
        for one in made.findall(maker.name(local)):
            made.remove(one)
    return made


def _begins_with_tab(runs: list[Element]) -> bool:
    """Return whether the text of a note begins with a tab after its sign."""
    first = next((child for run in runs[:1] for child in run if not child.tag.endswith("}rPr")), None)
    return first is not None and first.tag.endswith("}tab")


def _to_int(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else 0
