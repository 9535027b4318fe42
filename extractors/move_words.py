"""The verbs, nouns and adverbs of moving up and down."""

from __future__ import annotations

from extractors.tokens import Sentence
from extractors.words import words

# Verbs whose object is the size of the move, for any unit.
UP_VERBS = words("move_words.up_verbs")
DOWN_VERBS = words("move_words.down_verbs")
# Verbs whose object may be a thing ("lost 600 jobs"): a move only of percent, points and cents.
UP_WEAK = frozenset("gain gains gained gaining add adds added adding put tack tacked".split())
DOWN_WEAK = words("move_words.down_weak")
UP_NOUNS = words("move_words.up_nouns")
DOWN_NOUNS = words("move_words.down_nouns")
MOVE_NOUNS = UP_NOUNS | DOWN_NOUNS
MOVING_VERBS = UP_VERBS | DOWN_VERBS
MOVES = UP_VERBS | DOWN_VERBS | UP_WEAK | DOWN_WEAK
HARVESTS = frozenset("tonne ton kg quintal bushel acre ha lb".split())
_MOVE_WORDS = MOVES | MOVE_NOUNS | words("move_words.other_moves")
UP_ADVERBS = words("move_words.up_adverbs")
DOWN_ADVERBS = words("move_words.down_adverbs")
LOSS_ONLY_PERCENT = words("moves.loss_only_percent")
PERCENTLIKE = frozenset(("percent", "percentage_point", "index"))


def has_move(sent: Sentence, stop: int) -> bool:
    """True where a word before token ``stop`` says that something moved."""
    return any(w in _MOVE_WORDS for w in sent.lows[:stop])
