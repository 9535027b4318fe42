"""What a quantity measures and whose it is, from the noun phrases and verbs around it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.clauses import (
    SPEECH,
    TIME_NOUNS,
    Phrase,
    group_start,
    left_phrase,
    right_phrase,
    subject_of,
    text_of,
    verb_before,
)
from extractors.discourse import GENERIC, PERSONS, SPEAKERS, THINGS, Discourse
from extractors.moves import DOWN_NOUNS, DOWN_VERBS, DOWN_WEAK, UP_NOUNS, UP_VERBS, UP_WEAK
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

_MOVES = UP_VERBS | DOWN_VERBS | UP_WEAK | DOWN_WEAK
_LEVEL_VERBS = words("attach.level_verbs")
_RATE_ADJECTIVES = {
    "daily": "day",
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "hourly": "hour",
    "annualized": "year",
    "annualised": "year",
    "nightly": "night",
    "quarterly": "quarter",
    "per-share": "share",
}
_LIGHT = words("attach.light")
_STOCK = frozenset("stock stocks share shares".split())
_HARM = frozenset("killed injured wounded dead hurt arrested died".split())
_BODY_KINDS = frozenset(("money", "percent", "percentage_point", "measure", "index", "ratio", "duration", "rank"))


@dataclass(frozen=True, slots=True)
class Statement:
    """Measure and subject in the article's words (None where not stated), and a rate that an adjective gave."""

    measure: str | None
    subject: str | None
    per: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Scene:
    sent: Sentence
    folded: str
    names: Discourse
    index: int
    ahead: Quantity | None = None


def attach(
    sent: Sentence,
    folded: str,
    names: Discourse,
    index: int,
    q: Quantity,
    done: list[Statement],
    ahead: Quantity | None = None,
) -> Statement:
    """Measure and subject of ``q``, one quantity of sentence ``index``; ``done`` are those before it.

    ``ahead`` is the quantity after it in the sentence, None for the last.
    """
    scene = _Scene(sent, folded, names, index, ahead)
    made = _measure_and_owner(scene, q, done)
    measure, owner, per, rule = made
    if measure:
        measure, adjective_per = _strip_rate(measure, q)
        per = per or adjective_per
        measure = _tidy(measure)
    level = rule in (
        "attach:verb_level",
        "attach:object",
        "attach:previous",
        "attach:carried",
        "attach:opening",
        "attach:verb_thing",
    )
    if (
        per is None
        and q.kind == "money"
        and level
        and measure
        and measure.lower().split()[-1] in _STOCK
        and q.change is None
        and q.high < 20_000
    ):
        per = "share"
    if q.kind not in ("money", "measure", "count", "duration"):
        per = None
    return Statement(measure or None, _tidy(owner) if owner else None, per, rule)


def _tidy(text: str) -> str:
    words = text.replace("\n", " ").split()
    while words and words[0].lower() in ("the", "a", "an", "its", "their", "his", "her", "our", "total", "and"):
        words.pop(0)
    out = " ".join(words).strip(" ,;:\"'")
    return out[:-2] if out.endswith("'s") else out


def _strip_rate(measure: str, q: Quantity) -> tuple[str, str | None]:
    words = measure.split()
    if [w.lower() for w in words[:2]] == ["per", "capita"] and len(words) > 2 and q.per is None:
        return " ".join(words[2:]), "person"
    for k, word in enumerate(words[:3]):
        per = _RATE_ADJECTIVES.get(word.lower())
        if per and len(words) > k + 1:
            if (
                q.kind in ("money", "measure", "count")
                and q.per is None
                and words[k + 1].lower() not in ("growth", "report", "meeting", "average")
            ):
                return " ".join(words[:k] + words[k + 1 :]), per
            if words[k + 1].lower() == "average" and q.kind in ("money", "measure", "count"):
                return " ".join(words[:k] + words[k + 1 :]), per
            return measure, None
    return measure, None


# --------------------------------------------------------------------------------------------------------------
_ORGANISATIONS = words("attach.organisations")
# What a whole article may be about: "the outbreak" is the outbreak of the headline.
_STORY_NOUNS = words("attach.story_nouns")


def _owner_name(scene: _Scene, phrase: Phrase) -> str:
    """A phrase as a subject: pronouns and "the company" give the name they stand for, if one is known."""
    sent = scene.sent
    low = sent.lows[phrase.first]
    if phrase.last - phrase.first == 1 and (low in THINGS or low in PERSONS or low in SPEAKERS):
        earlier = _earlier_name(scene, phrase.first) if low in THINGS else None
        return earlier or scene.names.resolve(low, scene.index) or ""
    head = sent.lows[phrase.head]
    if (
        low in ("the", "this")
        and phrase.last == phrase.head + 1 == phrase.first + 2
        and head not in GENERIC
        and sent.tags[phrase.head] == "NN"
    ):
        # "the outbreak", "the simulation": of what the article is about
        main = scene.names.main_entity()
        thing = text_of(sent, scene.folded, phrase.head, phrase.last)
        return f"{main} {thing}" if main and head in _STORY_NOUNS else thing
    if (
        head in GENERIC
        and sent.tags[phrase.head] == "NN"
        and low in ("the", "this", "that")
        and phrase.head - phrase.first <= 2
    ):
        if phrase.last == phrase.head + 1:
            return (
                scene.names.resolve_noun(head, scene.index)
                or (scene.names.resolve("it", scene.index) if head in _ORGANISATIONS else None)
                or text_of(sent, scene.folded, phrase.first, phrase.last)
            )
    if low in ("his", "her", "its", "their", "our", "my"):
        owner = scene.names.resolve(low, scene.index)
        if owner:
            return owner
    return text_of(sent, scene.folded, phrase.first, phrase.last)


def _earlier_name(scene: _Scene, before: int) -> str | None:
    """A name, or "the company", that is the subject earlier in the same sentence: what "it" and "they" stand for."""
    sent = scene.sent
    for k in range(before):
        if sent.tags[k] in ("VBD", "VBZ", "VBP", "MD"):
            found = left_phrase(sent, group_start(sent, k))
            if found is None or found.last > before:
                return None
            if sent.tags[found.head] in ("NNP", "NNPS"):
                return text_of(sent, scene.folded, found.first, found.last)
            if sent.lows[found.head] in GENERIC and sent.lows[found.first] in ("the", "this"):
                return _owner_name(scene, found)
            return None
    return None


