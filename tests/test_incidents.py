"""What events of an article are called, and which nouns are none."""

from __future__ import annotations

import pytest

from extractors.incidents import Incidents

NAMED = [
    ("A mudslide swept away a barn in Telmar on Sunday.", ["mudslide in Telmar"]),
    ("Fierce floods struck eastern and central Arden this week.", ["floods in eastern and central Arden"]),
    ("Arden was rocked by a series of explosions.", ["explosions in Arden"]),
    ("The quakes struck off the Norvale coast.", ["quakes off the Norvale coast"]),
    ("Hurricane Ines and the Quarry Fire were spreading.", ["Hurricane Ines", "Quarry Fire"]),
    ("A deadly helicopter crash in Arden delayed the vote.", ["helicopter crash in Arden"]),
    ("Floods and landslides swept through Telmar.", ["floods and landslides in Telmar"]),
    ("It was the worst disaster since the war.", ["disaster", "war"]),
    # no events
    ("He died of a heart attack as police opened fire on Monday.", []),
    ("The Telmar Disaster Agency and fire officials met flood insurance brokers.", []),
    ("A market crash and a price war would hurt.", []),
    ("Workers strike for more pay.", []),
]  # fmt: skip


def incidents(text: str, title: str = "") -> Incidents:
    return Incidents(text, [(0, len(text))], title)


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[text[:40] for text, _ in NAMED])
def test_names_of_events(text: str, names: list[str]) -> None:
    told = incidents(text)
    found: list[str] = []
    stop = len(text)
    while (one := told.within(0, stop)) is not None:
        found.insert(0, one.text)
        stop = one.start
    assert found == names


def test_a_later_word_for_it_means_the_event_named_before() -> None:
    text = "A fire in Arden spread. The Telmar flood is over. The blaze goes on, the disaster too, the strike not."
    told = incidents(text)
    assert told.meant("blaze", text.index("blaze")) == "fire in Arden"
    assert told.meant("disaster", text.index("disaster")) == "Telmar flood"
    assert told.meant("strike", text.index("strike")) is None


def test_the_headline_says_which_event_is_the_main_one() -> None:
    text = "After the storm a fire broke out near Telmar and a bridge fell."
    main = incidents(text, "Fire threatens homes").main()
    assert main is not None
    assert main.text == "fire near Telmar"
