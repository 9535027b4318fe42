"""The extractor beside gold data and other libraries: ``python -m benchmarks.quality DATA`` (``make eval``).

DATA holds ``claims/`` and ``newsquant/`` with their scorers beside them; both scorers are used as they are. Shows
one table: measure, our number, what others reach, what we want. ``--errors N --tier T`` shows disagreements instead.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import newsquant
from extractors.claims import EXTRACTOR_VERSION, find_claims

GOLD_FIELDS = (
    "quote",
    "unit",
    "per",
    "bound",
    "kind",
    "change",
    "measure",
    "subject",
    "period_iso",
    "modality",
    "attributed_to",
)
NEWSQUANT_SETS = ("currency", "dimension", "age", "temperature")

# (measure, other systems, what we want to reach); F1 in percent unless the name says otherwise.
REFERENCES: dict[str, tuple[str, str]] = {
    "claims found": ("quantulum3 68", "92"),
    "claims quantity": ("quantulum3 22", "84"),
    "claims statement": ("quantulum3 0", "60"),
    "claims claim": ("quantulum3 0", "50"),
    "newsquant value": ("quantulum3 73.6, GPT-3 72.7, CQE 92.0", "92"),
    "newsquant value+unit": ("quantulum3 49.4, GPT-3 60.2, CQE 85.6", "86"),
    "newsquant change, not =": ("GPT-3 24", "68"),
    "newsquant concept partial": ("GPT-3 56, CQE 76", "77"),
    "currency value": ("CQE 84", "> 84"),
    "currency value+unit": ("CQE 80", "> 80"),
    "dimension value": ("CQE 87", "> 87"),
    "dimension value+unit": ("CQE 79", "> 79"),
    "age value": ("CQE 93", "> 93"),
    "age value+unit": ("CQE 93", "> 93"),
    "temperature value": ("CQE 96", "> 96"),
    "temperature value+unit": ("CQE 93", "> 93"),
    "wrong by a power of ten or by sign (count)": ("quantulum3 27, GPT-3 89", "0"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A number read wrong by a power of ten or by its sign."""

    where: str
    gold: tuple[float, float]
    ours: tuple[float, float]


def load_scorer(path: Path) -> ModuleType:
    """The scorer script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"{path}: no such scorer; give the folder that holds claims/, newsquant/ and their scorers")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses and pickles look the module up by name
    spec.loader.exec_module(module)
    return module


def gold_articles(folder: Path) -> list[dict[str, Any]]:
    """The gold files of the claims set, by name."""
    found = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))]
    if not found:
        raise SystemExit(f"{folder}: no gold articles")
    return found


def our_claims(doc: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Our claims of one gold article in the gold's form."""
    published = date.fromisoformat(doc["published"]) if doc.get("published") else None
    extraction = find_claims(doc["text"], title=doc.get("title"), published_on=published)
    fields = ("start", "end", "period", *GOLD_FIELDS)
    return [
        {**{f: getattr(c, f) for f in fields}, "value": [float(c.low), float(c.high)], "optional": c.vague}
        for c in extraction.claims
    ]


def is_slip(gold: tuple[float, float], ours: tuple[float, float]) -> bool:
    """True when both ends are off by one and the same power of ten, or only in sign."""
    for a, b in zip(gold, ours, strict=True):
        if a == 0 or b == 0:
            return False
    ratio = ours[0] / gold[0]
    if not math.isclose(ours[1] / gold[1], ratio, rel_tol=1e-5):
        return False
    if math.isclose(ratio, -1, rel_tol=1e-5):
        return True
    power = round(math.log10(abs(ratio)))
    return power != 0 and math.isclose(abs(ratio), 10.0**power, rel_tol=1e-5)


def claim_slips(scorer: ModuleType, docs: list[dict[str, Any]], preds: dict[str, Any]) -> Iterator[Slip]:
    """Slips among the claims that lie on a gold claim, after the scorer's own folding of SI prefixes."""
    for doc in docs:
        for i, j, agreed in scorer.align(doc["claims"], preds[doc["id"]], doc.get("published")):
            gold, ours = doc["claims"][i], preds[doc["id"]][j]
            g, p = scorer.magnitude(gold)[:2], scorer.magnitude(ours)[:2]
            if not agreed["value"] and is_slip(g, p):
                yield Slip(f"{doc['id']}: {gold['quote']!r} read as {ours['quote']!r}", g, p)


def sentence_slips(
    scorer: ModuleType, name: str, texts: list[str], gold: list[Any], pred: list[Any]
) -> Iterator[Slip]:
    """Slips among the quantities of a sentence that are left when equal values are paired."""

    def ends(q: dict[str, Any]) -> tuple[float, float]:
        v = q["value"]
        return v if isinstance(v, tuple) else (v, v)

    for n, (text, gs, ps) in enumerate(zip(texts, gold, pred, strict=True)):
        edges = [[j for j, p in enumerate(ps) if scorer.agrees("value", g, p)] for g in gs]
        pairs = scorer.max_matching(edges, len(ps))[1]
        left = [p for j, p in enumerate(ps) if j not in {b for _, b in pairs}]
        for i, g in enumerate(gs):
            if i in {a for a, _ in pairs}:
                continue
            hit = next((p for p in left if is_slip(ends(g), ends(p))), None)
            if hit is not None:
                left.remove(hit)
                yield Slip(f"{name} #{n}: {text[:70]}", ends(g), ends(hit))