def _split(scene: _Scene, phrase: Phrase) -> tuple[str | None, str | None]:
    """(measure, owner) of a noun phrase: "Home Depot's shares" is (shares, Home Depot), "the company" (None, name)."""
    sent, folded = scene.sent, scene.folded
    first, last = phrase.first, phrase.last
    tags, lows = sent.tags, sent.lows
    if last - first == 1 and (lows[first] in THINGS or lows[first] in PERSONS or lows[first] in SPEAKERS):
        return None, _owner_name(scene, phrase) or None
    core_end = phrase.head + 1
    for k in range(first, core_end):
        if tags[k] == "POS" and k > first:
            owner = text_of(sent, folded, first, k)
            if lows[k - 1] in CALENDAR or lows[k - 1] in TIME_NOUNS or lows[k - 1] == "today":
                return text_of(sent, folded, k + 1, last), None
            return text_of(sent, folded, k + 1, last), owner
    if tags[first] == "PRP$":
        owner_name = (
            scene.names.resolve(lows[first], scene.index) if lows[first] in THINGS | PERSONS | SPEAKERS else None
        )
        earlier = _earlier_name(scene, first) if lows[first] in ("its", "their") else None
        return text_of(sent, folded, first + 1, last), earlier or owner_name
    k = first
    while k < core_end and tags[k] in ("DT", "JJ", "CD") and not (tags[k] == "JJ" and sent.words[k][0].isupper()):
        k += 1
    run = k
    while run < core_end and (
        tags[run] in ("NNP", "NNPS") or (lows[run] in ("&", "and") and run + 1 < core_end and tags[run + 1] == "NNP")
    ):
        run += 1
    if run == core_end and run > k:
        if core_end < last and lows[core_end] in ("of", "in", "for") and False:
            return None, text_of(sent, folded, first, last)
        return None, text_of(sent, folded, first, last)
    if run > k and run < core_end:
        head = lows[phrase.head]
        if head in GENERIC or tags[phrase.head] in ("NNP", "NNPS"):
            return None, text_of(sent, folded, first, last)
        return text_of(sent, folded, run, last), text_of(sent, folded, k, run)
    if lows[phrase.head] in GENERIC:
        if last == core_end:
            return None, _owner_name(scene, phrase)
        return None, text_of(sent, folded, first, last)
    # "shares of Urban Outfitters", "turnout in Leeds", "sales at the stores"
    for k in range(core_end, last - 1):
        if lows[k] in ("of", "at", "in", "by", "for", "on", "from"):
            tail = _tail(sent, k + 1, last)
            if (
                tail
                and (tags[tail[1] - 1] in ("NNP", "NNPS") or lows[k] in ("of", "at", "in", "from"))
                and lows[tail[0]] not in CALENDAR
            ):
                named = any(tags[m] in ("NNP", "NNPS") for m in range(*tail))
                if (
                    lows[phrase.head] in ("number", "percentage", "share", "proportion", "amount")
                    and lows[k] == "of"
                    and not named
                ):
                    return text_of(sent, folded, first, last), None
                definite = tags[tail[0]] in ("DT", "PRP$") and lows[tail[0]] not in (
                    "a",
                    "an",
                    "each",
                    "every",
                    "any",
                    "some",
                )
                if definite and not named and tail[1] >= last and lows[k] in ("of", "on", "at", "in"):
                    inner = Phrase(tail[0], tail[1], tail[1] - 1)
                    return text_of(sent, folded, first, k), _owner_name(scene, inner)
                if lows[phrase.head] in ("value", "price", "cost") and lows[k] == "of" and not named:
                    return text_of(sent, folded, first, last), text_of(sent, folded, *tail)
                if any(tags[m] in ("NNP", "NNPS") for m in range(*tail)):
                    measure = (
                        text_of(sent, folded, first, k)
                        if tail[1] >= last or lows[k] in ("at",)
                        else text_of(sent, folded, first, last)
                    )
                    if lows[k] in ("by", "for", "on"):
                        measure = text_of(sent, folded, first, last)
                    return measure, text_of(sent, folded, *tail)
    return text_of(sent, folded, first, last), None


def _tail(sent: Sentence, first: int, last: int) -> tuple[int, int] | None:
    end = first
    while end < last and sent.lows[end] not in ("of", "in", "to", "for", "at", "from", "on", "by", "with"):
        end += 1
    return (first, end) if end > first else None


# Nouns that say what is measured; any other noun in subject position is whose figure it is.
_MEASURE_NOUNS = words("attach.measure_nouns")


def _is_quantity_noun(low: str) -> bool:
    return low in _MEASURE_NOUNS or low.endswith(("tion", "ment", "ness", "ity", "ance", "ence", "ship", "age"))


def _clause_subject(scene: _Scene, verb: int) -> Phrase | None:
    return subject_of(scene.sent, verb) if verb >= 0 else None


def _owner_of_clause(scene: _Scene, verb: int) -> str | None:
    """The agent of a clause as an owner: "the company reported ..." gives the company's name."""
    phrase = _clause_subject(scene, verb)
    if phrase is None:
        return None
    measure, owner = _split(scene, phrase)
    if owner and measure is None:
        return owner
    if owner and measure:
        return text_of(scene.sent, scene.folded, phrase.first, phrase.last)
    return _owner_name(scene, phrase)


def _measure_and_owner(
    scene: _Scene, q: Quantity, done: list[Statement]
) -> tuple[str | None, str | None, str | None, str]:
    sent, folded = scene.sent, scene.folded
    tags, lows = sent.tags, sent.lows
    size = len(sent.words)
    if q.bracketed and done:
        return done[-1].measure, done[-1].subject, None, "attach:bracket"
    if q.kind == "age":
        return _age(scene, q)
    before = q.first - 1
    while before >= 0 and lows[before] in (
        "a",
        "an",
        "the",
        "just",
        "only",
        "another",
        "additional",
        "further",
        "record",
        "whopping",
        "extra",
    ):
        before -= 1
    word = lows[before] if before >= 0 else ""
    verb = verb_before(sent, q.core)
    if verb >= q.first:
        before = verb
        word = ""
    if (
        q.kind == "ratio"
        and any(r.startswith("multiple:") for r in q.rules)
        and tags[q.core] in ("VBD", "VBN", "VB", "VBP", "VBZ", "VBG")
    ):
        # "water use more than doubled at the site": the number is the verb
        runs = subject_of(sent, q.core)
        if runs is not None:
            measure, owner = _split(scene, runs)
            if measure:
                place = (
                    _place_after(scene, q.last) if q.last < size and lows[q.last] in ("in", "at", "across") else None
                )
                return measure, owner or place or _fallback(scene, q), None, "attach:multiple_verb"
    label = _label(scene)
    if q.kind == "rank":
        return _rank(scene, q, verb)
    if q.kind == "count" and q.change is not None and verb >= 0 and not q.carried:
        made = _by_verb(scene, q, verb, before, done)
        if made[0]:
            return made
    if q.kind == "count" and q.head >= 0 and not q.carried and "gap" not in q.rules:
        made = _count(scene, q, verb, word)
        owner = made[1]
        if label:
            owner = label[0]
        elif owner is not None and done and _has_number(owner):
            owner = done[-1].subject
        elif owner is None and made[3] == "attach:count_subject":
            owner = _earlier_agent(scene, q.first)
        return made[0], owner, made[2], made[3]
    opened = done and done[-1].rule == "attach:opening"
    if done and ("unit:carried_gap" in q.rules or "gap" in q.rules):
        start = q.first
        while start > 0 and lows[start - 1] not in (",", "and", ";", "while"):
            start -= 1
        if start < q.first:
            return done[-1].measure, text_of(sent, folded, start, q.first), None, "attach:gap"
    if q.carried and done and not (opened and q.last < size and lows[q.last] == "of"):
        return done[-1].measure, done[-1].subject, None, "attach:carried"
    if (
        done
        and word in ("up", "down")
        and before > 0
        and lows[before - 1] == "and"
        and not q.carried
        and done[-1].rule == "attach:outlook"
    ):
        return done[-1].measure, done[-1].subject, None, "attach:outlook"
    if done and word == "from" and before > 0 and lows[before - 1] in ("up", "down") and done[-1].measure:
        return done[-1].measure, done[-1].subject, None, "attach:from"
    if word == "or" and done and q.kind not in ("count", "duration"):
        return done[-1].measure, done[-1].subject, None, "attach:apposition"
    made = _from_phrases(scene, q, verb, before, word, done)
    if label:
        return made[0], label[0], made[2], made[3]
    return made


