"""From events to rows: once each, none lost, whatever else happens; with the outbox in memory and in a warehouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from alerts_memory import MemoryOutbox
from warehouse_cases import fresh

import benchmarks.alerts
from alerts.config import AlertSettings, parse_alerts
from alerts.outbox import Outbox
from alerts.raising import raise_alerts
from extractors.alerting import LEASE, Alert, Control, Delivery, Judgement
from extractors.errors import WarehouseError
from extractors.events import Event, make_event_id
from tests.alerts_events import NOW, against, said, story

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Make = Callable[[Sequence[Event]], Outbox]


@pytest.fixture(params=["memory", "warehouse"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes an outbox of either kind that holds these events."""
    if request.param == "memory":
        return MemoryOutbox

    def in_warehouse(events: Sequence[Event]) -> Outbox:
        from warehouse.event_rows import insert_events
        from warehouse.outbox import WarehouseOutbox

        warehouse = fresh()
        with warehouse.write() as con:
            insert_events(con, events)
        return WarehouseOutbox(warehouse)

    return in_warehouse


def settings(rules: str, channels: str = "[{id: log, kind: log}, {id: json, kind: file}]") -> AlertSettings:
    return parse_alerts(f"alert_horizon: all\nchannels: {channels}\nrules: [{rules}]")


FIGURES = settings("{id: all, events: [new_series, new_figure]}")


def test_each_event_makes_one_alert_and_one_delivery_for_each_channel(make: Make) -> None:
    outbox = make(story(["23", "24"], "25"))
    report = raise_alerts(outbox, FIGURES, NOW)
    assert [alert.headline.partition(": ")[2] for alert in report.alerts] == [
        "23 data centres, the first figure seen",
        "23 → 24 data centres, +4.3 %, first change since 11 March 2026",
        "24 → 25 data centres, +4.2 %, first change since 21 March 2026",
    ]
    assert report.judged == 3
    pending = outbox.pending_deliveries("log", NOW)
    late = [each.alert.late for each in pending]
    assert sorted(late) == [False, True, True]
    assert len(outbox.pending_deliveries("json", NOW)) == 3
    assert outbox.pending_channels() == ["json", "log"]
    assert raise_alerts(outbox, FIGURES, NOW + HOUR).alerts == ()
    assert len(outbox.pending_deliveries("log", NOW + HOUR)) == 3


def test_rows_come_back_as_they_were_written(make: Make) -> None:
    outbox = make(story(["23"], "25"))
    report = raise_alerts(outbox, FIGURES, NOW)
    assert list(outbox.alerts_since(["all"], NOW - HOUR)) == sorted(report.alerts, key=lambda alert: alert.alert_id)
    assert list(outbox.alerts_since(["all"], NOW + HOUR)) == []
    assert list(outbox.alerts_since(["other"], NOW - HOUR)) == []
    assert [each.alert for each in outbox.pending_deliveries("log", NOW) if each.delivery.lane == ""] == [
        report.alerts[1]
    ]


def test_judging_the_same_event_twice_at_the_same_time_raises_one_alert(make: Make) -> None:
    outbox = make([said("25")])
    alerts: list[tuple[Alert, ...]] = []

    class Late:
        """Another judge got the event before the first had written."""

        def __getattr__(self, name: str) -> object:
            return getattr(outbox, name)

        def add_alerts(self, *given: Sequence[object]) -> int:
            alerts.append(raise_alerts(outbox, FIGURES, NOW).alerts)
            return outbox.add_alerts(*given)  # type: ignore[arg-type]

    raise_alerts(Late(), FIGURES, NOW)  # type: ignore[arg-type]
    assert len(alerts[0]) == 1
    assert len(outbox.pending_deliveries("log", NOW)) == 1