def score_newsquant(scorer: ModuleType, path: Path) -> tuple[dict[str, Any], list[str], list[Any], list[Any]]:
    """The scorer's result for one file, with its "not =" row, and what it compared."""
    sentences = json.loads(path.read_text(encoding="utf-8"))
    predicted = [[q.to_json() for q in newsquant.predict(s["text"])] for s in sentences]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(predicted, file)
        file.flush()
        result, texts, gold, pred = scorer.evaluate(str(path), file.name)
    if any("change" in q for qs in gold for q in qs):
        hits, n_gold, n_pred = scorer.by_change(gold, pred)["not ="]
        result["not ="] = round(100 * scorer.prf(hits, n_gold, n_pred)[2], 1)
    return result, texts, gold, pred


def newsquant_files(folder: Path) -> list[tuple[str, Path]]:
    """(short name, file) of the main set and the four small ones, whichever half they are."""
    found = []
    for path in sorted(folder.glob("*.json")):
        kind = next((s for s in NEWSQUANT_SETS if path.stem.startswith(s)), "newsquant")
        found.append((kind, path))
    return sorted(found, key=lambda x: ("newsquant", *NEWSQUANT_SETS).index(x[0]))


def article_rows(data: Path) -> list[tuple[str, str, str, str]]:
    """How well pages become articles, where DATA holds pages."""
    if not (data / "articles").is_dir():
        return []
    from benchmarks import articles

    pages = articles.load_pages(data / "articles")
    result = articles.score(pages, articles.by_figurewatch)
    return [
        ("articles body F1", f"{100 * result.f1:.1f}", "trafilatura 95.5-96.0", ""),
        ("articles date right", "{} of {}".format(*result.dates), "", ""),
        ("articles title right", "{} of {}".format(*result.titles), "", ""),
    ]


def measure(data: Path, errors: int, tier: str | None) -> int:
    """Print the table, or with ``errors`` the disagreements of one tier."""
    claims_scorer = load_scorer(data / "claims_score.py")
    nq_scorer = load_scorer(data / "newsquant_score.py")
    ours: dict[str, str] = {}
    slips: list[Slip] = []

    docs = gold_articles(data / "claims")
    preds = {doc["id"]: our_claims(doc) for doc in docs}
    result, claim_errors = claims_scorer.score(docs, preds)
    slips += claim_slips(claims_scorer, docs, preds)
    for t in claims_scorer.TIERS:
        ours[f"claims {t}"] = f"{result[t]['F1']}  (P {result[t]['P']} R {result[t]['R']})"
    fields = "  ".join(f"{f} {v}" for f, v in result["fields"].items())

    for name, path in newsquant_files(data / "newsquant"):
        res, texts, gold, pred = score_newsquant(nq_scorer, path)
        slips += sentence_slips(nq_scorer, path.stem, texts, gold, pred)
        for t in ("value", "value+unit"):
            row = res["tiers"][t]
            ours[f"{name} {t}"] = f"{row['F1']}  (P {row['P']} R {row['R']})"
        if "not =" in res:
            ours[f"{name} change, not ="] = str(res["not ="])
            ours[f"{name} concept partial"] = str(res["tiers"]["value+concept_partial"]["F1"])
        if errors and tier in nq_scorer.TIERS and (tier in res["tiers"]):
            print(f"== {path.stem}")
            nq_scorer.list_errors(texts, gold, pred, tier, errors, sys.stdout)
    ours["wrong by a power of ten or by sign (count)"] = str(len(slips))

    if errors and tier not in nq_scorer.TIERS:
        show_claim_errors(claim_errors, errors, tier)
    if errors:
        for slip in slips:
            print(f"slip: {slip.where}: {slip.gold} read as {slip.ours}")
        return 0
    show_table(ours, fields, article_rows(data))
    return 0


def show_claim_errors(found: list[Any], limit: int, tier: str | None) -> None:
    """Gold beside ours, one field a column, only what disagrees in ``tier`` (missed, found, quantity ...)."""
    keep = ("value", *GOLD_FIELDS)
    for kind, doc, gold, ours, why in [e for e in found if tier in (None, e[0])][:limit]:
        print(f"\n[{kind}] {doc} {','.join(why)}")
        for who, claim in (("gold", gold), ("ours", ours)):
            if claim:
                print(f"  {who} " + "  ".join(f"{k}={claim.get(k)!r}" for k in keep if claim.get(k) is not None))


def show_table(ours: dict[str, str], fields: str, more: list[tuple[str, str, str, str]]) -> None:
    """The whole table on standard output."""
    print(f"extractor {EXTRACTOR_VERSION}; F1 in percent unless said otherwise\n")
    rows = [("measure", "ours", "others", "to reach")]
    rows += [(name, value, *REFERENCES.get(name, ("", ""))) for name, value in ours.items()]
    rows += more
    widths = [max(len(r[i]) for r in rows) for i in range(4)]
    for n, row in enumerate(rows):
        print("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip())
        if n == 0:
            print("  ".join("-" * w for w in widths))
    print(f"\nof the found claims, agreement per field in percent: {fields}")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N disagreements instead")
    parser.add_argument(
        "--tier",
        help="claims: missed, spurious, found, quantity, statement, claim; NewsQuant: value, value+unit, "
        "value+change, value+concept_partial, value+concept_complete, all",
    )
    given = parser.parse_args()
    return measure(given.data, given.errors, given.tier)


if __name__ == "__main__":
    sys.exit(main())