def _has_number(text: str) -> bool:
    return any(c.isdigit() for c in text) or text.lower().partition(" ")[0] in NUMBER_WORDS


def _earlier_agent(scene: _Scene, before: int) -> str | None:
    """The named subject of an earlier clause of the sentence: "Guizhou has promoted ..., and 401 projects were formed"."""
    sent = scene.sent
    for k in range(before):
        if sent.tags[k] in ("VBD", "VBZ", "VBP", "MD") and sent.lows[k] not in SPEECH:
            found = subject_of(sent, k)
            if found is not None and sent.tags[found.head] in ("NNP", "NNPS") and found.last <= before:
                return text_of(sent, scene.folded, found.first, found.last)
    return None


def _label(scene: _Scene) -> tuple[str, int] | None:
    """ "Jane Roe: held on $70,000 bond": the name before a colon that opens the sentence, and the colon's token."""
    sent = scene.sent
    k = 0
    while k < min(8, len(sent.words)) and sent.tags[k] in ("NNP", "NNPS", "."):
        k += 1
    if 0 < k < len(sent.words) and sent.words[k] == ":":
        return text_of(sent, scene.folded, 0, k), k
    return None


def _from_phrases(
    scene: _Scene, q: Quantity, verb: int, before: int, word: str, done: list[Statement]
) -> tuple[str | None, str | None, str | None, str]:
    sent, folded = scene.sent, scene.folded
    tags, lows = sent.tags, sent.lows
    size = len(sent.words)
    last = _past_bracket(sent, q.last)
    twin = scene.ahead
    if (
        twin is not None
        and twin.kind == q.kind
        and q.kind in ("measure", "money", "percent")
        and lows[last : last + 1] in (["and"], ["or"])
        and twin.first <= last + 2
    ):
        # "71 kWh and 95 kWh of battery capacity": both are of it
        last = _past_bracket(sent, twin.last)
    # --- "77 percent were aged 26 or above"
    if (
        q.kind in ("percent", "ratio")
        and q.last < size
        and tags[q.last] in ("VBD", "VBP", "VBZ")
        and word in ("", ",", "and", '"', "while")
    ):
        opening = _opening(scene, q, done)
        if opening:
            return opening
    if (
        q.kind in ("percent", "ratio")
        and q.last < size
        and done
        and done[-1].rule == "attach:opening"
        and word in (",", "and")
        and tags[q.last] in ("JJ", "NNP", "NN", "NNS", "IN")
    ):
        stop = q.last + 1
        while stop < size and stop < q.last + 6 and lows[stop] not in (",", ".", ";", "and"):
            stop += 1
        return text_of(sent, folded, q.last, stop), done[-1].subject, None, "attach:opening"
    # --- "the state's $2 billion in reserves", "its 52 stores"
    owner = _possessor(scene, q, before)
    if owner:
        k = q.last + 1 if q.last < size and lows[q.last] in ("in", "of", "worth") else q.last
        phrase = right_phrase(sent, k, tails=1)
        if phrase is not None:
            return text_of(sent, folded, phrase.first, phrase.last), owner, None, "attach:possessive"
    # --- "Wall Street predicted $2.52 a share": the measure is the one spoken of, the agent only its source
    if (
        verb >= 0
        and lows[verb] in _EXPECT
        and before <= verb
        and q.kind in ("money", "percent", "index")
        and (done or scene.names.last)
    ):
        spoken = done[-1] if done else scene.names.last
        if q.per == "share" and scene.names.main_entity():
            return "earnings", scene.names.main_entity(), None, "attach:expected"
        if spoken is not None and spoken.measure:
            return spoken.measure, spoken.subject, None, "attach:expected"
    # --- "twice the rate", "three times the average"
    if q.kind == "ratio" and q.last < size and tags[q.last] in ("DT", "PRP$") and verb >= 0:
        phrase = right_phrase(sent, q.last, tails=0)
        if phrase is not None:
            return (
                text_of(sent, folded, phrase.first, phrase.last),
                _owner_of_clause(scene, verb),
                None,
                "attach:multiple_of",
            )
    # --- "revenue of $5m", "a loss of 3 percent", "a server capacity of 4 million units"
    if (
        word in ("of", "at", "between")
        and before > 0
        and (tags[before - 1] in NOUNS | {"POS", ")"} or lows[before - 1] in ("high", "low", "average", "total"))
        and not (word == "at" and tags[before - 1] == "NNP")
        and not (
            q.kind in ("money", "percent")
            and q.last < size
            and tags[q.last] in ("NN", "NNS")
            and lows[q.last] not in TIME_NOUNS
        )
    ):
        phrase = left_phrase(sent, before, verb + 1 if verb >= 0 else 0)
        if phrase is not None and lows[phrase.head] in _EMPTY and phrase.last - phrase.first <= 2:
            phrase = None
        if phrase is not None:
            holder = None
            for k in range(phrase.last - 2, phrase.first, -1):
                if lows[k] == "with":
                    holder = text_of(sent, folded, phrase.first, k)
                    phrase = Phrase(k + 1, phrase.last, phrase.last - 1)
                    break
            measure, owner = _split(scene, phrase)
            if measure is None:
                measure, owner = text_of(sent, folded, phrase.first, phrase.last), None
            if owner is None and holder:
                owner = holder
            if lows[phrase.head] in _OUTLOOKS and done and done[-1].measure and phrase.last - phrase.first <= 3:
                return (
                    f"{done[-1].measure}, {text_of(sent, folded, phrase.first, phrase.last)}",
                    done[-1].subject,
                    None,
                    "attach:outlook",
                )
            start = phrase.first
            while start > 0 and lows[start - 1] in ("a", "an", "the", "with"):
                start -= 1
            if (
                owner is None
                and done
                and start > 0
                and lows[start - 1] in ("and", ",")
                and done[-1].rule in ("attach:of", "attach:count_of", "attach:count_object")
            ):
                owner = done[-1].subject
            head = lows[phrase.head]
            if head in _PACES and phrase.last - phrase.first <= 3 and owner is None:
                runner = verb_before(sent, phrase.first)
                runs = _clause_subject(scene, runner)
                if runs is not None and lows[runner] not in _HAVING:
                    thing, whose = _split(scene, runs)
                    if thing:
                        return (
                            thing,
                            whose or _fallback(scene, q),
                            _RATE_ADJECTIVES.get(lows[phrase.first]),
                            "attach:pace",
                        )
            if (
                (head in UP_NOUNS or head in DOWN_NOUNS)
                and phrase.last - phrase.first <= 2
                and last < size
                and lows[last] == "in"
                and last + 1 < size
            ):
                thing = right_phrase(sent, last + 1, tails=1)
                if thing is not None and lows[thing.head] not in TIME_NOUNS | CALENDAR:
                    made2 = _split(scene, thing)
                    measure, owner = made2[0] or text_of(sent, folded, thing.first, thing.last), made2[1]
            if (
                (head in UP_NOUNS or head in DOWN_NOUNS)
                and phrase.head + 2 < phrase.last
                and lows[phrase.head + 1] == "in"
            ):
                # "a reduction in U.S. real income of": the income is measured
                inner = Phrase(phrase.head + 2, phrase.last, phrase.last - 1)
                measure, owner = _split(scene, inner)
            if owner is None and lows[0] == "with" and verb < 0:
                for k in range(q.last, size):
                    if tags[k] in ("VBZ", "VBD", "VBP", "MD"):
                        owner = _owner_of_clause(scene, k)
                        break
            if owner is None:
                owner = (
                    _owner_of_clause(scene, verb_before(sent, phrase.first))
                    or _with_owner(scene, phrase)
                    or _fallback(scene, q)
                )
            return measure, owner, None, "attach:of"
    # --- "230 million light-years wide", "as cost-effective as", "less profitable than"
    if last < size and lows[last] in _DIMENSIONS and q.kind in ("measure", "duration"):
        owner = None
        phrase = left_phrase(sent, before + 1 - (1 if word == "," else 0)) if before >= 0 and verb < 0 else None
        if verb >= 0:
            owner = _owner_of_clause(scene, verb)
        elif phrase is not None:
            owner = _owner_name(scene, phrase)
        return sent.words[last], owner or _fallback(scene, q), None, "attach:dimension"
    compared = _comparison(scene, q)
    if compared:
        return (
            compared,
            (_owner_of_clause(scene, verb) if verb >= 0 else None) or _fallback(scene, q),
            None,
            "attach:comparison",
        )
    if q.kind == "money" and word == "for":
        bought = _purchase(scene, before)
        if bought:
            return bought[0], bought[1] or _fallback(scene, q), None, "attach:purchase"
    # --- a share of a whole: "60 percent of its revenue", "half of the homes were"
    if q.kind in ("percent", "ratio") and q.last < size and lows[q.last] == "of" and q.change is None:
        return _share(scene, q, verb)
    if q.kind in ("percent", "ratio") and q.of_whole and q.last < size and tags[q.last] in ("DT", "PRP$"):
        return _share(scene, q, verb)
    # --- "a $5.1 million grant", "a 9% funding increase", "48 hour holds"
    follow = tags[q.last] if q.last < size else "."
    nominal = follow in NOUNS or (
        follow in ("JJ", "VBG", "JJS") and q.last + 1 < size and tags[q.last + 1] in NOUNS | {"JJ", "VBG"}
    )
    if follow == "VBN" and q.last + 1 < size and tags[q.last + 1] in NOUNS:
        nominal = True
    if (
        nominal
        and lows[q.last] not in CALENDAR
        and (lows[q.last] not in TIME_NOUNS or q.hyphen)
        and lows[q.last] not in _AFTER_STOP
        and not (q.last + 1 < size and follow == "NNP" and lows[q.last] in CALENDAR)
    ):
        phrase = right_phrase(sent, q.last, tails=1)
        if phrase is not None and not (q.kind == "percent" and tags[q.last] == "JJR"):
            owner = _owner_of_clause(scene, verb) or _fallback(scene, q)
            end = phrase.last
            if lows[end : end + 1] == ["that"]:
                while end < size and end < phrase.last + 12 and lows[end] not in (",", ".", ";", "by"):
                    end += 1
            return text_of(sent, folded, phrase.first, end), owner, None, "attach:noun_after"
    # --- "$2 billion in cash reserves", "5 inches of rain", "30 grams of the drug"
    if (
        last < size
        and lows[last] in ("in", "of", "worth", "on")
        and not (lows[last] == "on" and lows[last + 1 : last + 2] in (["a"], ["an"]))
        and last + 1 < size
        and q.change is None
        and q.kind in ("money", "measure", "duration")
    ):
        k = last + 1
        if lows[last] == "worth" and lows[k] == "of":
            k += 1
        phrase = right_phrase(sent, k, tails=1)
        if (
            phrase is not None
            and lows[phrase.head] not in TIME_NOUNS | CALENDAR
            and sent.forms[phrase.head] != "number"
            and not (
                lows[last] in ("in", "on")
                and (tags[phrase.head] in ("NNP", "NNPS") or (verb >= 0 and lows[verb] in _SPEND))
            )
        ):
            per = None
            if lows[phrase.first] in ("per-share",):
                per = "share"
            owner = _owner_of_clause(scene, verb) or _fallback(scene, q)
            return text_of(sent, folded, phrase.first, phrase.last), owner, per, "attach:in_noun"
    # --- "recommendation widgets (38%)"
    opener = before
    while opener > 0 and lows[opener] in ("currently", "now", "about", "some", "nearly", "only"):
        opener -= 1
    if opener > 0 and (lows[opener] in ("(", "—", "–", "--") or (lows[opener] == ":" and opener == q.first - 1)):
        before = opener
        phrase = left_phrase(sent, before)
        if phrase is not None:
            measure, owner = _split(scene, phrase)
            return (
                measure or text_of(sent, folded, phrase.first, phrase.last),
                owner or text_of(sent, folded, phrase.first, phrase.last),
                None,
                "attach:parenthesis",
            )
    if verb >= 0:
        return _by_verb(scene, q, verb, before, done)
    # --- no verb to the left: a headline or a fragment, or the number opens the sentence
    opening = _opening(scene, q, done)
    if opening:
        return opening
    phrase = left_phrase(sent, q.first)
    if phrase is not None:
        measure, owner = _split(scene, phrase)
        return (
            measure or text_of(sent, folded, phrase.first, phrase.last),
            owner or _fallback(scene, q),
            None,
            "attach:left",
        )
    if done:
        return done[-1].measure, done[-1].subject, None, "attach:previous"
    return None, _fallback(scene, q), None, "attach:none"


