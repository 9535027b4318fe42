"""``figurewatch explain --why-not RULE FIGURE``: which part of a rule decided, for each event of a figure."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.cli.output import Format, as_json, console, make_table, shown, visible
from extractors.errors import ConfigError
from flows.project import Project

if TYPE_CHECKING:
    from alerts.replay import Why
    from extractors.alerting import Alert

MARKS = {True: "yes", False: "NO", None: "not yet"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a rule did or did not alert about one event.

    Attributes:
        then: what the rule said when it judged the event, in one line; None when it left no word.
        alert: what it raised.
        now: what it says of the same event as it is written today, part by part.
    """

    then: str | None
    alert: Alert | None
    now: Why


def explain_why_not(rule_id: str, what: str, form: Format) -> int:
    """Print, for each event of ``what``, what became of it under the rule and which condition decided."""
    answers = find_answers(rule_id, what)
    if form != "table":
        sys.stdout.write(as_json([_record(one) for one in answers]) + "\n")
        return 0
    from rich.text import Text

    from alerts.wording import headline

    out = console()
    for one in answers:
        event = one.now.event
        out.print(Text(f"{event.kind.replace('_', ' ')}: {visible(headline(event))}", style="bold"))
        out.print(Text(f"news of {shown(event.news_at)}, found {shown(event.detected_at)}, event {event.event_id}"))
        out.print(Text(visible(_outcome(rule_id, one))))
        rows = [(check.step, MARKS[check.outcome], check.words) for check in one.now.decision.checks]
        out.print(make_table(("part", "holds", "why"), rows))
    return 0


def find_answers(rule_id: str, what: str) -> list[Answer]:
    """For each event of a figure (or of a claim's, a series, an alert, or one event), what the rule made of it."""
    from alerts.replay import why
    from flows.watching import Watching
    from warehouse.alert_questions import events_of, judgement_of

    watching = Watching(Project.find(), now=lambda: datetime.now(UTC))
    rule = watching.settings.rule(rule_id)
    found = events_of(watching.warehouse, what)
    if found is None:
        raise ConfigError(
            f"the warehouse has no figure, claim, series, event or alert {what!r}; `figurewatch events` and"
            " `figurewatch explain` show ids"
        )
    kind, events = found
    if not events:
        raise ConfigError(
            f"{kind} {what} has made no event, so no rule has been asked: it restates what was known, or is not"
            f" compared with anything; `figurewatch explain {what}` shows it"
        )
    judged = judgement_of(watching.warehouse, rule_id, [event.event_id for event in events])
    told = {
        alert.event_id: alert for alert in watching.outbox.alerts_since([rule_id], datetime(1970, 1, 1, tzinfo=UTC))
    }
    answers = why(
        watching.outbox,
        rule,
        events,
        alert_horizon=watching.settings.alert_horizon,
        ask=watching.ask,
        as_of=lambda event: judged[event.event_id][2] if event.event_id in judged else event.detected_at,
    )
    return [Answer(_then(judged.get(one.event.event_id)), told.get(one.event.event_id), one) for one in answers]


def _then(judgement: tuple[str, str, datetime] | None) -> str | None:
    if judgement is None:
        return None
    verdict, reason, at = judgement
    return f"{verdict} on {at:%Y-%m-%d %H:%M} UTC: {reason}"


def _outcome(rule_id: str, one: Answer) -> str:
    if one.alert is not None:
        state = "raised, but not sent, because the rule was snoozed" if one.alert.state == "snoozed" else "raised"
        return f"rule {rule_id} has alerted: {one.alert.alert_id}, {state}"
    if one.then is not None:
        return f"rule {rule_id} said {one.then}"
    if not one.now.decision.concerns:
        return f"rule {rule_id} is not about it"
    return (
        f"rule {rule_id} has not judged it: the rule was written later, or a correction or another reading of the"
        f" archive made it, which is old news; as it stands now, it says {one.now.decision.verdict}"
    )


def _record(one: Answer) -> dict[str, Any]:
    decision = one.now.decision
    return {
        "event_id": one.now.event.event_id,
        "event_kind": one.now.event.kind,
        "said_then": one.then,
        "alert_id": one.alert.alert_id if one.alert else None,
        "says_now": decision.verdict,
        "decided_by": decision.step,
        "parts": [{"part": check.step, "holds": check.outcome, "why": check.words} for check in decision.checks],
    }