def test_old_news_is_not_told_unless_asked() -> None:
    week = replace(settings("{id: all, events: new_figure}"), alert_horizon=timedelta(days=7))
    outbox = MemoryOutbox([said("25", 30), said("26", 1)])
    report = raise_alerts(outbox, week, NOW)
    assert [alert.occurred_at for alert in report.alerts] == [NOW - DAY]
    assert report.silent == {"age": 1}


def test_old_news_that_is_asked_for_goes_into_one_lane() -> None:
    outbox = MemoryOutbox([said("25", 30), said("26", 20), said("27", 1)])
    raise_alerts(outbox, FIGURES, NOW)
    assert sorted(each.delivery.lane for each in outbox.pending_deliveries("log", NOW)) == ["", "late", "late"]


def test_cooldown_counts_by_series() -> None:
    rule = settings("{id: calm, events: new_figure, cooldown: 1d}")
    events = [said("25", 0.2), said("26", 0.1), said("99", 0.05, series_id="s-other")]
    outbox = MemoryOutbox(events)
    report = raise_alerts(outbox, rule, NOW)
    assert [alert.event_id for alert in report.alerts] == [events[0].event_id, events[2].event_id]
    assert report.silent == {"cooldown": 1}


def test_the_rate_gathers_the_rest_into_one_digest() -> None:
    outbox = MemoryOutbox([said(str(n), 0.01, series_id=f"s{n}") for n in range(20, 30)])
    raise_alerts(outbox, settings("{id: busy, events: new_figure, at_most: 3 per 1d}"), NOW)
    assert len(outbox.pending_deliveries("log", NOW)) == 3
    later = outbox.pending_deliveries("log", NOW + DAY)
    assert len(later) == 10
    assert {each.delivery.lane for each in later} == {"", "busy beyond its rate"}


def test_a_digest_waits_for_its_time() -> None:
    outbox = MemoryOutbox([said("25"), said("26")])
    raise_alerts(outbox, settings('{id: d, events: new_figure, digest: {at: "08:00", zone: Europe/Berlin}}'), NOW)
    assert list(outbox.pending_deliveries("log", NOW)) == []
    morning = datetime.fromisoformat("2026-04-01T06:00:00+00:00")  # summer time
    assert list(outbox.pending_deliveries("log", morning - timedelta(seconds=1))) == []
    assert len(outbox.pending_deliveries("log", morning)) == 2


def test_snoozed_rules_keep_their_alerts_but_send_nothing(make: Make) -> None:
    outbox = make([said("25")])
    outbox.set_control(Control("snooze_rule", "all", NOW - HOUR, NOW + HOUR, "ada", "moving house"))
    report = raise_alerts(outbox, FIGURES, NOW)
    assert [alert.state for alert in report.alerts] == ["snoozed"]
    assert outbox.pending_channels() == []


def test_a_snooze_ends_by_itself_also_over_the_change_of_the_clocks() -> None:
    # 28 March, 12:00 in Berlin, for 24 hours: the night in between has 23.
    since = datetime.fromisoformat("2026-03-28T12:00:00+01:00")
    until = since + DAY
    control = Control("snooze_rule", "all", since, until)
    assert control.holds(until - timedelta(seconds=1))
    assert not control.holds(until)
    assert until.isoformat() == "2026-03-29T12:00:00+01:00"
    outbox = MemoryOutbox([said("25")])
    outbox.set_control(control)
    assert [alert.state for alert in raise_alerts(outbox, FIGURES, NOW).alerts] == ["open"]
    assert control.holds(control.since - DAY), "the clock was put back a day"


def test_controls_are_set_replaced_and_lifted(make: Make) -> None:
    outbox = make([])
    outbox.set_control(Control("pause_channel", "log", NOW, None, "ada", "one"))
    outbox.set_control(Control("pause_channel", "log", NOW, NOW + DAY, "ada", "two"))
    assert list(outbox.controls()) == [Control("pause_channel", "log", NOW, NOW + DAY, "ada", "two")]
    assert outbox.clear_control("pause_channel", "log")
    assert not outbox.clear_control("pause_channel", "log")
    assert list(outbox.controls()) == []


