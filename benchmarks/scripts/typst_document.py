"""Compile a typst document, which hayagriva's citations are part of."""

import sys

import typst  # type: ignore[import-not-found, unused-ignore]

typst.compile(sys.argv[1], output=sys.argv[2])
