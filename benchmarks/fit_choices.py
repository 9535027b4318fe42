"""Fit the weights that choose whose a figure is, what it measures and in what mood it is told.

    python -m benchmarks.fit_choices {owner,measure,modality} DIR[=WEIGHT]... [--upon N] [--folds N] [--write]

DIR holds annotated articles, one JSON file each with ``text``, ``title``, ``published`` and ``claims``; of a claim
``start``, ``end``, ``optional`` and ``subject``, ``measure`` or ``modality`` are read, for which ``subjects`` or
``measures`` may list several that are right; or it holds cases like those of ``tests/corpus``. A claim of ``DIR=0.5``
counts half.
``--folds`` shows, for articles the weights were not fitted to, how often the rules, the fitted choice and any
candidate at all are right; ``--write`` fits to all of them and writes the table in ``extractors/tables/``.
``--upon`` adds to what the table knows, so that whoever has articles of their own needs none of those of before; it
counts as much as if it came from N times as many figures as these, but for signs that the table does not have at all.

The weights are those of a log-linear model over the candidates of one figure (`extractors.owner_pool`,
`extractors.measure_pool`, `extractors.modality_fitted`): the sum of its weights says how likely a candidate is. They
are those under which the right candidates are likeliest, pulled towards nought, as scipy's L-BFGS finds them; with
``--upon`` they are pulled towards the table, each the harder the more of these figures hang on it (Laplace's
approximation of what the figures of before say).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import attach, claims, measure_fitted, modality_fitted, owner_fitted
from extractors.attach_bare import of_what
from extractors.claims import find_claims
from extractors.measure_pool import Pool as Measures
from extractors.measure_pool import measures_of
from extractors.modality_fitted import Pool as Moods
from extractors.modality_fitted import is_moody, moods_of
from extractors.model import Modality
from extractors.owner_fitted import is_open
from extractors.owner_pool import Pool as Owners
from extractors.owner_pool import cast_of, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.tokens import Sentence
from extractors.weighing import Weights, surest, weights, weights_met

Pool = Owners | Measures | Moods
TABLES = Path(__file__).parent.parent / "extractors" / "tables"
_SMALL_WORDS = frozenset(
    "a an the of in on for at to by and or with from as its their his her our your this that these those all total"
    " number amount mr mrs ms dr sir inc corp co ltd plc company".split()
)
_THOUSANDTHS = 1000
_LIGHTEST = 40  # thousandths
_STEPS = 60
_AS_MANY = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What the weights choose: the field of an annotated claim, and their table.

    Attributes:
        least: how many candidates show a sign, for it to weigh; ``pull`` how strongly weights are drawn to nought.
    """

    field: str
    table: str
    least: int
    pull: float


QUESTIONS = {
    "owner": Question("subject", owner_fitted.TABLE, 30, 12.0),
    "measure": Question("measure", measure_fitted.TABLE, 30, 12.0),
    "modality": Question("modality", modality_fitted.TABLE, 12, 6.0),
}


@dataclass(slots=True)
class Choice:
    """The candidates for the answer about one annotated figure.

    Attributes:
        article: whose figure it is one of; ``group`` the folder, ``weight`` what the example counts.
        signs: for each candidate what it shows, as places in the table of features.
        right: for each candidate whether it is what was annotated; ``ruled`` the one that the rules say.
        words: for each candidate what it says.
        asked: False where the extractor does not ask.
    """

    article: str
    group: str
    weight: float
    signs: list[list[int]]
    right: list[bool]
    ruled: int
    words: list[frozenset[str]]
    asked: bool


def content_words(text: str | None) -> set[str]:
    """The words that tell an answer from another, plurals cut."""
    low = re.sub(r"'s\b", "", (text or "").lower().replace("\u2019", "'"))
    found = (word.strip(".'-") for word in re.findall(r"[a-z0-9$%&'.+-]+", low))
    return {re.sub(r"(?<=\w{3})(?<!s)s$", "", word) for word in found if word and word not in _SMALL_WORDS}