def test_acknowledging_is_done_once(make: Make) -> None:
    outbox = make([said("25")])
    alert = raise_alerts(outbox, FIGURES, NOW).alerts[0]
    assert outbox.acknowledge([alert.alert_id, "unknown"], "ada", NOW) == 1
    assert outbox.acknowledge([alert.alert_id], "bob", NOW) == 0
    found = outbox.alerts_since(["all"], NOW - HOUR)[0]
    assert (found.state, found.acknowledged_by) == ("acknowledged", "ada")


def test_an_event_waits_until_enough_outlets_carry_it() -> None:
    rule = settings("{id: wide, events: new_figure, when: {outlets: 3, wait: 2d}}")
    event = said("25")
    outbox = MemoryOutbox([event])
    assert raise_alerts(outbox, rule, NOW).waiting == 1
    outbox.events[event.event_id] = event._replace(outlets=2)
    assert raise_alerts(outbox, rule, NOW + HOUR).waiting == 1
    outbox.events[event.event_id] = event._replace(outlets=3)
    assert len(raise_alerts(outbox, rule, NOW + 2 * HOUR).alerts) == 1
    assert raise_alerts(outbox, rule, NOW + 3 * HOUR).judged == 0


def test_waiting_ends(make: Make) -> None:
    rule = settings("{id: wide, events: new_figure, when: {outlets: 3, wait: 2d}}")
    outbox = make([said("25")])
    assert raise_alerts(outbox, rule, NOW).waiting == 1
    report = raise_alerts(outbox, rule, NOW + 2 * DAY)
    assert (report.waiting, dict(report.silent)) == (0, {"outlets": 1})
    assert raise_alerts(outbox, rule, NOW + 2 * DAY + HOUR).judged == 0


def test_only_the_waiting_rule_judges_again(make: Make) -> None:
    rules = settings("{id: wide, events: new_figure, when: {outlets: 3}}, {id: all, events: new_figure}")
    outbox = make([said("25")])
    assert len(raise_alerts(outbox, rules, NOW).alerts) == 1
    added = settings("{id: wide, events: new_figure, when: {outlets: 3}}, {id: new, events: new_figure}")
    assert raise_alerts(outbox, added, NOW + HOUR).alerts == ()


def test_a_rule_does_not_judge_what_was_judged_before_it_was_written() -> None:
    outbox = MemoryOutbox([said("25")])
    raise_alerts(outbox, settings("{id: other, events: conflict}"), NOW)
    assert raise_alerts(outbox, FIGURES, NOW + HOUR).judged == 0


def test_sql_conditions_are_asked_once_for_all_events() -> None:
    rule = settings("{id: sql, events: new_figure, when: {where: new_low > 25}}")
    events = [said("25"), said("26", 0.1)]
    asked: list[tuple[str, list[str]]] = []

    def ask(condition: str, event_ids: Sequence[str]) -> set[str]:
        asked.append((condition, sorted(event_ids)))
        return {events[1].event_id}

    report = raise_alerts(MemoryOutbox(events), rule, NOW, ask=ask)
    assert [alert.event_id for alert in report.alerts] == [events[1].event_id]
    assert asked == [("new_low > 25", sorted(event.event_id for event in events))]
    assert "SQL condition is true" in report.alerts[0].reason


def test_without_anyone_to_ask_an_sql_condition_is_silent_and_says_so() -> None:
    report = raise_alerts(
        MemoryOutbox([said("25")]), settings("{id: s, events: new_figure, when: {where: new_low > 3}}"), NOW
    )
    assert dict(report.silent) == {"where": 1}


