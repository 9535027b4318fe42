"""Wire copy among the articles of a batch and those before it: copies give their claims the origin of the first one.

A figure that twenty outlets took from one agency then has twenty appearances and one origin, however lightly each
of them has edited it. Equal sentences have one origin anyway (``extractors.record``); this finds the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from extractors.near_copies import VERSION, Fingerprint, Piece, band_keys, fingerprint, origins
from extractors.record import ClaimRecord, article_id
from warehouse.batch import ParsedArticle
from warehouse.derive import published_at
from warehouse.migrate import sql
from warehouse.values import aware, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DAYS = 14  # a text that comes back later is told anew
Stated = tuple[Any, ...]  # what a claim states: series, value, modality, period


@dataclass(frozen=True, slots=True)
class Printed:
    """Fingerprints of a batch, and of which article each text, also of those loaded before, is a copy (or None)."""

    pieces: Sequence[Piece]
    copy_of: Mapping[str, str | None]


def share_origins(con: DuckDBPyConnection, articles: Sequence[ParsedArticle]) -> tuple[list[ParsedArticle], Printed]:
    """The articles with the origins of their claims as copies have them, and their fingerprints to be written."""
    pieces = {article_id(one.article.url): _piece(one) for one in articles}
    if not pieces:
        return [], Printed((), {})
    before = [piece for piece in _candidates(con, list(pieces.values())) if piece.key not in pieces]
    first = origins([*before, *pieces.values()])
    groups: dict[str, list[str]] = defaultdict(list)
    for key, origin in first.items():
        groups[origin].append(key)
    copied = {origin for origin, keys in groups.items() if len(keys) > 1}
    known = _stated_before(con, [key for origin in copied for key in groups[origin]], first)
    shared = []
    for one in sorted(articles, key=lambda one: pieces[article_id(one.article.url)].seen_at):
        origin = first[article_id(one.article.url)]
        shared.append(_with_origins(one, known.setdefault(origin, {})) if origin in copied else one)
    copy_of = {key: origin if origin != key else None for key, origin in first.items()}
    return shared, Printed(list(pieces.values()), copy_of)


def write_prints(con: DuckDBPyConnection, printed: Printed) -> None:
    """Keep these fingerprints instead of those that their articles had."""
    new = {piece.key for piece in printed.pieces}
    for key, origin in printed.copy_of.items():
        if key not in new:  # an earlier article may have come to light
            con.execute("UPDATE core.fingerprint SET copy_of = $of WHERE article_id = $id", {"id": key, "of": origin})
    for piece in printed.pieces:
        con.execute("DELETE FROM core.fingerprint WHERE article_id = $id", {"id": piece.key})
        con.execute(
            "INSERT INTO core.fingerprint VALUES ($id, $at, $method, $minhash, $bands, $sentences, $copy)",
            {
                "id": piece.key,
                "at": utc(piece.seen_at),
                "method": VERSION,
                "minhash": piece.fingerprint.minhash,
                "bands": list(band_keys(piece.fingerprint)),
                "sentences": sorted(piece.fingerprint.sentences),
                "copy": printed.copy_of[piece.key],
            },
        )


def _piece(one: ParsedArticle) -> Piece:
    fetched_at = one.page.fetched_at
    return Piece(
        article_id(one.article.url), min(published_at(one) or fetched_at, fetched_at), fingerprint(one.article.text)
    )


def _candidates(con: DuckDBPyConnection, pieces: list[Piece]) -> list[Piece]:
    times: list[datetime] = sorted(piece.seen_at for piece in pieces)
    rows = con.execute(
        sql("copies/candidates"),
        {
            "method": VERSION,
            "days": DAYS,
            "first": utc(times[0]),
            "last": utc(times[-1]),
            "bands": sorted({key for piece in pieces for key in band_keys(piece.fingerprint)}),
            "sentences": sorted({key for piece in pieces for key in piece.fingerprint.sentences}),
        },
    ).fetchall()
    found = []
    for key, said_at, minhash, sentences in rows:
        at = aware(said_at)
        assert at is not None
        found.append(Piece(key, at, Fingerprint(minhash, frozenset(sentences))))
    return found


def _stated_before(
    con: DuckDBPyConnection, articles: list[str], first: dict[str, str]
) -> dict[str, dict[Stated, str]]:
    """For each group what its articles in the warehouse state, and the origin of that."""
    known: dict[str, dict[Stated, str]] = {}
    if articles:
        for key, *stated, origin in con.execute(sql("copies/claims"), {"articles": articles}).fetchall():
            known.setdefault(first[key], {}).setdefault(tuple(stated), origin)
    return known


def _with_origins(one: ParsedArticle, known: dict[Stated, str]) -> ParsedArticle:
    """The article with the origin of the first of its group that states the same; ``known`` learns from it."""
    records = []
    for record in one.records:
        origin = known.setdefault(_stated(record), record.origin_id)
        records.append(record if origin == record.origin_id else replace(record, origin_id=origin))
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
