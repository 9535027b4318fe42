"""The rows of core that a load writes of claims, and their appearances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from extractors.record import ClaimRecord
from warehouse.derive import Said
from warehouse.staging import CHUNK, DECIMAL, Value, arrow_of_columns, show

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PART = 32 * CHUNK
"""Claims that are made into columns while those before them are written: whole row groups."""
_SPECIAL = {
    **dict.fromkeys(("ordinal", "char_start", "char_end", "sentence_start"), "INTEGER"),
    **dict.fromkeys(("value_low", "value_high", "resolution", "base_value_low", "base_value_high"), DECIMAL),
    **dict.fromkeys(("allow_low", "allow_high"), DECIMAL),
    **dict.fromkeys(("period_start", "period_end"), "DATE"),
    **dict.fromkeys(("vague", "allow_low_open", "allow_high_open", "comparable", "local"), "BOOLEAN"),
}
_RECORD = ClaimRecord._fields
_CLAIM = {name: _SPECIAL.get(name, "VARCHAR") for name in _RECORD} | {
    "version": "INTEGER",
    "said_at": "TIMESTAMP",
    "said_on": "DATE",
    "figure_id": "VARCHAR",
    "lone": "BOOLEAN",
}


def claim_parts(said: Iterable[Said], figure_of: Mapping[str, str], lone: Iterable[str] = ()) -> Iterator[Any]:
    """The claims of these texts for :func:`show_part`, ``PART`` at a time; one part, empty, of none.

    ``figure_of``: the figure that a claim states, by its id; ``lone``: those that are one all by themselves.
    """
    rows = [(record, one) for one in said for record in one.parsed.records]
    alone = frozenset(lone)
    for first in range(0, max(len(rows), 1), PART):
        yield arrow_of_columns(_CLAIM, _in_columns(rows[first : first + PART], figure_of, alone))


def _in_columns(
    rows: Sequence[tuple[ClaimRecord, Said]], figure_of: Mapping[str, str], lone: Set[str]
) -> Iterator[list[Sequence[Value]]]:
    """The columns of ``_CLAIM``, of some thousands of rows at a time."""
    for first in range(0, max(len(rows), 1), CHUNK):
        records, texts = zip(*rows[first : first + CHUNK], strict=True) if rows else ((), ())
        values: list[Sequence[Value]] = list(zip(*records, strict=True)) or [()] * len(_RECORD)
        ids = [record.claim_id for record in records]
        values.append([one.version for one in texts])
        values.append([one.said_at for one in texts])
        values.append([one.said_on for one in texts])
        values.append([figure_of.get(one) for one in ids])
        values.append([one in lone for one in ids])
        yield values


def show_part(con: DuckDBPyConnection, number: int, columns: Any) -> str:
    """A part of the claims to SQL; returns the name it has there."""
    name = f"claim_part_{number}"
    show(con, name, _CLAIM, columns)
    return name


def show_claims(con: DuckDBPyConnection, parts: Sequence[str]) -> None:
    """All of these parts as ``staged_claim``."""
    con.execute(f"CREATE OR REPLACE TEMP VIEW staged_claim AS {' UNION ALL '.join(f'FROM {one}' for one in parts)}")


def stage_claims(con: DuckDBPyConnection, said: Iterable[Said], figure_of: Mapping[str, str]) -> None:
    """The claims of these texts as ``staged_claim``; none is a figure all by itself."""
    show_claims(con, [show_part(con, n, part) for n, part in enumerate(claim_parts(said, figure_of))])


def insert_claims(con: DuckDBPyConnection, shown: str = "staged_claim") -> None:
    """The claims shown under this name into ``core.claim``."""
    con.execute(f"INSERT INTO core.claim BY NAME SELECT * EXCLUDE (lone) FROM {shown}")


def insert_appearances(con: DuckDBPyConnection) -> None:
    """An appearance for each claim of ``staged_claim`` that states a figure."""
    con.execute(
        """
        INSERT INTO core.appearance BY NAME
        SELECT figure_id, claim_id, article_id, text_sha256, outlet, origin_id, speaker_key, said_at, true AS live
        FROM staged_claim
        WHERE figure_id IS NOT NULL
        """
    )