def test_drift_is_told_once_for_each_stretch() -> None:
    rule = settings("{id: drift, events: new_figure, when: {change: {percent: 5, over: 60d}}}")
    events = story([str(100 + n) for n in range(24)], "124", every_days=2)
    outbox = MemoryOutbox(events)
    told = raise_alerts(outbox, rule, NOW).alerts
    values = [outbox.events[alert.event_id].new_low for alert in told]
    assert [int(value or 0) for value in values] == [105, 111, 117, 123]


def test_twenty_copies_are_one_event_and_one_alert() -> None:
    outbox = MemoryOutbox([said("25", outlets=20, origins=1)])
    report = raise_alerts(outbox, FIGURES, NOW)
    assert len(report.alerts) == 1
    assert "20 outlets, 1 of them in its own words" in report.alerts[0].message


def test_five_thousand_old_events_wake_nobody_and_make_one_digest_when_asked_for() -> None:
    events = [
        said("25", 30 + n / 100)._replace(event_id=make_event_id("n", str(n)), series_id=f"s{n % 700}")
        for n in range(5000)
    ]
    week = replace(FIGURES, alert_horizon=timedelta(days=7))
    outbox = MemoryOutbox(events)
    assert raise_alerts(outbox, week, NOW).alerts == ()
    assert outbox.pending_channels() == []
    outbox = MemoryOutbox(events)
    assert len(raise_alerts(outbox, FIGURES, NOW).alerts) == 5000
    assert {each.delivery.lane for each in outbox.pending_deliveries("log", NOW)} == {"late"}


def test_judgements_say_which_condition_decided() -> None:
    rules = settings(
        "{id: big, events: new_figure, when: {value: {above: 25}}}, {id: elsewhere, events: conflict},"
        " {id: town, events: new_figure, match: {subject: Guiyang}}"
    )
    seen: list[Judgement] = []
    outbox = MemoryOutbox([against(said("25"), said("23"))])

    class Spy:
        def __getattr__(self, name: str) -> object:
            return getattr(outbox, name)

        def add_alerts(self, a: object, d: object, judgements: Sequence[Judgement], *rest: object) -> int:
            seen.extend(judgements)
            return 0

    raise_alerts(Spy(), rules, NOW)  # type: ignore[arg-type]
    assert [(each.rule_id, each.step, each.reason) for each in seen] == [
        ("big", "value", "25 data centres is not above 25")
    ]


def test_order_in_a_channel_is_the_order_of_events(make: Make) -> None:
    events = [said(str(n), 1 - n / 100, series_id=f"s{n}") for n in range(10, 60)]
    outbox = make(events)
    raise_alerts(outbox, FIGURES, NOW)
    sent = [each.alert.event_id for each in outbox.pending_deliveries("log", NOW)]
    assert sent == [event.event_id for event in events]


def test_a_delivery_that_waits_holds_back_those_behind_it_in_its_lane_only(make: Make) -> None:
    outbox = make([])
    base = raise_alerts(MemoryOutbox([said("25")]), FIGURES, NOW).alerts[0]
    rows = [("a", "", 0, NOW), ("b", "", 1, NOW + HOUR), ("c", "", 2, NOW), ("d", "late", 3, NOW)]
    deliveries = [
        Delivery(name, base.alert_id, "log", NOW + timedelta(seconds=n), due, lane) for name, lane, n, due in rows
    ]
    outbox.add_alerts([base], deliveries, [], [], NOW)

    def ids(now: datetime) -> list[str]:
        return sorted(each.delivery.delivery_id for each in outbox.pending_deliveries("log", now))

    assert ids(NOW) == ["a", "d"]
    assert ids(NOW + HOUR) == ["a", "b", "c", "d"]


