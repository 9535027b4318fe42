"""Values of the warehouse and of the rest of the program: instants with and without zone, decimals with and without
trailing zeros.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from extractors.allowed import storable

CONVERTED_DIGITS = 6


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


def converted(value: Decimal) -> Decimal | None:
    """A value that was brought into another unit, to six digits: no sentence is more exact than that, and what
    lies behind is of the factor. None where it is out of range.
    """
    kept = storable(value)
    return plain(round(kept, CONVERTED_DIGITS - 1 - kept.adjusted())) if kept else kept