_SPEND = frozenset("spent spend spends spending invested invest invests investing".split())
_AFTER_STOP = words("attach.after_stop")


_EXPECT = words("attach.expect")


def _possessor(scene: _Scene, q: Quantity, before: int) -> str | None:
    """Who stands in the genitive directly before the number: "Indiana's", "its"."""
    sent = scene.sent
    k = q.first - 1
    if k < 0:
        return None
    if sent.tags[k] == "POS" and k > 0:
        phrase = left_phrase(sent, k)
        if phrase is None or sent.lows[phrase.head] in CALENDAR or sent.lows[phrase.head] in TIME_NOUNS:
            return None
        cut = _last_segment(sent, phrase)
        return _owner_name(scene, Phrase(cut, phrase.last, phrase.last - 1))
    if sent.tags[k] == "PRP$" and sent.lows[k] in THINGS | PERSONS | SPEAKERS:
        return _earlier_name(scene, k) or scene.names.resolve(sent.lows[k], scene.index)
    return None


def _last_segment(sent: Sentence, phrase: Phrase) -> int:
    cut = phrase.first
    for k in range(phrase.first, phrase.last):
        if sent.lows[k] in ("of", "for", "at", "in", "with", "by", "to", "from", "on") and k + 1 < phrase.last:
            cut = k + 1
    return cut


