"""Article text to numeric claims: the one door to the extractor."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extractors.attach import attach
from extractors.clauses import SPEECH
from extractors.counted_again import Counted
from extractors.discourse import PERSONS, SPEAKERS, THINGS, Discourse
from extractors.first_letters import by_first_letter
from extractors.former import mark_former
from extractors.grid_claims import read_grids
from extractors.grids import grids_of, is_prose, is_read
from extractors.headlines import in_sentence_case
from extractors.home_currency import Home
from extractors.iso_periods import in_order
from extractors.list_intros import RULE as LIST_INTRO
from extractors.list_intros import ListIntros
from extractors.measure_nouns import says_what
from extractors.modality_fitted import choose_modality
from extractors.model import Claim, Drop, Extraction
from extractors.own_units import NUMBERS_OF
from extractors.period_choice import ends_after
from extractors.period_memory import PeriodMemory
from extractors.period_settled import settled, time_and_mood
from extractors.quantities import Quantity, read_quantities
from extractors.shared_rates import with_rate
from extractors.speakers import Speaker, quoted_by, source_of, speaker_for, speaker_of, tells_of_speaker
from extractors.statement import Statement
from extractors.text import fold, sentence_ends
from extractors.tokens import NUMBER_WORDS
from extractors.tons import in_tonnes
from extractors.topics import DESCRIBERS
from extractors.words import words

EXTRACTOR_VERSION = "1"

_DIGIT = re.compile("[0-9]")  # most numbers are written so, and found much faster than any word
# A sentence without any of these holds no numeral; runs on lower-case text.
_TRIGGER = re.compile(
    r"[0-9½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞]|\b(?:"
    + by_first_letter(
        [
            *NUMBER_WORDS,
            *"hundreds? thousands? millions? billions? trillions? dozens? lakhs? crores? hal(?:f|ved?|ving)".split(),
            *"thirds? quarters? fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(),
            *"fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twice thrice".split(),
            *"doubl(?:e|ed|es|ing) tripl(?:e|ed|es|ing) trebl(?:e|ed|ing) quadrupl(?:e|ed|ing)".split(),
            *("more than an?", "less than an?", "almost an?", "nearly an?", "up to an?"),
            *"several few couple handful decades centuries first second scores tens".split(),
        ]
    )
    + r")\b|fold\b|long\b"
)


def find_claims(
    text: str,
    *,
    title: str | None = None,
    published_on: date | None = None,
    currency: str | None = None,
    country: str | None = None,
) -> Extraction:
    """Every numeric claim of ``text`` in order, and every numeral that is none with the reason.

    Of the outlet: ``currency`` is what its bare "$" means, ``country`` whose tons it writes of (ISO 4217, ISO 3166).
    """
    folded = fold(text)
    lower = folded.lower()
    if len(lower) != len(folded):  # a letter whose small form is longer
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
    home = Home(folded, fold(title) if title else "", currency)
    claims: list[Claim] = []
    drops: list[Drop] = []
    spans = sentence_ends(folded)
    memory = PeriodMemory(folded, spans, title, published_on)
    counted = Counted()
    names = Discourse(folded, spans, in_sentence_case(fold(title)) if title else "")
    intros = ListIntros(folded, published_on)
    grids = grids_of(folded) if "|" in folded else []
    for index, (start, stop) in enumerate(spans):
        if grids and is_read(grids, start, stop):
            continue
        if not (_DIGIT.search(lower, start, stop) or _TRIGGER.search(lower, start, stop)):
            continue
        sent = names.sentence(index)
        quantities, dropped = read_quantities(sent, folded, home, counted, index)
        for d in dropped:
            drops.append(Drop(text[d.start : d.end], d.start, d.end, d.reason))
        if not quantities:
            continue
        periods = memory.read(index)
        speaker: Speaker | None = None
        looked = False
        done: list[Statement] = []
        spoken: list[tuple[Quantity, int]] = []
        for k, q in enumerate(quantities):
            a, b = sent.start[q.first], sent.end[q.last - 1]
            b += b < stop and text[b] == ")" and folded[b] == " "  # "($0.12)", a loss
            timed = periods and q.kind in ("ratio", "duration")
            inside = timed and any(p.start <= a and b <= p.end for p in periods)
            if inside and (q.kind == "ratio" or (q.first and sent.lows[q.first - 1] == "first")):
                drops.append(Drop(text[a:b], a, b, "fiscal_period"))  # "in the first three quarters", "… nine months"
                continue
            ahead_of = quantities[k + 1] if k + 1 < len(quantities) else None
            stated = attach(sent, folded, names, index, q, done, ahead_of, quantities[k - 1] if k else None)
            stated = with_rate(sent, quantities, k, counted_thing(stated, q))
            if claims and _moves_as_expected(stated, q, claims[-1]):
                q.change = claims[-1].change
                q.rules.append("change:compared")
            done.append(stated)
            if stated.rule != "attach:age":  # told in passing
                names.last, names.last_index = stated, index
            if q.kind == "duration" and inside:
                q.vague = True  # "in the first nine months of 2026" says when, not how long
            period, modality, rule = time_and_mood(sent, q, periods, published_on)
            ahead = ends_after(period.iso, published_on) if period is not None else None
            modality, rule = choose_modality(sent, q, modality, rule, ahead)
            intro = intros.of(start)
            if intro is not None:
                period, modality, rule = intro.told(sent, q, period, modality, rule)
            if period is not None or rule != LIST_INTRO:
                period = settled(period, sent, index, q, periods, done, claims, memory, names)
            said_by = speaker_for(sent, folded, q)
            if said_by is None:
                if not looked:
                    speaker = speaker_of(folded, start, stop, sent) or quoted_by(folded, spans, index)
                    looked = True
                said_by = speaker
            if said_by is not None and '"' in sent.said and tells_of_speaker(folded, start, said_by, a):
                said_by = None
            spoken.append((q, len(claims)))
            claims.append(
                Claim(
                    text[a:b], a, b, q.low, q.high, q.resolution, q.bound, q.kind, q.unit, q.per or stated.per,
                    q.change, stated.measure, stated.subject, period.words if period else None,
                    in_order(period.iso) if period else None,
                    modality, _who(names, said_by, index), q.vague, text[start:stop], start,
                    (*q.rules, stated.rule, rule),
                )
            )  # fmt: skip
        mark_former(sent, spoken, claims, published_on)
    drops.sort(key=lambda drop: drop.start)
    if "_" in folded:
        claims = [_spaced(claim) for claim in claims]
    if grids:
        in_cells, no_claims = read_grids(grids, text, names, home, published_on)
        told = [claim for claim in claims if is_prose(grids, claim.start)]
        dropped = [drop for drop in drops if is_prose(grids, drop.start)]
        claims = sorted(told + in_cells, key=lambda claim: claim.start)
        drops = sorted(dropped + no_claims, key=lambda drop: drop.start)
    return Extraction(in_tonnes(claims, folded, country), tuple(drops))


def _spaced(claim: Claim) -> Claim:
    """A claim whose words write "5 800 km" as the article does, not "5_800 km" as it was folded."""
    said = (claim.measure, claim.subject, claim.per, claim.attributed_to)
    if not any(words and "_" in words for words in said):
        return claim
    measure, subject, per, who = (_GROUPED.sub(" ", words) if words else words for words in said)
    return replace(claim, measure=measure, subject=subject, per=per, attributed_to=who)


_GROUPED = re.compile(r"(?<=\d)_(?=\d{3})")


def _moves_as_expected(stated: Statement, q: Quantity, last: Claim) -> bool:
    """ "Orders climbed 1.4 percent. Analysts had expected [0.5 percent]": of the same move."""
    alike = q.kind == last.kind == "percent" and q.change is None and last.change is not None
    return (
        alike
        and stated.rule == "attach:expected"
        and (stated.measure, stated.subject) == (last.measure, last.subject)
    )


def counted_thing(stated: Statement, q: Quantity) -> Statement:
    """ "the remaining 26 were sold": the measure names what was counted before, "ferries sold"."""
    if q.kind == "duration":
        return replace(stated, lasts=True)
    if q.named is None or q.unit is None:
        return stated
    said = stated.measure or ""
    told = said.lower().rpartition(" ")[2]
    if stated.rule in _LEVELS and says_what(told) and told not in NUMBERS_OF:
        return stated  # "shipments fell to 1.3 billion"
    if q.unit.split()[-1] in said.lower() or q.named.split()[-1].lower() in said.lower():
        return stated
    head = said.rpartition(" ")[2].lower()
    if stated.rule in _OF_LEVELS and said and says_what(head) and head not in _NUMBERS:
        return stated  # "Enrolment fell from 9,800 to 4,300"
    if "toll" in said.split() or "number of " in said:
        return stated  # "The death toll had risen to 11"
    act = said if stated.rule in _ACTING and len(said.split()) <= _SHORT_ACT else ""
    act = (
        said.removeprefix("others ") if said.startswith("others ") and said.split()[1] not in SPEECH else act
    )  # "wounded nine others"
    return replace(stated, measure=f"{q.named} {act}".strip())


_ACTING = ("attach:opening", "attach:count_again")
_OF_LEVELS = ("attach:verb_level", "attach:from", "attach:level", "attach:carried", "attach:object")
_NUMBERS = frozenset("number figure total amount".split())
_SHORT_ACT = 4
_LEVELS = frozenset(("attach:verb_level", "attach:object"))


_SHARE = re.compile(
    r"\d ?(?:%|per ?cent)|^(?:nearly |about |almost |more than )?(?:half|two-thirds|a third|most|one in \w+)\b",
    re.IGNORECASE,
)


# "The cabinet on Tuesday approved 14 projects expected to": no speaker.
_OF_NUMBER = re.compile(r" of \d+$")
_CUT_OFF = re.compile(r"[a-z]ed (?:\w+ )?\d+$")


def _who(names: Discourse, speaker: Speaker | None, index: int) -> str | None:
    """The speaker by name: a pronoun or a surname resolved, "figures from" taken off."""
    if speaker is None or _SHARE.search(speaker.who) or speaker.who[0].isdigit() or _CUT_OFF.search(speaker.who):
        return None  # "60 percent of voters said": they are the figure, not its source
    low = speaker.who.lower()
    if _OF_NUMBER.search(speaker.who):
        return _OF_NUMBER.sub("", speaker.who)  # "a study of 1,800 households"
    if low == "they":
        return names.several(index) or names.resolve(low, index, speaker.start)
    if low in ("he", "she"):
        return names.resolve(low, index, speaker.start) or names.spoke_before(index)
    if low in _PRONOUNS:
        return names.resolve(low, index, speaker.start)
    if low in ("the two", "the pair", "the duo", "both", "the two companies", "the two firms"):
        return names.pair_before(index) or speaker.who
    if _FIRM.match(speaker.who) and low.rpartition(" ")[2] in _FIRMS:
        firm = names.firm(low.rpartition(" ")[2], index)
        return firm if firm is not None and not names.is_place(firm) else speaker.who
    who = source_of(speaker.who)
    said = who.split()
    cut = next((k for k in range(min(3, len(said) - 1)) if said[k].lower() in DESCRIBERS), -1) + 1
    if cut and said[cut][:1].isupper():
        who = " ".join(said[cut:])  # "Online grocer Norvale"
    if " " not in who and who[:1].isupper():
        person = names.people().named(who)
        return person.name if person is not None else who
    return who


_PRONOUNS = THINGS | PERSONS | SPEAKERS
_FIRM = re.compile(r"[Tt]h(?:e|is)(?: [a-z-]+){1,3}$|[Tt]he [A-Z][\w.]*-based(?: [a-z-]+){1,3}$")
_FIRMS = words("owners.organisations") - words("owners.public_bodies") - words("owners.any_bodies") - {"service"}
