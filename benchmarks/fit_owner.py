"""Fit the weights that choose whose a figure is.

    python -m benchmarks.fit_owner DIR[=WEIGHT]... [--folds N] [--write]

DIR holds annotated articles, one JSON file each with ``text``, ``title``, ``published`` and ``claims``; of a claim
``start``, ``end``, ``subject`` and ``optional`` are read. A claim of ``DIR=0.5`` counts half. ``--folds`` shows, for
articles the weights were not fitted to, how often the rules, the fitted choice and any candidate at all are right;
``--write`` fits to all of them and writes ``extractors/tables/owner_weights.json``.

The weights are those of a log-linear model over the candidates of one figure (`extractors.owner_pool`): the sum of
its weights says how likely a candidate is. They go up the gradient of the likelihood of the right candidates, pulled
towards nought; step sizes are AdaGrad's (Duchi, Hazan and Singer 2011). The same articles give the same table.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from extractors import attach
from extractors.claims import find_claims
from extractors.owner_fitted import Weights, choose_owner, clear, is_open, weights_met
from extractors.owner_pool import Pool, cast_of, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement

TABLE = Path(__file__).parent.parent / "extractors" / "tables" / "owner_weights.json"
_SMALL_WORDS = frozenset(
    "a an the of in on for at to by and or with from as its their his her our your this that these those all total"
    " number amount mr mrs ms dr sir inc corp co ltd plc company".split()
)
_THOUSANDTHS = 1000
_LEAST = 60  # candidates that show a sign, for it to weigh
_LIGHTEST = 30  # thousandths
_EPOCHS = 12
_RATE = 0.15
_PULL = 0.004
_AS_MANY = 3


@dataclass(slots=True)
class Choice:
    """The candidates for the owner of one annotated figure.

    Attributes:
        article: whose figure it is one of; ``group`` the folder, ``weight`` what the example counts.
        signs: for each candidate what it shows, as places in the table of features.
        right: for each candidate whether it is the annotated owner; ``ruled`` the one that the rules say.
        clear: by how much another must outweigh that one, in thousandths; None where the extractor does not ask.
    """

    article: str
    group: str
    weight: float
    signs: list[list[int]]
    right: list[bool]
    ruled: int
    clear: int | None


def content_words(text: str | None) -> set[str]:
    """The words of a subject that tell it from another, plurals cut."""
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


def pools_of(article: dict[str, Any]) -> list[tuple[int, int, Pool, int | None]]:
    """(start, end, candidates, `Choice.clear`) of every claim of an article."""
    seen: list[tuple[Pool, int | None]] = []

    def watch(scene: Scene, q: Quantity, told: Statement) -> Statement:
        pool = pool_of(scene, q, told)
        seen.append((pool, clear(pool) if is_open(scene, q, told) else None))
        cast_of(scene.names).remember(told.subject)
        return told  # what the weights of before chose for these very articles would flatter those of now

    published = article.get("published")
    attach.choose_owner = watch  # the one place where the extractor asks
    try:
        found = find_claims(
            article["text"],
            title=article.get("title"),
            published_on=date.fromisoformat(published[:10]) if published else None,
        )
    finally:
        attach.choose_owner = choose_owner
    return [(c.start, c.end, *pool) for c, pool in zip(found.claims, seen, strict=True)]


def features_of(pool: Pool) -> Iterator[list[str]]:
    """For each candidate the features that its weights are looked up by."""
    for candidate in pool.candidates:
        yield [f"{sign}\t{under}" for sign, under in weights_met(pool, candidate)]


def read_choices(folders: Iterable[str]) -> tuple[list[Choice], list[str]]:
    """The examples of all folders, and the features that are common enough to weigh."""
    place: dict[str, int] = {}
    common: Counter[int] = Counter()
    choices = []
    for entry in folders:
        folder, _, weight = entry.partition("=")
        for path in sorted(Path(folder).glob("*.json")):
            for gold, pool, margin in _annotated(json.loads(path.read_text(encoding="utf-8"))):
                signs = [[place.setdefault(f, len(place)) for f in features] for features in features_of(pool)]
                for each in signs:
                    common.update(each)
                right = [means_same(gold, c.known.text if c.known else None) for c in pool.candidates]
                group = Path(folder).name
                choices.append(
                    Choice(f"{group}/{path.stem}", group, float(weight or 1), signs, right, pool.ruled, margin)
                )
    names = sorted(name for name, k in place.items() if common[k] >= _LEAST)
    kept = {place[name]: k for k, name in enumerate(names)}
    for choice in choices:
        choice.signs = [[kept[f] for f in each if f in kept] for each in choice.signs]
    return choices, names


def _annotated(article: dict[str, Any]) -> Iterator[tuple[str | None, Pool, int | None]]:
    """(annotated owner, candidates, `Choice.clear`) of the figures that are found, without the optional ones."""
    pools = pools_of(article)
    for claim in article["claims"]:
        found = next((p for p in pools if p[0] < claim["end"] and claim["start"] < p[1]), None)
        if found is not None and not claim.get("optional"):
            yield claim.get("subject"), found[2], found[3]


def fit(choices: list[Choice], size: int, epochs: int = _EPOCHS) -> list[float]:
    """The weights under which the right candidates are likeliest."""
    weights, squares = [0.0] * size, [1e-2] * size
    order = [c for c in choices if any(c.right) and not all(c.right)]
    chance = random.Random(1)
    for _ in range(epochs):
        chance.shuffle(order)
        for choice in order:
            worth = [sum([weights[f] for f in signs]) for signs in choice.signs]
            top = max(worth)
            odds = [math.exp(w - top) for w in worth]
            whole = sum(odds)
            best = sum(o for o, right in zip(odds, choice.right, strict=True) if right) or 1e-300
            step: dict[int, float] = {}
            for o, right, signs in zip(odds, choice.right, choice.signs, strict=True):
                pull = choice.weight * ((o / best if right else 0.0) - o / whole)
                if abs(pull) > 1e-4:
                    for f in signs:
                        step[f] = step.get(f, 0.0) + pull
            for f, gradient in step.items():
                gradient -= _PULL * weights[f]
                squares[f] += gradient * gradient
                weights[f] += _RATE * gradient / math.sqrt(squares[f])
    return weights


def chosen(choice: Choice, weights: list[float]) -> int:
    """The candidate that the extractor would take."""
    if choice.clear is None:
        return choice.ruled
    worth = [sum([weights[f] for f in signs]) for signs in choice.signs]
    best = max(range(len(worth)), key=worth.__getitem__)
    return best if worth[best] - worth[choice.ruled] > choice.clear / _THOUSANDTHS else choice.ruled


def cross_validate(choices: list[Choice], size: int, folds: int) -> None:
    """Print for each folder how often rules, weights and any candidate are right on articles not fitted to."""
    articles = sorted({choice.article for choice in choices})
    random.Random(5).shuffle(articles)
    fold = {article: k % folds for k, article in enumerate(articles)}
    counts: dict[str, Counter[str]] = {}
    for k in range(folds):
        weights = fit([c for c in choices if fold[c.article] != k], size)
        for choice in (c for c in choices if fold[c.article] == k):
            for group in (choice.group, "all"):
                seen = counts.setdefault(group, Counter())
                seen["claims"] += 1
                seen["asked"] += choice.clear is not None
                seen["rules"] += choice.right[choice.ruled]
                seen["fitted"] += choice.right[chosen(choice, weights)]
                seen["any"] += any(choice.right)
    print(f"{'folder':12}{'claims':>8}{'asked':>8}{'rules':>8}{'fitted':>8}{'any':>8}")
    for group in sorted(counts, key=lambda name: (name == "all", name)):
        seen = counts[group]
        shares = "".join(f"{seen[what] / seen['claims']:8.1%}" for what in ("asked", "rules", "fitted", "any"))
        print(f"{group:12}{seen['claims']:8}{shares}")


def table_of(weights: list[float], names: list[str]) -> Weights:
    """The table as the extractor reads it, without weights too light to matter."""
    table: Weights = {}
    for weight, name in zip(weights, names, strict=True):
        sign, _, under = name.partition("\t")
        if abs(worth := round(weight * _THOUSANDTHS)) >= _LIGHTEST:
            table.setdefault(sign, {})[under] = worth
    return table


def main() -> None:
    """Read the folders named on the command line, and show or write what they teach."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", metavar="DIR[=WEIGHT]")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by article in so many parts")
    parser.add_argument("--write", action="store_true", help="write the table")
    arguments = parser.parse_args()
    choices, names = read_choices(arguments.folders)
    print(f"{len(choices)} claims, {len(names)} features", file=sys.stderr)
    if arguments.folds:
        cross_validate(choices, len(names), arguments.folds)
    if arguments.write:
        table = table_of(fit(choices, len(names)), names)
        lines = (f"{json.dumps(sign)}: {json.dumps(row, sort_keys=True)}" for sign, row in sorted(table.items()))
        TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="ascii")
        print(f"{sum(map(len, table.values()))} weights in {TABLE}", file=sys.stderr)


if __name__ == "__main__":
    main()
