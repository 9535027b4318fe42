"""config/alerts.yaml: what it takes, what it refuses and how it says so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from alerts.channels import CHANNELS
from alerts.config import load_alerts, parse_alerts
from alerts.dead_rules import KnownFigures, KnownIndicator, KnownSource, find_dead_rules
from alerts.rule import ChangeCondition, Digest, ValueCondition
from extractors.errors import ConfigError
from extractors.keys import make_aliases
from tests.alerts_events import said as event_of

CONFIG = Path(__file__).parent.parent / "config" / "alerts.yaml"
LOG = "channels: [{id: log, kind: log}]\n"


def test_the_shipped_file_is_right_and_alive() -> None:
    settings = load_alerts(CONFIG)
    assert settings.alert_horizon == "all"
    assert settings.home == CONFIG.parent.parent
    assert {channel.kind for channel in settings.channels} == {"log", "file"}
    events = {event for rule in settings.rules for event in rule.events}
    assert {"new_figure", "conflict", "edit", "revision", "forecast_changed", "forecast_due"} <= events
    assert find_dead_rules(settings) == ()


def test_the_commented_channels_of_the_shipped_file_are_right_too() -> None:
    text = CONFIG.read_text(encoding="utf-8").replace("  # - id:", "  - id:").replace("  #   ", "    ")
    assert {channel.kind for channel in parse_alerts(text).channels} == set(CHANNELS)


def test_a_rule_with_everything() -> None:
    rule = parse_alerts(
        LOG
        + """