_DIMENSIONS = frozenset("wide long tall high deep thick across away old apart".split())


_OUTLOOKS = words("attach.outlooks")


_EMPTY = frozenset("total average sum maximum minimum combined median".split())
_PACES = frozenset("rate pace level record total average high low".split())
_HAVING = frozenset("has have had reported reports posted recorded set with said says".split())


def _past_bracket(sent: Sentence, k: int) -> int:
    """Token ``k``, or the one behind the bracket that opens there: "2 inches (50.8 mm) of rain"."""
    if k < len(sent.words) and sent.words[k] == "(":
        for m in range(k + 1, min(k + 7, len(sent.words) - 1)):
            if sent.words[m] == ")":
                return m + 1
    return k


def _comparison(scene: _Scene, q: Quantity) -> str | None:
    """ "9x as cost-effective as transfers", "20% less profitable than widgets": what is compared."""
    sent = scene.sent
    k, size = q.last, len(sent.words)
    if q.kind not in ("ratio", "percent") or k + 1 >= size:
        return None
    if sent.lows[k] in ("less", "more") and sent.tags[k + 1] in ("JJ", "RB") and q.kind == "percent":
        start = k
    elif sent.lows[k] == "as" and sent.lows[k + 1] not in ("much", "many", "high", "large", "a"):
        start = k + 1
    else:
        return None
    stop = start + 1
    while stop < size and stop < start + 8 and sent.lows[stop] not in (",", ".", ";", "but", "and"):
        stop += 1
    return text_of(sent, scene.folded, start, stop)


_BUYING = words("attach.buying")


def _purchase(scene: _Scene, before: int) -> tuple[str, str | None] | None:
    """ "acquired the paper for $5m", "its purchase of the paper for $5m": the deal and who made it."""
    sent = scene.sent
    for k in range(before - 1, max(-1, before - 24), -1):
        low = sent.lows[k]
        if low in (";", ".", ":"):
            return None
        if low in _BUYING:
            noun = sent.tags[k] in ("NN", "NNS")
            stop = min(before, k + 9)
            phrase = right_phrase(sent, k if noun else k + 1, tails=2, ceiling=before)
            measure = text_of(sent, scene.folded, k, phrase.last if phrase else stop)
            if noun and k and sent.tags[k - 1] in ("POS", "PRP$"):
                whose = left_phrase(sent, k - 1) if sent.tags[k - 1] == "POS" else None
                if whose is not None:
                    cut = _last_segment(sent, whose)
                    return measure, text_of(sent, scene.folded, cut, whose.last)
                return measure, scene.names.resolve(sent.lows[k - 1], scene.index)
            return measure, _owner_of_clause(scene, verb_before(sent, k) if noun else k)
    return None


def _fallback(scene: _Scene, q: Quantity) -> str | None:
    return (
        scene.names.main_entity()
        if q.kind in ("money", "percent", "index", "percentage_point", "measure", "ratio")
        else None
    )


def _with_owner(scene: _Scene, phrase: Phrase) -> str | None:
    """ "Gui'an Supercomputing Centre with a data storage capacity of": what stands before "with"."""
    sent = scene.sent
    k = phrase.first - 1
    while k >= 0 and sent.lows[k] in ("a", "an", "the", "and", ","):
        k -= 1
    if k > 0 and sent.lows[k] in ("with", "on", "at", "to", "for", "from"):
        found = left_phrase(sent, k - 1 if sent.lows[k - 1] == "," else k)
        if found is not None:
            _, owner = _split(scene, found)
            return owner or text_of(sent, scene.folded, found.first, found.last)
    return None


def _age(scene: _Scene, q: Quantity) -> tuple[str | None, str | None, str | None, str]:
    sent = scene.sent
    k = q.first
    while k > 0 and sent.lows[k - 1] in (",", "aged", "age", "(", "was", "is", "turned", "ages"):
        k -= 1
    phrase = left_phrase(sent, k)
    owner = _owner_name(scene, phrase) if phrase else None
    return "age", owner, None, "attach:age"


def _rank(scene: _Scene, q: Quantity, verb: int) -> tuple[str | None, str | None, str | None, str]:
    sent, folded = scene.sent, scene.folded
    size = len(sent.words)
    if any(r.endswith("superlative") for r in q.rules):
        phrase = right_phrase(sent, q.last, tails=1)
        owner = _owner_of_clause(scene, verb)
        if owner is None:
            follow = phrase.last if phrase else q.last
            if follow < size and sent.lows[follow] == ",":
                right = right_phrase(sent, follow + 1, tails=0)
                owner = text_of(sent, folded, right.first, right.last) if right else None
        return text_of(sent, folded, phrase.first, phrase.last) if phrase else None, owner, None, "attach:rank"
    measure = None
    k = q.last
    limit = min(size, q.last + 14)
    while k < limit:
        low = sent.lows[k]
        if low in ("terms", "for", "by") or (low == "in" and k + 1 < size and sent.lows[k + 1] != "the"):
            j = k + 2 if low == "terms" else k + 1
            if low == "in" and sent.lows[k + 1] == "terms":
                j = k + 3
            phrase = right_phrase(sent, j, tails=1)
            if phrase is not None and sent.lows[phrase.head] not in TIME_NOUNS:
                end = phrase.last
                if end + 1 < size and sent.tags[end] in ("VBN", "VBD") and sent.lows[end + 1] == "by":
                    more = right_phrase(sent, end + 2, tails=0)
                    end = more.last if more else end
                measure = text_of(sent, folded, phrase.first, end)
                break
        if low in (";", "."):
            break
        k += 1
    governing = verb_before(sent, q.first + 1) if sent.tags[q.first] in ("VBD", "VBN", "VBZ", "VBP", "VB") else verb
    owner = _owner_of_clause(scene, governing)
    return measure, owner, None, "attach:rank"


