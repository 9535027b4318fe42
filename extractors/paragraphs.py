"""Whom each paragraph is about, where an article goes from firm to firm: "the company" is the one of its item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from extractors.labels import is_dateline, labels_in

_NO_FIRMS = frozenset(("Wall Street", "Analysts", "Shares", "Stocks"))


class Paragraphs:
    """The paragraphs of an article by the offsets where they begin, and the firm that each opens with."""

    def __init__(
        self, folded: str, title: str, spans: list[tuple[int, int]], opener: Callable[[int], str | None]
    ) -> None:
        """``opener`` tells whom a sentence begins with, by its number."""
        self._starts = [0]
        at = folded.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = folded.find("\n", at + 1)
        self._folded = folded
        self._labels = labels_in(folded)
        self._moves = _tells_of_moves(title)
        self._first: dict[int, int] = {}
        for index, (start, _) in enumerate(spans):
            self._first.setdefault(self._opens(start), index)
        self._opener = opener
        self._main: dict[int, int] = {}

    def label(self, start: int) -> str | None:
        """The name that the item of offset ``start`` opens with; None outside a list of firms, and for a dateline."""
        label = self._labels.get(self._opens(start))
        return None if label is None or is_dateline(label) else label

    def firm(self, index: int, start: int, main: str | None) -> str | None:
        """Whom "the company" of sentence ``index``, which begins at ``start``, is by its paragraph; None where the
        paragraph names ``main``, whom the article is about, before that, and where nothing tells.
        """
        opens = self._opens(start)
        if main and self._main_at(opens, main.partition(" ")[0]) < start:
            return None
        if self._labels:
            return self.label(start)
        first = self._first.get(opens)
        if not self._moves or first is None or first >= index:
            return None
        found = self._opener(first)
        return None if found in _NO_FIRMS else found

    def _opens(self, start: int) -> int:
        return self._starts[bisect_right(self._starts, start) - 1]

    def _main_at(self, opens: int, main: str) -> int:
        """Where a paragraph names the main one first; the end of the text where it does not."""
        if opens not in self._main:
            k = bisect_right(self._starts, opens)
            stop = self._starts[k] if k < len(self._starts) else len(self._folded)
            at = self._folded.find(main, opens, stop)
            self._main[opens] = at if at >= 0 else len(self._folded)
        return self._main[opens]


def _tells_of_moves(title: str) -> bool:
    """True for "Stocks making the biggest moves", "These shares are moving the most"."""
    low = title.lower()
    return ("stocks" in low or "shares" in low) and ("mov" in low or ":" in low)
