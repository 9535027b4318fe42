"""Ways to tell what a quantity measures and whose it is, as records: a function, its names, its own sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, ParamSpec, get_args

from extractors.model import Kind
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached

P = ParamSpec("P")
# A text with the quantity in ``<>``, and the measure and the subject that come out; None where it does not say.
Example = tuple[str, str | None, str | None]
Maker = Callable[[Scene, Quantity], Attached | None]


KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Rule:
    """One answer that a way can give.

    Attributes:
        name: what a claim carries in ``rules``.
        examples: texts in which the rule makes the claim of the quantity in ``<>``.
        counterexamples: texts that come near; none of their claims is the rule's.
    """

    name: str
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way(Generic[P]):
    """One step of a ladder of ways.

    Attributes:
        make: what the quantity measures and whose it is; None hands over to the next way of the ladder.
        rules: the answers that ``make`` gives. Two ways may give the same answer, and then hold the same record.
        inside: the ladder that ``make`` climbs itself, where it does.
        kinds: the kinds of quantity it is asked about; it never sees another.
        later: True where it is asked only about a quantity behind another one of its sentence.
    """

    make: Callable[P, Attached | None]
    rules: tuple[Rule, ...] = ()
    inside: tuple[Way[...], ...] = ()
    kinds: tuple[Kind, ...] = KINDS
    later: bool = False


def makers(ways: tuple[Way[P], ...]) -> tuple[Callable[P, Attached | None], ...]:
    """The functions of a ladder alone, to be called one after the other for each quantity."""
    return tuple(way.make for way in ways)


def makers_for(ways: tuple[Way[P], ...]) -> Mapping[tuple[Kind, bool], tuple[Callable[P, Attached | None], ...]]:
    """The functions of a ladder that may have an answer, by the kind of the quantity and whether another stands
    before it in the sentence.
    """
    return {
        (kind, behind): makers(tuple(way for way in ways if kind in way.kinds and (behind or not way.later)))
        for kind in KINDS
        for behind in (False, True)
    }


def rules_of(ways: tuple[Way[...], ...]) -> Iterator[Rule]:
    """Every rule of a ladder and of those inside it, each once."""
    seen: set[int] = set()
    for way in ways:
        for rule in (*way.rules, *rules_of(way.inside)):
            if id(rule) not in seen:
                seen.add(id(rule))
                yield rule
