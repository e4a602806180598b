"""Sources that the projects, sites and documents of these tests cite."""

from __future__ import annotations

CREEL = """\
- id: creel
  kind: letter
  title: Letter to Colonel House
  date: 1918-09-25
  agents:
    - {family: Creel, given: George, role: author}
    - {family: House, given: Edward M., role: recipient}
  holdings:
    - repository: {name: Yale University Library, place: New Haven}
      parts:
        - {level: fonds, value: House Papers}
        - {level: box, label: box, value: "6"}
"""
BOOK = """\
@book{kotkin, author={Kotkin, Stephen}, title={Magnetic Mountain}, publisher={UC Press}, address={Berkeley},
  year=1995}
"""
