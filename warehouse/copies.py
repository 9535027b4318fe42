"""Wire copy among the articles of a batch and those before it: copies give their claims the origin of the first one.

A figure that twenty outlets took from one agency then has twenty appearances and one origin, however lightly each
of them has edited it. Equal sentences have one origin anyway (``extractors.record``); this finds the others.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extractors.near_copies import LEAST_SENTENCES, VERSION, Fingerprint, Piece, band_keys, fingerprint, origins
from extractors.record import ClaimRecord
from warehouse.batch import ParsedArticle
from warehouse.derive import published_at
from warehouse.migrate import sql
from warehouse.staging import stage
from warehouse.values import aware, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DAYS = 14  # a text that comes back later is told anew
COMMON = 50  # a sentence that stands in so many articles says nothing about where a text is from
NEIGHBOURS = 20  # texts compared with each new one; of copies some have two bands in common at least
_PRINT = {"article_id": "VARCHAR", "said_at": "TIMESTAMP", "method": "INTEGER"} | dict.fromkeys(
    ("minhash", "copy_of"), "VARCHAR"
)
_KEY = {"article_id": "VARCHAR", "kind": "VARCHAR", "key": "BIGINT"}
Stated = tuple[Any, ...]  # what a claim states: series, value, modality, period


@dataclass(frozen=True, slots=True)
class Printed:
    """Fingerprints of a batch, and of which article each text, also of those loaded before, is a copy (or None)."""

    pieces: Sequence[Piece]
    copy_of: Mapping[str, str | None]


def share_origins(con: DuckDBPyConnection, articles: Sequence[ParsedArticle]) -> tuple[list[ParsedArticle], Printed]:
    """The articles with the origins of their claims as copies have them, and their fingerprints to be written."""
    pieces = {one.article_id: _piece(one) for one in articles}
    if not pieces:
        return [], Printed((), {})
    before = {
        piece.key: (piece, of) for piece, of in _candidates(con, list(pieces.values())) if piece.key not in pieces
    }
    first = origins(
        [*(piece for piece, _ in before.values()), *pieces.values()], {key: of for key, (_, of) in before.items()}
    )
    groups: dict[str, list[str]] = defaultdict(list)
    for key, origin in first.items():
        groups[origin].append(key)
    copied = {origin for origin, keys in groups.items() if len(keys) > 1}
    known = _stated_before(con, [key for origin in copied for key in groups[origin]], first)
    shared = []
    for one in sorted(articles, key=lambda one: pieces[one.article_id].seen_at):
        origin = first[one.article_id]
        shared.append(_with_origins(one, known.setdefault(origin, {})) if origin in copied else one)
    copy_of = {key: origin if origin != key else None for key, origin in first.items()}
    return shared, Printed(list(pieces.values()), copy_of)


def write_prints(con: DuckDBPyConnection, printed: Printed) -> None:
    """Keep these fingerprints instead of those that their articles had."""
    new = {piece.key for piece in printed.pieces}
    if not new:
        return
    stage(con, "staged_id", {"article_id": "VARCHAR"}, ((key,) for key in sorted(new)))
    for table in ("core.fingerprint", "core.fingerprint_key"):
        con.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT article_id FROM staged_id)")
    stage(con, "staged_print", _PRINT, (
        (p.key, utc(p.seen_at), VERSION, p.fingerprint.minhash.hex(), printed.copy_of[p.key]) for p in printed.pieces
    ))  # fmt: skip
    con.execute("INSERT INTO core.fingerprint BY NAME SELECT * REPLACE (unhex(minhash) AS minhash) FROM staged_print")
    con.execute("INSERT INTO core.fingerprint_key BY NAME SELECT * FROM staged_key")
    # An earlier article may have come to light: then it is the origin of those before.
    stage(
        con,
        "staged_copy",
        {"article_id": "VARCHAR", "copy_of": "VARCHAR"},
        ((key, origin) for key, origin in printed.copy_of.items() if key not in new),
    )
    con.execute(
        """
        UPDATE core.fingerprint SET copy_of = s.copy_of FROM staged_copy AS s
        WHERE fingerprint.article_id = s.article_id AND fingerprint.copy_of IS DISTINCT FROM s.copy_of
        """
    )


def _piece(one: ParsedArticle) -> Piece:
    fetched_at = one.page.fetched_at
    return Piece(one.article_id, min(published_at(one) or fetched_at, fetched_at), fingerprint(one.article.text))


def _candidates(con: DuckDBPyConnection, pieces: list[Piece]) -> list[tuple[Piece, str]]:
    """Pieces of the warehouse that may be copies of these, with their origins. Keys stay in ``staged_key``."""
    stage(con, "staged_key", _KEY, (row for piece in pieces for row in _keys(piece)))
    times = sorted(piece.seen_at for piece in pieces)
    rows = con.execute(
        sql("copies/candidates"),
        {
            "method": VERSION,
            "days": DAYS,
            "first": utc(times[0]),
            "last": utc(times[-1]),
            "least": LEAST_SENTENCES,
            "common": COMMON,
            "most": NEIGHBOURS,
        },
    ).fetchall()
    found = []
    for key, said_at, minhash, copy_of, sentences in rows:
        at = aware(said_at)
        assert at is not None
        found.append((Piece(key, at, Fingerprint(minhash, frozenset(sentences or ()))), copy_of or key))
    return found


def _keys(piece: Piece) -> Iterator[tuple[str, str, int]]:
    yield from ((piece.key, "band", key) for key in band_keys(piece.fingerprint))
    yield from ((piece.key, "sentence", key) for key in sorted(piece.fingerprint.sentences))


def _stated_before(
    con: DuckDBPyConnection, articles: list[str], first: dict[str, str]
) -> dict[str, dict[Stated, str]]:
    """For each group what its articles in the warehouse state, and the origin of that."""
    known: dict[str, dict[Stated, str]] = {}
    if articles:
        for key, *stated, origin in con.execute(sql("copies/claims"), {"articles": json.dumps(articles)}).fetchall():
            known.setdefault(first[key], {}).setdefault(tuple(stated), origin)
    return known


def _with_origins(one: ParsedArticle, known: dict[Stated, str]) -> ParsedArticle:
    """The article with the origin of the first of its group that states the same; ``known`` learns from it."""
    records = []
    for record in one.records:
        origin = known.setdefault(_stated(record), record.origin_id)
        records.append(record if origin == record.origin_id else record._replace(origin_id=origin))
    return replace(one, records=tuple(records))


def _stated(record: ClaimRecord) -> Stated:
    return (
        record.series_id,
        record.base_value_low,
        record.base_value_high,
        record.modality,
        record.period_start,
        record.period_end,
    )
