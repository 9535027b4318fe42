"""Statements of one series, set against what was said before: which figure each belongs to, and what happened.

Pure: the loader brings the series' figures and its new statements in order of time, and writes down the verdicts.
docs/warehouse.md tells the rules in words; tests/test_compare.py holds them as a table.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from extractors.events import EventKind
from warehouse.agreement import (
    agree,
    as_it_stands,
    as_much,
    close,
    in_time,
    is_later,
    is_narrower,
    last_said,
    stays,
    still,
    supersede,
)
from warehouse.disputes import given_up, is_left, rules_out, standing_against
from warehouse.replaced import Replaced, last_of, take_place
from warehouse.statement import POINT, Figure, Lane, Old, Statement, best_fit, clearly_more, outdoes, says_more

RESTATE_DAYS = 30
"""An outlet that repeats its own last figure within this many days tells no news, though others have moved on."""
_WEEKS = timedelta(days=RESTATE_DAYS)


class Verdict(NamedTuple):  # and no dataclass: there is one for each statement
    """Where a statement belongs, and the event it makes, if any, with the figure it is set against.

    ``again``: who says it had said so before, so that the two figures may have made such an event before.
    ``counted``: False where the figure is only named as one that has been replaced.
    """

    statement: Statement
    figure: Figure
    kind: EventKind | None = None
    old: Old | None = None
    again: bool = False
    counted: bool = True


@dataclass(slots=True)
class Series:
    """What is known of one series while its new statements are judged.

    Attributes:
        local: it lives in one article; only an edit is an event there.
        steady: a count or measure without denominator, not the size of a change: what could be a stock.
        withdrawn: for each article whose text was edited, the figures its last version stated.
        places: where each article stands in the order of time; an edit counts from its article's place on.
        make_id: the id of a new figure, from the statement that makes it.
    """

    figures: list[Figure]
    make_id: Callable[[Statement], str]
    local: bool = False
    steady: bool = True
    withdrawn: dict[str, list[Figure]] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    _statements: Sequence[Statement] = field(init=False, default=())
    _replaced: Replaced = field(init=False, default_factory=lambda: Replaced(()))
    _lanes: dict[tuple[str, Lane], list[Figure]] = field(init=False, default_factory=dict)
    _by_id: dict[str, Figure] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for figure in self.figures:
            self._by_id[figure.figure_id] = figure
            self._lanes.setdefault((figure.modality, figure.lane), []).append(figure)
        for lane in self._lanes.values():
            lane.sort(key=in_time)

    def judge(self, statements: Sequence[Statement]) -> list[Verdict]:
        """A verdict for each statement, in order; give them in order of time."""
        edited = {article_id: [s for s in statements if s.article_id == article_id] for article_id in self.withdrawn}
        waiting = sorted(edited, key=self._place, reverse=True)
        verdicts: dict[int, Verdict] = {}
        self._statements, self._replaced = statements, Replaced(statements)
        for at in self._replaced.in_order(self._is_told_again):
            statement = statements[at]
            while waiting and self._place(waiting[-1]) <= self._place(statement.article_id):
                self._withdraw(waiting.pop())
            verdicts[at] = verdict = self._judge(statement, edited.get(statement.article_id, []))
            for figure in self._replaced.by(statement):
                if figure.superseded_by is None and verdict.figure.superseded_by != figure.figure_id:
                    supersede(figure, verdict.figure)
        for article_id in waiting:
            self._withdraw(article_id)
        self._free()
        return [verdicts[at] for at in range(len(statements))]

    def _is_told_again(self, s: Statement) -> bool:
        """True for a statement of a time for which others have given a value before."""
        if s.modality != "actual" or s.lane == POINT:
            return False
        return any(f.live and not f.only_in(s.article_id) for f in self._lanes.get((s.modality, s.lane), ()))

    def _place(self, article_id: str) -> int:
        return self.places.get(article_id, 0)

    def _withdraw(self, article_id: str) -> None:
        for figure in self.withdrawn[article_id]:
            figure.withdraw(article_id)

    def _free(self) -> None:
        """What an edited text had replaced stands again where nobody says any more what took its place."""
        gone = {f.figure_id for old in self.withdrawn.values() for f in old if not f.live and f.superseded_by is None}
        for figure in self.figures if gone else ():
            if figure.superseded_by in gone:
                figure.superseded_by, figure.changed = None, True

    def _judge(self, s: Statement, siblings: list[Statement]) -> Verdict:
        lane = self._lanes.get((s.modality, s.lane), [])
        if s.replaced_by is not None:
            return self._judge_former(s, lane)
        if s.article_id in self.withdrawn and (verdict := self._judge_edit(s, lane, siblings)):
            return verdict
        live = [f for f in lane if f.live]
        if self.local or s.modality == "hypothetical":
            same = best_fit([f for f in live if f.known.meets(s.allows)], s)
            return self._join(s, same) if same else self._start(s)
        if (old := self._replaced.by(s)) and (verdict := self._replace(s, old[0], live)):
            return verdict
        if s.modality != "actual":
            return self._judge_forecast(s, live)
        return self._judge_point(s, live) if s.lane == POINT else self._judge_period(s, live)

    # --- what an article says has been replaced

    def _judge_former(self, s: Statement, lane: list[Figure]) -> Verdict:
        """What has been replaced is no news, and who names it does not hold it: where known, nothing is added."""
        meeting = [f for f in last_of(lane, s) if f.known.meets(s.allows)]
        known = best_fit([f for f in meeting if (f.low, f.high) == (s.low, s.high)] or meeting, s)
        verdict = Verdict(s, known, counted=False) if known else self._start(s)
        self._replaced.remember(s, verdict.figure)
        return verdict

    def _replace(self, s: Statement, old: Figure, lane: list[Figure]) -> Verdict | None:
        """What takes the place of ``old``; None where others hold a third value, to judge it like any other."""
        taken = take_place(s, old, lane)
        if taken is None:
            return None
        against = old if taken.kind is not None else None
        if taken.same is None:
            verdict = self._start(s, taken.kind, against)
            if taken.later is not None:
                supersede(verdict.figure, taken.later)
            return verdict
        if taken.stands_again:
            taken.same.superseded_by = None
        elif s.lane == POINT and taken.same.as_of > s.as_of:  # an older article, loaded late
            taken.same.as_of = s.as_of
            self._lanes[s.modality, s.lane].sort(key=in_time)
        return self._join(s, taken.same, taken.kind, against)

    # --- an edited article

    def _judge_edit(self, s: Statement, lane: list[Figure], siblings: list[Statement]) -> Verdict | None:
        """The verdict where the article's last version stated this lane; None to judge it like any other."""
        before = [f for f in self.withdrawn[s.article_id] if f in lane]
        before.sort(key=lambda f: f.superseded_by is not None)
        kept = best_fit([f for f in before if still(f, s)], s)
        if kept:
            return self._join(s, kept)
        peers = [t for t in siblings if t.modality == s.modality and t.lane == s.lane]
        replaced = next((f for f in before if not any(still(f, t) for t in peers)), None)
        if replaced is None:
            return None
        self.withdrawn[s.article_id].remove(replaced)
        known = best_fit([f for f in lane if f.live and agree(f, s) and not is_later(f, s)], s)
        if known:
            first_said_at = known.first_said_at
            verdict = self._join(s, known, "edit", replaced)
            known.first_said_at = first_said_at  # what is new in it was not said when the article came out
        else:
            verdict = self._start(s, "edit", replaced)
        if not replaced.live:
            supersede(replaced, verdict.figure)
        return verdict

    # --- a stated period

    def _judge_period(self, s: Statement, lane: list[Figure]) -> Verdict:
        same = best_fit([f for f in lane if f.known.meets(s.allows)], s)
        if same:
            return self._restate(s, same, lane)
        if lane:
            return self._disagree(s, lane)
        return self._open_period(s)

    def _restate(
        self, s: Statement, same: Figure, lane: list[Figure], kind: EventKind | None = "revision"
    ) -> Verdict:
        """Of one time, and both may be true: news only of those who themselves said less before ("at least 12")."""
        said_at = same.said_by(s)
        if said_at is None or said_at >= s.said_at or same.only_in(s.article_id) or not outdoes(s, same):
            if kind is None or len(lane) < 2:
                return self._join(s, same)
            return self._come_round(s, same, lane) if kind == "revision" else self._settle(s, same, lane, kind)
        past = s.lane == POINT and any(f.as_of > s.as_of for f in lane)
        verdict = self._start(s, None if past else kind, same)
        supersede(same, verdict.figure)
        return verdict

    def _come_round(self, s: Statement, same: Figure, lane: list[Figure]) -> Verdict:
        """What a rival said is now said by the last who held another value: that one is revised, the dispute over."""
        if standing := standing_against(s, same, lane, self._statements):
            return self._say_again(s, same, lane, standing)
        return self._settle(s, same, lane, "revision")

    def _settle(self, s: Statement, same: Figure, lane: list[Figure], kind: EventKind) -> Verdict:
        """A restatement, which is news where nobody holds any more what its outlet had said against it."""
        left = given_up(s, same, lane, self._statements)
        if not left or same.superseded_by is not None or same.only_in(s.article_id):
            return self._join(s, same)
        verdict = self._join(s, same, kind, last_said(left))
        for figure in left:
            supersede(figure, same)
        return verdict

    def _say_again(self, s: Statement, same: Figure, lane: list[Figure], standing: list[Figure]) -> Verdict:
        """What had been revised is said again by those who had revised it: it stands again. From others it is an old
        figure, and no news, unless they give a value that what stands rules out.
        """
        own = [f for f in standing if (said_at := f.said_by(s)) is not None and said_at < s.said_at]
        if not own:
            ruled_out = rules_out(standing, s, same)
            return self._start(s, "conflict", last_said(standing)) if ruled_out else self._join(s, same)
        verdict = self._join(s, same, "revision", last_said(own))
        same.superseded_by = None
        for figure in own:
            if is_left(figure, s, lane):
                supersede(figure, same)
        return verdict

    def _disagree(self, s: Statement, lane: list[Figure]) -> Verdict:
        """One period, another value: a revision by those who said the old one, else a conflict."""
        others = [f for f in lane if not f.only_in(s.article_id)]
        if not others:  # one article that gives two values means two things by them
            return self._start(s)
        own = [(time, f) for f in others if (time := f.said_by(s)) is not None]
        if own:
            said_at, old = max(own, key=lambda pair: (pair[0], pair[1].superseded_by is None))
            if s.said_at < said_at:  # an older article, loaded late: it had been revised already
                verdict = self._start(s)
                supersede(verdict.figure, old)
                return verdict
            verdict = self._start(s, "revision", old)
            supersede(old, verdict.figure)
            return verdict
        return self._start(s, "conflict", last_said(others))

    def _open_period(self, s: Statement) -> Verdict:
        """The first figure of a period: news when the period before it had another value."""
        actual = [f for f in self.figures if f.live and f.modality == "actual"]
        if not actual:
            return self._first(s)
        earlier = self._earlier(s, actual)
        if not earlier or any(f.as_of > s.as_of for f in actual if f.grain == s.grain):
            return self._start(s)
        before = [f for f in earlier if f.grain == s.grain and f.lane != POINT and f.as_of < s.as_of]
        if before:
            return self._follow(s, before)
        return self._first_of_grain(s, earlier)

    def _earlier(self, s: Statement, actual: list[Figure]) -> list[Figure]:
        """Figures that a new one may be set against: what others say, and what its own article says of a period in
        place of another value.
        """
        replaced = {f.superseded_by for f in actual}
        lanes = {f.lane for f in actual if not f.only_in(s.article_id)}
        return [
            f
            for f in actual
            if not f.only_in(s.article_id) or (f.lane != POINT and (f.lane in lanes or f.figure_id in replaced))
        ]

    def _first(self, s: Statement) -> Verdict:
        """The only actual figure that stands: the first of the series, or told before and edited away since."""
        gone = [f for f in self.figures if f.modality == "actual"]
        if not gone:
            return self._start(s, "new_series")
        known = any(f.as_of > s.as_of or agree(f, s) for f in gone)
        return self._start(s, None if known else "new_figure")

    def _follow(self, s: Statement, before: Iterable[Figure]) -> Verdict:
        """Against the latest period before."""
        before = [f for f in before if f.superseded_by is None] or list(before)
        latest = max(f.as_of for f in before)
        last = [f for f in before if f.as_of == latest]
        if any(stays(f, s) for f in last):
            return self._start(s)
        own = [f for f in last if f.said_by(s) is not None]
        return self._start(s, "new_figure", last_said(own or last))

    def _first_of_grain(self, s: Statement, earlier: list[Figure]) -> Verdict:
        """The first figure of this length of period in a series that has others."""
        if any(f.as_of > s.as_of for f in earlier):
            return self._start(s)
        latest = max(f.as_of for f in earlier)
        last = [f for f in earlier if f.as_of == latest]
        if any(f.known.meets(s.allows) for f in last):
            return self._start(s)
        old = last_said(last)
        stock_and_flow = not self.steady or POINT not in (s.lane, old.lane) or not close(s, old)
        return self._start(s, "new_figure", None if stock_and_flow else old)

    # --- no period, or a day

    def _judge_point(self, s: Statement, lane: list[Figure]) -> Verdict:
        as_of, allows = s.as_of, s.allows
        same_day = [f for f in lane if f.as_of == as_of]
        meeting = [f for f in same_day if f.known.meets(allows)]
        if agreed := [f for f in meeting if not says_more(s, f)]:
            return self._come_round(s, self._said_before(s, agreed) or best_fit(agreed, s) or agreed[0], same_day)
        rivals = [f for f in same_day if not f.known.meets(allows)]
        if any(f.superseded_by is None for f in rivals):  # what has been outdone since says nothing of this
            meeting = [f for f in meeting if f.superseded_by is None]
        if same := best_fit(meeting, s):
            return self._rise(s, same, lane) or self._restate(s, same, lane)
        before = [f for f in lane if f.as_of <= as_of]
        current = before[0] if before else None
        if len(before) > 1:
            current = max(before, key=lambda f: (f.as_of, f.superseded_by is None, f.first_said_at))
            if not agree(current, s):  # where that day is disputed: what this one agrees with
                rest = [f for f in before if f.as_of == current.as_of and f.superseded_by is None and agree(f, s)]
                current = best_fit(rest, s) or current
        narrower = current is not None and is_narrower(s, current)
        if current and agree(current, s) and (stays(current, s) or not narrower):
            # Said more precisely on a later day: a point of its own on the trend, but no news.
            return (
                self._start(s)
                if narrower
                else self._settle(s, self._said_before(s, before) or current, lane, "revision")
            )
        following = min((f for f in lane if f.as_of > as_of), key=lambda f: f.as_of, default=None)
        if following and s.period_end is None and as_much(following, s):
            # An older article, loaded late: what came next had been said before.
            following.as_of = as_of
            self._lanes[s.modality, s.lane].sort(key=in_time)
            return self._join(s, following)
        repeated = self._repeated(s, lane)
        if repeated:
            disputed = current is not None and s.outlet not in current.outlets and s.origin not in repeated.origins
            return self._join(s, repeated, "conflict" if disputed else None, current if disputed else None)
        if following and not same_day:
            return self._start(s)
        if rivals:
            return self._disagree(s, rivals)
        return self._next_point(s, lane, current)

    def _rise(self, s: Statement, same: Figure, lane: list[Figure]) -> Verdict | None:
        """Later on the same day somebody knows clearly more ("at least 12", then 43), though both may be true."""
        if s.said_at <= same.last_said_at or same.only_in(s.article_id) or not clearly_more(s, same):
            return None
        kind: EventKind = "new_figure" if same.said_by(s) is None else "revision"
        verdict = self._start(s, None if any(f.as_of > s.as_of for f in lane) else kind, same)
        supersede(same, verdict.figure)
        return verdict

    def _next_point(self, s: Statement, lane: list[Figure], current: Figure | None) -> Verdict:
        """The latest statement, and it says something else than before."""
        if current:
            others = [f for f in lane if not f.only_in(s.article_id)]
            return self._follow(s, others) if others else self._start(s)
        actual = [f for f in self.figures if f.live and f.modality == "actual"]
        if not actual:
            return self._first(s)
        earlier = [f for f in actual if not f.only_in(s.article_id)]
        return self._first_of_grain(s, earlier) if earlier else self._start(s)

    def _said_before(self, s: Statement, before: list[Figure]) -> Figure | None:
        """Of what is open, the figure that was put just so not long ago, though more has been said since."""
        if s.end is None:
            return None
        return best_fit([f for f in before if f.allows == s.allows and abs(s.said_at - f.last_said_at) <= _WEEKS], s)

    def _repeated(self, s: Statement, lane: list[Figure]) -> Figure | None:
        """The figure that this outlet gave last, or that this very sentence stood for, if said again soon."""
        for figure in lane:
            said_at = figure.origins.get(s.origin)
            if said_at and abs(s.said_at - said_at) <= _WEEKS and agree(figure, s):
                return figure
        own = [(time, f) for f in lane if (time := f.outlets.get(s.outlet)) is not None and time <= s.said_at]
        if not own:
            return None
        said_at, last = max(own, key=lambda pair: (pair[0], pair[1].superseded_by is None))
        again = stays(last, s) or (agree(last, s) and not is_narrower(s, last))
        return last if s.said_at - said_at <= _WEEKS and again else None

    # --- forecasts and targets

    def _judge_forecast(self, s: Statement, lane: list[Figure]) -> Verdict:
        same = best_fit([f for f in lane if f.known.meets(s.allows) and f.superseded_by is None], s)
        same = same or best_fit([f for f in lane if f.known.meets(s.allows)], s)
        if same:
            return self._restate_forecast(s, same, lane)
        if not lane:
            past = s.period_end is not None and s.period_end < s.said_on
            gone = self._lanes.get((s.modality, s.lane), [])  # edited away since
            return self._start(s, None if past or any(agree(f, s) for f in gone) else "forecast")
        others = [f for f in lane if not f.only_in(s.article_id)]
        if not others:
            return self._start(s)
        old = last_said([f for f in others if f.superseded_by is None] or others)
        if s.said_at < old.first_said_at:
            verdict = self._start(s)
            supersede(verdict.figure, old)
            return verdict
        same_day = s.said_at.date() == old.last_said_at.date()
        if same_day and old.said_by(s) is None:
            return self._start(s, "conflict", old)
        verdict = self._start(s, "forecast_changed", old)
        supersede(old, verdict.figure)
        for figure in given_up(s, verdict.figure, others, self._statements):  # what it had said itself before
            supersede(figure, verdict.figure)
        return verdict

    def _restate_forecast(self, s: Statement, same: Figure, lane: list[Figure]) -> Verdict:
        """As of actual figures: "up to 50" after "up to 300"; without a period of its own it is as of its day."""
        if s.said_at < same.first_said_at and outdoes(same, s):  # an older article, loaded late
            then = [f for f in lane if f.first_said_at <= s.said_at and agree(f, s)]
            if then:
                return self._join(s, max(then, key=lambda f: (f.first_said_at, f.figure_id)))
            verdict = self._start(s)
            supersede(verdict.figure, same)
            return verdict
        if s.lane != POINT or s.as_of <= same.as_of or same.only_in(s.article_id) or not outdoes(s, same):
            return self._restate(s, same, lane, "forecast_changed")
        verdict = self._start(s, "forecast_changed", same)
        supersede(same, verdict.figure)
        return verdict

    # --- what a verdict does

    def _join(
        self, s: Statement, figure: Figure, kind: EventKind | None = None, old: Figure | None = None
    ) -> Verdict:
        before = as_it_stands(old)
        again = kind == "revision" and figure.said_by(s) is not None
        figure.add(s)
        return Verdict(s, figure, kind, before, again)

    def _start(self, s: Statement, kind: EventKind | None = None, old: Figure | None = None) -> Verdict:
        figure_id = self.make_id(s)
        if known := self._by_id.get(figure_id):  # an edit was taken back: the same words make the same figure
            known.superseded_by = None
            return self._join(s, known, kind, old)
        figure = Figure(
            figure_id=figure_id,
            modality=s.modality,
            period_start=s.period_start,
            period_end=s.period_end,
            grain=POINT if s.lane == POINT else s.grain,
            as_of=s.as_of,
            known=s.allows,
            claim_id=s.claim_id,
            low=s.low,
            high=s.high,
            allows=s.allows,
            first_said_at=s.said_at,
            last_said_at=s.said_at,
            end=s.end,
            is_new=True,
            changed=True,
        )
        figure.remember(s.outlet, s.speaker, s.origin, s.article_id, s.said_at)
        self.figures.append(figure)
        self._by_id[figure_id] = figure
        insort(self._lanes.setdefault((s.modality, s.lane), []), figure, key=in_time)
        return Verdict(s, figure, kind, as_it_stands(old))
