"""Sentences to clauses: each word in brackets of its clause's kind, the main one without."""

from __future__ import annotations

import pytest

from extractors.clause_map import clause_map
from extractors.text import fold
from extractors.tokens import tokenise

SEEN = [
    ("Sales fell in May.", "Sales fell in May ."),
    ("Kroll said sales fell.", "Kroll said [content sales fell .]"),
    ("Kroll said on Monday that sales fell.", "Kroll said on Monday [content that sales fell .]"),
    ("Sales fell, the firm said.", "Sales fell , [tail the firm said .]"),
    ("The works, which opened in 2019, employs 40.", "The works , [relative which opened in 2019 ,] employs 40 ."),
    ("The ferry, built in 1988, carries 400.", "The ferry , [participle built in 1988 ,] carries 400 ."),
    ("The brand it bought grew by 5.", "The brand [relative it bought] grew by 5 ."),
    ("When it opened, 40 came.", "[adverbial When it opened ,] 40 came ."),
    ("Rents fall if the bill passes.", "Rents fall [if if the bill passes .]"),
    ("It faces a fine if convicted.", "It faces a fine [if if convicted .]"),
    ("They sold 5 fewer than in May.", "They sold 5 fewer [than than in May .]"),
    ("A pledge made by Roe helped.", "A pledge [reduced made by Roe] helped ."),
    ("The plan - which costs 5 - failed.", "The plan - [relative which costs 5 -] failed ."),
    ("Jobs have been lost since 2000 but pay rose.", "Jobs have been lost since 2000 [main but pay rose .]"),
]


def bracketed(text: str) -> str:
    """The words of ``text``, those of every clause but the first in brackets with its kind."""
    folded = fold(text)
    sent = tokenise(folded, 0, len(folded))
    clauses = clause_map(sent)
    out: list[str] = []
    here = 0
    for word, c in zip(sent.words, clauses.of, strict=True):
        if c != here:
            if here:
                out[-1] += "]"
            if c:
                word = f"[{clauses.clauses[c].kind} {word}"
            here = c
        out.append(word)
    return " ".join(out) + ("]" if here else "")


@pytest.mark.parametrize(("text", "expected"), SEEN)
def test_a_sentence_is_read_as_clauses(text: str, expected: str) -> None:
    assert bracketed(text) == expected


def test_the_verbs_of_one_subject_are_joined() -> None:
    text = "Profit rose 5 percent in May and fell 3 percent in June."
    clauses = clause_map(tokenise(text, 0, len(text))).clauses
    assert [c.joined for c in clauses] == [-1, 0]