def means_same(gold: str | None, said: str | None) -> bool:
    """True where half of the words agree, or the annotated ones are all said in not much more."""
    g, p = content_words(gold), content_words(said)
    if not g or not p:
        return not g and not p
    common = len(g & p)
    return common > 0 and (4 * common >= len(g) + len(p) or (g <= p and len(p) <= _AS_MANY * len(g)))


def pools_of(article: dict[str, Any], asked: str = "owner") -> list[tuple[int, int, Pool, bool]]:
    """(start, end, candidates, whether the extractor asks) of the claims of an article that have candidates: not of
    what a bracket converts.

    The rules' answers stand: what the weights of before chose for these very articles would flatter those of now. But
    a measure is chosen with the owner that the weights say.
    """
    owner_chosen = attach.choose_owner
    seen: dict[tuple[int, int], tuple[Pool, bool]] = {}

    def owner(scene: Scene, q: Quantity, told: Statement, lasting: bool) -> str | None:
        if asked == "owner":
            seen[_span(scene.sent, q)] = (pool_of(scene, q, told), is_open(scene))
        if asked == "measure":
            return owner_chosen(scene, q, told, lasting)
        cast_of(scene.names).remember(told.subject)
        return told.subject

    def measure(scene: Scene, q: Quantity, told: Statement, owner: str | None) -> str | None:
        if asked == "measure":
            pool = measures_of(scene, q, told, owner)
            for candidate in pool.candidates:
                candidate.text = of_what(scene, candidate.text, owner)  # as the extractor would tell it
            seen[_span(scene.sent, q)] = (pool, is_open(scene))
        return told.measure

    def modality(sent: Sentence, q: Quantity, told: Modality, rule: str, ahead: bool | None) -> tuple[Modality, str]:
        if asked == "modality":
            seen[_span(sent, q)] = (moods_of(sent, q, told, rule, ahead), is_moody(sent, told))
        return told, rule

    published = article.get("published")
    before = attach.choose_owner, attach.choose_measure, claims.choose_modality
    attach.choose_owner, attach.choose_measure = owner, measure  # the places where the extractor asks
    claims.choose_modality = modality
    try:
        found = find_claims(
            article["text"],
            title=article.get("title"),
            published_on=date.fromisoformat(published[:10]) if published else None,
        )
    finally:
        attach.choose_owner, attach.choose_measure, claims.choose_modality = before
    return [(c.start, c.end, *seen[c.start, c.end]) for c in found.claims if (c.start, c.end) in seen]


def _span(sent: Sentence, q: Quantity) -> tuple[int, int]:
    return sent.start[q.first], sent.end[q.last - 1]


def texts_of(pool: Pool) -> list[str | None]:
    """What each candidate says."""
    return [candidate.text for candidate in pool.candidates]


def features_of(pool: Pool) -> Iterator[list[str]]:
    """For each candidate the features that its weights are looked up by."""
    for candidate in pool.candidates:
        yield [f"{sign}\t{under}" for sign, under in weights_met(candidate, pool.contexts)]


def read_choices(
    folders: Iterable[str], asked: str = "owner", known: Collection[str] = ()
) -> tuple[list[Choice], list[str]]:
    """The examples of all folders, and the features that are common enough to weigh or are ``known`` already."""
    place: dict[str, int] = {}
    common: Counter[int] = Counter()
    choices = []
    for entry in folders:
        folder, _, weight = entry.partition("=")
        print(f"Reading {folder}", file=sys.stderr)
        for name, article in _articles(Path(folder)):
            for gold, pool, is_asked in _annotated(article, asked):
                signs = [[place.setdefault(f, len(place)) for f in features] for features in features_of(pool)]
                for each in signs:
                    common.update(each)
                right = [any(means_same(said, text) for said in gold) for text in texts_of(pool)]
                group = Path(folder).name
                words = [candidate.words for candidate in pool.candidates]
                choices.append(
                    Choice(f"{group}/{name}", group, float(weight or 1), signs, right, pool.ruled, words, is_asked)
                )
    least = QUESTIONS[asked].least
    names = sorted(name for name, k in place.items() if common[k] >= least or name in known)
    kept = {place[name]: k for k, name in enumerate(names)}
    for choice in choices:
        choice.signs = [[kept[f] for f in each if f in kept] for each in choice.signs]
    return choices, names


