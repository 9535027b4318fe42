"""The fitted choices of owner and measure: their candidates and signs, their tables, and their fitting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import fit_choices
from extractors import attach, measure_fitted, modality_fitted, owner_fitted
from extractors.attach_table import WAYS
from extractors.claims import find_claims
from extractors.discourse import Discourse
from extractors.lexicon import lexicon
from extractors.measure_pool import Pool as Measures
from extractors.modality_fitted import rows_of, worths_of
from extractors.owner_cast import Cast
from extractors.owner_pool import Candidate
from extractors.owner_pool import Pool as Owners
from extractors.phrases import singular
from extractors.ways import rules_of
from extractors.weighing import Weights, surest, weights, worths

TITLE = "Norvale sells mills in Telmar"
TEXT = (
    "Norvale will sell its mills in Telmar, the company said on Monday. Wages at the mills were low. "
    "Output of the ovens fell by 13 percent in May. Roe, who leads Norvale, said that the mills are old."
)
# Every sign and context that the code can give, as patterns; "<word>" stands for a word of the project's own list.
_PHRASE = r"[LR][0-4]|[LRO]|[LRO](\^|,|'s|IN|V|N|o|[a-z]+)|owns|relhead|ofhead|same|parent|child|joined|sibling|far"
_LINK = "of|in|for|by|with|from|at|on|to|than|P"
_VOICE = "[-odp]|be|have|pas|red|VB[DGNPZ]?|MD"
_PART = r"x|q|m|(agent[01]s?|nexts?|first)m?"
_KIND = "main|content|relative|reduced|participle|adverbial|if|than|aside|tail|explained"
_PLACE = (
    rf"[LRO](z({_LINK}|[.,;(RSNVIGDCxq])|spk[#w]?|srcn|acc|inv|told|src:(ed|in|by|from|of))|[LR](d[01247f]|[cv][012])"
    rf"|lone|(btw|past)(0|c|v?n?)|rbtw|rpast|(hagent0|same_last)(0|c|v?n?)|obj0({_VOICE})?|byp"
    rf"|gov:([\^Vo]|({_PART}|#)({_LINK})?)|own:(-|{_PART})"
    rf"|(same|(par|chi|joi):({_KIND})|joined2|sib:[<>](top|{_KIND})|anc(:con)?|desc|afar)[AB-]"
    rf"|(agent[01]s?|nexts?|first)([AB-]|{_VOICE})"
)
SIGNS = {
    "owner": re.compile(
        r"nobody|ruled|asked|main|title[0-3]|titlename[0-2]|freq[0-4]|top[PLEMc]|hist[01]|same_last|prev_last"
        r"|agent[01]s?|hagent[01]s?|h?nexts?|h?first|pronoun|own\$|C|stands|N|T(of|in|for|at|and)"
        r"|m:(eq|in|has|some)|(in|un):(start|left|right)|back[1-4]|S:([PLE]|[Mc][oplms]?)?|h:(<word>|\W*)"
        rf"|n[01248][PLEMc]|len[1-6][PLEMc]|intitle[PLEMc]|ownsnothing|toowide|onlysays|digit|event|{_PHRASE}|{_PLACE}"
        r"|subj[12]n?s?|insubj1|par0|prev(\^|,|'s|IN|V|N|o|[a-z]+)?|prevd[dipn]s?"
        r"|kind(last|name)?|speaks|person|gender[+-]"
    ),
    "measure": re.compile(
        r"nobody|ruled|same_last|prev_last|unit|agent|touch[LR]|afterverb|C|H|T(of|in|for|at|and|on|to|from|with)"
        rf"|V|VO|OV|NV|NVP|NVO|tail|(own|chosen)[=<>]|S:(N|[Mc][ms]?)|h:(<word>|\W*)|len[1-6]|digit|{_PHRASE}"
    ),
    "modality": re.compile("actual|forecast|target|hypothetical"),
}
UNDER = {
    "owner": re.compile(
        r"|k:[a-z_]+|a:(\S{1,4}|[a-z]+)|d:[a-zA-Z]+|y:-?|r:<rule>|[mpf]:(<word>|\W*)|[PLE]|[Mc][oplms]?|[dipn]"
    ),
    "measure": re.compile(
        r"|k:[a-z_]+(\|(\S{1,4}|[a-z]+))?|a:(\S{1,4}|[a-z]+)|r:<rule>|q:(<rule>|[a-z_]+(:[a-z_]+)?|-)|v:([A-Z$]+|-)|y:-?"
        r"|m:(<word>|\W*)|S(N|[Mc][ms]?)"
    ),
    "modality": re.compile(
        r"|r:[a-z_]+|t:(none|ahead|past)|[LR][12]:([-^$]|<word>|\W*)|d:(\W*|[A-Z]{1,2})|[dls]:([a-z']+|-)|[vg]:<word>"
        r"|v:[<>][A-Z$]+|[vg]:([A-Z$]+|-|\W*)"
    ),
}


def pools(text: str, title: str, question: str) -> list[fit_choices.Pool]:
    """The candidates of every figure of a text."""
    return [pool for _, _, pool, _ in fit_choices.pools_of({"text": text, "title": title}, question)]


def by_name(pool: fit_choices.Pool) -> dict[str | None, Candidate]:
    assert isinstance(pool, Owners)
    return {c.known.text if c.known else None: c for c in pool.candidates}


def test_the_owners_a_figure_may_have_and_what_shows_of_them() -> None:
    (pool,) = pools(TEXT, TITLE, "owner")
    found = by_name(pool)
    assert set(found) >= {None, "Norvale", "Telmar", "ovens", "Output of the ovens"}
    assert {"agent0", "same"} <= found["Output of the ovens"].signs
    assert {"Lof", "L0", "same"} <= found["ovens"].signs
    assert found["ovens"].determiner == "d"
    assert {"main", "titlename0", "back2"} <= found["Norvale"].signs
    assert not found["Norvale"].here
    assert found["ovens"].here
    assert [found[name].traits[0] for name in ("Norvale", "ovens")] == ["E", "cs"]
    assert {"k:percent", "a:in", "p:by"} <= set(pool.contexts)


# A text of one figure, a candidate, and signs that it shows of where it stands.
STANDING = [
    ("Roe said 40 of the letters were forged.", "Roe", "Lspk Lspk# par:contentA Lv1"),
    ("Roe said 40 of the letters were forged.", "the letters", "sameA gov:# nextA"),
    ("Wages rose by 4%, according to Norvale.", "Norvale", "Racc Rc1"),
    ("Wages rose by 4%, said Norvale.", "Norvale", "Rinv chi:tailB"),
    ("Roe told Norvale that wages rose by 4%.", "Norvale", "Ltold par:contentB"),
    ("A study by Norvale found 40 cracks.", "Norvale", "Lsrc:by"),
    ("The mill was sold by Norvale for 4 million euros.", "mill", "agent0pas"),
    ("The mill was sold by Norvale for 4 million euros.", "Norvale", "byp"),
    ("The price of copper fell by 4%.", "copper", "gov:agent0mof Ld2"),
    ("Norvale sold its mill for 4 million euros.", "Norvale", "obj0 own:m agent0o"),
]


@pytest.mark.parametrize(("text", "who", "signs"), STANDING)
def test_where_in_its_clause_a_candidate_stands(text: str, who: str, signs: str) -> None:
    (pool,) = pools(text, TITLE, "owner")
    assert set(signs.split()) <= by_name(pool)[who].signs


def test_a_name_before_the_number_before_is_past() -> None:
    pool = by_name(pools("Norvale runs 30 mills and Corvin 40.", TITLE, "owner")[1])
    assert "pastn" in pool["Norvale"].signs
    assert "btwn" in pool["Corvin"].signs


@pytest.mark.parametrize(
    ("text", "owner", "signs", "context"),
    [
        ("Norvale bought Oakmart. Shares of Corvin fell. It has 13 shops.", "Norvale", "subj2", "d:it"),
        (
            "Norvale bought Oakmart. Shares of Corvin fell. It has 13 shops.",
            "Corvin",
            "insubj1 prevof prevdn",
            "d:it",
        ),
        ("Norvale bought Oakmart. A mill burnt.\nIt has 13 shops.", "mill", "subj1n prev prevdi", "d:it"),
        (
            "Oakmart is old. Norvale, an online grocer, grows. The grocer has 13 shops.",
            "Norvale",
            "kind kindlast",
            "f:grocer",
        ),
        ("Kelso Bank is old. Norvale grows. The bank has 13 shops.", "Kelso Bank", "kindname subj2 par0", "f:bank"),
        ("“We have 13 shops,” said Jane Roe, finance chief of Norvale.", "Jane Roe", "speaks", "d:we"),
        ("Norvale's Jane Roe and John Marsh left. She owns 13 shops.", "Jane Roe", "gender+", "d:he"),
        ("Norvale's Jane Roe and John Marsh left. She owns 13 shops.", "John Marsh", "person gender-", "d:he"),
    ],
)
def test_whom_the_subject_may_stand_for(text: str, owner: str, signs: str, context: str) -> None:
    pool = pools(text, "News", "owner")[-1]
    found = by_name(pool)
    assert owner in found, sorted(map(str, found))
    assert set(signs.split()) <= found[owner].signs, sorted(found[owner].signs)
    assert context in pool.contexts


@pytest.mark.parametrize(
    ("sentence", "candidates"),
    [
        (
            "Output of the ovens fell by 13 percent in May.",
            {"Output": "H|C", "Output of the ovens": "Tof", "ovens": "C"},
        ),
        ("The firm spent $13 million on new ovens.", {"spent": "V", "firm": "C", "new ovens": "C"}),
        ("Some 13 people were hurt in the mill.", {"people": "C", "were hurt in the mill": "NVP"}),
        ("It runs a 13-kilometre test track in Telmar.", {"test track": "C", "track": "H"}),
    ],
)
def test_what_a_figure_may_measure(sentence: str, candidates: dict[str, str]) -> None:
    (pool,) = pools(f"Norvale is a firm. {sentence}", TITLE, "measure")
    assert isinstance(pool, Measures)
    found = {c.text: c.signs for c in pool.candidates}
    for text, signs in candidates.items():
        assert text in found, sorted(map(str, found))
        assert found[text] & set(signs.split("|")), (text, found[text])
    assert sum("ruled" in signs for signs in found.values()) == 1


@pytest.mark.parametrize(
    "sentence", ["The ovens burn 13 tonnes thanks to a dry May.", "Wages fell 13 percent following talks in May."]
)
def test_nothing_is_measured_by_what_only_stands_behind(sentence: str) -> None:
    (pool,) = pools(f"Norvale is a firm. {sentence}", TITLE, "measure")
    assert not any((c.text or "").startswith(("thanks to", "following talks in")) for c in pool.candidates)


def test_a_measure_is_chosen_with_the_owner_that_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attach, "choose_owner", lambda scene, q, told, lasting: "ovens")
    (pool,) = pools("Norvale is a firm. Output of the ovens fell by 13 percent in May.", TITLE, "measure")
    found = {c.text: c.signs for c in pool.candidates}
    assert "chosen=" in found["ovens"]
    assert "chosen>" in found["Output of the ovens"]
    assert not any(sign.startswith("chosen") for sign in found["Output"])


def test_what_a_bracket_converts_has_no_candidates() -> None:
    text = "Norvale is a firm. It spent $13 million (£9 million) on new ovens, and wages fell by 4 percent."
    for question in ("owner", "measure"):
        found = fit_choices.pools_of({"text": text, "title": TITLE}, question)
        assert [text[start:end] for start, end, *_ in found] == ["$13 million", "4 percent"]


def test_one_person_is_one_candidate() -> None:
    text = "Mayor Jane Roe spoke. Roe was late. Wages at the mills fell by 13 percent, Roe told reporters."
    (pool,) = pools(text, "Roe on wages", "owner")
    assert sum("Roe" in name for name in by_name(pool) if name) == 1


class Body(str):
    """A text that notes how many of its characters are looked through."""

    read = 0

    def find(self, *asked: Any) -> int:
        return self._note(asked, super().find(*asked))

    def count(self, *asked: Any) -> int:
        return self._note(asked, super().count(*asked))

    def _note(self, asked: tuple[Any, ...], answer: int) -> int:
        start, stop = (*asked[1:], *(0, len(self))[len(asked) - 1 :])
        Body.read += min(stop, len(self)) - start
        return answer


def test_a_name_is_looked_for_in_the_beginning_of_a_long_article() -> None:
    body = Body("Wages in the mills of Telmar fell by 13 percent. " * 20_000)
    cast = Cast(Discourse(body, [(0, 48)], TITLE))
    for name in ("Norvale", "Wages in Telmar", "old mills", "Lindow Steel", "Oakmart"):
        Body.read = 0
        assert cast.known(name) is not None
        assert 0 < Body.read < len(body) / 5, name


def own_words(text: str) -> Iterator[str]:
    """``text``, and the form of it in which its word is marked as one of the project's own list."""
    yield text
    what, _, word = text.partition(":")
    if word in lexicon() or singular(word) in lexicon():
        yield f"{what}:<word>"
    if word in RULES or word.removeprefix("attach:") in RULES:
        yield f"{what}:<rule>"


