"""Everything Apprise reaches (Slack, Discord, Teams, Telegram, ntfy and a hundred more), as the last hop only.

Queue, order, repeats and secrets stay ours; Apprise gets one finished message and says whether it got through.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from threading import get_ident
from typing import Any, Literal

from alerts.channels.base import ChannelSettings, Parcel, Tools
from alerts.channels.webhook import judge_status
from alerts.escape import as_chat
from alerts.render import chat, subject
from extractors.errors import DeliveryError
from extractors.settings import Secret

_LONGEST = 30_000
"""Characters of a message; services that take less say so."""
_STATUS = re.compile(r"\berror=([1-5][0-9]{2})\b")


class AppriseSettings(ChannelSettings):
    """A service by its Apprise address, see https://github.com/caronc/apprise/wiki; a reference, it holds tokens."""

    kind: Literal["apprise"]
    url: Secret


def send_apprise(settings: AppriseSettings, parcel: Parcel, tools: Tools) -> str:
    """One notification."""
    from alerts.network import within

    url = tools.secrets.read(settings.url)
    return within(settings.timeout_s, lambda: _notify(url, parcel, tools))


class _Ear(logging.Handler):
    """Hears the statuses in what Apprise logs in this thread, its only word on why, and keeps no other."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.statuses: list[int] = []
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.statuses += [int(each) for each in _STATUS.findall(record.getMessage())]


def _notify(url: str, parcel: Parcel, tools: Tools) -> str:
    import apprise

    for name in ("urllib3", "requests"):  # their log lines hold addresses, and so tokens
        logging.getLogger(name).setLevel(logging.CRITICAL)
    log = logging.getLogger("apprise")  # so do its own: they go to our ear and no further
    log.propagate = False
    log.setLevel(logging.WARNING)
    ear = _Ear()
    log.addHandler(ear)
    try:
        return _hand_over(apprise, url, parcel, tools, ear)
    finally:
        log.removeHandler(ear)


def _hand_over(apprise: Any, url: str, parcel: Parcel, tools: Tools, ear: _Ear) -> str:
    asset = apprise.AppriseAsset(async_mode=False, app_id="Figurewatch", app_desc="news figures monitor")
    service = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if service is None:
        raise DeliveryError("its address is none that Apprise knows; see `apprise --details`", retry_after_s=3_600)
    name = str(service.service_name or type(service).__name__)
    title = as_chat(subject(parcel.messages))
    # Many services count the title as a part of the body, and some make a character longer when they escape it.
    room = int(service.body_maxlen * 0.9) - len(title)
    sent = service.notify(
        title=title,
        body=chat(parcel.messages, min(room, _LONGEST)),
        overflow=apprise.OverflowMode.TRUNCATE,
        notify_type=apprise.NotifyType.INFO,
        body_format=apprise.NotifyFormat.TEXT,
    )
    if not sent:
        raise refusal(name, ear.statuses, tools)
    return f"taken by {name}"


def refusal(name: str, statuses: Sequence[int], tools: Tools) -> DeliveryError:
    """What the statuses say; of several, that of a place which may take it later, so that none is given up early."""
    found: list[DeliveryError] = []
    for status in statuses:
        try:
            judge_status(status, None, tools.now(), who=name)
        except DeliveryError as error:
            found.append(error)
    return min(
        found, key=lambda error: error.permanent or error.gone, default=DeliveryError(f"{name} did not take it")
    )