def _articles(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, article) of the articles of a folder, and of the cases of a corpus like ``tests/corpus``."""
    for path in sorted(folder.glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.toml")):
        group = tomllib.loads(path.read_text(encoding="utf-8"))
        for k, case in enumerate(group.get("case", ())):
            yield (
                f"{path.stem}/{k}",
                {
                    "text": case["text"],
                    "title": case.get("title"),
                    "published": str(case.get("published") or group.get("published") or "")[:10],
                    "claims": [
                        {**_answers(claim), "start": start, "end": start + len(quote)}
                        for claim in case.get("claims", ())
                        if isinstance(quote := claim["quote"], str) and (start := case["text"].find(quote)) >= 0
                    ],
                },
            )


def _answers(claim: dict[str, Any]) -> dict[str, Any]:
    """What a case of a corpus accepts: "a|b" is either, "?" and nothing are not told."""
    told = {question.field: claim.get(question.field, "?") for question in QUESTIONS.values()}
    answers = {f"{field}s": said.split("|") for field, said in told.items() if said != "?"}
    return {**answers, "optional": claim.get("optional")}


def _annotated(article: dict[str, Any], asked: str) -> Iterator[tuple[list[str | None], Pool, bool]]:
    """(annotated answers, candidates, whether the extractor asks) of the figures found, without the optional ones."""
    pools = pools_of(article, asked)
    field = QUESTIONS[asked].field
    for claim in article["claims"]:
        found = next((p for p in pools if p[0] < claim["end"] and claim["start"] < p[1]), None)
        said = field in claim or f"{field}s" in claim  # a case of a corpus may tell one and not the other
        if found is not None and said and not claim.get("optional"):
            yield claim.get(f"{field}s") or [claim.get(field)], found[2], found[3]


def fit(
    choices: list[Choice],
    size: int,
    pull: float,
    known: NDArray[np.float64] | None = None,
    upon: NDArray[np.float64] | None = None,
) -> list[float]:
    """The weights under which the right candidates are likeliest.

    They are drawn to those ``known``, or nought; each counts as if found on its ``upon`` times as many figures.
    """
    asked = [choice for choice in choices if any(choice.right) and not all(choice.right)]
    shown = np.array([f for c in asked for signs in c.signs for f in signs], dtype=np.intp)
    signs = np.array([len(signs) for c in asked for signs in c.signs])
    ends = np.cumsum(signs)
    many = np.array([len(c.right) for c in asked])
    first = np.cumsum(many) - many
    right = np.array([r for c in asked for r in c.right])
    counts = np.repeat(np.array([c.weight for c in asked]), many)
    start = np.zeros(size) if known is None else known
    pulls = pull + (np.zeros(size) if upon is None else upon * _hold(asked, start))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        summed = np.concatenate(([0.0], np.cumsum(weights[shown])))
        worth = summed[ends] - summed[ends - signs]
        odds = np.exp(worth - np.repeat(np.maximum.reduceat(worth, first), many))
        whole = np.repeat(np.add.reduceat(odds, first), many)
        best = np.repeat(np.add.reduceat(np.where(right, odds, 0.0), first), many) + 1e-300
        missed = (np.log(whole) - np.log(best)) * counts / np.repeat(many, many)
        slope = counts * (odds / whole - np.where(right, odds, 0.0) / best)
        off = weights - start
        gradient = np.bincount(shown, np.repeat(slope, signs), size) + pulls * off
        return float(missed.sum() + (pulls * off) @ off / 2), gradient

    from scipy.optimize import minimize  # a second of imports, also for who only reads cases

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return [float(weight) for weight in found.x]


def _hold(choices: Iterable[Choice], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How firmly the examples hold each weight: the second slope of what they miss, each weight by itself."""
    held = np.zeros(len(weights))
    for choice in choices:
        worth = np.array([weights[signs].sum() for signs in choice.signs])
        odds = np.exp(worth - worth.max())
        likely = np.repeat(odds / odds.sum(), [len(signs) for signs in choice.signs])
        met, where = np.unique(np.concatenate(choice.signs).astype(np.intp), return_inverse=True)
        share = np.bincount(where, likely)
        held[met] += choice.weight * np.maximum(share - share**2, 0.0)
    return held


