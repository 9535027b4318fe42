"""The fitted choice of the owner: its candidates and their signs, its table, and its fitting."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks import fit_owner
from extractors import attach
from extractors.attach_table import WAYS
from extractors.claims import find_claims
from extractors.owner_fitted import choose_owner, owner_weights, worths
from extractors.owner_pool import Candidate, Pool, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.ways import rules_of

TITLE = "Norvale sells mills in Telmar"
TEXT = (
    "Norvale will sell its mills in Telmar, the company said on Monday. Wages at the mills were low. "
    "Output of the ovens fell by 13 percent in May. Roe, who leads Norvale, said that the mills are old."
)
# Every sign that the code can give, as a pattern; a name or a word of an article is none.
SIGNS = re.compile(
    r"nobody|ruled(\|[a-z_]+)?|main|title[0-3]|titlename[0-2]|freq[01]|hist[01]|same_last|prev_last|opens[12]|opener[12]"
    r"|agent[01]s?|hagent[01]s?|h?nexts?|h?first|pronoun|own\$|C|stands|N|T(of|in|for|at|and)|owns|relhead|ofhead"
    r"|[LR][0-4]|[LRO]|[LRO](\^|,|'s|IN|V|N|o|[a-z]+)|same|parent|child|joined|sibling|far"
    r"|m:(eq|in|has|some)|(in|un):(start|left|right)|back[1-4]|bt:[LR][0-2],?|away[PLEMc]|away\|[a-zA-Z]+"
    r"|n[01248][PLEMc]|len[1-6][PLEMc]|intitle[PLEMc]|ownsnothing|toowide|onlysays|digit|event(\|(harm|damage|safe))?"
)
UNDER = re.compile(r"|k:[a-z_]+|a:(\S{1,4}|[a-z]+)|d:[a-zA-Z]+|y:-?|[PLE]|[Mc][oplms]?|[dipn]")


def pools(text: str, title: str, monkeypatch: pytest.MonkeyPatch) -> list[Pool]:
    """The candidates of every figure of a text."""
    seen: list[Pool] = []

    def watch(scene: Scene, q: Quantity, told: Statement) -> Statement:
        seen.append(pool_of(scene, q, told))
        return choose_owner(scene, q, told)

    monkeypatch.setattr(attach, "choose_owner", watch)
    find_claims(text, title=title)
    return seen


def by_name(pool: Pool) -> dict[str | None, Candidate]:
    return {c.known.text if c.known else None: c for c in pool.candidates}


def test_the_candidates_of_a_figure_and_what_shows_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    (pool,) = pools(TEXT, TITLE, monkeypatch)
    found = by_name(pool)
    assert set(found) >= {None, "Norvale", "Telmar", "ovens", "Output of the ovens"}
    assert {"agent0", "same", "m:has"} <= found["Output of the ovens"].signs | {"m:has"}
    assert {"Lof", "L0", "same"} <= found["ovens"].signs
    assert found["ovens"].determiner == "d"
    assert {"main", "titlename0", "back2"} <= found["Norvale"].signs
    assert not found["Norvale"].here
    assert found["ovens"].here
    assert {c.known.sort for c in pool.candidates if c.known and c.known.text in ("Norvale", "ovens")} == {"E", "cs"}
    assert "k:percent" in pool.contexts
    assert "a:in" in pool.contexts


def test_one_person_is_one_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mayor Jane Roe spoke. Roe was late. Wages at the mills fell by 13 percent, Roe told reporters."
    (pool,) = pools(text, "Roe on wages", monkeypatch)
    assert sum("Roe" in c.known.text for c in pool.candidates if c.known) == 1


def test_the_table_weighs_only_signs_that_the_code_gives() -> None:
    rules = {rule.name.removeprefix("attach:") for rule in rules_of(WAYS)}
    table = owner_weights()
    assert 1_000 < sum(map(len, table.values())) < 6_000
    for sign, row in table.items():
        assert SIGNS.fullmatch(sign), sign
        assert not sign.startswith("ruled|") or sign.removeprefix("ruled|") in rules
        for under, weight in row.items():
            assert UNDER.fullmatch(under), (sign, under)
            assert isinstance(weight, int)


def test_what_fitting_looks_up_is_what_the_extractor_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    (pool,) = pools(TEXT, TITLE, monkeypatch)
    table = owner_weights()
    for features, worth in zip(fit_owner.features_of(pool), worths(pool, table), strict=True):
        split = (feature.partition("\t") for feature in features)
        assert sum(table.get(sign, {}).get(under, 0) for sign, _, under in split) == worth


def write(folder: Path, owner: str, count: int = 6) -> str:
    """Articles in which the wage figures belong to what ``owner`` names, as a folder of the fitting command."""
    folder.mkdir()
    for k, (firm, thing) in enumerate(
        zip(("Norvale", "Telmar", "Oakmart", "Kelso", "Lindow", "Denby")[:count], "abcdef", strict=True)
    ):
        text = (
            f"{firm} will sell its works. The works of {firm} are old. "
            f"Wages in the works fell by {13 + k} percent in May, and the sale drags on."
        )
        start = text.index(str(13 + k))
        claim = {
            "start": start,
            "end": start + 10,
            "subject": firm if owner == "firm" else "works",
            "optional": False,
        }
        article = {"id": thing, "title": f"{firm} sells its works", "text": text, "claims": [claim]}
        (folder / f"{thing}.json").write_text(json.dumps(article), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("owner", ["firm", "works"])
def test_fitting_learns_whom_the_articles_name(owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_owner, "_LEAST", 3)
    choices, names = fit_owner.read_choices([write(tmp_path / owner, owner)])
    assert len(choices) == 6
    weights = fit_owner.fit(choices, len(names), epochs=20)
    for choice in choices:
        worth = [sum(weights[f] for f in signs) for signs in choice.signs]
        assert choice.right[worth.index(max(worth))]
    again, same = fit_owner.read_choices([str(tmp_path / owner)])
    assert (same, fit_owner.fit(again, len(same), epochs=20)) == (names, weights)


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("Norvale", "Norvale Group", True),
        ("the mills", "mill", True),
        (None, None, True),
        (None, "Norvale", False),
        ("Norvale", None, False),
        ("Port Norvale council", "Telmar council of elders", False),
    ],
)
def test_what_counts_as_the_annotated_owner(gold: str | None, said: str | None, same: bool) -> None:
    assert fit_owner.means_same(gold, said) is same
