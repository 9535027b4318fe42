"""Short names of firms within one article: which stand for the whole name, and which may be another's."""

from __future__ import annotations

import pytest

from extractors.short_names import find_short_names

SHORT = [
    ("Kestrel Foods rose. Analysts said Kestrel had sold more.", {"kestrel": "kestrel foods"}),
    ("Kestrel Foods plc rose. Kestrel employs 430 people.", {"kestrel": "kestrel foods"}),
    ("Marten & Lowe Stores fell. At Marten & Lowe, sales sank.", {"marten & lowe": "marten & lowe stores"}),
    ("The Kestrel Group rose; shares in Kestrel gained 4%.", {"kestrel": "kestrel group"}),
    ("Tarvik Mining Holdings sold the mine. Tarvik will close.", {"tarvik": "tarvik mining holdings"}),
    ("Kestrel Foods rose.", {}),
    ("Kestrel fell. Kestrel Foods rose.", {}),
    ("Kestrel Foods is the largest employer in Kestrel. Kestrel has 430 houses.", {}),
    ("Kestrel Foods and Kestrel Energy rose. Kestrel has 430 staff.", {}),
    ("Kestrel Foods rose, said Ann Kestrel. Kestrel has led it for years.", {}),
    ("Kestrel Foods will build the Kestrel Tower. Kestrel is 430 metres high.", {}),
    ("Italy Foods rose. Italy has 430 mines.", {}),
    ("Amazon Foods rose. The Amazon lost 430 trees a day.", {}),
    ("Kestrel Foods rose. Kestrel, 43, has led it for years; Kestrel owns 4%.", {}),
    ("Kestrel Foods rose, 43, he said. Kestrel owns 4%.", {"kestrel": "kestrel foods"}),
    ("Harrow Energy rose. The town of Harrow has 43,000 people, and Harrow grew.", {}),
    ("The Kestrel Group rose. The Kestrel has 430 staff.", {"kestrel": "kestrel group"}),
    ("American Airlines rose. American firms employ 430 people.", {}),
    ("Harrow Town Council met. Harrow has 430 shops.", {}),
    ("", {}),
]


@pytest.mark.parametrize(("text", "found"), SHORT)
def test_short_names_stand_for_the_whole_one(text: str, found: dict[str, str]) -> None:
    assert find_short_names(text) == found