def _count(scene: _Scene, q: Quantity, verb: int, word: str) -> tuple[str | None, str | None, str | None, str]:
    """A counted noun: the phrase itself is the measure; the clause's agent owns it unless the counted group acts."""
    sent, folded = scene.sent, scene.folded
    size = len(sent.words)
    tags, lows = sent.tags, sent.lows
    end = q.head + 1
    measure = text_of(sent, folded, q.phrase, end)
    j = q.last
    capacity = None
    if word in ("of", "at") and q.first > 1:
        # "a server capacity of 4 million units"
        k = q.first - 1
        while k > 0 and lows[k] not in ("of", "at"):
            k -= 1
        if tags[k - 1] in NOUNS and lows[k - 1] not in NUMBER_WORDS:
            phrase = left_phrase(sent, k, verb + 1 if verb >= 0 else 0)
            if phrase is not None:
                for m in range(phrase.last - 2, phrase.first, -1):
                    if lows[m] == "with":
                        phrase = Phrase(m + 1, phrase.last, phrase.last - 1)
                        break
            if phrase is not None and tags[phrase.head] in ("NN", "NNS") and lows[phrase.head] not in _HOLDERS:
                thing, owner = _split(scene, phrase)
                words = (thing or "").lower().split()
                light = (
                    bool(words)
                    and words[-1] in ("total", "average", "number", "record", "sum", "maximum", "minimum")
                    and len(words) <= 2
                )
                if thing and not light:
                    capacity = thing
                    if owner is None:
                        owner = _owner_of_clause(scene, verb_before(sent, phrase.first)) or _with_owner(scene, phrase)
                    return capacity, owner, None, "attach:count_of"
    if j < size and lows[j] in ("who", "that", "which"):
        stop = j
        while stop < size and stop < j + 9 and lows[stop] not in (",", ".", ";", "("):
            stop += 1
        measure = text_of(sent, folded, q.phrase, min(stop, size))
    elif j < size and lows[j] in ("including", "excluding", "following"):
        pass
    elif (j < size and tags[j] in ("VBN", "VBG")) or (j < size and tags[j] == "VBD" and lows[j].endswith("ed")):
        measure = text_of(sent, folded, q.phrase, end) + " " + sent.words[j]
        if tags[j] == "VBG" and j + 1 < size:
            more = right_phrase(sent, j + 1, tails=0)
            if more is not None and more.first <= j + 2 and more.last - more.first == 1 and end - q.phrase == 1:
                measure = text_of(sent, folded, q.phrase, more.last)
        if j + 1 < size and lows[j + 1] in ("for", "to", "by", "out", "at", "from") and j + 2 < size:
            more = right_phrase(sent, j + 2, tails=0)
            if more is not None and more.last - more.first <= 3:
                measure += " " + text_of(sent, folded, j + 1, more.last)
    elif j + 1 < size and lows[j] in ("was", "were", "are", "is", "have", "has", "had", "be", "been"):
        k = j
        while k < size and (
            lows[k] in ("was", "were", "are", "is", "have", "has", "had", "be", "been", "not") or tags[k] == "RB"
        ):
            k += 1
        if k < size and tags[k] in ("VBN", "VBD", "VBG", "JJ", "IN"):
            stop = k + 1
            if tags[k] in ("IN",):
                more = right_phrase(sent, k + 1, tails=0)
                stop = more.last if more else stop
            measure = f"{measure} {text_of(sent, folded, k, stop)}"
    elif j < size and lows[j] in ("in", "of", "for", "from", "at", "on", "under", "without", "with", "to"):
        nxt = right_phrase(sent, j + 1, tails=0)
        if (
            nxt is not None
            and lows[nxt.head] not in TIME_NOUNS | CALENDAR
            and lows[j] in ("of", "for", "without", "under", "to")
            and nxt.last - nxt.first <= 5
        ):
            if lows[j] == "to" and sent.tags[j + 1] in ("VB",):
                pass
            elif lows[j] == "for" and tags[nxt.first] == "CD":
                pass
            else:
                stop = nxt.last
                if (
                    stop + 1 < size
                    and lows[stop] in ("or", "and")
                    and lows[stop + 1] in ("in", "under", "out", "put")
                ):
                    extra = right_phrase(sent, stop + 2, tails=0)
                    stop = extra.last if extra is not None and extra.last <= stop + 5 else stop
                measure = text_of(sent, folded, q.phrase, stop)
    if (
        verb >= 0
        and lows[verb] in ("including", "include", "includes", "included")
        and scene.names.last is not None
        and verb < q.first
        and verb >= q.first - 3
    ):
        return measure, scene.names.last.subject, None, "attach:count_part"
    acts = (
        q.first > 0
        and lows[q.first - 1] == ","
        and _verb_next(sent, q.last)
        and tags[verb if verb >= 0 else 0] in ("VBN", "VBG")
    )
    if verb >= 0 and not acts and _within_clause(sent, verb, q.first):
        owner = _owner_of_clause(scene, verb)
        low = lows[verb]
        if word == "of" and q.first > 1 and lows[q.first - 2] in NUMBER_WORDS:
            owner = None
        if low in _HARM or (low.endswith("ing") and low[:-3] in ("kill", "injur", "wound")):
            owner = owner or None
        if (
            tags[verb] in ("VBN", "VBD")
            and low not in ("had", "has")
            and low.endswith("ed")
            and q.unit == "person"
            and len(measure.split()) <= 2
        ):
            measure = f"{measure} {sent.words[verb]}"
        elif tags[verb] in ("VBN", "VBD") and lows[verb] not in _PLAIN_VERBS and len(measure.split()) <= 3:
            measure = f"{measure} {sent.words[verb]}"
        return measure, owner, None, "attach:count_object"
    owner = _acting_owner(scene, q, j)
    if owner is None and word == "of" and q.first > 1:
        # "McClatchy, a chain of 30 newspapers"
        k = q.first - 2
        while k > 0 and tags[k] in NOUNS | {"DT", "JJ"}:
            k -= 1
        if k > 0 and lows[k] == "," and lows[k + 1] in ("a", "an", "the"):
            named = left_phrase(sent, k)
            owner = text_of(sent, folded, named.first, named.last) if named is not None else None
    return measure, owner, None, "attach:count_subject"


