"""Channels that write to this machine: a log that people read, and JSON Lines that programs read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal

from pydantic import Field

from alerts.channels.base import ChannelSettings, Parcel, Tools
from alerts.render import as_data, as_facts, log_lines
from extractors.errors import DeliveryError, disk_full, is_disk_full


class LogSettings(ChannelSettings):
    """A text file: one line for each alert, its evidence indented below."""

    kind: Literal["log"]
    path: str = Field(default="data/alerts.log", min_length=1, description="relative to the project")


class FileSettings(ChannelSettings):
    """A JSON Lines file: one object for each alert."""

    kind: Literal["file"]
    path: str = Field(default="data/alerts.jsonl", min_length=1, description="relative to the project")


def send_log(settings: LogSettings, parcel: Parcel, tools: Tools) -> str:
    """Append the alerts to the log, all of them or none; those of several rules about one event as one."""
    path = tools.home / settings.path
    _append(path, "".join(log_lines(message) for message in as_facts(parcel.messages)), settings.path)
    return f"written to {settings.path}"


def send_file(settings: FileSettings, parcel: Parcel, tools: Tools) -> str:
    """Append the alerts to the file, all of them or none."""
    lines = [
        json.dumps({"delivery_id": delivery_id, **as_data(message)}, ensure_ascii=False)
        for delivery_id, message in zip(parcel.delivery_ids, parcel.messages, strict=True)
    ]
    _append(tools.home / settings.path, "".join(line + "\n" for line in lines), settings.path)
    return f"written to {settings.path}"


def _append(path: Path, text: str, shown: str) -> None:
    """Append ``text`` and see it on the disk; a line that an earlier crash left unfinished is ended first.

    When the disk fills up half-way the file is cut back to where it was, so that a repeat writes nothing twice. It is
    unbuffered: closing it would write once more what of a buffer did not fit.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            unfinished = end > 0 and _last_byte(file.fileno(), end) != b"\n"
            data = (b"\n" if unfinished else b"") + text.encode("utf-8", "replace")
            try:
                rest = memoryview(data)
                while rest:  # an unbuffered write may take a part and say nothing
                    rest = rest[file.write(rest) :]
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), end)
                raise
    except OSError as error:
        if is_disk_full(error):
            raise DeliveryError(disk_full(shown, "the alerts wait")) from None
        raise DeliveryError(f"{shown} cannot be written: {error.strerror}") from None


def _last_byte(descriptor: int, end: int) -> bytes:
    return os.pread(descriptor, 1, end - 1)
