"""The kinds of channel: one entry here, one model and one function in a module of this folder."""

from __future__ import annotations

from alerts.channels.base import ChannelKind, ChannelSettings, Parcel, Tools
from alerts.channels.local import FileSettings, LogSettings, send_file, send_log
from alerts.channels.mail import EmailSettings, send_email
from alerts.channels.services import AppriseSettings, send_apprise
from alerts.channels.webhook import WebhookSettings, send_webhook

CHANNELS: dict[str, ChannelKind] = {
    "log": ChannelKind(LogSettings, send_log, local=True, most=1_000),
    "file": ChannelKind(FileSettings, send_file, local=True, most=1_000),
    "webhook": ChannelKind(WebhookSettings, send_webhook),
    "email": ChannelKind(EmailSettings, send_email),
    "apprise": ChannelKind(AppriseSettings, send_apprise),
}

__all__ = ["CHANNELS", "ChannelKind", "ChannelSettings", "Parcel", "Tools"]
