"""Whose a figure is by weights fitted to annotated articles: the likeliest of all whom the article speaks of."""

from __future__ import annotations

from collections import Counter

from extractors.attach_owner import named, without_size
from extractors.attach_tallies import is_tally, reports_cases
from extractors.clause_subjects import clause_subject
from extractors.discourse import Discourse, names_of_text
from extractors.incidents import may_be_incident
from extractors.no_owners import starts_with_number, thing_counted
from extractors.owner_held import Choice, is_held
from extractors.owner_pool import Candidate, Pool, cast_of, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.weighing import surest, weights, worths
from extractors.words import words

TABLE = "owner_weights"
_TELLER = 3000  # thousandths that speak against who only reports cases; set by hand, no fitted sign says so
_NEVER = 100_000
_LONG = 12  # figures of one sentence


def choose_owner(scene: Scene, q: Quantity, told: Statement, lasting: bool) -> str | None:
    """The owner that the weights say, if that is clearly another than whom the rules say in ``told``.

    ``lasting`` where the measure is what goes on, which belongs to somebody with a name if to anybody.
    """
    owner = told.subject
    by_name = told.rule in _MOVING and owner is not None and _is_subject_by_name(scene, owner)
    if is_open(scene) and not by_name:
        pool = pool_of(scene, q, told)
        worth = worths(pool.candidates, pool.contexts, weights(TABLE))
        worth = [
            one - _against(scene, q, told, c, lasting) if c.known is not None else one
            for one, c in zip(worth, pool.candidates, strict=True)
        ]
        best = _itself(pool, worth, surest(worth, lambda k: pool.candidates[k].words, pool.ruled))
        if best != pool.ruled and not is_held(
            Choice(scene, q, told, pool.candidates[best], pool.candidates[pool.ruled])
        ):
            said = pool.candidates[best].text
            owner = named(scene.names, without_size(said)) if said is not None else None
            if owner and q.kind == "ratio" and starts_with_number(owner):
                owner = thing_counted(owner) or owner  # "one in [five roads]"
            q.rules.append("owner:fitted")
        elif owner and (pool.candidates[pool.ruled].full or pool.candidates[pool.ruled].text is None):
            owner = pool.candidates[pool.ruled].text  # nobody, where the rules took a piece of a sentence
    cast_of(scene.names).remember(owner)
    return owner


def _itself(pool: Pool, worth: list[int], best: int) -> int:
    """The candidate ``best``, or a likelier one that it only names to speak of another: of "Quake survivors" the
    quake, of "Rovers manager" the Rovers.
    """
    said = pool.candidates[best].text or ""
    if " " not in said or not said.rpartition(" ")[2].islower():
        return best
    sure = worth[best] + _MUCH_SURER
    likelier = (k for k in range(len(worth)) if worth[k] > sure and _heads_another(said, pool.candidates[k].text))
    return max(likelier, key=worth.__getitem__, default=best)


def _heads_another(whole: str, part: str | None) -> bool:
    """True where ``whole`` is ``part`` with one more noun behind it."""
    more = whole[len(part) :] if part and "-" not in part and whole.lower().startswith(f"{part.lower()} ") else ""
    noun = more[1:]
    return noun.islower() and " " not in noun and noun not in _PLACES and not may_be_incident(noun)


_MUCH_SURER = (
    1900  # thousandths; "Chinese goods", "Orvane shares" and "Luohai port" are less far behind their first word
)
_PLACES = words("incidents.kinds_of_place") | {"forest"}


