"""The ways to tell what a quantity measures and whose it is, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.attach_acts import OPENING_TIME
from extractors.attach_again import (
    APPOSITION,
    CARRIED,
    CONVERSION,
    EXPECTED,
    LISTED_AMOUNT,
    PREVIOUS_FIGURE,
    SECOND_OUTLOOK,
)
from extractors.attach_bracket_lists import IN_ROW
from extractors.attach_brackets import IN_BRACKETS, bracket_before
from extractors.attach_brought import BROUGHT
from extractors.attach_counts import COUNT_THAT_MOVES, COUNTED_NOUN, label_of
from extractors.attach_deals import ON_SALE, PURCHASE
from extractors.attach_gaps import ASIDE_OF_NAME, BRACKET_OF_NAME, GAPPED_TO, LEAD
from extractors.attach_headed import HEADED
from extractors.attach_moves import COMPARED, CORRECTED, LEVEL_AFTER_MOVE, MOVED_ASIDE, MOVED_FROM, SIZE_OF_MOVE
from extractors.attach_multiples import COMPARISON, MULTIPLE_OF, VERB_THAT_MULTIPLIES
from extractors.attach_next_owner import GAPPED
from extractors.attach_nouns import NOUN_AFTER
from extractors.attach_of import INHABITED, MEASURE_OF
from extractors.attach_openings import (
    COUNT_THAT_ACTS,
    NEXT_OPENING,
    OPENING_NUMBER,
    OPENING_SHARE,
    SHARE_OF_NOUN,
    SHARE_THAT_ACTS,
)
from extractors.attach_phrases import NOUN_BEFORE, NOUN_INSIDE, OF_RELATIVE, PHRASE_BEFORE, POSSESSED
from extractors.attach_put import PUT_AT
from extractors.attach_quakes import MAGNITUDE
from extractors.attach_ranks import AGE, RANK
from extractors.attach_rivals import EACH_BY, RIVAL
from extractors.attach_shares import RESTATED, SHARE_OF_WHOLE
from extractors.attach_sized_names import AT_FRONT, SIZED_NAME
from extractors.attach_sizes import DIMENSION, OFF_PLAN, VALUED
from extractors.attach_surveys import ANSWERED, OTHER_SIDE, SAMPLE
from extractors.attach_verbs import VERB_WAYS, by_verb
from extractors.attach_votes import VOTES
from extractors.model import Kind
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Maker, Rule, Way, makers_for, rules_of


def _verb(scene: Scene, q: Quantity) -> Attached | None:
    """ "Turnout reached 61 percent", "The bank cut its forecast to 3 percent"."""
    if scene.verb < 0:
        return None
    opener = bracket_before(scene, q)
    return by_verb(scene, q, opener if opener >= 0 else scene.before)


def _nothing_said(scene: Scene, q: Quantity) -> Attached:
    """ "5 percent.": of whatever the article is about."""
    return Attached(None, None, "attach:none")


def _surroundings(scene: Scene, q: Quantity) -> Attached | None:
    """Noun phrases and verbs around the quantity; a label at the head of the sentence owns what they state."""
    made = _first(_SURROUNDING, scene, q)
    label = label_of(scene)
    return made._replace(owner=label) if label and made is not None else made


def first_answer(scene: Scene, q: Quantity) -> Attached | None:
    """What the first of the ways says that has an answer."""
    return _first(_MAKERS, scene, q)


def _first(ladder: Mapping[tuple[Kind, bool], tuple[Maker, ...]], scene: Scene, q: Quantity) -> Attached | None:
    for make in ladder[q.kind, bool(scene.done)]:
        made = make(scene, q)
        if made is not None:
            return made
    return None


NOTHING_SAID = Way(
    _nothing_said, (Rule("attach:none", (("<5 percent>.", None, None),), ("Turnout was 5 percent.",)),)
)
SURROUNDINGS = (
    OPENING_TIME,
    SHARE_OF_NOUN,
    OPENING_SHARE,
    SHARE_THAT_ACTS,
    NEXT_OPENING,
    SIZED_NAME,
    POSSESSED,
    OF_RELATIVE,
    EXPECTED,
    AT_FRONT,
    MULTIPLE_OF,
    ON_SALE,
    MEASURE_OF,
    DIMENSION,
    COMPARISON,
    PURCHASE,
    VALUED,
    SHARE_OF_WHOLE,
    NOUN_AFTER,
    NOUN_INSIDE,
    NOUN_BEFORE,
    IN_BRACKETS,
    Way(_verb, inside=VERB_WAYS),
    OPENING_NUMBER,
    PHRASE_BEFORE,
    PREVIOUS_FIGURE,
    NOTHING_SAID,
)
WAYS = (
    CONVERSION,
    VOTES,
    HEADED,
    RESTATED,
    ANSWERED,
    IN_ROW,
    AGE,
    VERB_THAT_MULTIPLIES,
    RANK,
    MAGNITUDE,
    LEAD,
    OFF_PLAN,
    SAMPLE,
    INHABITED,
    PUT_AT,
    COUNT_THAT_MOVES,
    COUNT_THAT_ACTS,
    COUNTED_NOUN,
    GAPPED,
    GAPPED_TO,
    ASIDE_OF_NAME,
    BRACKET_OF_NAME,
    RIVAL,
    EACH_BY,
    OTHER_SIDE,
    BROUGHT,
    CARRIED,
    MOVED_ASIDE,
    SECOND_OUTLOOK,
    MOVED_FROM,
    CORRECTED,
    LEVEL_AFTER_MOVE,
    LISTED_AMOUNT,
    SIZE_OF_MOVE,
    COMPARED,
    APPOSITION,
    Way(_surroundings, inside=SURROUNDINGS),
)
RULES = tuple(rules_of(WAYS))
# The functions alone, as they are called for each quantity.
_MAKERS = makers_for(WAYS)
_SURROUNDING = makers_for(SURROUNDINGS)
