"""Rows of this program to where SQL can read them, by way of Arrow columns that DuckDB reads where they lie.

nanoarrow (one megabyte) makes them; pyarrow (170 megabytes) is not needed. Columns are made two thousand rows at a
time: the objects of a row are then still in the processor's cache when the next column asks for them, which halves
the time. Measured for 100,000 rows of 50 columns: 4 microseconds a row, against 12 by way of a CSV file, and over
1,000 with ``executemany``.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal
from functools import lru_cache
from itertools import accumulate, chain, islice, repeat
from operator import is_not
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Value = str | int | bool | Decimal | datetime | date | Sequence[str] | None
Columns = dict[str, str]
"""Names to SQL types."""
CHUNK = 2048
FEW = 64
"""Fewer texts of one column are given to SQL as a list: half of what Arrow columns cost, five times in each load."""
DECIMAL = "DECIMAL(38, 10)"
_SIZE = re.compile(r"DECIMAL\((\d+), ?(\d+)\)")
_EXACT = Context(prec=60)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
_DIGITS = bytes.maketrans(b"\0\1", b"01")


def stage(con: DuckDBPyConnection, table: str, columns: Columns, rows: Iterable[Sequence[Value]]) -> None:
    """Make temporary table ``table`` with these columns and rows; it replaces one of that name.

    Decimals are of any size (``DECIMAL(18,15)``), lists of text (``VARCHAR[]``); half a surrogate pair becomes "?".
    """
    left = iter(rows)
    first = list(islice(left, FEW))
    if not first:  # a fifth of the work, and often so
        typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        con.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({typed})")
        return
    if len(first) < FEW and list(columns.values()) == ["VARCHAR"]:
        (name,), texts = columns, _whole(text for (text,) in first)
        con.execute(f'CREATE OR REPLACE TEMP TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS "{name}"', [texts])
        return
    con.register("arriving", arrow(columns, chain(first, left)))
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM arriving")
    finally:
        con.unregister("arriving")


def show(con: DuckDBPyConnection, name: str, made: Any) -> None:
    """As :func:`stage`, but a view of what :func:`arrow` made, for wide rows that few statements read: copying them
    would cost more. A view has no ``rowid``.
    """
    con.register(name, made)


def arrow(columns: Columns, rows: Iterable[Sequence[Value]]) -> Any:
    """The rows as Arrow structs, some thousands in each: the part of the work that needs no connection."""
    return arrow_of_columns(columns, _turned(rows, len(columns)))


def arrow_of_columns(columns: Columns, parts: Iterable[Sequence[Sequence[Value]]]) -> Any:
    """As :func:`arrow`, of the rows' columns: ``CHUNK`` rows at a time, and once, empty, where there are none."""
    import nanoarrow as na
    from nanoarrow.c_array import c_array_from_buffers
    from nanoarrow.c_array_stream import CArrayStream

    schema, types = _types_of(tuple(columns.items()))
    writers = _writers()
    writes = [writers.get(kind) or _other(kind) for kind in columns.values()]
    chunks = []
    for values in parts:
        children = [write(kind, v) for write, kind, v in zip(writes, types, values, strict=True)]
        chunks.append(c_array_from_buffers(schema, len(values[0]), [None], children=children))
    return na.Array(CArrayStream.from_c_arrays(chunks, deepcopy(schema), move=True, validate=False))


def _turned(rows: Iterable[Sequence[Value]], width: int) -> Iterator[list[Sequence[Value]]]:
    """The columns of some thousands of rows at a time; once, empty, where there are none."""
    left = iter(rows)
    chunk = list(islice(left, CHUNK))
    yield list(zip(*chunk, strict=True)) or [()] * width
    while chunk := list(islice(left, CHUNK)):
        yield list(zip(*chunk, strict=True))


class _Memo(dict[Any, Any]):
    """What a function makes of each value, worked out once; ``none`` for None."""

    def __init__(self, make: Callable[[Any], Any], none: Any) -> None:
        super().__init__({None: none})
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._make(value)
        return made


class _Scaled(dict[str, bytes]):
    """:func:`_scaled` of each decimal, by how it is written: a third of what a decimal's hash costs."""

    def __init__(self, places: int) -> None:
        super().__init__({"None": bytes(16)})
        self._places = places

    def __missing__(self, written: str) -> bytes:
        made = self[written] = _scaled(Decimal(written), self._places)
        return made


Writer = Callable[[Any, Sequence[Any]], Any]


