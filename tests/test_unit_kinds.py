"""Kind and unit of a claim that a person puts right: together, or not at all."""

from __future__ import annotations

import pytest

from extractors.unit_kinds import settle

SETTLED = [
    # as read             kind and unit given   what it becomes
    ("measure", "m",      None, "person",       "count", "person"),       # "a population of 1.2m"
    ("measure", "m",      None, "euros",        "money", "EUR"),          # "a profit of 3m"
    ("count", "point",    None, "pp",           "percentage_point", "pp"),
    ("percent", "%",      None, "pp",           "percentage_point", "pp"),
    ("money", "USD",      None, "CAD",          "money", "CAD"),
    ("age", "year",       None, "month",        "age", "month"),          # years are both: the kind stays
    ("duration", "year",  "age", None,          "age", "year"),
    ("measure", "barrel", "count", None,        "count", "barrel"),       # barrels of powder on a ship
    ("percent", "%",      "rank", None,         "rank", None),            # a rank has no unit to keep
    ("count", None,       "index", None,        "index", None),
    ("count", "GPU",      None, "TPU",          "count", "TPU"),
    ("count", "person",   None, None,           "count", "person"),
]  # fmt: skip
REFUSED = [
    ("measure", "m",     "count", None,  "'m' is a unit of kind measure, not count"),
    ("percent", "%",     "money", None,  "'%' is a unit of kind percent, not money"),
    ("count", "person",  "money", None,  "'person' is a unit of kind count, not money"),
    ("count", None,      "money", None,  "kind money needs a unit"),
    ("percent", "%",     "rank", "km",   "kind rank has no unit"),
    ("money", "USD",     None, "XYZ",    "no unit or currency 'XYZ' is known"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "unit", "new_kind", "new_unit", "then", "then_unit"), SETTLED)
def test_a_unit_brings_its_kind_along(
    kind: str, unit: str | None, new_kind: str | None, new_unit: str | None, then: str, then_unit: str | None
) -> None:
    assert settle(kind, unit, new_kind, new_unit) == (then, then_unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "unit", "new_kind", "new_unit", "why"), REFUSED)
def test_what_cannot_go_together_is_refused(
    kind: str, unit: str | None, new_kind: str | None, new_unit: str | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        settle(kind, unit, new_kind, new_unit)  # type: ignore[arg-type]