_HOLDERS = words("attach.holders")
_PLAIN_VERBS = words("attach.plain_verbs")


def _within_clause(sent: Sentence, verb: int, first: int) -> bool:
    """True where nothing between verb and number opens a new clause."""
    for k in range(verb + 1, first):
        low = sent.lows[k]
        if low in (";", ":", "who", "which") or (low == "that" and sent.tags[k] in ("IN", "WDT")):
            return False
        if (
            low in ("and", "but", "while", "as", "because", "after", "before", "when", "since", "although", "though")
            and sent.lows[k - 1] == ","
        ):
            return False
        if low in ("said", "says"):
            return False
    if sent.lows[verb] in (
        "said",
        "says",
        "say",
        "told",
        "estimated",
        "estimates",
        "reported",
        "announced",
        "added",
        "noted",
        "showed",
        "shows",
        "found",
        "claims",
        "claimed",
    ) and (verb + 1 >= first - 1 or sent.lows[verb + 1] in ("that", ",", ":", '"') or True):
        return (
            sent.lows[verb] in ("reported", "reports", "found", "announced")
            and first - verb <= 4
            and not _verb_next(sent, first)
        )
    return True


def _verb_next(sent: Sentence, first: int) -> bool:
    """True where the number's phrase is followed by a finite verb of its own."""
    for k in range(first, min(first + 7, len(sent.words))):
        if sent.tags[k] in ("VBD", "VBP", "VBZ", "MD"):
            return True
        if sent.words[k] in ",.;":
            return False
    return False


def _acting_owner(scene: _Scene, q: Quantity, j: int) -> str | None:
    """For a counted group that is itself the subject: the event or place it belongs to, else None."""
    sent, folded = scene.sent, scene.folded
    size = len(sent.words)
    k = j
    limit = min(size, j + 7)
    if (
        j + 1 < size
        and sent.lows[j] == ","
        and sent.lows[j + 1] in ("including", "most", "some", "among", "mostly", "many")
    ):
        # "300 people, including one woman, were deported by ..."
        k = j + 2
        while k < size and sent.lows[k] != ",":
            k += 1
        if k + 1 < size:
            j = k + 1
            k = j
            limit = min(size, j + 7)
    harmed = any(sent.lows[m] in _HARM for m in range(j, limit))
    first = q.phrase
    if (
        not harmed
        and first >= 0
        and sent.tags[first] == "NNP"
        and q.head > first
        and sent.tags[q.head] in ("NN", "NNS")
    ):
        return sent.words[first]
    while k < limit:
        low = sent.lows[k]
        if low in (",", ";", ".", "said", "according", "who"):
            break
        if low == "by" and sent.tags[k - 1] in ("VBN", "VBD"):
            phrase = right_phrase(sent, k + 1, tails=0)
            return text_of(sent, folded, phrase.first, phrase.last) if phrase else None
        if low in ("in", "at", "for", "across") and k > j:
            phrase = right_phrase(sent, k + 1, tails=1)
            if (
                phrase is not None
                and sent.lows[phrase.head] not in TIME_NOUNS | CALENDAR
                and sent.forms[phrase.head] != "number"
            ):
                return text_of(sent, folded, phrase.first, phrase.last)
            return None
        k += 1
    return None


def lows_in_company(sent: Sentence, whole: Phrase) -> bool:
    """True for a share of "the company", which is a stake."""
    return (
        sent.lows[whole.head] in ("company", "firm", "bank", "group", "business", "carmaker", "airline", "startup")
        and whole.last - whole.first <= 2
    )


def _share(scene: _Scene, q: Quantity, verb: int) -> tuple[str | None, str | None, str | None, str]:
    """ "36% of imports are computers": the whole is the measure, the part the subject; "half of the districts closed"."""
    sent, folded = scene.sent, scene.folded
    size = len(sent.words)
    k = q.last + (1 if sent.lows[q.last] == "of" else 0)
    while k < size and sent.tags[k] == "DT":
        k += 1
    whole = right_phrase(sent, k, tails=2)
    if whole is None:
        return None, _owner_of_clause(scene, verb), None, "attach:share"
    measure, owner = _split(scene, whole)
    if lows_in_company(sent, whole) and q.kind == "percent":
        name = _owner_name(scene, whole)
        return f"stake in {name}", _owner_of_clause(scene, verb) or _fallback(scene, q), None, "attach:stake"
    j = whole.last
    after = sent.lows[j] if j < size else "."
    if verb >= 0 and _within_clause(sent, verb, q.first):
        # "generates 60 percent of its revenue from advertising"
        agent = _owner_of_clause(scene, verb)
        if after in ("are", "is", "was", "were"):
            pass
        else:
            return (
                measure or text_of(sent, folded, whole.first, whole.last),
                agent or owner,
                None,
                "attach:share_object",
            )
    if after in ("are", "is", "was", "were", "came", "comes") and j + 1 < size:
        step = j + 2 if sent.lows[j + 1] in ("from", "not") else j + 1
        part = right_phrase(sent, step, tails=0)
        if part is not None:
            return (
                text_of(sent, folded, whole.first, whole.last),
                text_of(sent, folded, part.first, part.last),
                None,
                "attach:share_part",
            )
        if sent.tags[step] in ("VBN", "JJ", "VBD", "IN", "RB", "VBG") if step < size else False:
            more = right_phrase(sent, step + 1, tails=0) if sent.tags[step] == "IN" else None
            tail = text_of(sent, folded, step, more.last if more else step + 1)
            base = measure or text_of(sent, folded, whole.first, whole.last)
            return (
                f"{base} {tail}",
                owner or text_of(sent, folded, whole.first, whole.last),
                None,
                "attach:share_state",
            )
    if j < size and sent.tags[j] in ("VBD", "VBP", "VBZ"):
        base = measure or text_of(sent, folded, whole.first, whole.last)
        return (
            f"{base} {sent.words[j]}",
            owner or text_of(sent, folded, whole.first, whole.last),
            None,
            "attach:share_acts",
        )
    return (
        measure or text_of(sent, folded, whole.first, whole.last),
        owner or _fallback(scene, q),
        None,
        "attach:share",
    )