def test_a_batch_is_taken_whole_and_once(make: Make) -> None:
    outbox = make([said("25"), said("26")])
    raise_alerts(outbox, FIGURES, NOW)
    one, two = [each.delivery.delivery_id for each in outbox.pending_deliveries("log", NOW)]
    assert outbox.start_batch("b1", [one], NOW, NOW + HOUR)
    assert not outbox.start_batch("b2", [one, two], NOW, NOW + HOUR)
    assert not outbox.start_batch("b3", ["unknown"], NOW, NOW + HOUR)
    assert [each.delivery.delivery_id for each in outbox.pending_deliveries("log", NOW)] == []
    again = outbox.pending_deliveries("log", NOW + HOUR)
    assert [(each.delivery.delivery_id, each.delivery.batch_id, each.delivery.attempts) for each in again] == [
        (one, "b1", 1),
        (two, None, 0),
    ]


def test_dead_deliveries_are_revived(make: Make) -> None:
    outbox = make([said("25")])
    raise_alerts(outbox, FIGURES, NOW)
    delivery = outbox.pending_deliveries("log", NOW)[0].delivery
    outbox.start_batch("b", [delivery.delivery_id], NOW, NOW + HOUR)
    outbox.mark_failed([delivery.delivery_id], "no", None)
    assert outbox.pending_channels() == ["json"]
    assert outbox.retry_deliveries(NOW + DAY, channel_id="log") == 1
    again = outbox.pending_deliveries("log", NOW + DAY)[0].delivery
    assert (again.attempts, again.state) == (0, "pending")
    outbox.mark_sent([delivery.delivery_id], NOW + DAY, "ok")
    assert outbox.retry_deliveries(NOW + DAY, delivery_ids=[delivery.delivery_id]) == 0


def test_what_is_on_its_way_is_not_sent_once_more_by_a_retry(make: Make) -> None:
    outbox = make([said("25")])
    raise_alerts(outbox, FIGURES, NOW)
    delivery = outbox.pending_deliveries("log", NOW)[0].delivery
    outbox.start_batch("b", [delivery.delivery_id], NOW, NOW + LEASE)
    assert outbox.retry_deliveries(NOW, channel_id="log") == 0
    assert outbox.pending_deliveries("log", NOW) == []
    outbox.mark_failed([delivery.delivery_id], "no", NOW + DAY)
    assert outbox.retry_deliveries(NOW, channel_id="log") == 1, "one that failed and waits is"
    outbox.start_batch("b", [delivery.delivery_id], NOW, NOW + LEASE)
    assert outbox.retry_deliveries(NOW, delivery_ids=[delivery.delivery_id]) == 0, (
        "the second attempt is as the first"
    )
    assert [each.delivery.attempts for each in outbox.pending_deliveries("log", NOW + HOUR)] == [2]


PARTS = [
    # which of a batch of three are retried, whether it waits or was given up; the batch ids of all three after it
    ([0, 1, 2], "dead", ["b", "b", "b"]),
    ([0, 1, 2], "waiting", ["b", "b", "b"]),
    ([1], "dead", [None, None, None]),
    ([0], "waiting", [None, None, None]),
]


@pytest.mark.parametrize(("some", "state", "batch_ids"), PARTS)
def test_a_part_of_a_batch_is_never_sent_under_its_id(
    make: Make, some: list[int], state: str, batch_ids: list[str | None]
) -> None:
    """A receiver who has the id would drop what he never got."""
    outbox = make([said(str(n), 1 - n / 100) for n in range(3)])
    raise_alerts(outbox, FIGURES, NOW)
    ids = [each.delivery.delivery_id for each in outbox.pending_deliveries("log", NOW)]
    outbox.start_batch("b", ids, NOW, NOW + LEASE)
    outbox.mark_failed(ids, "no", None if state == "dead" else NOW + DAY)
    assert outbox.retry_deliveries(NOW, delivery_ids=[ids[n] for n in some]) == len(some)
    again = [each.delivery for each in outbox.pending_deliveries("log", NOW)]
    assert [each.delivery_id for each in again] == [ids[n] for n in some]
    rest = [n for n in range(3) if n not in some]
    assert outbox.retry_deliveries(NOW, channel_id="log") == len(rest)
    again = [each.delivery for each in outbox.pending_deliveries("log", NOW)]
    assert [each.batch_id for each in again] == batch_ids


