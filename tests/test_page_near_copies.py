"""Wire copy and its editions are one piece of news; two reports of one event are two."""

# ruff: noqa: E501 (texts)
from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from extractors.near_copies import Piece, are_copies, band_keys, fingerprint, origins, similarity

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WIRE = """ALDERSUND (Quaywire) - The harbour board counted 23 new cranes on its quays last year and expects 31 by the end of 2026.
The cranes moved 4.2 million containers, 7 percent more than the year before, the board said in its annual report.
Its director, Ida Holm, called the year the best since the harbour was dredged in 1988 and thanked the crews.
Ferries carried 812,000 passengers between the islands, a little fewer than the 830,000 of the year before.
The board plans to spend 95 million kroner on shore power, so that ships need not run their engines at the quay.
Two of every three ships that call are able to use it, and by 2030 all cruise ships will have to."""
EDITED = (
    WIRE.replace("ALDERSUND (Quaywire) - ", "")
    .replace("annual report", "yearly report")
    .replace("thanked the crews", "thanked crews")
)
CUT = "\n".join(WIRE.split("\n")[:3])
OTHER = """A new report praises the cranes of Aldersund. With 23 of them put up in one year the port has outgrown its rivals along the coast.
Containers are what pays: more than four million of them crossed the quays, according to figures that the board published on Monday.
Not everyone is happy. Residents of the old town complain about noise at night and about lorries that queue in their streets.
The board answers that shore power, for which it will pay 95 million kroner, will make the nights quieter within three years."""


@pytest.mark.parametrize(
    ("left", "right", "copies"),
    [
        (WIRE, WIRE.upper().replace("\n", " "), True),
        (WIRE, EDITED, True),
        (WIRE, CUT, True),
        (WIRE, OTHER, False),
        (WIRE, "", False),
        ("Twelve boats came.", "Twelve boats came.", False),
    ],
)
def test_copies(left: str, right: str, copies: bool) -> None:
    assert are_copies(fingerprint(left), fingerprint(right)) is copies


def test_row_41_twenty_outlets_with_one_wire_copy_have_one_origin() -> None:
    chance = random.Random(4)
    pieces = [Piece("wire", NOW, fingerprint(WIRE))]
    for number in range(20):
        words = WIRE.split(" ")
        for _ in range(3):
            words[chance.randrange(len(words))] = f"word{number}"
        text = f"By our reporter in harbour street {number}\n" + " ".join(words)
        pieces.append(Piece(f"outlet{number}", NOW + timedelta(minutes=number + 1), fingerprint(text)))
    pieces.append(Piece("other", NOW + timedelta(hours=1), fingerprint(OTHER)))
    chance.shuffle(pieces)
    found = origins(pieces)
    assert {found[f"outlet{number}"] for number in range(20)} == {"wire"}
    assert found["other"] == "other"


def test_row_31_of_a_very_long_text_the_beginning_counts() -> None:
    text = " ".join(f"word{number}" for number in range(25_000)) + "."
    assert fingerprint(text) == fingerprint(text + " And more. " * 1000)
    assert are_copies(fingerprint(text), fingerprint(text.partition(" word20000")[0] + " and so on, at some length."))


def test_fingerprints_are_stable_values() -> None:
    """Stored ones must stay comparable: a change here needs a new VERSION."""
    made = fingerprint(WIRE)
    assert len(made.minhash) == 512
    assert similarity(made, fingerprint(WIRE)) == 1.0
    assert len(band_keys(made)) == 32
    assert band_keys(made)[0] == STABLE_KEY


STABLE_KEY = -9086232893982601268


def test_new_texts_join_the_groups_that_are_known() -> None:
    pieces = [
        Piece(name, NOW + timedelta(hours=n), fingerprint(WIRE + f" Edition {n}.")) for n, name in enumerate("abcd")
    ]
    known = {"a": "a", "b": "a", "c": "a"}
    assert origins(pieces, known) == dict.fromkeys("abcd", "a")
    assert origins(pieces[:3], known) == dict.fromkeys("abc", "a")
    older = Piece("z", NOW - timedelta(hours=1), fingerprint(WIRE))
    assert origins([*pieces, older], {**known, "d": "a"}) == dict.fromkeys("abcdz", "z")