def _opening(
    scene: _Scene, q: Quantity, done: list[Statement]
) -> tuple[str | None, str | None, str | None, str] | None:
    """The number is itself the subject: "77 percent were aged 26 or above"."""
    sent, folded = scene.sent, scene.folded
    size = len(sent.words)
    j = q.last
    if j < size and sent.tags[j] in ("VBD", "VBP", "VBZ", "MD"):
        k = j + 1 if sent.lows[j] in ("were", "are", "was", "is", "had", "have") else j
        stop = k
        while stop < size and stop < k + 6 and sent.lows[stop] not in (",", ".", ";", "and"):
            stop += 1
        group = _of_group(scene) or (done[-1].subject if done and done[-1].rule == "attach:opening" else None)
        return text_of(sent, folded, k, stop), group or _fallback(scene, q), None, "attach:opening"
    return None


def _of_group(scene: _Scene) -> str | None:
    """ "Of the 300 people asked, half ...": the group in front."""
    sent = scene.sent
    if sent.lows[0] not in ("of", "among"):
        return None
    phrase = right_phrase(sent, 1, tails=1)
    if phrase is None:
        return None
    stop = phrase.last
    while stop < len(sent.words) and stop < phrase.last + 14 and sent.lows[stop] != ",":
        stop += 1
    return text_of(sent, scene.folded, phrase.first, stop)


_NOMINAL = {"earned": "earnings", "earns": "earnings", "earn": "earnings", "earning": "earnings", "lost": "loss"}


_OWN_MEASURE = words("attach.own_measure")


def _place_after(scene: _Scene, k: int) -> str | None:
    """ "turnout was 61 percent in Arden", "orders fell 12% at the foundry": where or whose, behind the number."""
    sent = scene.sent
    phrase = right_phrase(sent, k + 1, tails=0)
    if phrase is None or sent.lows[phrase.head] in TIME_NOUNS | CALENDAR or sent.forms[phrase.head] == "number":
        return None
    low = sent.lows[phrase.head]
    if (
        sent.tags[phrase.head] in ("NNP", "NNPS")
        or (sent.lows[k] in ("at", "in") and low in GENERIC)
        or (sent.lows[k] == "at" and sent.lows[k + 1] == "the")
    ):
        return text_of(sent, scene.folded, phrase.first, phrase.last)
    return None


def _object_between(sent: Sentence, verb: int, stop: int) -> Phrase | None:
    """The object between a verb and the words before the number: "cut [its forecast] to", "reduce [output] by"."""
    if verb + 1 < len(sent.words) and (
        sent.tags[verb + 1] in ("CD", "$", "IN", "RB", "TO") or sent.forms[verb + 1] == "sign"
    ):
        return None
    phrase = right_phrase(sent, verb + 1, tails=2, ceiling=stop)
    if phrase is not None and any(
        sent.tags[k] in ("%",) or sent.lows[k] in ("percent", "million", "billion")
        for k in range(phrase.first, phrase.last)
    ):
        return None
    if phrase is None or sent.lows[phrase.head] in TIME_NOUNS | CALENDAR:
        return None
    return phrase


def _by_verb(
    scene: _Scene, q: Quantity, verb: int, before: int, done: list[Statement]
) -> tuple[str | None, str | None, str | None, str]:
    sent, folded = scene.sent, scene.folded
    tags, lows = sent.tags, sent.lows
    size = len(sent.words)
    low = lows[verb]
    word = lows[before] if before >= 0 else ""
    subject = _clause_subject(scene, verb)
    moving = low in UP_VERBS or low in DOWN_VERBS or q.change is not None
    linking = word if word in ("to", "by", "from", "at", "up", "down", "higher", "lower", "off") else ""
    if (linking in ("to", "by", "from", "at") and before > verb + 1) or (
        linking in ("up", "down") and before > verb + 1
    ):
        thing = _object_between(sent, verb, before)
        if thing is not None and low not in ("is", "are", "was", "were", "said", "says"):
            measure, owner = _split(scene, thing)
            if measure is None:
                measure, owner2 = (owner, owner) if low not in ("told",) else (None, owner)
                owner = owner2
            agent = None
            if subject is not None:
                agent = _owner_of_clause(scene, verb)
            return measure, owner or agent or _fallback(scene, q), None, "attach:object"
    level = low in _LEVEL_VERBS or moving or (tags[verb] == "VBG" and low in ("being",))
    if level and subject is not None:
        measure, owner = _split(scene, subject)
        if measure is None and owner:
            if q.kind == "duration" or low in ("costs", "cost", "measures", "weighs", "lasted", "made"):
                return sent.words[verb], owner, None, "attach:verb_owner"
            return owner, owner, None, "attach:verb_entity"
        if owner is None and q.last < size and lows[q.last] in ("in", "at", "for", "on", "across"):
            owner = _place_after(scene, q.last)
        if (
            owner is None
            and subject.head < size
            and not _is_quantity_noun(lows[subject.head])
            and tags[subject.head] in NOUNS
        ):
            whole = _owner_name(scene, subject)
            return (sent.words[verb] if low in _OWN_MEASURE else measure), whole, None, "attach:verb_thing"
        return measure, owner or _fallback(scene, q), None, "attach:verb_level"
    if level and done and word in ("from", "to", "and", "or", ",", "up", "down", "by"):
        return done[-1].measure, done[-1].subject, None, "attach:previous"
    # --- "earned $2.8 billion", "spent 24 lakh in the four attempts", "paid $5m to settle"
    owner = _owner_of_clause(scene, verb)
    measure = _NOMINAL.get(low) or text_of(sent, folded, verb, verb + 1)
    after = lows[q.last] if q.last < size else "."
    if verb + 1 < before and word not in ("to", "and"):
        thing = _object_between(sent, verb, before)
        if thing is not None:
            measure = text_of(sent, folded, verb, thing.last)
            split, _ = _split(scene, thing)
            if word in ("for", "at", "of", "with", "by") and q.kind == "money":
                return measure, owner or _fallback(scene, q), None, "attach:verb_object"
            if split and q.kind != "money":
                return f"{sent.words[verb]} {split}", owner or _fallback(scene, q), None, "attach:verb_object"
    if (
        after in ("in", "on", "to", "for", "toward", "towards", "from", "into", "at", "against", "with")
        and q.last + 1 < size
    ):
        tail = right_phrase(sent, q.last + 1, tails=0)
        if tail is not None and lows[tail.head] not in TIME_NOUNS | CALENDAR and sent.forms[tail.head] != "number":
            measure = f"{measure} {text_of(sent, folded, q.last, tail.last)}"
    if q.kind == "duration" and word == "for" and done and done[-1].rule == "attach:rank" and done[-1].measure:
        return f"{done[-1].measure} rank", done[-1].subject, None, "attach:streak"
    if q.kind == "duration":
        start = verb
        stop = min(before + 1 if word not in ("for", "after", "over", "in") else before, start + 7)
        measure = text_of(sent, folded, start, max(stop, start + 1))
    return measure, owner or _fallback(scene, q), None, "attach:verb"


__all__ = ["DOWN_NOUNS", "UP_NOUNS", "Statement", "attach"]
