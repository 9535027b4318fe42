"""Everything Apprise reaches (Slack, Discord, Teams, Telegram, ntfy and a hundred more), as the last hop only.

Queue, order, repeats and secrets stay ours; Apprise gets one finished message and says whether it got through.
"""

from __future__ import annotations

import logging
from typing import Literal

from alerts.channels.base import ChannelSettings, Parcel, Tools
from alerts.escape import as_chat
from alerts.render import chat, subject
from extractors.errors import DeliveryError
from extractors.settings import Secret

_LONGEST = 30_000
"""Characters of a message; services that take less say so."""


class AppriseSettings(ChannelSettings):
    """A service by its Apprise address, see https://github.com/caronc/apprise/wiki; a reference, it holds tokens."""

    kind: Literal["apprise"]
    url: Secret


def send_apprise(settings: AppriseSettings, parcel: Parcel, tools: Tools) -> str:
    """One notification."""
    from alerts.network import within

    url = tools.secrets.read(settings.url)
    return within(settings.timeout_s, lambda: _notify(url, parcel))


def _notify(url: str, parcel: Parcel) -> str:
    import apprise

    for name in ("apprise", "urllib3", "requests"):  # their log lines hold addresses, and so tokens
        logging.getLogger(name).setLevel(logging.CRITICAL)
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
        raise DeliveryError(f"{name} did not take it")
    return f"taken by {name}"
