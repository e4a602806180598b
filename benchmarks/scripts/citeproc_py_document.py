"""The same document with citeproc-py."""

import json
import sys
import warnings
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

warnings.simplefilter("ignore")
items = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
style = CitationStylesStyle(sys.argv[1], validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
citations = [Citation([CitationItem(item["id"])]) for item in items]
for citation in citations:
    bibliography.register(citation)
for citation in citations:
    print(bibliography.cite(citation, lambda missing: None))
bibliography.sort()
print()
for entry in bibliography.bibliography():
    print(entry)
