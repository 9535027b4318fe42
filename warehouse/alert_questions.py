"""Questions about alerts and deliveries; the SQL is in ``sql/alerts``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.values import utc


def ask_alerts(wh: Warehouse, name: str, values: Mapping[str, Any], limit: int) -> list[tuple[Any, ...]]:
    """Rows of ``sql/alerts/<name>.sql`` with these parameters, ``limit`` at most."""
    plain = {key: utc(value) if isinstance(value, datetime) else value for key, value in values.items()}
    with wh.read() as con:
        return con.execute(sql(f"alerts/{name}"), plain).fetchmany(limit)
