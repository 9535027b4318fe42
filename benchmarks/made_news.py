"""Parsed articles made by rule, as many as wanted: what the warehouse's benchmarks load.

The mix follows what the extractor finds in ordinary news: about eleven claims in a text of 5 KB, a fifth of them not
comparable, a sixth linked inside their article only, the rest in series of which nearly half are heard of once and
some all the time; one article in eight is a copy of an earlier one. Ids, quotes and offsets are as the extractor
makes them, so that `verify` passes. The same seed gives the same news.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate

from extractors.allowed import Interval, storable
from extractors.base_units import base_unit
from extractors.model import Article, Page
from extractors.record import ClaimRecord, article_id, make_id, origin_id, text_digest
from warehouse.batch import ParsedArticle

START = datetime(2022, 1, 3, 6, tzinfo=UTC)
ARTICLES_A_DAY = 100
CLAIMS_AN_ARTICLE = 11
SERIES = 20_000  # that are heard of again and again
ONCE = 0.45
COPIED = 0.12
MOVED = 0.25  # of the claims about one thing give another value than the one before
MADE_BY = "made"

_PLACES = (
    "Norvale",
    "Fengdao",
    "Lanshan",
    "Yunling",
    "Port Ellery",
    "Casterby",
    "Tessaly",
    "Orrin",
    "Marrow",
    "Quill",
)
_KINDS_OF_PLACE = (
    "Harbour",
    "County",
    "New Area",
    "District",
    "Province",
    "Valley",
    "Works",
    "Board",
    "Park",
    "Line",
)
_MEASURES = (
    ("server capacity", "count", "server"), ("data centres", "count", "data centre"),
    ("registered firms", "count", "firm"),
    ("port traffic", "measure", "tonne"), ("power use", "measure", "MWh"), ("track length", "measure", "km"),
    ("annual revenue", "money", "USD"), ("investment", "money", "EUR"), ("exports", "money", "CNY"),
    ("unemployment", "percent", "%"), ("market share", "percent", "%"), ("waiting time", "duration", "day"),
)  # fmt: skip
_FILLER = (
    "the council met again in the old hall and heard from those who had come far to speak about the plan while "
    "others waited outside for word of what would follow once the season turned and the roads were open from the "
    "coast where small crews had begun to mend the wall that storms broke in a night nobody there forgets easily"
).split()


@dataclass(frozen=True, slots=True)
class _Topic:
    subject: str | None
    measure: str | None
    kind: str
    unit: str
    level: int


class News:
    """A stream of articles in order of time; :meth:`articles` goes on where it stopped.

    Attributes:
        made: articles so far; ``claims``: claims so far.
    """

    def __init__(self, seed: int = 1, first: int = 0, series: int = SERIES) -> None:
        self.random = random.Random(seed)
        self.made = first
        self.claims = 0
        self._topics = [self._topic(f"{number}") for number in range(series)]
        self._steps: dict[str | None, int] = {}
        self._weights = list(accumulate((rank + 1) ** -0.7 for rank in range(series)))
        self._paragraphs = [self._paragraph() for _ in range(500)]
        self._recent: list[ParsedArticle] = []

    def articles(self, claims: int) -> Iterator[ParsedArticle]:
        """Articles with at least so many claims together."""
        until = self.claims + claims
        while self.claims < until:
            one = self._article()
            self.made += 1
            self.claims += len(one.records)
            yield one

    def _article(self) -> ParsedArticle:
        pick = self.random
        at = START + timedelta(minutes=self.made * 1440 / ARTICLES_A_DAY)
        outlet = f"Outlet {pick.randrange(60)}"
        url = f"https://{outlet[7:]}.news.example/{at:%Y/%m}/{self.made}"
        if self._recent and pick.random() < COPIED:
            told = pick.choice(self._recent)
            return _placed(told.article.text, told.records, url, outlet, at)
        topics = [self._pick(url, n) for n in range(1 + pick.randrange(2 * CLAIMS_AN_ARTICLE - 1))]
        text, records = "", []
        for topic in topics:
            text += pick.choice(self._paragraphs) + " "
            records.append(self._claim(topic, at.date(), len(text)))
            text += records[-1].sentence + "\n"
        while len(text) < 3000:
            text += pick.choice(self._paragraphs) + "\n"
        one = _placed(text, tuple(records), url, outlet, at)
        self._recent = [*self._recent[-40:], one]
        return one

    def _topic(self, number: str) -> _Topic:
        measure, kind, unit = self.random.choice(_MEASURES)
        subject = f"{self.random.choice(_PLACES)} {number} {self.random.choice(_KINDS_OF_PLACE)}"
        return _Topic(subject, measure, kind, unit, 10 ** self.random.randint(1, 4 if unit != "%" else 1))

    def _pick(self, url: str, number: int) -> _Topic:
        drawn = self.random.random()
        if drawn < 0.17:
            topic = self._topic("")
            return replace(topic, subject=None) if drawn < 0.1 else replace(topic, measure=None)
        if drawn < 0.37:
            return replace(self._topic(""), subject=None, measure=None)
        if drawn < 0.37 + 0.63 * ONCE:
            return self._topic(f"{self.made}-{number}")
        return self.random.choices(self._topics, cum_weights=self._weights)[0]

    def _claim(self, topic: _Topic, day: date, start: int) -> ClaimRecord:
        """A record without ids; its offsets are right for a sentence that begins at ``start``."""
        pick = self.random
        step = self._steps.setdefault(topic.subject, 0)
        if pick.random() < MOVED:
            step = self._steps[topic.subject] = step + pick.randrange(-3, 6)
        written = topic.level * (10 + step % 90)
        low = Decimal(written) if topic.kind == "count" else Decimal(written) / 10
        resolution = Decimal(0) if topic.kind == "count" else Decimal("0.1")
        drawn = pick.random()
        bound = ">" if drawn < 0.08 else "~" if drawn < 0.14 else "="
        modality = (
            "forecast" if drawn > 0.93 else "target" if drawn > 0.91 else "hypothetical" if drawn > 0.88 else "actual"
        )
        year = day.year + (modality in ("forecast", "target"))
        stated = modality != "actual" or pick.random() < 0.12
        base, per = base_unit(topic.kind, topic.unit, None)  # type: ignore[arg-type]
        allows = _allows(low, bound, resolution)
        base_low = storable(base.convert(low))
        speaker = f"the {pick.choice(_PLACES)} office" if pick.random() < 0.2 else None
        quote = f"{low:f} {topic.unit}"
        before = f"{topic.subject or 'It'} reported {bound if bound != '=' else 'as many as'} "
        sentence = f"{before}{quote} for its {topic.measure or 'account'}" + (
            f", according to {speaker}, after a year in which little else had gone to plan."
            if speaker
            else ", up on what was heard before."
        )
        comparable = topic.subject is not None or topic.measure is not None
        return ClaimRecord(
            claim_id="", article_id="", text_sha256="", ordinal=0, quote=quote,
            char_start=start + len(before), char_end=start + len(before) + len(quote),
            sentence=sentence, sentence_start=start, value_text=f"{low:f}",
            value_low=storable(low), value_high=storable(low), resolution=storable(resolution), bound=bound,
            kind=topic.kind, unit=topic.unit, per=None, change=None, measure=topic.measure, subject=topic.subject,
            period_text=f"in {year}" if stated else None, period_iso=str(year) if stated else None,
            period_start=date(year, 1, 1) if stated else None, period_end=date(year, 12, 31) if stated else None,
            period_grain="year" if stated else "none", modality=modality, attributed_to=speaker, vague=False,
            base_value_low=base_low, base_value_high=base_low, base_unit=base.symbol, base_per=per,
            allow_low=None if allows.low is None else storable(base.convert(allows.low)),
            allow_high=None if allows.high is None else storable(base.convert(allows.high)),
            allow_low_open=allows.low_open, allow_high_open=allows.high_open, comparable=comparable,
            local=topic.subject is None or topic.measure is None,
            subject_key=topic.subject.lower().replace("-", " ") if topic.subject else None,
            measure_key=topic.measure, series_id="", origin_id=origin_id(sentence),
            speaker_key=speaker[4:].lower() if speaker else None, outlet="", rule="made by rule",
            extractor_version=MADE_BY,
        )  # fmt: skip

    def _paragraph(self) -> str:
        words = self.random.choices(_FILLER, k=self.random.randrange(30, 80))
        return " ".join(words).capitalize() + "."


def _allows(value: Decimal, bound: str, resolution: Decimal) -> Interval:
    from extractors.allowed import allowed

    return allowed(value, value, bound, resolution)  # type: ignore[arg-type]


def _placed(text: str, records: tuple[ClaimRecord, ...], url: str, outlet: str, at: datetime) -> ParsedArticle:
    """The article of this text at this outlet, its records with the ids they have there."""
    this, digest = article_id(url), text_digest(text)
    placed = tuple(
        one._replace(
            claim_id=make_id(
                "claim", this, digest, one.char_start, one.char_end, one.value_low, one.value_high, one.kind
            ),
            article_id=this,
            text_sha256=digest,
            ordinal=ordinal,
            outlet=outlet,
            series_id=make_id(
                "series", this if one.local else None, one.subject_key, one.measure_key, one.kind, one.base_unit,
                one.base_per, "level",
            ),
        )
        for ordinal, one in enumerate(records)
    )  # fmt: skip
    fetched = at + timedelta(minutes=20)
    page = Page(
        source_id=outlet.lower().replace(" ", "-"),
        outlet=outlet,
        url=url,
        final_url=url,
        fetched_at=fetched,
        status=200,
        content_type="text/html",
        sha256=digest,
        body=b"",
        warc_file="made.warc.gz",
        warc_offset=0,
    )
    article = Article(url, f"News of {at:%d %B}", text, published_on=at.date(), published_at=at, language="en")
    return ParsedArticle(page, article, placed, (), MADE_BY)
