"""Names of people that formats divide in two, family and given: CSL has the particles apart."""

from __future__ import annotations


def split_particles(family: str, given: str) -> dict[str, str]:
    """Return the parts of a name as CSL has them, without empty ones.

    Words in small letters before the family name are a particle, and so are those after the given names.

    >>> split_particles("de la Cruz", "Ann"), split_particles("Montaigne", "Michel de")
    ({'family': 'Cruz', 'given': 'Ann', 'non-dropping-particle': 'de la'}, \
{'family': 'Montaigne', 'given': 'Michel', 'dropping-particle': 'de'})
    """
    before, after = family.split(), given.split()
    start, end = 0, len(after)
    while start < len(before) - 1 and before[start][0].islower():
        start += 1
    while end > 1 and after[end - 1][0].islower():
        end -= 1
    parts = {
        "family": " ".join(before[start:]),
        "given": " ".join(after[:end]),
        "non-dropping-particle": " ".join(before[:start]),
        "dropping-particle": " ".join(after[end:]),
    }
    return {part: text for part, text in parts.items() if text}
