"""Wire copy: texts in, groups of texts that are one piece of news, lightly edited, with the earliest as origin.

Two texts are copies when half of their three-word runs are the same (estimated by MinHash over 128 permutations),
or when most sentences of the shorter stand in the longer (an excerpt). Fingerprints are plain values that can be
stored; candidates are found by equal band keys, so that no text is compared with all others.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from itertools import islice
from operator import eq
from typing import Any

PERMUTATIONS = 128
ROWS = 4  # of a band: 32 bands of 4 find 87 % of pairs at J = .5, and all but all at .6
ALIKE = 0.5
EXCERPT = 0.6  # share of the shorter text's sentences that stand in the longer
LEAST_WORDS = 30  # shorter texts are never called copies
LEAST_SENTENCES = 3
MOST_WORDS = 20_000  # of a text are looked at; a copy begins as its origin does
VERSION = 1  # of what follows; fingerprints of another version cannot be compared

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is needed of a text to find its copies.

    Attributes:
        minhash: 128 unsigned 32-bit numbers, little-endian; empty for a text too short to judge.
        sentences: hashes of its longer sentences.
    """

    minhash: bytes
    sentences: frozenset[int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to be grouped; ``seen_at`` decides which of a group came first, then ``key``."""

    key: str
    seen_at: datetime
    fingerprint: Fingerprint


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of ``text``; case, punctuation and line breaks do not count."""
    words = [match[0] for match in islice(_WORD.finditer(text.casefold()), MOST_WORDS)]
    sentences = frozenset(
        int.from_bytes(hashlib.blake2b(" ".join(parts).encode(), digest_size=8).digest(), "little", signed=True)
        for parts in (_WORD.findall(sentence.casefold()) for sentence in _SENTENCE.findall(text[: MOST_WORDS * 10]))
        if len(parts) >= 6
    )
    if len(words) < LEAST_WORDS:
        return Fingerprint(b"", sentences)
    shingles = {" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)}
    minhash = _empty_minhash().copy()
    minhash.update_batch(sorted(shingles))
    return Fingerprint(minhash.hashvalues.astype("<u4").tobytes(), sentences)


def band_keys(print_: Fingerprint) -> tuple[int, ...]:
    """Keys of which copies share at least one: signed 64-bit numbers that SQL can join on."""
    size = ROWS * 4
    bands = (print_.minhash[at : at + size] for at in range(0, len(print_.minhash), size))
    return tuple(
        int.from_bytes(hashlib.blake2b(band + bytes([number]), digest_size=8).digest(), "little", signed=True)
        for number, band in enumerate(bands)
    )


def similarity(left: Fingerprint, right: Fingerprint) -> float:
    """The share of three-word runs that two texts have in common, estimated; 0 where one is too short."""
    if not left.minhash or not right.minhash:
        return 0.0
    return sum(map(eq, memoryview(left.minhash).cast("I"), memoryview(right.minhash).cast("I"))) / PERMUTATIONS


def is_excerpt(left: Fingerprint, right: Fingerprint) -> bool:
    """True when most sentences of the shorter text stand in the other."""
    short, long = sorted((left.sentences, right.sentences), key=len)
    return len(short) >= LEAST_SENTENCES and len(short & long) >= EXCERPT * len(short)


def are_copies(left: Fingerprint, right: Fingerprint) -> bool:
    """True when two texts are one piece of news, lightly edited or cut."""
    return similarity(left, right) >= ALIKE or is_excerpt(left, right)


def origins(pieces: Sequence[Piece], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """For each piece's key the key of the earliest piece of its group; its own when it is no copy.

    ``known`` gives for pieces that were grouped before, by key, the origin they had then; they are compared with new
    pieces only.
    """
    known = known or {}
    keys = {piece.key for piece in pieces}
    parent = {key: known[key] if known.get(key) in keys else key for key in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for left, right in _candidates(pieces, known):
        if root(left.key) != root(right.key) and are_copies(left.fingerprint, right.fingerprint):
            parent[root(right.key)] = root(left.key)
    first: dict[str, Piece] = {}
    for piece in pieces:
        group = root(piece.key)
        held = first.get(group)
        if held is None or (piece.seen_at, piece.key) < (held.seen_at, held.key):
            first[group] = piece
    return {piece.key: first[root(piece.key)].key for piece in pieces}


def _candidates(pieces: Sequence[Piece], known: Container[str]) -> Iterable[tuple[Piece, Piece]]:
    """Pairs with a new piece that share a band, or enough sentences for an excerpt, each once."""
    banded: defaultdict[int, list[Piece]] = defaultdict(list)
    worded: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda piece: (piece.seen_at, piece.key)):
        for key in band_keys(piece.fingerprint):
            banded[key].append(piece)
        for sentence in piece.fingerprint.sentences:
            worded[sentence].append(piece)
    shared = Counter(pair for bucket in worded.values() for pair in _chain(bucket, known))
    pairs = {pair: None for bucket in banded.values() for pair in _chain(bucket, known)}
    pairs |= {pair: None for pair, count in shared.items() if count >= LEAST_SENTENCES}
    by_key = {piece.key: piece for piece in pieces}
    return ((by_key[left], by_key[right]) for left, right in pairs)


def _chain(bucket: Sequence[Piece], known: Container[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys of a bucket, along a chain and not all with all: with the first, and with the few before."""
    for number, right in enumerate(bucket):
        for left in (*bucket[:1], *bucket[max(1, number - 8) : number]):
            if left is not right and not (left.key in known and right.key in known):
                yield left.key, right.key


@cache
def _empty_minhash() -> Any:
    # The package loads scipy and a client for Redis, more than a second of each run, and MinHash needs neither: its
    # module is loaded from a package that has not been run.
    package = module_from_spec(find_spec("datasketch") or ModuleSpec("datasketch", None))
    sys.modules.setdefault("datasketch", package)
    try:
        from datasketch.minhash import MinHash
    finally:
        if sys.modules["datasketch"] is package:
            del sys.modules["datasketch"]
    return MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")
