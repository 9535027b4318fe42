"""For whom somebody speaks, and whom a pronoun does not mean: "A spokesman for Oakmart said it", "ordered him"."""

from __future__ import annotations

from extractors.clauses import subject_of
from extractors.noun_phrases import right_phrase
from extractors.scene import Scene

OF_FIRMS = frozenset("it its they their we our".split())
_SPOKESMEN = frozenset("spokesman spokeswoman spokesperson spokespeople representative".split())


def spoken_for(scene: Scene, stop: int) -> str | None:
    """ "A spokesman for Oakmart said it had cut 40 jobs": Oakmart."""
    sent = scene.sent
    if _SPOKESMEN.isdisjoint(sent.said):
        return None
    k = next((k for k in range(min(stop, len(sent.lows)) - 1) if sent.lows[k] in _SPOKESMEN), -1)
    if k < 0 or sent.lows[k + 1] not in ("for", "at", "of", "from"):
        return None
    firm = right_phrase(sent, k + 2, tails=0)
    return scene.words_of(firm) if firm is not None and sent.tags[firm.head] in ("NNP", "NNPS") else None


def is_who_acts(scene: Scene, k: int, name: str) -> bool:
    """True where ``name`` does what the verb in front of the pronoun at token ``k`` tells."""
    subject = subject_of(scene.sent, k - 1)
    return subject is not None and name.rpartition(" ")[2] in scene.text(subject.first, subject.last)
