"""Values of the warehouse and of the rest of the program: instants with and without zone, decimals with and without
trailing zeros.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal


def utc(instant: datetime) -> datetime:
    """An aware instant as the warehouse keeps it: UTC, without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant


def aware(instant: datetime | None) -> datetime | None:
    """An instant of the warehouse as the rest of the program has it: aware, UTC."""
    return None if instant is None else instant.replace(tzinfo=UTC)


def instant_of(value: datetime) -> datetime:
    """:func:`aware` of a column that is never NULL."""
    return value.replace(tzinfo=UTC)


def plain(value: Decimal) -> Decimal:
    """Without the zeros that DECIMAL(38, 10) adds: 23, not 23.0000000000."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1)) if abs(value) < 10**27 else value.to_integral_value()
    return value.normalize()