rules:
  - id: big
    about: A big one
    events: [new_figure, conflict]
    match: {indicator: centres, subject: [Gui'an*, Guiyang]}
    when:
      value: {above: 25.5, rearm: 22, unit: km}
      change: {percent: 5, direction: up, over: 90d}
      first_in: 30d
      outlets: 3
      origins: 2
      wait: 2d
      where: new_low > 3
    certainty: possible
    repeat: every
    cooldown: 12h
    at_most: 10 per 1d
    horizon: 30d
    severity: critical
    digest: {at: "08:30", zone: Asia/Shanghai, days: [mon, fri]}
    channels: log
"""
    ).rules[0]
    assert rule.events == {"new_figure", "conflict"}
    assert rule.match is not None
    assert rule.match.subject == ("Gui'an*", "Guiyang")
    assert rule.value == ValueCondition("above", Decimal("25.5"), Decimal("25.5"), Decimal(22), "km")
    assert rule.change == ChangeCondition("percent", Decimal(5), "up", timedelta(days=90))
    assert (rule.first_in, rule.wait, rule.cooldown) == (timedelta(days=30), timedelta(days=2), timedelta(hours=12))
    assert (rule.at_most, rule.per, rule.horizon) == (10, timedelta(days=1), timedelta(days=30))
    assert rule.digest == Digest(time(8, 30), "Asia/Shanghai", (0, 4))
    assert (rule.outlets, rule.origins, rule.channels, rule.severity) == (3, 2, ("log",), "critical")
    assert (rule.title, rule.where, rule.repeat, rule.certainty) == ("A big one", "new_low > 3", "every", "possible")


REFUSED = [
    # rules or channels, what is said of them
    ("rules: [{id: a, events: new_figur}]", 'not "new_figur"; did you mean "new_figure"?'),
    ("rules: [{id: a}]", "`events` is missing in rules[1]"),
    ("rules: [{id: a, events: []}]", "`rules[1].events` must have at least 1"),
    ("rules: [{id: A b, events: edit}]", "`rules[1].id` does not have the form"),
    ("rules: [{id: a, events: edit, chanels: log}]", 'unknown key `chanels`; did you mean "channels"?'),
    ("rules: [{id: a, events: edit}, {id: a, events: edit}]", "alerts.yaml:1:37: 'a' is there twice"),
    (
        LOG + "rules: [{id: a, events: edit, channels: lgo}]",
        "alerts.yaml:2:41: no channel 'lgo'; did you mean \"log\"?",
    ),
    (LOG + "notices: [mail]", "alerts.yaml:2:11: no channel 'mail'"),
    ("rules: [{id: a, events: edit, when: {value: {}}}]", "needs exactly one of above, at_least, below, at_most"),
    ("rules: [{id: a, events: edit, when: {value: {above: 1, below: 2}}}]", "needs exactly one of above"),
    ("rules: [{id: a, events: edit, when: {value: {above: 1, rearm: 1}}}]", "rearm must lie below the limit"),
    ("rules: [{id: a, events: edit, when: {value: {below: 1, rearm: 0}}}]", "rearm must lie above the limit"),
    ("rules: [{id: a, events: edit, when: {value: {inside: [3, 1]}}}]", "inside needs the lower number first"),
    ("rules: [{id: a, events: edit, when: {value: {inside: [1, 3], rearm: 2}}}]", "rearm of inside is two numbers"),
    ("rules: [{id: a, events: edit, when: {value: {inside: [1, 3], rearm: [2, 4]}}}]", "must lie around it"),
    ("rules: [{id: a, events: edit, when: {value: {outside: [1, 3], rearm: [0, 2]}}}]", "must lie within it"),
    ("rules: [{id: a, events: edit, when: {value: {above: 3, rearm: [1, 2]}}}]", "rearm of above is one number"),
    ('rules: [{id: a, events: edit, when: {value: {above: "x"}}}]', "`rules[1].when.value.above`"),
    ("rules: [{id: a, events: edit, when: {change: {}}}]", "needs exactly one of absolute, percent, points"),
    ("rules: [{id: a, events: edit, when: {change: {percent: 0}}}]", "must be more than 0"),
    ("rules: [{id: a, events: edit, when: {change: {percent: 5, unit: km}}}]", "unit goes with absolute"),
    ("rules: [{id: a, events: edit, when: {outlets: 0}}]", "`rules[1].when.outlets` must be 1 or more"),
    ("rules: [{id: a, events: edit, when: {wait: 1d}}]", "wait goes with outlets or origins"),
    ("rules: [{id: a, events: source_failed, when: {outlets: 2}}]", "outlets speaks of a figure"),
    ("rules: [{id: a, events: source_silent, match: {subject: x}}]", "subject speaks of a figure"),
    (
        "rules: [{id: a, events: new_series, when: {change: {percent: 5}}}]",
        "the first figure of a series has no change",
    ),
    ("rules: [{id: a, events: edit, match: {outcome: met}}]", "outcome belongs to forecast_due"),
    ("rules: [{id: a, events: forecast, match: {modality: actual}}]", "forecast is never actual"),
    ("rules: [{id: a, events: edit, digest: {at: 8}}]", 'a time of day is written as "08:00"'),
    ('rules: [{id: a, events: edit, digest: {at: "08:00", zone: Mars/Dunes}}]', "no time zone of that name"),
    ('rules: [{id: a, events: edit, digest: {at: "08:00", zone: ../../etc/passwd}}]', "no time zone of that name"),
    ('rules: [{id: a, events: edit, digest: {at: "08:00", days: [monday]}}]', "days are mon, tue"),
    ("rules: [{id: a, events: edit, at_most: 10}]", "such as `10 per 1d`"),
    ("alert_horizon: soon", "write `all`, or an interval such as 12h or 7d"),
    ("channels: [{id: a, kind: slakc}]", "`kind` must be one of log, file, webhook, email, apprise"),
    ("channels: [{id: a, kind: webhook, url: ftp://x}]", "write an address with https://"),
    ("channels: [{id: a, kind: apprise, url: 'slack://canary-token/b'}]", "env:NAME or file:PATH"),
    ("channels: [{id: a, kind: email, host: h, sender: desk, to: a@b.example}]", "write an e-mail address"),
    (
        "channels: [{id: a, kind: email, host: mail.example, security: none, sender: a@b.example, to: c@d.example,"
        " user: fw, password: 'env:PW'}]",
        "would send the password in the open",
    ),
    (
        "channels: [{id: a, kind: email, host: h, sender: a@b.example, to: c@d.example, user: fw}]",
        "user and password go together",
    ),
    ("rules: [{id: a, events: indicator_stale, match: {tag: x}}]", "tag speaks of a figure, but indicator_stale"),
    ("rules: [{id: a, events: source_silent, match: {outlet: x}}]", "source_silent are about a source"),
    ("channels: [{id: a, kind: email, host: h, sender: a@b.example, to: []}]", "must have at least 1"),
    (
        "rules: [{id: a, events: edit, channels: []}]",
        "an empty list would mean all of them; name one, or leave it out",
    ),
    ("rules: [{id: a, events: edit, match: {kind: []}}]", "an empty list would mean all of them"),
    ("notices: []", "an empty list would mean all of them"),
    ("channels: [{id: a, kind: email, host: h, sender: 'a@b.example', to: 'x@y.example, z@y.example'}]", "e-mail"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_cannot_be_meant_is_refused(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_alerts(text)
    assert said in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("wanted", "subject", "fits"),
    [
        ("New Area", "Yunling National New Area", True),
        ("Yunling New Area", "the New Area’s", True),
        ("the New Area", "Yunling", False),
        ("Britain", "United Kingdom", True),
        ("U.S.", "the United States", True),
        ("US*", "U.S. economy", True),
        ("Bank of America", "US", False),
    ],
)
def test_a_rule_may_use_any_name_of_its_subject(wanted: str, subject: str, fits: bool) -> None:
    names = make_aliases([("Yunling New Area", ["the New Area", "Yunling National New Area"])])
    text = f"rules: [{{id: a, events: new_figure, match: {{subject: {wanted}}}}}]"
    (rule,) = parse_alerts(text, names=names).rules
    assert rule.match is not None
    assert (rule.match.mismatch(event_of("25", subject=subject)) is None) == fits


def test_a_missing_file_and_an_unreadable_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_alerts(tmp_path / "alerts.yaml")
    (tmp_path / "alerts.yaml").write_bytes(b"rules: \xff")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_alerts(tmp_path / "alerts.yaml")


def test_dead_rules_are_found() -> None:
    settings = parse_alerts(
        """
channels: []
rules:
  - {id: lost, events: edit, match: {indicator: centers}}
  - {id: asleep, events: edit, pause: on leave}
  - {id: wild, events: edit, match: {source: plat*}}
"""
    )
    lines = find_dead_rules(settings, indicators=[KnownIndicator("centres")], sources=[KnownSource("plateau")])
    assert lines == (
        "rule 'lost': no channel is configured, so its alerts are kept but sent nowhere",
        "rule 'lost': indicator 'centers' is not configured; did you mean \"centres\"?",
        "rule 'asleep': paused: on leave",
        "rule 'asleep': no channel is configured, so its alerts are kept but sent nowhere",
        "rule 'wild': no channel is configured, so its alerts are kept but sent nowhere",
    )


INDICATORS = [
    KnownIndicator("centres", "count", None, None, Decimal(10_000)),
    KnownIndicator("growth", "percent", "%"),
    KnownIndicator("traffic", "measure", "TB", Decimal(0)),
    KnownIndicator("anything"),
]
SOURCES = [KnownSource("plateau", "Plateau Daily", ("regional",)), KnownSource("river", "River Post")]
FIGURES = KnownFigures(frozenset({"kx3p7q2m9abc"}), frozenset({"server", "%"}))
DEAD = [
    # a rule, and why it can never alert; None when it can
    ("events: edit, match: {tag: region}", "tag 'region' is on no source; did you mean \"regional\"?"),
    ("events: edit, match: {tag: reg*}", None),
    ("events: edit, match: {outlet: plateau daily}", None),
    ("events: edit, match: {outlet: Plateau News}", "outlet 'Plateau News' is the outlet of no source"),
    ("events: edit, when: {outlets: 3}", "it waits for 3 outlets, but all sources together are 2 outlets"),
    ("events: edit, when: {origins: 2}", None),
    (
        "events: edit, match: {series: zzzzz}",
        "series 'zzzzz' is not in the warehouse; `figurewatch series WORDS` lists",
    ),
    ("events: edit, match: {series: [kx3p7q2m9abc, kx*]}", None),
    ("events: edit, match: {unit: flurbs}", "unit 'flurbs' is none that is known, and no claim is in it"),
    ("events: edit, match: {unit: kilometer}", None),
    ("events: edit, match: {unit: [servers, tonnes, EUR, GWh, s*v*r]}", None),
    ("events: [edit, source_failed], match: {subject: x}", "never about source_failed, which has no subject"),
    (
        "events: [edit, source_failed], when: {value: {above: 1}}",
        "never about source_failed: value speaks of a figure",
    ),
    ("events: [edit, indicator_stale], match: {indicator: growth}", None),
    ("events: [edit, new_series], when: {change: {percent: 5}}", "never about new_series: the first figure"),
    (
        "events: forecast_due, match: {outcome: silent}, when: {value: {above: 1}}",
        "a forecast that nobody answered has no new value",
    ),
    (
        "events: edit, match: {indicator: centres}, when: {value: {above: 10000}}",
        "beyond what indicator centres takes",
    ),
    ("events: edit, match: {indicator: centres}, when: {value: {at_least: 10000}}", None),
    ("events: edit, match: {indicator: traffic}, when: {value: {below: 0}}", "beyond what indicator traffic takes"),
    ("events: edit, match: {indicator: traffic}, when: {value: {above: 1, unit: km}}", "is in km, which TB does not"),
    ("events: edit, match: {indicator: traffic}, when: {value: {above: 1, unit: PB}}", None),
    ("events: edit, match: {indicator: [traffic, anything]}, when: {value: {above: 1, unit: km}}", None),
    ("events: edit, match: {indicator: centres}, when: {change: {points: 1}}", "only percentages change in points"),
    ("events: edit, match: {indicator: growth}, when: {change: {percent: 5}}", "changes in points, not in percent"),
    ("events: edit, match: {indicator: growth}, when: {change: {points: 1}}", None),
]


@pytest.mark.parametrize(("rule", "why"), DEAD)
def test_a_rule_that_cannot_alert_is_found(rule: str, why: str | None) -> None:
    settings = parse_alerts(LOG + f"rules: [{{id: r, {rule}}}]")
    lines = find_dead_rules(settings, indicators=INDICATORS, sources=SOURCES, figures=FIGURES)
    assert len(lines) == (why is not None), lines
    assert (why or "") in "".join(lines)


def test_where_pages_name_their_own_outlet_any_may_come() -> None:
    settings = parse_alerts(LOG + "rules: [{id: r, events: edit, match: {outlet: Any Paper}, when: {outlets: 9}}]")
    assert find_dead_rules(settings, sources=[*SOURCES, KnownSource("archive")]) == ()


def test_a_rule_or_channel_by_name() -> None:
    settings = parse_alerts(LOG + "rules: [{id: big-news, events: edit}]")
    assert settings.rule("big-news").id == "big-news"
    with pytest.raises(ConfigError, match=r"no alert rule 'big-new' .*did you mean \"big-news\""):
        settings.rule("big-new")
    with pytest.raises(ConfigError, match=r"no channel 'mail' .*there are: log"):
        settings.channel("mail")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


DIGESTS = [
    # time, zone, days, now (UTC), next (UTC)
    (time(8), "UTC", None, "2026-03-02T07:59", "2026-03-02T08:00"),
    (time(8), "UTC", None, "2026-03-02T08:00", "2026-03-03T08:00"),
    (time(8), "Asia/Shanghai", None, "2026-03-02T07:59", "2026-03-03T00:00"),
    (time(8), "Europe/Berlin", None, "2026-03-28T12:00", "2026-03-29T06:00"),  # the night the clocks go forward
    (time(8), "Europe/Berlin", None, "2026-10-24T12:00", "2026-10-25T07:00"),  # the night they go back
    (time(2, 30), "Europe/Berlin", None, "2026-03-28T12:00", "2026-03-29T01:30"),  # 02:30 does not exist
    (time(2, 30), "Europe/Berlin", None, "2026-10-25T00:29", "2026-10-25T00:30"),  # 02:30 comes twice
    (time(2, 30), "Europe/Berlin", None, "2026-10-25T00:30", "2026-10-26T01:30"),  # and is sent once
    (time(8), "UTC", (0,), "2026-03-02T08:00", "2026-03-09T08:00"),  # Mondays
    (time(8), "UTC", (0, 2), "2026-03-02T08:00", "2026-03-04T08:00"),
]


@pytest.mark.parametrize(("clock", "zone", "days", "now", "then"), DIGESTS)
def test_the_next_digest(clock: time, zone: str, days: tuple[int, ...] | None, now: str, then: str) -> None:
    digest = Digest(clock, zone, days or (0, 1, 2, 3, 4, 5, 6))
    assert digest.next_at(at(now)) == at(then)


def test_the_lane_of_a_digest_says_what_it_is() -> None:
    assert Digest(time(8), "Europe/Berlin").lane == "08:00 Europe/Berlin"
    assert Digest(time(8), "UTC", (0, 4)).lane == "08:00 UTC Mon,Fri"


def test_the_schema_for_editors_can_be_made() -> None:
    from alerts.entry import alerts_file

    schema = alerts_file().model_json_schema()
    assert {"rules", "channels", "alert_horizon", "notices"} <= set(schema["properties"])


DOCS = CONFIG.parent.parent / "docs" / "alerts.md"


def test_the_documentation_names_every_key_and_kind() -> None:
    from alerts.entry import ChangeEntry, DigestEntry, MatchEntry, RuleEntry, ValueEntry, WhenEntry
    from extractors.events import EVENT_KINDS

    text = DOCS.read_text(encoding="utf-8")
    models = (RuleEntry, MatchEntry, WhenEntry, ValueEntry, ChangeEntry, DigestEntry)
    names = {name for model in models for name in model.model_fields}
    for kind in CHANNELS.values():
        names |= set(kind.settings.model_fields) - {"kind"}
    missing = sorted(name for name in {*names, *CHANNELS, *EVENT_KINDS} if not re.search(rf"\b{name}\b", text))
    assert missing == []


def test_the_examples_of_the_documentation_are_right() -> None:
    yaml = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert [parse_alerts(text).rules[0].id for text in yaml] == ["data-centres"]


def test_the_documented_check_of_a_signature_works() -> None:
    from alerts.channels.webhook import sign

    code = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[0]
    scope: dict[str, Any] = {}
    exec(code, scope)
    headers = {"webhook-id": "a1", "webhook-timestamp": "1", "webhook-signature": sign("key", "a1", "1", b"{}")}
    assert scope["is_genuine"](headers, b"{}", b"key")
    assert not scope["is_genuine"](headers, b"{ }", b"key")


def test_what_a_broken_rule_names_is_looked_up_in_the_same_round() -> None:
    text = """\
channels: [{id: log, kind: log}, {id: hook, kind: webhok}]
rules:
  - {id: a, events: new_figur, channels: lgo}
  - {id: b, events: edit, channels: [hook, desk], when: {value: {above: x}}}
  - {id: c, events: edit, channels: nosuch}
  - {id: d, events: edti, channels: [log]}
"""
    with pytest.raises(ConfigError) as caught:
        parse_alerts(text)
    lines = str(caught.value).splitlines()
    assert [line for line in lines if "no channel" in line] == [
        "alerts.yaml:3:42: no channel 'lgo'; did you mean \"log\"?",
        "alerts.yaml:4:44: no channel 'desk'",
        "alerts.yaml:5:37: no channel 'nosuch'",
    ]
    assert len(lines) == 7
