"""How well pages become articles: ``python -m benchmarks.articles FOLDER`` of pages with gold text beside them.

FOLDER holds ``NAME.html.gz`` and ``NAME.json`` with url, body, title, date, datetime (null where unknown). Printed:
F1 of the body over 4-word shingles, dates and titles right, pages a CPU second; trafilatura alone in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.dates_page import parse_stamp
from extractors.errors import NotAnArticle
from extractors.model import Article
from extractors.page import parse_page

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One saved page and what people say it holds."""

    name: str
    html: bytes
    gold: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Means over the pages; dates and titles as (right, stated by gold)."""

    f1: float
    dates: tuple[int, int]
    minutes: tuple[int, int]
    titles: tuple[int, int]
    pages_per_s: float
    worst: tuple[tuple[float, str], ...]


def load_pages(folder: Path) -> list[GoldPage]:
    """Every page of ``folder`` that has a gold record with a body."""
    pages = []
    for path in sorted(folder.glob("*.html.gz")):
        gold = json.loads(path.with_name(path.name.replace(".html.gz", ".json")).read_text(encoding="utf-8"))
        pages.append(GoldPage(path.name.removesuffix(".html.gz"), gzip.decompress(path.read_bytes()), gold))
    return pages


def shingle_f1(text: str, gold: str, size: int = 4) -> float:
    """F1 of the runs of ``size`` words that two texts have in common, counted with repeats."""
    found, wanted = (_shingles(one, size) for one in (text, gold))
    common = sum((found & wanted).values())
    return 2 * common / (sum(found.values()) + sum(wanted.values())) if common else 0.0


def score(pages: list[GoldPage], read: Callable[[GoldPage], Article]) -> Score:
    """How ``read`` does on ``pages``; a page that it refuses scores 0."""
    f1s, dates, minutes, titles = [], [], [], []
    spent = 0.0
    for page in pages:
        began = time.process_time()
        try:
            article = read(page)
        except NotAnArticle as error:
            article = Article(url="", title=None, text="")
            print(f"  refused: {page.name}: {error.reason}")
        spent += time.process_time() - began
        f1s.append((shingle_f1(article.text, page.gold["body"]), page.name))
        if page.gold.get("date"):
            dates.append(str(article.published_on) == page.gold["date"])
        if page.gold.get("datetime"):
            minutes.append(_same_minute(article, page.gold["datetime"]))
        if page.gold.get("title"):
            titles.append(_plain(article.title or "") == _plain(page.gold["title"]))
    return Score(
        f1=sum(f1 for f1, _ in f1s) / len(f1s),
        dates=(sum(dates), len(dates)),
        minutes=(sum(minutes), len(minutes)),
        titles=(sum(titles), len(titles)),
        pages_per_s=len(pages) / spent,
        worst=tuple(sorted(f1s)[:5]),
    )


def by_figurewatch(page: GoldPage) -> Article:
    """The product's own way."""
    return parse_page(page.html, url=page.gold["url"], content_type="text/html")


def by_trafilatura(page: GoldPage) -> Article:
    """The best single library, with its own metadata, for comparison."""
    import trafilatura

    document = trafilatura.bare_extraction(
        page.html.decode("utf-8", "replace"), include_comments=False, with_metadata=True
    )
    if document is None:
        return Article(url="", title=None, text="")
    on = datetime.fromisoformat(document.date).date() if document.date else None
    return Article(url="", title=document.title, text=document.text or "", published_on=on)


def _shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def _same_minute(article: Article, stamp: str) -> bool:
    wanted = parse_stamp(stamp)
    if wanted is None or wanted.at is None:
        return article.published_at is None
    return article.published_at is not None and abs((article.published_at - wanted.at).total_seconds()) < 60


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))


def main() -> None:
    """Print both rows."""
    parser = argparse.ArgumentParser(description="how well pages become articles")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", action="store_true", help="name the pages that score lowest")
    args = parser.parse_args()
    pages = load_pages(args.folder)
    if not pages:
        parser.error(f"{args.folder}: no NAME.html.gz with a NAME.json beside it")
    for page in pages[:3]:  # load libraries and warm caches before anything is timed
        by_figurewatch(page)
        by_trafilatura(page)
    print(f"{'':14} {'pages':>6} {'body F1':>8} {'date':>8} {'minute':>8} {'title':>8} {'pages/CPU s':>12}")
    for name, read in (("figurewatch", by_figurewatch), ("trafilatura", by_trafilatura)):
        result = score(pages, read)
        dates, minutes, titles = ("/".join(map(str, pair)) for pair in (result.dates, result.minutes, result.titles))
        counts = f"{dates:>8} {minutes:>8} {titles:>8}"
        print(f"{name:14} {len(pages):>6} {result.f1:>8.4f} {counts} {result.pages_per_s:>12.1f}")
        if args.worst:
            for f1, page_name in result.worst:
                print(f"    {f1:.3f} {page_name}")


if __name__ == "__main__":
    main()