def features_in(table: Weights) -> dict[str, float]:
    """The features of a table, and what they weigh."""
    return {f"{sign}\t{under}": worth / _THOUSANDTHS for under, row in table.items() for sign, worth in row.items()}


def chosen(choice: Choice, weights: list[float]) -> int:
    """The candidate that the extractor would take."""
    if not choice.asked:
        return choice.ruled
    worth = [round(_THOUSANDTHS * sum([weights[f] for f in signs])) for signs in choice.signs]
    return surest(worth, choice.words.__getitem__, choice.ruled)


def cross_validate(choices: list[Choice], folds: int, fitting: Callable[[list[Choice]], list[float]]) -> None:
    """Print for each folder how often rules, weights and any candidate are right on articles not fitted to."""
    articles = sorted({choice.article for choice in choices})
    random.Random(5).shuffle(articles)
    fold = {article: k % folds for k, article in enumerate(articles)}
    counts: dict[str, Counter[str]] = {}
    for k in range(folds):
        print(f"Fitting part {k + 1} of {folds}", file=sys.stderr)
        weights = fitting([c for c in choices if fold[c.article] != k])
        for choice in (c for c in choices if fold[c.article] == k):
            for group in (choice.group, "all"):
                seen = counts.setdefault(group, Counter())
                seen["claims"] += 1
                seen["rules"] += choice.right[choice.ruled]
                seen["fitted"] += choice.right[chosen(choice, weights)]
                seen["any"] += any(choice.right)
    print(f"{'folder':12}{'claims':>8}{'rules':>8}{'fitted':>8}{'any':>8}")
    for group in sorted(counts, key=lambda name: (name == "all", name)):
        seen = counts[group]
        shares = "".join(f"{seen[what] / seen['claims']:8.1%}" for what in ("rules", "fitted", "any"))
        print(f"{group:12}{seen['claims']:8}{shares}")


def table_of(weights: list[float], names: list[str]) -> Weights:
    """The table as the extractor reads it, without weights too light to matter."""
    table = Weights()
    for weight, name in zip(weights, names, strict=True):
        sign, _, under = name.partition("\t")
        if abs(worth := round(weight * _THOUSANDTHS)) >= _LIGHTEST:
            table.setdefault(under, {})[sign] = worth
    return table


def main() -> None:
    """Read the folders named on the command line, and show or write what they teach."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("question", choices=sorted(QUESTIONS))
    parser.add_argument("folders", nargs="+", metavar="DIR[=WEIGHT]")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by article in so many parts")
    parser.add_argument(
        "--upon", type=float, default=0, metavar="N", help="add to the table, worth N times these figures"
    )
    parser.add_argument("--write", action="store_true", help="write the table")
    arguments = parser.parse_args()
    if arguments.upon < 0:
        parser.error(f"--upon {arguments.upon:g}: give how many times these figures the table counts, 0 to fit anew")
    question = QUESTIONS[arguments.question]
    told = features_in(weights(question.table)) if arguments.upon else {}
    choices, names = read_choices(arguments.folders, arguments.question, told)
    print(f"{len(choices)} claims, {len(names)} features", file=sys.stderr)
    known = upon = None
    if arguments.upon:
        names += sorted(told.keys() - set(names))
        known = np.array([told.get(name, 0.0) for name in names])
        signs = {name.partition("\t")[0] for name in told}
        upon = np.array([arguments.upon if name.partition("\t")[0] in signs else 0.0 for name in names])

    def fitting(some: list[Choice]) -> list[float]:
        return fit(some, len(names), question.pull, known, upon)

    if arguments.folds:
        cross_validate(choices, arguments.folds, fitting)
    if arguments.write:
        print("Fitting to all of them", file=sys.stderr)
        table = table_of(fitting(choices), names)
        lines = (f"{json.dumps(under)}: {json.dumps(row, sort_keys=True)}" for under, row in sorted(table.items()))
        path = TABLES / f"{question.table}.json"
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="ascii")
        print(f"{sum(map(len, table.values()))} weights in {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
