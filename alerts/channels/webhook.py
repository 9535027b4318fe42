"""Webhook: the alerts as JSON to an HTTP address, signed so that the receiver knows who sent them and that it is new.

The signature follows Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over ``id.timestamp.body``.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from alerts.channels.base import ChannelSettings, Parcel, Tools
from alerts.render import as_data, as_short_data, subject
from extractors.errors import DeliveryError
from extractors.secret import SecretRef, parse_secret_ref
from extractors.settings import Secret
from network.retry_after import retry_after_s

MAX_RETRY_AFTER_S = 86_400.0
IN_FULL = 200
"""Alerts of one message that are told with their evidence."""
_SLOW_S = 3_600.0
"""How long to leave a receiver in peace that is set up wrongly: people have to act first."""


def _address(value: object) -> object:
    """An address as it stands, or a reference where it holds a token."""
    text = str(value)
    if text.startswith(("env:", "file:")):
        return parse_secret_ref(text)
    if not text.startswith(("https://", "http://")):
        raise ValueError(
            "write an address with https://, or a reference env:NAME or file:PATH where it holds a token"
        )
    return text


class WebhookSettings(ChannelSettings):
    """JSON to an HTTP address, signed with HMAC-SHA256."""

    kind: Literal["webhook"]
    url: Annotated[
        str | SecretRef,
        BeforeValidator(_address, json_schema_input_type=str),
        Field(description="or a reference to it"),
    ]
    secret: Secret | None = Field(default=None, description="reference to the key of the signature")


def send_webhook(settings: WebhookSettings, parcel: Parcel, tools: Tools) -> str:
    """POST the parcel; what the answer means is in :func:`judge_status`."""
    from alerts.network import post

    url = tools.secrets.read(settings.url) if isinstance(settings.url, SecretRef) else settings.url
    now = tools.now()
    body = json.dumps(payload(parcel), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    stamp = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Figurewatch/0.1",
        "Idempotency-Key": parcel.parcel_id,
        "webhook-id": parcel.parcel_id,
        "webhook-timestamp": stamp,
    }
    if settings.secret is not None:
        headers["webhook-signature"] = sign(tools.secrets.read(settings.secret), parcel.parcel_id, stamp, body)
    answer = post(url, body, headers, timeout_s=settings.timeout_s, allow=tools.allow, ca_file=tools.ca_file)
    judge_status(answer.status, answer.retry_after, now)
    return f"HTTP {answer.status}"


def payload(parcel: Parcel) -> dict[str, Any]:
    """The body: always a list of alerts, so that one alert and a digest are read by the same code.

    A digest is one message however large: its alerts after the first ``IN_FULL`` have no evidence with them.
    """
    return {
        "type": "figurewatch.alerts",
        "id": parcel.parcel_id,
        "summary": subject(parcel.messages),
        "alerts": [
            {"delivery_id": delivery_id, **(as_data(message) if place < IN_FULL else as_short_data(message))}
            for place, (delivery_id, message) in enumerate(zip(parcel.delivery_ids, parcel.messages, strict=True))
        ],
    }


def sign(secret: str, parcel_id: str, stamp: str, body: bytes) -> str:
    """``v1,`` and the signature in base64; a key that starts with ``whsec_`` is base64 itself."""
    key = secret.encode()
    if secret.startswith("whsec_"):
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except (binascii.Error, ValueError):
            raise DeliveryError("the secret of the signature starts with whsec_ but is not base64") from None
    digest = hmac.digest(key, f"{parcel_id}.{stamp}.".encode() + body, "sha256")
    return "v1," + base64.b64encode(digest).decode()


def judge_status(status: int, retry_after: str | None, now: datetime, *, who: str = "") -> None:
    """Nothing for 2xx; else the DeliveryError that says whether and when to try again.

    408, 425, 429 and 5xx: later, when the receiver says so. 410: never again, the channel is paused. 401, 403, 404
    and redirects: someone must act first, so with patience. Any other 4xx: not this message. ``who`` gave it, where
    that is not plain.
    """
    said = f"{who}: HTTP {status}" if who else f"HTTP {status}"
    if 200 <= status < 300:
        return
    if status == 410:
        raise DeliveryError(f"{said}: the receiver is gone for good", gone=True)
    if status in (408, 425, 429) or status >= 500:
        raise DeliveryError(said, retry_after_s=retry_after_s(retry_after, now, MAX_RETRY_AFTER_S))
    if status in (401, 403, 404, 407) or 300 <= status < 400:
        advice = "; redirects are not followed, write the final address" if status < 400 else ""
        raise DeliveryError(f"{said}: check the channel's address and secret{advice}", retry_after_s=_SLOW_S)
    raise DeliveryError(f"{said}: the receiver refuses this message", permanent=True)
