"""Every delivery accounted for, whatever the receiver does: down, slow, refusing, dropping, coming back."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alerts_memory import MemoryOutbox

from alerts.backlog import find_waiting
from alerts.channels import CHANNELS, Tools
from alerts.channels.base import ChannelKind, Parcel
from alerts.channels.local import LogSettings
from alerts.channels.services import refusal
from alerts.channels.webhook import judge_status, sign
from alerts.config import AlertSettings, parse_alerts
from alerts.deliver import LEASE, TOLD_AFTER, ChannelReport, SendReport, make_tools, send_pending, send_test
from alerts.network import post, trusted
from alerts.parcels import BACKOFF, backoff
from alerts.raising import raise_alerts
from extractors.alerting import Control, Delivery
from extractors.errors import ConfigError, DeliveryError, WarehouseError
from network.addresses import parse_opening
from tests.alerts_events import NOW, said
from tests.alerts_receivers import Hook, closed_port, hook, mailbox
from tests.tls_server import tls_server

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Room:
    """A newsroom's alerts: settings, outbox and a clock that is set by hand."""

    settings: AlertSettings
    env: dict[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    now: datetime = NOW
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    count: int = 0

    def raise_some(self, number: int = 1) -> list[str]:
        """New events, judged; the ids of their alerts."""
        for _ in range(number):
            self.count += 1
            days = (NOW - self.now) / DAY - self.count / 1e6
            event = said(str(self.count), days, series_id=f"s{self.count}")
            self.outbox.events[event.event_id] = event
        return [alert.alert_id for alert in raise_alerts(self.outbox, self.settings, self.now).alerts]

    def send(self, after: timedelta = timedelta(0)) -> SendReport:
        self.now += after
        return send_pending(self.outbox, self.settings, self.tools())

    def tools(self) -> Tools:
        return make_tools(self.settings, self.env, lambda: self.now, self.allow)

    def of(self, channel: str) -> list[Delivery]:
        found = [each for each in self.outbox.deliveries.values() if each.channel_id == channel]
        return sorted(found, key=lambda each: (each.created_at, each.delivery_id))

    def states(self, channel: str) -> list[str]:
        return [each.state for each in self.of(channel)]


def room(tmp_path: Path, channels: str, receiver: Hook | None = None, **options: Any) -> Room:
    text = f"channels: [{channels}]\nrules: [{{id: all, events: new_figure}}]"
    return Room(parse_alerts(text, home=tmp_path), **({"allow": receiver.allow if receiver else ()} | options))


def hooked(tmp_path: Path, receiver: Hook, more: str = "", **options: Any) -> Room:
    channels = f"{{id: hook, kind: webhook, url: '{receiver.url}', timeout_s: 2{more}}}, {{id: log, kind: log}}"
    return room(tmp_path, channels, receiver, **options)


def test_an_alert_arrives_signed_and_with_everything(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver, ", secret: env:HOOK_KEY", env={"HOOK_KEY": "canary-key"})
        here.raise_some()
        report = here.send()
    request = receiver.taken[0]
    headers, body = request["headers"], request["raw"]
    delivery = here.of("hook")[0]
    assert request["line"] == "POST /hook HTTP/1.1"
    assert headers["idempotency-key"] == headers["webhook-id"] == delivery.delivery_id
    signed = f"{delivery.delivery_id}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.digest(b"canary-key", signed, "sha256")).decode()
    assert headers["webhook-signature"] == wanted
    alert = json.loads(body)["alerts"][0]
    assert alert["headline"] == "Gui'an New Area: 1 data centre"
    assert alert["facts"]["new_low"] == "1"
    assert alert["delivery_id"] == delivery.delivery_id
    assert (delivery.state, delivery.receipt, delivery.attempts) == ("sent", "HTTP 200", 1)
    assert report.sent == 2
    assert report.dead == 0


def test_nothing_is_sent_twice(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some(3)
        here.send()
        here.send(HOUR)
        assert len(receiver.taken) == 3
    assert (tmp_path / "data/alerts.log").read_text().count("INFO all") == 3


MISBEHAVIOUR: list[tuple[Any, str, str, timedelta | None]] = [
    # what the receiver does once, state after, error, least wait before the next attempt
    (500, "pending", "HTTP 500", BACKOFF[0]),
    (503, "pending", "HTTP 503", BACKOFF[0]),
    ((503, "Retry-After: 7200\r\n"), "pending", "HTTP 503", 2 * HOUR),
    ((429, "Retry-After: 600\r\n"), "pending", "HTTP 429", timedelta(minutes=10)),
    ((429, "Retry-After: Tue, 31 Mar 2026 15:00:00 GMT\r\n"), "pending", "HTTP 429", 3 * HOUR),
    ((429, "Retry-After: Tue, 31 Mar 2020 15:00:00 GMT\r\n"), "pending", "HTTP 429", BACKOFF[0]),
    ((429, "Retry-After: 99999999999999999999\r\n"), "pending", "HTTP 429", DAY),
    ((429, "Retry-After: soon\r\n"), "pending", "HTTP 429", BACKOFF[0]),
    (408, "pending", "HTTP 408", BACKOFF[0]),
    (401, "pending", "HTTP 401: check the channel's address and secret", HOUR),
    (404, "pending", "HTTP 404: check the channel's address and secret", HOUR),
    ("redirect", "pending", "HTTP 302", HOUR),
    ("drop", "pending", "127.0.0.1: the connection broke off", BACKOFF[0]),
    ("drip", "pending", "127.0.0.1: no answer within 1 s", BACKOFF[0]),
    (400, "dead", "HTTP 400: the receiver refuses this message", None),
    (413, "dead", "HTTP 413: the receiver refuses this message", None),
    (410, "pending", "HTTP 410: the receiver is gone for good", None),
]


@pytest.mark.parametrize(("step", "state", "error", "wait"), MISBEHAVIOUR)
def test_a_failure_is_met_by_its_class(
    tmp_path: Path, step: Any, state: str, error: str, wait: timedelta | None
) -> None:
    with hook(step) as receiver:
        here = hooked(tmp_path, receiver)
        here.settings = parse_alerts(
            f"channels: [{{id: hook, kind: webhook, url: '{receiver.url}', timeout_s: 1}}, {{id: log, kind: log}}]\n"
            "rules: [{id: all, events: new_figure}]",
            home=tmp_path,
        )
        here.raise_some()
        here.send()
        first = here.of("hook")[0]
        assert first.state == state
        assert (first.error or "").removesuffix(" off").startswith(error.removesuffix(" off"))
        assert here.of("log")[0].state == "sent"
        if wait is None:
            return
        assert wait <= first.due_at - here.now <= wait * 1.1
        assert here.send().sent == 0  # not before its time
        here.now = first.due_at
        here.send()
        again = here.of("hook")[0]
        assert (again.state, again.attempts, again.batch_id) == ("sent", 2, first.batch_id)
        keys = {request["headers"]["idempotency-key"] for request in receiver.requests}
        assert keys == {again.delivery_id}


def test_once_the_status_is_there_a_connection_that_drops_changes_nothing(tmp_path: Path) -> None:
    with hook("200-drop") as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some()
        here.send()
        here.send(DAY)
        assert len(receiver.requests) == 1
        assert here.states("hook") == ["sent"]


def test_a_receiver_that_is_gone_is_paused_and_the_others_hear_of_it(tmp_path: Path) -> None:
    with hook(410) as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some(2)
        here.send()
        log = (tmp_path / "data/alerts.log").read_text()
        assert "WARNING figurewatch-notice" in log
        assert "Channel hook is paused: HTTP 410" in log
        assert here.states("hook") == ["pending", "pending"]
        here.raise_some()
        report = here.send(DAY)
        assert len(receiver.requests) == 1
        assert next(each for each in report.channels if each.channel_id == "hook").paused == (
            "paused (HTTP 410: the receiver is gone for good); 3 deliveries wait"
        )
        here.outbox.clear_control("pause_channel", "hook")
        here.outbox.retry_deliveries(here.now, channel_id="hook")
        here.send()
        assert here.states("hook") == ["sent"] * 3
        assert sorted(receiver.delivery_ids()) == sorted(each.delivery_id for each in here.of("hook"))


def test_a_refused_message_is_dead_with_a_notice_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with hook(422) as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some(3)
        report = here.send()
        assert here.states("hook") == ["dead", "sent", "sent"]
        assert report.dead == 1
        assert "Channel hook did not take 1 alert: HTTP 422" in (tmp_path / "data/alerts.log").read_text()
        assert here.outbox.retry_deliveries(here.now, channel_id="hook") == 1
        here.send()
        assert here.states("hook") == ["sent"] * 3


def test_a_day_of_outage_ends_in_one_digest_and_harms_nobody_else(tmp_path: Path) -> None:
    with hook(*[503] * 60) as receiver:
        here = hooked(tmp_path, receiver)
        for _ in range(24):
            here.raise_some(3)
            here.send(HOUR)
        assert set(here.states("log")) == {"sent"}
        assert receiver.taken == []
        attempts = len(receiver.requests)
        assert 5 <= attempts <= 10  # a first one, and then ever more patiently
        receiver.script.clear()
        for _ in range(3):
            here.send(DAY)
        assert set(here.states("hook")) == {"sent"}
        ids = receiver.delivery_ids()
        assert ids == [each.delivery_id for each in here.of("hook")]  # in order, each once
        assert [len(request["body"]["alerts"]) for request in receiver.taken] == [1, 71]
        keys = [request["headers"]["idempotency-key"] for request in receiver.requests[: attempts + 1]]
        assert len(set(keys)) == 1  # the one that was begun stays the same message


def test_what_cannot_be_sent_for_a_week_is_dead_with_a_notice(tmp_path: Path) -> None:
    with hook(*[500] * 100) as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some()
        start = here.now
        while "pending" in here.states("hook"):
            here.send(HOUR)
            assert here.now - start < timedelta(days=12)
        assert here.states("hook") == ["dead"]
        assert timedelta(days=6) < here.now - start
        assert len(receiver.requests) == len(BACKOFF) + 1
        assert "Channel hook did not take 1 alert: HTTP 500" in (tmp_path / "data/alerts.log").read_text()


def test_two_rules_about_one_event_are_one_message_and_both_are_accounted_for(tmp_path: Path) -> None:
    with hook() as receiver, mailbox() as server:
        here = mailed(tmp_path, server.port, allow=receiver.allow)
        channels = (
            f"channels: [{{id: hook, kind: webhook, url: '{receiver.url}', digest_over: 2}}, {{id: log, kind: log}},"
            f" {{id: mail, kind: email, host: 127.0.0.1, port: {server.port}, security: none, sender: a@b.example,"
            " to: c@d.example, digest_over: 2}]\n"
        )
        rules = (
            "rules: [{id: all, events: new_figure},"
            " {id: any, about: Any figure, events: new_figure, severity: critical}]"
        )
        here.settings = parse_alerts(channels + rules, home=tmp_path)
        assert len(here.raise_some(2)) == 4
        here.send()
        assert [[alert["rule_id"] for alert in request["body"]["alerts"]] for request in receiver.taken] == [
            ["all", "any"]
        ] * 2
        assert receiver.taken[0]["body"]["summary"] == "[critical] Gui'an New Area: 1 data centre"
    assert len(server.mails) == 2
    log = (tmp_path / "data/alerts.log").read_text()
    assert log.count("CRITICAL any") == 2
    assert log.count("Also: rule all, figurewatch explain ") == 2
    assert {each.state for each in here.outbox.deliveries.values()} == {"sent"}
    assert len(here.outbox.deliveries) == 12


def test_few_alerts_go_out_one_by_one_and_many_as_one(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver, ", digest_over: 4")
        here.raise_some(4)
        here.send()
        assert [len(request["body"]["alerts"]) for request in receiver.taken] == [1, 1, 1, 1]
        here.now += HOUR
        here.raise_some(5)
        here.send()
        assert [len(request["body"]["alerts"]) for request in receiver.taken[4:]] == [5]
        assert receiver.taken[-1]["body"]["summary"] == "5 alerts on figures in the news"
        assert receiver.delivery_ids() == [each.delivery_id for each in here.of("hook")]


def test_the_first_figures_of_one_article_are_one_message_and_those_of_another_their_own(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver, ", digest_over: 3")
        here.settings = replace(
            here.settings,
            rules=parse_alerts("rules: [{id: all, events: [new_series, new_figure, conflict]}]").rules,
        )
        told = [
            # kind, value, article
            ("new_series", "1", "a"), ("new_series", "2", "a"), ("new_figure", "3", "a"), ("new_series", "4", "b"),
            ("new_series", "5", "a"), ("new_series", "6", "a"), ("new_series", "7", "a"),
        ]  # fmt: skip
        for n, (kind, value, article) in enumerate(told):
            event = said(value, -n / 1e6, kind, series_id=f"s{n}", article_id=article, title=f"News {article}")
            here.outbox.events[event.event_id] = event
        raise_alerts(here.outbox, here.settings, here.now)
        here.send()
        sent = [[alert["facts"]["new_low"] for alert in request["body"]["alerts"]] for request in receiver.taken]
        assert sent == [["1", "2", "5", "6", "7"], ["3"], ["4"]]
        assert [request["body"]["summary"] for request in receiver.taken] == [
            "5 first figures: Plateau Daily, “News a”",
            "Gui'an New Area: 3 data centres",
            "Gui'an New Area: 4 data centres, the first figure seen",
        ]
        assert receiver.delivery_ids() != []
        assert {each.state for each in here.of("hook")} == {"sent"}
        here.send(HOUR)
        assert len(receiver.taken) == 3


class Killed(BaseException):
    """Stands for the process being killed: nothing after it runs."""


@pytest.mark.parametrize("moment", ["before sending", "after sending", "after marking"])
def test_a_kill_repeats_at_most_one_message_and_with_the_same_id(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some(3)
        kind = CHANNELS["webhook"]

        def killed_send(settings: Any, parcel: Parcel, tools: Tools) -> str:
            if moment == "before sending":
                raise Killed
            receipt = kind.send(settings, parcel, tools)
            if moment == "after sending":
                raise Killed
            return receipt

        mark = here.outbox.mark_sent

        def killed_mark(*args: Any) -> None:
            mark(*args)
            if moment == "after marking":
                raise Killed

        monkeypatch.setitem(CHANNELS, "webhook", ChannelKind(kind.settings, killed_send, most=kind.most))
        monkeypatch.setattr(here.outbox, "mark_sent", killed_mark)
        with pytest.raises(Killed):
            send_pending(here.outbox, here.settings, here.tools())
        monkeypatch.undo()
        here.send()  # the one that died still holds its message
        here.send(LEASE)
        assert here.states("hook") == ["sent"] * 3
        ids = receiver.delivery_ids()
        wanted = [each.delivery_id for each in here.of("hook")]
        repeats = 1 if moment == "after sending" else 0
        assert len(ids) == 3 + repeats
        assert sorted(set(ids)) == sorted(wanted)


def test_two_senders_at_once_send_each_alert_once(tmp_path: Path) -> None:
    import threading

    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some(8)
        threads = [threading.Thread(target=here.send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(receiver.delivery_ids()) == sorted(each.delivery_id for each in here.of("hook"))


def test_one_hanging_channel_does_not_keep_the_others(tmp_path: Path) -> None:
    with hook(*["drip"] * 5) as slow, hook() as quick:
        here = room(
            tmp_path,
            f"{{id: slow, kind: webhook, url: '{slow.url}', timeout_s: 1}},"
            f" {{id: quick, kind: webhook, url: '{quick.url}'}}, {{id: log, kind: log}}",
        )
        here.allow = (*slow.allow, *quick.allow)
        here.raise_some(3)
        here.send()
        assert here.states("quick") == ["sent"] * 3
        assert here.states("log") == ["sent"] * 3
        assert here.states("slow") == ["pending"] * 3
        assert len(slow.requests) == 1  # the first failure makes the others wait


def test_a_channel_with_a_fault_of_its_own_is_a_failed_channel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(settings: Any, parcel: Parcel, tools: Tools) -> str:
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(CHANNELS, "file", ChannelKind(CHANNELS["file"].settings, broken, local=True))
    here = room(tmp_path, "{id: json, kind: file}, {id: log, kind: log}")
    here.raise_some()
    here.send()
    assert here.states("log") == ["sent"]
    assert here.of("json")[0].error == "file: ZeroDivisionError: oh"


def test_nobody_listens(tmp_path: Path) -> None:
    port = closed_port()
    here = room(
        tmp_path, f"{{id: hook, kind: webhook, url: 'http://127.0.0.1:{port}/'}}", allow=(f"127.0.0.1:{port}",)
    )
    here.raise_some()
    here.send()
    assert here.of("hook")[0].error == "127.0.0.1: no connection"


REFUSED = [
    # no allow-list: never dialled
    ("http://127.0.0.1:9/", "127.0.0.1 is no public address; FIGUREWATCH_ALLOW=127.0.0.1 opens it"),
    ("http://localhost:9/", "is no public address"),
    ("http://[::1]:9/", "::1 is no public address"),
    ("http://[::ffff:127.0.0.1]:9/", "is no public address"),
    ("http://0x7f.1:9/", "127.0.0.1 is no public address"),
    ("http://2130706433:9/", "127.0.0.1 is no public address"),
    ("http://169.254.169.254/latest/meta-data/", "is no public address"),
    ("http://[64:ff9b::a9fe:a9fe]/", "is no public address"),
    ("http://0177.0.0.1:9/", "its address has no host that can be looked up"),
    ("http://100.64.0.1/", "is no public address"),
    ("http://224.0.0.1/", "is no public address"),
    ("http://[2002:7f00:1::]/", "is no public address"),
    ("http://[fe80::1]/", "is no public address"),
    ("http://[fe80::1%25eth0]/", "its address has a percent sign in its host"),
    ("http://user@127.0.0.1:9/", "its address has a user name in it"),
    ("http://example.org\\\\@127.0.0.1/", "its address has white space"),
]


@pytest.mark.parametrize(("url", "said"), REFUSED)
def test_addresses_that_are_not_public_are_never_dialled(tmp_path: Path, url: str, said: str) -> None:
    here = room(tmp_path, f'{{id: hook, kind: webhook, url: "{url}"}}')
    here.raise_some()
    here.send()
    assert said in (here.of("hook")[0].error or "")


def test_a_receiver_is_refused_by_what_its_name_is_looked_up_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alerts.network.look_up", lambda host, port: ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(DeliveryError, match=r"hooks\.example: \S+ is no public address"):
        post("http://hooks.example/x", b"{}", {}, timeout_s=5)


@pytest.mark.parametrize(
    ("url", "target", "host"),
    [
        ("http://localhost:{port}?room=1", "/?room=1", "localhost:{port}"),
        ("http://localhost:{port}", "/", "localhost:{port}"),
        ("http://localhost:{port}/tür?q=é#part", "/t%C3%BCr?q=%C3%A9", "localhost:{port}"),
    ],
)
def test_an_address_goes_over_the_wire_as_a_browser_sends_it(
    tmp_path: Path, url: str, target: str, host: str
) -> None:
    with hook() as receiver:
        here = room(tmp_path, f"{{id: hook, kind: webhook, url: '{url.format(port=receiver.port)}'}}", receiver)
        here.raise_some()
        assert here.send().sent == 1
        assert receiver.requests[0]["line"] == f"POST {target} HTTP/1.1"
        assert receiver.requests[0]["headers"]["host"] == host.format(port=receiver.port)


def test_proxies_of_the_environment_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with hook() as receiver:
        assert post(receiver.url, b"{}", {}, timeout_s=5, allow=(parse_opening(receiver.allow[0]),)).status == 200


def test_a_name_of_another_script_is_looked_up_in_ascii() -> None:
    with pytest.raises(DeliveryError, match=r"xn--bcher-kva\.invalid: the name cannot be looked up"):
        post("https://bücher.invalid/hook", b"{}", {}, timeout_s=5)


def test_authorities_of_the_operator_are_trusted_by_webhook_and_mail(tmp_path: Path) -> None:
    with tls_server(tmp_path, "127.0.0.1", 5) as (port, ca_file):
        url, allow = f"https://127.0.0.1:{port}/a", (parse_opening("127.0.0.1"),)
        with pytest.raises(DeliveryError, match="its certificate is not valid"):
            post(url, b"{}", {}, timeout_s=5, allow=allow)
        assert post(url, b"{}", {}, timeout_s=5, allow=allow, ca_file=str(ca_file)).status == 501
        channel = f"{{id: mail, kind: email, host: 127.0.0.1, port: {port}, security: tls, sender: a@b.example, "
        channel += "to: [c@d.example], timeout_s: 1}"
        for extra, said in (("", "no secure connection"), (str(ca_file), "no answer within 1 s")):
            settings = parse_alerts(f"channels: [{channel}]")
            with pytest.raises(DeliveryError, match=said):
                send_test(settings, make_tools(settings, {}, lambda: NOW, ca_file=extra), "mail")


def test_a_file_of_authorities_that_is_not_there() -> None:
    with pytest.raises(DeliveryError, match=r"FIGUREWATCH_CA_FILE: /nowhere\.pem cannot be read: No such file"):
        trusted("/nowhere.pem")


def test_an_allow_list_opens_one_port_only(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.allow = (f"127.0.0.1:{receiver.port + 1}",)
        here.raise_some()
        here.send()
        assert receiver.requests == []


def test_a_channel_that_left_the_configuration_keeps_its_queue(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some(2)
        before = here.settings
        here.settings = parse_alerts("channels: [{id: log, kind: log}]", home=tmp_path)
        report = here.send()
        assert here.states("hook") == ["pending"] * 2
        assert here.states("log") == ["sent"] * 2  # the rule is gone, too; what it raised is told all the same
        assert [each.error for each in report.channels] == [
            "no channel of this id in config/alerts.yaml; 2 deliveries wait",
            None,
        ]
        here.settings = before
        here.send()
        assert here.states("hook") == ["sent"] * 2


def test_a_paused_channel_keeps_its_queue_until_the_pause_ends(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.outbox.set_control(Control("pause_channel", "hook", NOW, NOW + HOUR, "ada", "moving"))
        here.raise_some()
        assert here.send().channels[0].paused == "paused until 2026-03-31 13:00 UTC (moving); 1 delivery waits"
        assert receiver.requests == []
        here.send(HOUR)
        assert here.states("hook") == ["sent"]


WAITS = [
    # more of the channel, why it takes nothing
    (", secret: env:HOOK", "the secret env:HOOK is empty or not set; set it for the process that sends alerts"),
    ("", "127.0.0.1: 127.0.0.1 is no public address; FIGUREWATCH_ALLOW=127.0.0.1 opens it if that is meant"),
]


@pytest.mark.parametrize(("more", "why"), WAITS)
def test_what_waits_is_told_in_every_round_until_it_is_sent(tmp_path: Path, more: str, why: str) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver, more)
        here.allow = ()
        here.raise_some(2)
        first = {each.channel_id: each for each in here.send().channels}["hook"]
        assert (first.error or "").startswith(f"{why}; 2 deliveries wait until 2026-03-31 1")
        here.now += timedelta(seconds=1)
        here.raise_some(3)
        for _ in range(2):
            later = {each.channel_id: each for each in here.send(timedelta(seconds=20)).channels}["hook"]
            assert (later.error, later.waiting) == (None, 5)
            assert (later.paused or "").startswith(f"{why}; 5 deliveries wait until 2026-03-31 1")
            assert (later.paused or "").endswith(" UTC; `figurewatch alerts retry hook` sends at once")
        here.env, here.allow = {"HOOK": "canary-key"}, receiver.allow
        assert here.send(2 * HOUR).channels == (ChannelReport("hook", sent=5, messages=5),)


def test_a_digest_that_waits_for_its_time_is_no_trouble(tmp_path: Path) -> None:
    here = room(tmp_path, "{id: log, kind: log}")
    here.settings = parse_alerts(
        "channels: [{id: log, kind: log}]\n"
        "rules: [{id: all, events: new_figure, digest: {at: '18:00', zone: Europe/Berlin}}]",
        home=tmp_path,
    )
    here.raise_some(2)
    (report,) = here.send().channels
    assert report == ChannelReport("log", waiting=2)
    (waiting,) = find_waiting(here.outbox.backlog(), [], None, here.now)
    assert waiting.line == "2 deliveries wait until 2026-03-31 16:00 UTC (18:00 Europe/Berlin)"


def test_late_news_is_one_message(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.settings = parse_alerts(
            f"alert_horizon: all\nchannels: [{{id: hook, kind: webhook, url: '{receiver.url}'}}]\n"
            "rules: [{id: all, events: new_figure}]"
        )
        for number in range(5):
            event = said(str(number + 1), 100 + number, series_id=f"s{number}")
            here.outbox.events[event.event_id] = event
        here.raise_some()
        here.send()
        assert sorted(len(request["body"]["alerts"]) for request in receiver.taken) == [1, 5]


def test_backoff_grows_and_ends() -> None:
    waits = [backoff(n, "k") for n in range(len(BACKOFF))]
    assert all(wait is not None and BACKOFF[n] <= wait <= BACKOFF[n] * 1.1 for n, wait in enumerate(waits))
    assert backoff(len(BACKOFF), "k") is None
    assert sum(BACKOFF, timedelta(0)) > timedelta(days=6)
    assert len({backoff(0, str(n)) for n in range(50)}) > 10


def test_a_key_that_is_base64() -> None:
    key = base64.b64encode(b"raw key").decode()
    assert sign(f"whsec_{key}", "id", "1", b"{}") == sign("raw key", "id", "1", b"{}")
    with pytest.raises(DeliveryError, match="not base64"):
        sign("whsec_!", "id", "1", b"{}")


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_taken(status: int) -> None:
    judge_status(status, None, NOW)


def test_a_channel_that_takes_nothing_is_told_of_on_the_others(tmp_path: Path) -> None:
    with hook(*[503] * 60) as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some(2)
        log = tmp_path / "data/alerts.log"
        for _ in range(TOLD_AFTER - 1):
            here.send(HOUR)
        assert "figurewatch-notice" not in log.read_text()
        for _ in range(20):
            here.send(HOUR)
    assert log.read_text().count("WARNING figurewatch-notice") == 1
    assert "Channel hook does not take an alert of 2026-03-31 12:00 UTC: HTTP 503" in log.read_text()
    assert set(here.states("hook")) == {"pending"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (WarehouseError("warehouse.duckdb: in use by someone"), "warehouse.duckdb: in use by someone"),
        (KeyError("nobody\nforesaw"), r"KeyError: 'nobody\nforesaw'"),
    ],
)
def test_an_outbox_that_cannot_be_written_ends_one_round_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        here.raise_some()
        mark = here.outbox.mark_sent

        def held(ids: Any, *rest: Any) -> None:
            if here.outbox.deliveries[ids[0]].channel_id == "hook":
                raise error
            mark(ids, *rest)

        with monkeypatch.context() as patch:
            patch.setattr(here.outbox, "mark_sent", held)
            report = here.send()
        first, other = report.channels
        assert first.error == f"{said}; 1 delivery waits until {NOW + LEASE:%Y-%m-%d %H:%M} UTC"
        assert other.error is None
        assert here.states("log") == ["sent"]
        here.send(LEASE)
        assert here.states("hook") == ["sent"]
        assert len(set(receiver.delivery_ids())) == 1  # it came twice, under one id


def test_five_thousand_events_in_one_run_are_one_message_a_channel(tmp_path: Path) -> None:
    with hook() as receiver, mailbox() as server:
        here = room(
            tmp_path,
            f"{{id: hook, kind: webhook, url: '{receiver.url}'}}, {{id: json, kind: file}},"
            f" {{id: mail, kind: email, host: 127.0.0.1, port: {server.port}, security: none, sender: a@b.example,"
            " to: c@d.example}",
            receiver,
        )
        events = [said(str(n), n / 1e5, series_id=f"s{n % 700}") for n in range(1, 5001)]
        here.outbox.events = {event.event_id: event for event in events}
        assert len(raise_alerts(here.outbox, here.settings, here.now).alerts) == 5000
        here.send()
        (request,) = receiver.taken
        assert len(server.mails) == 1
    assert len(request["raw"]) < 3_000_000
    alerts = request["body"]["alerts"]
    assert [alert["delivery_id"] for alert in alerts] == [each.delivery_id for each in here.of("hook")]
    assert "sentence" in alerts[0]
    assert alerts[-1]["short"]
    assert alerts[-1]["headline"]
    assert len((tmp_path / "data/alerts.jsonl").read_text().splitlines()) == 5000
    assert {each.state for each in here.outbox.deliveries.values()} == {"sent"}


# --- local files ------------------------------------------------------------------------------------------------


def test_json_lines_are_whole_lines_even_after_a_crash_in_the_middle_of_one(tmp_path: Path) -> None:
    here = room(tmp_path, "{id: json, kind: file}")
    path = tmp_path / "data/alerts.jsonl"
    path.parent.mkdir()
    path.write_bytes(b'{"cut off": ')
    here.raise_some(2)
    here.send()
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    assert first == '{"cut off": '
    assert [json.loads(line)["headline"] for line in rest] == [
        "Gui'an New Area: 1 data centre",
        "Gui'an New Area: 2 data centres",
    ]


def test_a_file_that_cannot_be_written_waits(tmp_path: Path) -> None:
    here = room(tmp_path, "{id: log, kind: log, path: folder}, {id: json, kind: file}")
    (tmp_path / "folder").mkdir()
    here.raise_some()
    here.send()
    assert here.of("log")[0].error == "folder cannot be written: Is a directory"
    assert here.states("json") == ["sent"]
    (tmp_path / "folder").rmdir()
    here.send(HOUR)
    assert (tmp_path / "folder").read_text().count("INFO") == 1


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import os

    path = tmp_path / "data/alerts.log"
    path.parent.mkdir()
    path.write_text("before\n")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    here = room(tmp_path, "{id: log, kind: log}")
    here.raise_some()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        here.send()
    assert here.of("log")[0].error == ("disk full at data/alerts.log: the alerts wait; free space and run it again")
    assert path.read_text() == "before\n"
    here.send(HOUR)
    assert path.read_text().count("INFO") == 1


def test_what_fits_of_a_line_is_taken_back_and_nothing_comes_after_it(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "data/alerts.jsonl"
    path.parent.mkdir()
    path.write_text("before\n")
    here = room(tmp_path, "{id: json, kind: file}")
    here.raise_some()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        here.send()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert here.of("json")[0].error == "data/alerts.jsonl cannot be written: File too large"
    assert path.read_text() == "before\n"
    here.send(HOUR)
    assert len(path.read_text().splitlines()) == 2


# --- mail -------------------------------------------------------------------------------------------------------


def mailed(tmp_path: Path, port: int, more: str = "", **options: Any) -> Room:
    return room(
        tmp_path,
        f"{{id: mail, kind: email, host: 127.0.0.1, port: {port}, security: none, sender: fw@news.example,"
        f" to: [ada@desk.example, bob@desk.example], timeout_s: 2{more}}}, {{id: log, kind: log}}",
        **options,
    )


def test_a_mail_has_both_forms_and_a_stable_id(tmp_path: Path) -> None:
    from email import message_from_bytes
    from email.policy import default

    with mailbox() as server:
        here = mailed(tmp_path, server.port)
        here.raise_some()
        here.send()
    mail = message_from_bytes(server.mails[0]["data"], policy=default)
    assert mail["Subject"] == "Gui'an New Area: 1 data centre"
    assert server.mails[0]["to"] == ["ada@desk.example", "bob@desk.example"]
    assert mail["Message-ID"] == f"<{here.of('mail')[0].delivery_id}.figurewatch@news.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "»1 data centres«" in mail.get_body(("plain",)).get_content()
    assert "<mark>1 data centres</mark>" in mail.get_body(("html",)).get_content()
    assert here.of("mail")[0].receipt == "accepted for 2 of 2"


@pytest.mark.parametrize("code", [450, 550])
def test_a_refused_recipient_is_named_and_the_other_gets_the_mail_once(tmp_path: Path, code: int) -> None:
    """Also one that is refused for now: a repeat would be the mail once more for the other."""
    with mailbox(refuse={"bob@desk.example": code}) as server:
        here = mailed(tmp_path, server.port)
        here.raise_some()
        here.send()
        here.send(DAY)
    assert [mail["to"] for mail in server.mails] == [["ada@desk.example"]]
    assert here.of("mail")[0].receipt == f"accepted for 1 of 2; refused: bob@desk.example ({code})"


MAIL_FAILURES: list[tuple[dict[str, Any], str, str]] = [
    ({"refuse": {"ada@desk.example": 550, "bob@desk.example": 550}}, "dead", "every recipient refused"),
    ({"refuse": {"ada@desk.example": 451, "bob@desk.example": 550}}, "pending", "every recipient refused"),
    ({"busy": True}, "pending", "refused with 421"),
    ({"data_code": 451}, "pending", "refused with 451"),
    ({"data_code": 554}, "dead", "refused with 554"),
    ({"silent": True}, "pending", "no answer within 2 s"),
]


@pytest.mark.parametrize(("options", "state", "error"), MAIL_FAILURES)
def test_mail_failures_by_class(tmp_path: Path, options: dict[str, Any], state: str, error: str) -> None:
    with mailbox(**options) as server:
        here = mailed(tmp_path, server.port)
        here.raise_some()
        here.send()
    delivery = here.of("mail")[0]
    assert delivery.state == state
    assert error in (delivery.error or "")
    assert here.states("log")[0] == "sent"


def test_a_mail_that_was_taken_is_not_sent_again_for_a_rude_goodbye(tmp_path: Path) -> None:
    with mailbox(quit_code=421) as server:
        here = mailed(tmp_path, server.port)
        here.raise_some()
        here.send()
        here.send(DAY)
        assert len(server.mails) == 1
        assert here.states("mail") == ["sent"]


def test_a_login_that_is_refused_says_so_without_the_password(tmp_path: Path) -> None:
    with mailbox(login_code=535) as server:
        here = mailed(
            tmp_path, server.port, ", user: fw, password: env:MAIL_PASSWORD", env={"MAIL_PASSWORD": "canary-pw"}
        )
        here.raise_some()
        here.send()
    assert here.of("mail")[0].error == f"127.0.0.1:{server.port}: the login is refused (535)"
    assert server.logins


def test_nothing_of_a_title_becomes_a_mail_header(tmp_path: Path) -> None:
    with mailbox() as server:
        here = mailed(tmp_path, server.port)
        event = said("9", subject="Gui'an\r\nBcc: everyone@example.org\r\n\r\nhello")
        here.outbox.events[event.event_id] = event
        raise_alerts(here.outbox, here.settings, NOW)
        here.send()
    head = server.mails[0]["data"].partition(b"\r\n\r\n")[0].decode()
    assert not any(line.lower().startswith("bcc:") for line in head.splitlines())
    assert server.mails[0]["to"] == ["ada@desk.example", "bob@desk.example"]


# --- Apprise ----------------------------------------------------------------------------------------------------


def test_apprise_is_the_last_hop(tmp_path: Path) -> None:
    with hook() as receiver:
        url = f"json://127.0.0.1:{receiver.port}/canary-path-token"
        receiver.taken.clear()
        here = room(tmp_path, "{id: chat, kind: apprise, url: env:CHAT}", env={"CHAT": url})
        event = said("9", subject="@everyone")
        here.outbox.events[event.event_id] = event
        raise_alerts(here.outbox, here.settings, NOW)
        here.send()
        assert here.of("chat")[0].receipt == "taken by JSON"
        body = receiver.taken[0]["body"]
        assert body["title"].startswith("@\u200beveryone: 9")
        assert "»9 data centres«" in body["message"]


APPRISE_FAILURES = [
    ({}, "the secret env:CHAT is empty or not set"),
    ({"CHAT": "nonsense-canary-url"}, "its address is none that Apprise knows"),
    ({"CHAT": "json://127.0.0.1:{port}/canary-path-token"}, "JSON did not take it"),
]


@pytest.mark.parametrize(("env", "error"), APPRISE_FAILURES)
def test_apprise_failures_do_not_show_the_address(tmp_path: Path, env: dict[str, str], error: str) -> None:
    port = closed_port()
    here = room(tmp_path, "{id: chat, kind: apprise, url: env:CHAT}")
    here.env = {name: value.format(port=port) for name, value in env.items()}
    here.raise_some()
    here.send()
    found = here.of("chat")[0].error or ""
    assert error in found
    assert "canary" not in found


APPRISE_STATUSES = [
    (400, "dead", "JSON: HTTP 400: the receiver refuses this message"),
    (403, "pending", "JSON: HTTP 403: check the channel's address and secret"),
    (429, "pending", "JSON: HTTP 429"),
    (500, "pending", "JSON: HTTP 500"),
]


@pytest.mark.parametrize(("status", "state", "error"), APPRISE_STATUSES)
def test_what_a_service_refuses_is_met_by_its_class(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, status: int, state: str, error: str
) -> None:
    with hook(status) as receiver:
        url = f"json://127.0.0.1:{receiver.port}/canary-path-token"
        here = room(tmp_path, "{id: chat, kind: apprise, url: env:CHAT}, {id: log, kind: log}", env={"CHAT": url})
        here.raise_some(2)
        here.send()
        first, second = here.of("chat")
        assert (first.state, first.error) == (state, error)
        assert second.state == ("sent" if state == "dead" else "pending")  # what is refused holds nothing up
        assert "canary" not in caplog.text


def test_of_several_places_the_one_that_may_take_it_later_decides() -> None:
    tools = make_tools(parse_alerts("rules: []"), {}, lambda: NOW)
    assert not refusal("Slack", [422, 403], tools).permanent
    assert not refusal("Slack", [410, 500], tools).gone
    assert refusal("Slack", [400], tools).permanent
    assert str(refusal("Slack", [], tools)) == "Slack did not take it"


# --- secrets ----------------------------------------------------------------------------------------------------


def test_secrets_appear_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    (tmp_path / "pw").write_text("canary-mail-password\n")
    with hook(*[500] * 9) as receiver, mailbox(login_code=535) as server:
        env = {
            "HOOK": f"{receiver.url}?token=canary-hook-token",
            "HOOK_KEY": "canary-hook-key",
            "CHAT": f"json://canary-user:canary-chat-token@127.0.0.1:{receiver.port}/canary-path-token",
            "DEAD": "https://hooks.invalid/canary-dead-token",
            "BENT": "https://hooks.invalid:canary-port/x",
        }
        here = room(
            tmp_path,
            "{id: hook, kind: webhook, url: env:HOOK, secret: env:HOOK_KEY},"
            " {id: chat, kind: apprise, url: env:CHAT}, {id: dead, kind: webhook, url: env:DEAD},"
            " {id: bent, kind: webhook, url: env:BENT},"
            f" {{id: mail, kind: email, host: 127.0.0.1, port: {server.port}, security: none, sender: a@b.example,"
            " to: c@d.example, user: fw, password: file:pw}, {id: log, kind: log}, {id: json, kind: file}",
            receiver,
            env=env,
        )
        here.raise_some(2)
        report = here.send()
        for channel in ("hook", "chat", "mail"):
            with pytest.raises(DeliveryError) as caught:
                send_test(here.settings, here.tools(), channel)
            assert "canary" not in str(caught.value)
    assert len([each for each in report.channels if each.error]) == 5
    kept = [repr(here.outbox.__dict__), repr(report), repr(here.settings), repr(here.tools()), caplog.text]
    kept += [path.read_text() for path in (tmp_path / "data").iterdir()]
    kept += list(capfd.readouterr())
    assert [text for text in kept if "canary" in text] == []


def test_a_secret_file_that_is_not_there(tmp_path: Path) -> None:
    here = room(tmp_path, "{id: hook, kind: webhook, url: file:nowhere/hook}")
    here.raise_some()
    here.send()
    assert here.of("hook")[0].error == "the secret file:nowhere/hook cannot be read: No such file or directory"


def test_a_test_message(tmp_path: Path) -> None:
    with hook() as receiver:
        here = hooked(tmp_path, receiver)
        assert send_test(here.settings, here.tools(), "hook") == "HTTP 200"
        assert receiver.taken[0]["body"]["summary"] == "Test of channel hook: alerts of Figurewatch arrive here"
        with pytest.raises(ConfigError, match=r"no channel 'hok' .*did you mean \"hook\""):
            send_test(here.settings, here.tools(), "hok")
    with pytest.raises(DeliveryError, match="channel hook: "):
        send_test(here.settings, here.tools(), "hook")


def test_every_kind_of_channel_has_its_settings() -> None:
    made: dict[str, Callable[..., object]] = {name: kind.settings for name, kind in CHANNELS.items()}
    assert made["log"] is LogSettings
    assert all(kind.settings.model_fields["kind"].annotation for kind in CHANNELS.values())