RULES = {rule.name.removeprefix("attach:") for rule in rules_of(WAYS)}


@pytest.mark.parametrize("question", sorted(fit_choices.QUESTIONS))
def test_the_table_weighs_only_signs_that_the_code_gives(question: str) -> None:
    table = weights(fit_choices.QUESTIONS[question].table)
    assert 1_500 < sum(map(len, table.values())) < 50_000
    for under, row in table.items():
        assert any(UNDER[question].fullmatch(form) for form in own_words(under)), under
        for sign, weight in row.items():
            assert any(SIGNS[question].fullmatch(form) for form in own_words(sign)), (sign, under)
            assert isinstance(weight, int)


@pytest.mark.parametrize("question", sorted(fit_choices.QUESTIONS))
def test_what_fitting_looks_up_is_what_the_extractor_adds_up(question: str) -> None:
    (pool,) = pools(TEXT, TITLE, question)
    table = weights(fit_choices.QUESTIONS[question].table)
    moods = question == "modality"
    added = worths_of(pool.contexts, rows_of(table)) if moods else worths(pool.candidates, pool.contexts, table)
    for features, worth in zip(fit_choices.features_of(pool), added, strict=True):
        split = (feature.partition("\t") for feature in features)
        assert sum(table.get(under, {}).get(sign, 0) for sign, _, under in split) == worth


