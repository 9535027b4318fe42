"""What Figurewatch says about itself: a channel given up, a rule that cannot be judged; rows like any other alert."""

from __future__ import annotations

from datetime import datetime

from alerts.config import AlertSettings
from alerts.messages import NOTICE_RULE, make_notice
from extractors.alerting import Alert, Delivery, make_alert_id, make_delivery_id


def notice_rows(
    settings: AlertSettings, now: datetime, about: str, text: str, *, past: str = ""
) -> tuple[Alert, list[Delivery]]:
    """The notice about a channel or a rule and its deliveries, to every channel of ``notices`` (or all) but ``past``.

    The same text gives the same ids all day long, so it is told once a day at most.
    """
    targets = settings.notices or tuple(channel.id for channel in settings.channels)
    event_id = make_alert_id("notice", f"{about} {text} {now:%Y-%m-%d}")
    alert_id = make_alert_id(NOTICE_RULE, event_id)
    message = make_notice(alert_id, text, severity="warning", raised_at=now)
    alert = Alert(
        alert_id=alert_id,
        rule_id=NOTICE_RULE,
        event_id=event_id,
        event_kind="notice",
        severity="warning",
        raised_at=now,
        occurred_at=now,
        reason=text,
        headline=message.headline,
        message=message.to_json(),
    )
    deliveries = [
        Delivery(make_delivery_id(alert_id, each), alert_id, each, now, now) for each in targets if each != past
    ]
    return alert, deliveries
