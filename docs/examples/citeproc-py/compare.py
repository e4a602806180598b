"""Print the same citations as citeproc-py writes them, and as archcite does with the same program."""

import textwrap
import warnings
from types import ModuleType

import citeproc
import citeproc.source.json

import archcite.citeproc
import archcite.citeproc.source.json

ITEMS = [
    {
        "id": "gaddis",
        "type": "article-journal",
        "title": "The emerging post-revisionist synthesis on the origins of the Cold War",
        "author": [{"family": "Gaddis", "given": "John Lewis"}],
        "container-title": "Diplomatic History",
        "issued": {"date-parts": [[1983]]},
        "volume": "7",
        "issue": "3",
        "page": "171-190",
    },
    {
        "id": "westad",
        "type": "book",
        "title": "The Global Cold War",
        "author": [{"family": "Westad", "given": "Odd Arne"}],
        "issued": {"date-parts": [[2005]]},
        "publisher": "Cambridge University Press",
        "publisher-place": "Cambridge",
    },
    {
        "id": "memo",
        "type": "manuscript",
        "title": "Memorandum of conversation",
        "issued": {"date-parts": [[1945, 2, 8]]},
        "archive": "National Archives",
    },
    {
        "id": "leffler",
        "type": "chapter",
        "title": "The emergence of an American grand strategy",
        "author": [{"family": "Leffler", "given": "Melvyn P."}],
        "editor": [{"family": "Westad", "given": "Odd Arne"}],
        "container-title": "The Cambridge History of the Cold War",
        "issued": {"date-parts": [[2010]]},
        "page": "67-89",
        "publisher": "Cambridge University Press",
    },
]


def render(package: ModuleType, style: str, keys: list[str], locator: str = "") -> list[str]:
    """Render one citation, and the first entry of what it cites; ``package`` is either of the two."""
    source = package.source.json.CiteProcJSON(ITEMS)
    bibliography = package.CitationStylesBibliography(
        package.CitationStylesStyle(style, validate=False), source, package.formatter.plain
    )
    options = {"locator": package.Locator("page", locator)} if locator else {}
    citation = package.Citation([package.CitationItem(key, **options) for key in keys])
    bibliography.register(citation)
    return [str(bibliography.cite(citation, lambda item: None)), str(bibliography.bibliography()[0])]


def main() -> None:
    """Print five citations and entries as each package writes them, one below the other."""
    warnings.simplefilter("ignore")
    for style, keys, locator in (
        ("chicago-notes-bibliography", ["gaddis"], "180"),
        ("modern-language-association", ["westad"], "12"),
        ("apa", ["memo"], ""),
        ("ieee", ["gaddis", "westad", "memo"], ""),
        ("chicago-author-date", ["leffler"], "70"),
    ):
        print(style)
        both = [render(package, style, keys, locator) for package in (citeproc, archcite.citeproc)]
        for lines in zip(*both, strict=True):
            for package, line in zip(("citeproc-py", "archcite"), lines, strict=True):
                print(textwrap.fill(line, 110, initial_indent=f"  {package:13}", subsequent_indent=" " * 15))


if __name__ == "__main__":
    main()