AHEAD = [
    # how far ahead the clock was   sent again by itself   by a retry
    (timedelta(hours=1), False, True),  # no sender holds anything for an hour
    (DAY, False, True),
    (timedelta(days=365), True, True),  # nothing waits for a year
    (timedelta(0), False, False),
]


@pytest.mark.parametrize(("ahead", "by_itself", "by_retry"), AHEAD)
def test_what_a_clock_that_was_ahead_put_off_is_not_put_off(
    make: Make, ahead: timedelta, by_itself: bool, by_retry: bool
) -> None:
    outbox = make([said("25")])
    raise_alerts(outbox, FIGURES, NOW)
    delivery = outbox.pending_deliveries("log", NOW)[0].delivery
    outbox.start_batch("b", [delivery.delivery_id], NOW + ahead, NOW + ahead + LEASE)  # and was ended with it
    assert len(outbox.pending_deliveries("log", NOW)) == by_itself
    assert outbox.start_batch("c", [delivery.delivery_id], NOW + ahead, NOW + ahead + LEASE) is False
    assert outbox.retry_deliveries(NOW, channel_id="log") == by_retry
    assert outbox.start_batch("b", [delivery.delivery_id], NOW, NOW + LEASE) is (by_itself or by_retry)


def test_a_condition_that_fails_keeps_its_own_rule_waiting_and_no_other(make: Make) -> None:
    rules = settings("{id: sql, events: new_figure, when: {where: new_lw > 3}}, {id: all, events: new_figure}")
    outbox = make([said("25")])

    def broken(condition: str, event_ids: Sequence[str]) -> set[str]:
        raise WarehouseError("no column new_lw")

    report = raise_alerts(outbox, rules, NOW, ask=broken)
    assert [alert.rule_id for alert in report.alerts] == ["all"]
    assert report.waiting == 1
    assert report.errors == ("rule sql: no column new_lw",)
    notices = [each.alert.headline for each in outbox.pending_deliveries("log", NOW) if each.alert.rule_id != "all"]
    assert notices == ["Rule sql cannot be judged: no column new_lw"]
    raise_alerts(outbox, rules, NOW + HOUR, ask=broken)
    assert len(outbox.pending_deliveries("log", NOW + HOUR)) == 2  # told once a day
    mended = raise_alerts(outbox, rules, NOW + 2 * HOUR, ask=lambda condition, ids: set(ids))
    assert [alert.rule_id for alert in mended.alerts] == ["sql"]
    assert raise_alerts(outbox, rules, NOW + 3 * HOUR, ask=broken).judged == 0


def test_a_condition_that_keeps_failing_is_given_up_when_its_waiting_ends() -> None:
    rules = settings("{id: sql, events: new_figure, when: {where: x, wait: 1d}}")

    def broken(condition: str, event_ids: Sequence[str]) -> set[str]:
        raise WarehouseError("too slow")

    outbox = MemoryOutbox([said("25")])
    assert raise_alerts(outbox, rules, NOW, ask=broken).waiting == 1
    report = raise_alerts(outbox, rules, NOW + DAY, ask=broken)
    assert (report.waiting, dict(report.silent)) == (0, {"where": 1})


def test_all_events_are_judged_in_one_round_lot_by_lot(make: Make) -> None:
    rules = settings("{id: wide, events: new_figure, when: {outlets: 9}}, {id: all, events: new_figure}")
    events = [said(str(n), 1 - n / 100, series_id=f"s{n}") for n in range(10, 18)]
    outbox = make(events)
    assert len(raise_alerts(outbox, rules, NOW, at_once=3).alerts) == 8
    # New events go before those that are waited for, however many of these there are.
    assert [each.rules for each in outbox.unjudged_events(NOW, 3)] == [("wide",)] * 3
    first = {each.event.event_id for each in outbox.unjudged_events(NOW, 3)}
    raise_alerts(outbox, rules, NOW + HOUR, at_once=3)
    assert first.isdisjoint(each.event.event_id for each in outbox.unjudged_events(NOW, 3))  # everyone has a turn


