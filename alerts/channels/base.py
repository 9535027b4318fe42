"""What every kind of channel has: its settings, what it is given to send, and what it may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from extractors.settings import SettingsModel

if TYPE_CHECKING:
    from alerts.messages import Message
    from alerts.secrets import Secrets
    from network.addresses import Opening


class ChannelSettings(SettingsModel):
    """One way out, as written in config/alerts.yaml.

    Attributes:
        digest_over: more alerts than this waiting at once, as after an outage, go out as one message.
        timeout_s: everything one message may take.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$", description="stable name: small letters, digits, - and _")
    kind: Any
    digest_over: int = Field(default=10, ge=1, le=1000, description="more alerts than this at once are one message")
    timeout_s: int = Field(default=20, ge=1, le=300, description="seconds one message may take")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes out in one piece.

    Attributes:
        parcel_id: the idempotency key: a repeat of the same parcel has the same.
        delivery_ids: one for each message, in their order.
    """

    parcel_id: str
    delivery_ids: tuple[str, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a channel may use of the world.

    Attributes:
        home: the folder that relative paths count from.
        allow: addresses that are not public and may be dialled all the same.
        ca_file: more certificate authorities to trust; "" for the usual ones.
        now: the time to stamp what is sent with; UTC.
    """

    home: Path
    secrets: Secrets
    now: Callable[[], datetime]
    allow: tuple[Opening, ...] = ()
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """One entry of ``CHANNELS``.

    Attributes:
        settings: the model of its entry in config/alerts.yaml.
        send: sends one parcel and returns the receipt in a few words; DeliveryError when it did not arrive.
        local: writes to this machine: takes whatever waits, each alert by itself in the file.
        most: alerts in one piece at most.
    """

    settings: type[ChannelSettings]
    send: Callable[[Any, Parcel, Tools], str]
    local: bool = False
    most: int = 20_000