def _against(scene: Scene, q: Quantity, told: Statement, candidate: Candidate, lasting: bool) -> int:
    """What speaks against a candidate beside the weights, in thousandths."""
    known = candidate.known
    if known is None:
        return 0
    if q.kind == "count" and q.head >= 0 and known.text.startswith(f"{scene.text(q.phrase, q.head + 1)} "):
        return _NEVER  # "300 [houses in Arden]" are not their own
    if known.text[:1].islower() and " in " in known.text and _is_counted(scene, known.text):
        return _TELLER  # nor do they own what else the sentence counts
    if known.name and _is_of_somebody(scene) and _is_no_person(scene, known.text):
        return _NEVER
    if told.measure and _is_never_a_persons(scene, told.measure, known.text):
        return _NEVER
    if known.text.startswith(_TRADED):
        return _NEVER  # "Shares in Oakmart" own nothing: Oakmart does
    if lasting and (known.sort not in "PLE" or known.text[0].islower() or _NEAR_BY.isdisjoint(candidate.signs)):
        return _NEVER
    if lasting and known.sort == "E" and known.text not in scene.names.once(_often_named):
        return _NEVER  # the words of a headline
    told_of = "Linv" in candidate.signs and not _TOLD_OF.isdisjoint(
        scene.sent.said
    )  # "said Ann Mill, whose farm has"
    if not _INVERTED.isdisjoint(candidate.signs) and not told_of and _SELF.isdisjoint(scene.sent.said):
        return _TELLER  # "there were 30 open posts, said [Ann Mill]"
    return _TELLER if is_tally(told.measure) and reports_cases(known.text) else 0  # "Officials reported nine deaths"


def _is_of_somebody(scene: Scene) -> bool:
    """ "He has been bitten by [14 dogs]": no firm and no town has."""
    subject = clause_subject(scene, scene.verb) if scene.verb >= 0 else None
    return subject is not None and subject.last - subject.first == 1 and scene.low(subject.first) in ("he", "she")


def _is_no_person(scene: Scene, text: str) -> bool:
    """True for a place or a body, as its words or the article tell; False for a name of which nothing is known."""
    if _is_person(scene, text):
        return False
    return scene.names.is_place(text) or not _ORGANISATIONS.isdisjoint(text.lower().split())


_ORGANISATIONS = words("people.organisations")


def _is_person(scene: Scene, text: str) -> bool:
    people, name = scene.names.people(), text.partition(" of ")[0]  # "Jane Roe of the Telmar Chamber"
    return people.named(name) is not None or people.named(name.rpartition(" ")[2]) is not None


def _is_never_a_persons(scene: Scene, measure: str, text: str) -> bool:
    """ "Turnout was [38.9%]" in an article on candidates."""
    return not _PUBLIC.isdisjoint(measure.lower().split()) and text[0].isupper() and _is_person(scene, text)


_PUBLIC = frozenset("turnout occupancy unemployment inflation gdp rainfall humidity ridership joblessness".split())


def _is_counted(scene: Scene, text: str) -> bool:
    at = scene.folded.find(f" {text}", scene.sent.offset, scene.sent.stop)
    return at > 0 and scene.folded[at - 1].isdigit()


_TRADED = tuple(f"{what} {of} " for what in ("Shares", "shares", "Stock", "stock") for of in ("in", "of"))
# Signs of those the sentence names, those before or the title.
_NEAR_BY = frozenset("main subj1 insubj1 par0 agent1 first C N".split())
_INVERTED = frozenset(("Linv", "Rinv"))


def _often_named(names: Discourse) -> frozenset[str]:
    """Names that the text writes more than once."""
    times = Counter(name for _, name in names.once(names_of_text))
    return frozenset(name for name, count in times.items() if count > 1)


_TOLD_OF = frozenset("who whose".split())
_SELF = frozenset("i we me us my our he she his her it its they their him them".split())


_MOVING = ("attach:verb_entity", "attach:verb_thing")


def _is_subject_by_name(scene: Scene, name: str) -> bool:
    """ "while the [Conservatives] have fallen to 28 percent": nobody else is meant."""
    subject = clause_subject(scene, scene.verb)
    if subject is None or scene.tag(subject.head) not in ("NNP", "NNPS"):
        return False
    return scene.folded.find(name, scene.sent.start[subject.first], scene.sent.end[subject.last - 1]) >= 0


def is_open(scene: Scene) -> bool:
    """False in a lone sentence without a title, where nobody else is spoken of, and far down a list."""
    return (len(scene.names.spans) > 1 or bool(scene.names.title)) and len(scene.done) <= _LONG