@pytest.mark.parametrize(
    ("worth", "said", "ruled", "chosen"),
    [
        ([1000, 700, 600], ["mill", "norvale", "norvale steel"], 0, 2),  # what says the same counts together
        ([1000, 700, 600], ["mill", "norvale", "telmar"], 2, 0),
        ([900, 800, 0], ["norvale", "norvale province", "telmar"], 2, 1),  # the fuller name
        ([1000, 990, 0], ["mill", "norvale", "telmar"], 1, 1),  # not clearly surer than the rules
        ([1000, 0, 0], ["", "norvale", "telmar"], 1, 0),  # nobody
        ([500, 400, 300], ["", "", "norvale"], 0, 0),  # nobody is not said twice
        ([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], list("abcdefghij"), 9, 9),  # the answer of the rules is always looked at
        ([2000, 1900, 0], ["norvale steel works group of mills", "mills", "ovens"], 2, 0),
    ],
)
def test_the_answer_that_the_weights_are_surest_of(
    worth: list[int], said: list[str], ruled: int, chosen: int
) -> None:
    words = [frozenset(text.split()) for text in said]
    assert surest(worth, words.__getitem__, ruled) == chosen


def test_a_fuller_answer_has_to_be_likely_itself_where_that_is_asked() -> None:
    words = [frozenset(text.split()) for text in ("people", "people killed", "people who were near")]
    chosen = [surest([2800, worth, 600], words.__getitem__, 2, behind=2500) for worth in (100, 250, 400)]
    assert chosen == [0, 0, 1]


