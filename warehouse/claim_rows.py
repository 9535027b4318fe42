"""The rows of core that a load writes of claims, and their appearances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractors.record import ClaimRecord
from warehouse.derive import Said, Stated
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
}


def claim_parts(claims: Sequence[Stated], figure_of: Mapping[str, str]) -> Iterator[Any]:
    """The claims for :func:`show_part`, ``PART`` at a time; one part, empty, of none.

    ``figure_of``: the figure that a claim states, by its id.
    """
    for first in range(0, max(len(claims), 1), PART):
        yield arrow_of_columns(_CLAIM, _in_columns(claims[first : first + PART], figure_of))


def _in_columns(claims: Sequence[Stated], figure_of: Mapping[str, str]) -> Iterator[list[Sequence[Value]]]:
    """The columns of ``_CLAIM``, of some thousands of rows at a time."""
    for first in range(0, max(len(claims), 1), CHUNK):
        records, texts = zip(*claims[first : first + CHUNK], strict=True) if claims else ((), ())
        values: list[Sequence[Value]] = list(zip(*records, strict=True)) or [()] * len(_RECORD)
        values.append([one.version for one in texts])
        values.append([one.said_at for one in texts])
        values.append([one.said_on for one in texts])
        values.append([figure_of.get(record.claim_id) for record in records])
        yield values


def show_part(con: DuckDBPyConnection, name: str, columns: Any) -> None:
    """A part of the claims to SQL, under this name."""
    show(con, name, columns)


def show_claims(con: DuckDBPyConnection, parts: Sequence[str], name: str = "staged_claim") -> None:
    """All of these parts under this name."""
    con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {' UNION ALL '.join(f'FROM {one}' for one in parts)}")


def stage_claims(con: DuckDBPyConnection, said: Iterable[Said], figure_of: Mapping[str, str]) -> None:
    """The claims of these texts as ``staged_claim``."""
    parts: list[str] = []
    for columns in claim_parts([(record, one) for one in said for record in one.parsed.records], figure_of):
        parts.append(f"claim_{len(parts)}")
        show_part(con, parts[-1], columns)
    show_claims(con, parts)


def insert_claims(con: DuckDBPyConnection, shown: str = "staged_claim") -> None:
    """The claims shown under this name into ``core.claim``."""
    con.execute(f"INSERT INTO core.claim BY NAME FROM {shown}")


def insert_appearances(con: DuckDBPyConnection, shown: str = "staged_claim") -> None:
    """An appearance for each of the claims shown under this name that states a figure."""
    con.execute(
        f"""
        INSERT INTO core.appearance BY NAME
        SELECT figure_id, claim_id, article_id, text_sha256, outlet, origin_id, speaker_key, said_at, true AS live
        FROM {shown}
        WHERE figure_id IS NOT NULL
        """
    )
