"""Measure how the CPU time of reading grows with the size of an input: the square would be a fault.

``python -m benchmarks.growing_texts`` prints, for each kind of text, the time for a size and for four times that size.
The tests count executed lines instead, which a busy machine does not change; but they do not see the time that a
regular expression takes, or a parser written in C.
"""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Callable

from archcite.errors import SourceError
from archcite.formats import readers


def repeat(template: str, start: str, end: str, separator: str = "") -> Callable[[int], str]:
    """Return a function that builds an input with a piece so many times; “@” is the number of the piece."""
    return lambda count: start + separator.join(template.replace("@", str(n)) for n in range(count)) + end


MARC = '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000{}m a2200000 a 4500</leader>'
FIELD = '<datafield tag="{}" ind1="1" ind2=" "><subfield code="a">Smith@, A</subfield></datafield>'
EAD = '<ead><archdesc level="fonds"><did><unittitle>P</unittitle>'
NARA = '{"naId":1,"title":"T","levelOfDescription":"item","ancestors":['
BUILDERS: dict[str, tuple[Callable[[int], str], int]] = {
    "attributes": (repeat(' a@="x"', '<ead><archdesc level="fonds"', "><did/></archdesc></ead>"), 4000),
    "components": (
        repeat("<c><did><unittitle>T</unittitle></did></c>", f"{EAD}</did><dsc>", "</dsc></archdesc></ead>"),
        300,
    ),
    "notes": (repeat("<odd><p>a b c</p></odd>", f"{EAD}</did>", "</archdesc></ead>"), 1500),
    "dates": (repeat("<unitdate>May 19@</unitdate>", EAD, "</did></archdesc></ead>"), 500),
    "containers": (repeat('<container type="box">@</container>', EAD, "</did></archdesc></ead>"), 700),
    "names": (
        repeat(
            "<name><namePart>Smith@, A</namePart></name>",
            "<mods><titleInfo><title>T</title></titleInfo>",
            "</mods>",
        ),
        700,
    ),
    "fields": (repeat(FIELD.format(700), MARC.format("ct"), "</record>"), 500),
    "fields of a book": (repeat(FIELD.format(700), MARC.format("ca") + FIELD.format(245), "</record>"), 500),
    "elements": (
        repeat(
            "<creator>Smith@, A</creator>",
            '<dc xmlns="http://purl.org/dc/elements/1.1/"><title>T</title>',
            "</dc>",
        ),
        700,
    ),
    "meta tags": (
        repeat('<meta name="DC.creator" content="S@, A">', "<html><head><title>T</title>", "</head></html>"),
        1000,
    ),
    "COinS": (
        repeat(
            '<span class="Z3988" title="rft.title=A@"></span>',
            "<html><head><title>T</title></head><body>",
            "</body></html>",
        ),
        300,
    ),
    "comments": (repeat("<!-- @ -->\n", '<?xml version="1.0"?>', "<rss/>"), 5000),
    "open comments": (repeat("<!-- @ ", '<?xml version="1.0"?>', "<rss/>"), 5000),
    "ancestors": (repeat('{"levelOfDescription":"series","distance":@,"title":"S"}', NARA, "]}", ","), 1500),
    "numbered ancestors": (
        repeat(
            '{"levelOfDescription":"series","variantControlNumbers":[{"type":"MLR Entry Number","number":"A@"}]}',
            NARA,
            "]}",
            ",",
        ),
        700,
    ),
    "notes of Discovery": (
        repeat('"n@"', '{"citableReference":"FO 1","coveringDates":"1957","note":[', "]}", ","),
        4000,
    ),
    "items of Tropy": (
        repeat(
            '{"@type":"Item","title":"T"}',
            '{"@context":{"@vocab":"https://tropy.org/v1/tropy#"},"@graph":[',
            "]}",
            ",",
        ),
        200,
    ),
    "citations": (
        repeat("“Cable, Liu to Mao @,” July 18, 1949, CWIHP Archive, RGANI, f. 5, op. 49\n", "", ""),
        30,
    ),
    "sections": (
        repeat("Source: x @\n", "Citation: “A Letter,” May 5, 1950, RGANI, f. 5\nContents:\n", ""),
        3000,
    ),
    "numbers": (repeat("0.@,0.8,0.7,0.2\n", "col0,col1,col2,col3\n", ""), 3000),
    "authors of BibTeX": (repeat("Smith@, A", "@letter{k, title={T}, author={", "}}", " and "), 700),
    "titles without capitals": (repeat("a", "@misc{k, title={", "}}"), 20000),
    "nested commands of BibTeX": (
        lambda count: "@misc{k, title={" + r"\emph{" * count + "a" + "}" * count + "}}",
        2000,
    ),
    "pieces of a value": (repeat("a", '@string{a="xxxxxxxxxx"}\n@misc{k, title=', "}", " # "), 3000),
    "open brackets of a reference": (
        repeat("(", "@letter{k, title={T}, library={RGANI}, number={f. 5", "}}"),
        20000,
    ),
    "levels of a note": (repeat("f. 5 ", "@letter{k, title={T}, library={RGANI}, note={", "}}"), 1500),
    "levels between commas": (repeat("f. @, ", "@letter{k, title={T}, library={RGANI}, note={", "}}"), 1500),
    "names between commas": (repeat("Abc, ", "@letter{k, title={T}, library={RGANI}, note={", "}}"), 1500),
    "stops of a note": (repeat(". ", "@letter{k, title={T}, library={RGANI}, note={", "}}"), 20000),
    "rows": (repeat("@;Letter;Creel;House;25.9.1918;Yale;6;179\n", "My list\n", ""), 2000),
    "one line of semicolons": (repeat("letter;minister;box;", "Berlin;", ""), 1000),
    "digits": (repeat("5dce13e@", "", ""), 3000),
    "blank lines": (repeat("\n", "", "title"), 20000),
    "quotation marks": (repeat("“", "", ""), 20000),
    "PICA in JSON": (repeat('[["002A","","0","Aau"],["021A","","a","Letters @"]]', "", "", "\n"), 2500),
    "JSON of nobody": (repeat('{"a": @}', "[", "]", ","), 5000),
}


def read_text(text: str) -> None:
    """Read all records of a text, or let the reader refuse it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for _ in readers.read_records(io.BytesIO(text.encode("utf-8")), "x"):
                pass
        except SourceError:
            pass


def measure(text: str) -> float:
    """Return the shortest CPU time of three that it takes to read a text, in seconds."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read_text(text)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print a line for each kind of text: its name, the two times, and their ratio."""
    for name, (build, size) in BUILDERS.items():
        small, large = measure(build(size)), measure(build(4 * size))
        print(f"{name:30} {small:8.3f} s {large:8.3f} s {large / small:6.1f} times")


if __name__ == "__main__":
    main()