def test_a_lone_sentence_is_left_to_the_rules_and_an_article_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(name: str) -> Weights:
        asked.append(name)
        return Weights()

    monkeypatch.setattr(owner_fitted, "weights", note)
    monkeypatch.setattr(measure_fitted, "weights", note)
    find_claims("Output of the ovens fell by 13 percent in May.")
    assert asked == []
    find_claims(TEXT, title=TITLE)
    assert sorted(asked) == ["measure_weights", "owner_weights"]


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The ban would need the consent of the 12 member states.", "actual"),
        ("Norvale plans to add 40 ferries next year.", "target"),
        ("Analysts expect wages to fall by 4 percent next year.", "forecast"),
        ("If the mill closed, 300 people would lose their work.", "hypothetical"),
        ("Wages fell by 4 percent.", "actual"),
    ],
)
def test_moods(text: str, mood: str) -> None:
    (claim,) = find_claims(text, published_on=date(2024, 5, 15)).claims
    assert claim.modality == mood


def test_no_weights_of_mood_where_no_word_speaks_of_any(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(modality_fitted, "mood_rows", lambda: asked.append("moods") or {})
    find_claims("Wages fell by 13 percent in May.")
    assert asked == []
    find_claims("Wages could fall by 13 percent.")
    assert asked == ["moods"]


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
            "measures": ["Wages", "pay"],
            "optional": False,
        }
        article = {"id": thing, "title": f"{firm} sells its works", "text": text, "claims": [claim]}
        (folder / f"{thing}.json").write_text(json.dumps(article), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("owner", ["firm", "works"])
def test_fitting_learns_whom_the_articles_name(owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = fit_choices.QUESTIONS["owner"]
    monkeypatch.setitem(fit_choices.QUESTIONS, "owner", replace(question, least=3))
    choices, names = fit_choices.read_choices([write(tmp_path / owner, owner)])
    assert len(choices) == 6
    weights = fit_choices.fit(choices, len(names), pull=0.1)
    for choice in choices:
        worth = [sum(weights[f] for f in signs) for signs in choice.signs]
        assert choice.right[worth.index(max(worth))]
    again, same = fit_choices.read_choices([str(tmp_path / owner)])
    assert (same, fit_choices.fit(again, len(same), pull=0.1)) == (names, weights)


@pytest.mark.parametrize(("upon", "kept"), [(1e5, "firm"), (0.01, "works")])
def test_fitting_upon_what_is_known(upon: float, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = fit_choices.QUESTIONS["owner"]
    monkeypatch.setitem(fit_choices.QUESTIONS, "owner", replace(question, least=3))
    folders = {owner: write(tmp_path / owner, owner) for owner in ("firm", "works")}
    choices, names = fit_choices.read_choices(folders.values())
    before, after = ([c for c in choices if c.group == owner] for owner in ("firm", "works"))
    known = np.array(fit_choices.fit(before, len(names), pull=0.1))
    weights = fit_choices.fit(after, len(names), 0.1, known, np.full(len(names), upon))
    for choice in before if kept == "firm" else after:
        worth = [sum(weights[f] for f in signs) for signs in choice.signs]
        assert choice.right[worth.index(max(worth))]


def test_fitting_reads_a_corpus_and_all_answers_that_are_right(tmp_path: Path) -> None:
    (tmp_path / "group.toml").write_text(
        'published = "2024-05-15"\n[[case]]\ntext = "Norvale is a mill. Wages fell by 13 percent."\n'
        'claims = [{quote = "13 percent", value = 13, kind = "percent", subject = "Norvale"}]\n',
        encoding="utf-8",
    )
    (choice,), _ = fit_choices.read_choices([f"{tmp_path}=3"])
    assert (choice.article, choice.weight, any(choice.right)) == (f"{tmp_path.name}/group/0", 3.0, True)
    assert fit_choices.read_choices([str(tmp_path)], "measure")[0] == []  # the case does not tell
    choices, _ = fit_choices.read_choices([write(tmp_path / "measured", "firm")], "measure")
    assert all(any(choice.right) for choice in choices)


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
    assert fit_choices.means_same(gold, said) is same