def test_what_is_half_written_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alerts, deliveries and what was judged are one transaction: a fault in the last of them leaves none."""
    from warehouse import outbox as module
    from warehouse.event_rows import insert_events

    warehouse = fresh()
    with warehouse.write() as con:
        insert_events(con, [said("25")])
    outbox = module.WarehouseOutbox(warehouse)
    stage = module.stage

    def broken(con: object, name: str, *rest: object) -> None:
        if name == "staged_id":  # what was judged is written last
            raise OSError("no space left")
        stage(con, name, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(module, "stage", broken)
        with pytest.raises(OSError, match="no space"):
            raise_alerts(outbox, FIGURES, NOW)
    assert list(outbox.alerts_since(["all"], NOW - DAY)) == []
    assert outbox.pending_channels() == []
    assert len(raise_alerts(outbox, FIGURES, NOW).alerts) == 1


DUE = [
    # outcome, days since the period ended, days since the figure that tells, told with a horizon of 7 days
    ("silent", 31, None, True),
    ("silent", 45, None, False),
    ("missed", 20, 2, True),
    ("met", 200, 150, False),
    ("met", 3, 40, True),  # the figure came before the period was over
]


@pytest.mark.parametrize(("outcome", "ended", "published", "told"), DUE)
def test_a_forecast_is_news_when_its_outcome_is_known(
    outcome: str, ended: float, published: float | None, told: bool
) -> None:
    week = replace(settings("{id: due, events: forecast_due}"), alert_horizon=timedelta(days=7))
    at = None if published is None else NOW - timedelta(days=published)
    event = said("25", ended, "forecast_due", outcome=outcome, modality="forecast", published_at=at)
    report = raise_alerts(MemoryOutbox([event]), week, NOW)
    assert [alert.late for alert in report.alerts] == ([False] if told else [])


class Asked(MemoryOutbox):
    """Tells which series it was asked for."""

    def series_events(self, series_ids: Sequence[str]) -> Sequence[Event]:
        self.series = list(series_ids)
        return super().series_events(series_ids)


NEEDS_PAST = [
    # rules                                                                      series of which the past is read
    ("", []),
    ("{id: all, events: [new_figure, conflict]}", ["s-new", "s-other"]),
    ("{id: all, events: [new_figure, conflict], horizon: all}", ["s-new", "s-old", "s-other"]),
    ("{id: some, events: new_figure}", ["s-new"]),
    ("{id: paused, events: new_figure, pause: for now}", []),
    ("{id: named, events: [new_figure, conflict], match: {outlet: Other}}", ["s-other"]),
    ("{id: named, events: conflict, match: {outlet: Nobody}}, {id: all, events: conflict}", ["s-other"]),
]


@pytest.mark.parametrize(("rules", "series"), NEEDS_PAST)
def test_the_past_is_read_only_of_series_whose_events_may_be_told(rules: str, series: list[str]) -> None:
    week = replace(settings(rules), alert_horizon=timedelta(days=7))
    outbox = Asked(
        [
            said("23", 300, series_id="s-old"),
            said("24", 9, series_id="s-new"),
            said("25", 2, series_id="s-new"),
            said("26", 1, "conflict", series_id="s-other", outlet="Other"),
            said("27", 1, "source_failed", series_id=None),
        ]
    )
    raise_alerts(outbox, week, NOW)
    assert outbox.series == series


def test_the_benchmark_makes_events_that_alerts_are_raised_for() -> None:
    made = benchmarks.alerts.events(3)
    assert len(raise_alerts(MemoryOutbox(made), FIGURES, benchmarks.alerts.NOW).alerts) == 3