@lru_cache(maxsize=64)
def _types_of(columns: tuple[tuple[str, str], ...]) -> tuple[Any, list[Any]]:
    """The Arrow types of rows and of their columns: making them anew was a third of the work for a few rows."""
    import nanoarrow as na

    known = {
        "VARCHAR": na.string(),
        "VARCHAR[]": na.list_(na.string()),
        "TIMESTAMP": na.timestamp("us"),
        "DATE": na.date32(),
        "BOOLEAN": na.bool_(),
        "INTEGER": na.int32(),
        "BIGINT": na.int64(),
        "DOUBLE": na.float64(),
    }
    types = [na.c_schema(na.decimal128(*size) if (size := _size(kind)) else known[kind]) for _, kind in columns]
    return na.c_schema(na.struct({name: one for (name, _), one in zip(columns, types, strict=True)})), types


def _writers() -> dict[str, Writer]:
    """By SQL type: how an Arrow array of it is made of a column."""
    instants, days = _Memo(_microseconds, 0), _Memo(_days, 0)
    return {
        "VARCHAR": _texts,
        "VARCHAR[]": _lists,
        DECIMAL: _decimals(10),
        "TIMESTAMP": _fixed(lambda column: array("q", map(instants.__getitem__, column))),
        "DATE": _fixed(lambda column: array("i", map(days.__getitem__, column))),
        "BOOLEAN": _fixed(lambda column: _bits(map(bool, column))),
        "INTEGER": _fixed(lambda column: _numbers("i", column)),
        "BIGINT": _fixed(lambda column: _numbers("q", column)),
        "DOUBLE": _fixed(lambda column: _numbers("d", column)),
    }


def _other(kind: str) -> Writer:
    """How an array of a decimal type is made that is none of the usual ones."""
    size = _size(kind)
    assert size, kind
    return _decimals(size[1])


def _size(kind: str) -> tuple[int, int] | None:
    """The digits of a decimal type and how many of them are places; None for another type."""
    found = _SIZE.fullmatch(kind)
    return (int(found[1]), int(found[2])) if found else None


def _decimals(places: int) -> Writer:
    scaled = _Scaled(places)
    return _fixed(lambda column: b"".join([scaled[text] for text in map(str, column)]))


def _fixed(write: Callable[[Sequence[Any]], Any]) -> Writer:
    """Arrays of values of one size: the bits that say where one is (None where everywhere), and the values."""
    from nanoarrow.c_array import c_array_from_buffers

    def make(kind: Any, column: Sequence[Any]) -> Any:
        known = bytes(map(is_not, column, repeat(None)))
        return c_array_from_buffers(kind, len(column), [_bits(known) if 0 in known else None, write(column)])

    return make


def _bits(flags: Iterable[int]) -> bytes:
    """One bit for each flag, the first in the lowest: a number written in binary from right to left."""
    digits = bytes(flags)[::-1].translate(_DIGITS)
    return int(digits or b"0", 2).to_bytes(-(-len(digits) // 8), "little")


def _texts(kind: Any, column: Sequence[Any]) -> Any:
    import nanoarrow as na

    try:
        return na.c_array(column, kind)
    except ValueError:
        return na.c_array(_whole(column), kind)


def _whole(texts: Iterable[Any]) -> list[str | None]:
    """Half a surrogate pair becomes "?"."""
    return [text and text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def _lists(kind: Any, column: Sequence[Any]) -> Any:
    """Lists of texts: all of them in one array, and where in it each list ends."""
    from nanoarrow.c_array import c_array_from_buffers

    known = bytes(map(is_not, column, repeat(None)))
    ends = array("i", accumulate((len(v) if v else 0 for v in column), initial=0))
    texts = _texts(kind.child(0), list(chain.from_iterable(v for v in column if v)))
    return c_array_from_buffers(kind, len(column), [_bits(known) if 0 in known else None, ends], children=[texts])


def _numbers(code: str, column: Sequence[Any]) -> array[Any]:
    return array(code, [0 if v is None else v for v in column])


def _scaled(value: Decimal, places: int) -> bytes:
    """Exact: the value times 10^places as a whole number of 128 bits."""
    return int(_EXACT.scaleb(value, places)).to_bytes(16, "little", signed=True)


def _microseconds(instant: datetime) -> int:
    return ((instant if instant.tzinfo else instant.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND


def _days(day: date) -> int:
    return day.toordinal() - _EPOCH_DAY
