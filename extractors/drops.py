"""What looks like a quantity and is none: dates, times, names, codes. Each rule carries its own sentences.

A rule's ``pattern`` runs over folded text (plain quotes, hyphens and spaces); all patterns are one alternation, the
first that matches wins, and every numeral inside its span is dropped for the rule's ``name``. In an example the
numeral stands in ``<>``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.first_letters import Alternatives, by_first_letter
from extractors.name_drops import NAME_RULES, DropRule
from extractors.text import anchored
from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[0-9]|20)\d\d"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


SPAN_RULES: tuple[DropRule, ...] = (
    DropRule(
        "phone",
        r"\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}\b|\(\d{3}\) ?\d{3}-\d{4}\b|\b1-\d{3}-\d{3}-\d{4}\b"
        r"|\b\d{3}-\d{3}-\d{4}\b|\b(?:call|phone|tel\.?|telephone|hotline|fax|text|dial)(?: on| at|:)? \d{3,4}[ -]\d{3,4}"
        r"(?:[ -]\d{2,4})?\b|\b0\d{2,4} \d{3} \d{3,4}\b|\b0\d{2,5} \d{5,8}\b|\b[Cc]all (?:911|999|112|111|000|101|988|811)\b"
        r"|\b(?:911|999|112|000|988) (?:calls?|lines?|callers?|operators?|dispatch(?:ers?)?|services?|systems?|hotlines?|emergency)\b",
        ("Readers can call <555-123-4567> for help.", "Dial <+44 20 7946 0018> today.", "The <999> line was busy."),
        ("The clinic took 555 calls in a week.",),
    ),
    DropRule(
        "version",
        r"\b[vV]?(?!\d{1,3}(?:\.\d{3}){2,}\b)\d{1,3}\.\d{1,4}\.\d{1,5}(?:\.\d{1,5})?\b(?![,.]?\d)",
        ("The fix came with release <4.18.2> of the program.",),
        ("Growth was 4.18 percent.",),
    ),
    DropRule(
        "date",
        rf"\b{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
        rf"|\b\d{{1,2}}(?:/\d{{1,2}}/|\.\d{{1,2}}\.)(?:{YEAR}|\d\d)\b"
        rf"|\b{MONTH} ?{DAY}\b(?:(?: ?(?:-|–|to|and|through) ?(?:{MONTH} )?{DAY}\b)|(?:,? {YEAR}\b))*(?![\d,]*\d)(?! ?(?:percent|per cent|%|million|billion))"
        rf"|\b(?:the )?{DAY}(?: ?(?:-|–|to|and) ?{DAY})?(?: of)? {MONTH}(?:,? {YEAR})?\b(?!\w)"
        rf"|\b{MONTH}(?: of)?,? {YEAR}\b"
        rf"|\b{WEEKDAY},? (?:the )?{DAY}\b(?=[,. ](?! ?(?:people|percent)))(?:(?<=th)|(?<=st)|(?<=nd)|(?<=rd))"
        r"|\bA\.?D\.? \d{1,4}(?: and \d{1,4})?\b|\b\d{1,5} (?:B\.?C\.?(?:E\.?)?|A\.D\.|BC|BCE|CE)\b|\b9/11\b|\b\d{1,2}/\d{1,2}(?= (?:attack|bomb)(?:s|ers?|ings?)?\b)|\b(?:[Pp]ost-|[Pp]re-)?Sept(?:ember|\.) 11\b",
        ("It opened on Nov. <18>.", "The law passed on <3> June <2021>.", "It closed March <5>-<7>."),
        ("In March 400 people came.",),
    ),
    DropRule(
        "time",
        r"\b\d{1,2}(?:[:.]\d{2}){0,2} ?(?:[ap]\.m\b\.?|[ap]m\b|[AP]M\b|[AP]\.M\.|o'clock\b)"
        r"|\b\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:GMT|UTC|ET|EST|EDT|PT|PST|CET|BST|IST))?\b|\b\d{3,4} (?:GMT|gmt|UTC|hours local|ET|EST|EDT|edt|est|PDT|pdt)\b"
        r"|\b(?:[01]?\d|2[0-3])[.:][0-5]\d (?:in the (?:morning|afternoon|evening)|at night|that (?:morning|night|evening))\b"
        r"|\b(?:show|showing|screening|service|mass|prayers?|train|bus|ferry|flight|news|bulletin|news bulletin) at (?:[01]?\d|2[0-3])\.[0-5]\d\b(?! ?(?:per|%|million|billion|points|a |cents))"
        r"|\b(?:leaves?|left|starts?|started|begins?|began|departs?|departed|arrives?|arrived|kicks? off) at \d{1,2}\.\d{2}\b"
        r"|\b(?:[Aa]t|[Bb]y|[Ff]rom|until|till|between|and|[Ss]ince) (?:(?:about|around|approximately|approx\.?) )?[0-2]\d[0-5]\d hours\b(?! of)|\b24/7\b|\b(?:at|by|from|until|before|after) \d{1,2}hrs\b|\b\d{4} ?hrs\b|\b(?:noon|midnight) [A-Z]{2,4}\b",
        (
            "Doors open at <6> p.m.",
            "At <14:30> the siren sounded.",
            "It ended at <10.45>pm.",
            "It began at <7.25> in the morning.",
        ),
        ("It ran for 6 hours.",),
    ),
    DropRule(
        "decade",
        r"(?:\b(?:1[0-9]|20)\d0|'\d0|(?<=the )\d0|(?<=mid-)\d0|(?<=late )\d0|(?<=early )\d0|(?<=his )\d0|(?<=her )\d0|(?<=their )\d0)'?s\b"
        r"|\b(?:in|into|of|during) (?:his|her|their|the|my) (?:(?:early|mid|late)[ -])?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
        ("Wages stagnated in the <1990s>.", "It was a hit of the <80s>."),
        ("The town has 1990 homes.",),
    ),
    DropRule(
        "ordinal",
        r"\b\d{1,2}(?:st|nd|rd|th)[ -](?:century|centuries|anniversary|birthday|Amendment|amendment|district|District|"
        r"Street|St\.|Avenue|Ave\.|floor|grade|congress|Congress|edition|hole|minute|parallel|congressional)\b"
        r"|\b\d{1,3}(?:st|nd|rd|th)-(?:minute|placed|ranked|seeded|grader|floor)\b",
        (
            "The <19th>-century mill still stands.",
            "He lives on <17th> Street.",
            "It was the <first> time.",
            "The <22nd> meeting closed.",
        ),
        ("The mill is 19 metres high.", "It ranked first."),
    ),
    DropRule(
        "fiscal_period",
        rf"\b(?:FY|fiscal(?: year)?|financial year|FYE?) ?'?(?:{YEAR}|\d\d)(?:[-/]\d\d(?:\d\d)?)?\b|\b[1-4][QH] ?'?(?:{YEAR}|\d\d)?\b"
        rf"|\b[QH][1-4](?: (?:of )?{YEAR}|'\d\d)?\b"
        rf"|(?:\b(?:[Tt]hree|[Ss]ix|[Nn]ine|[Tt]welve|[Tt]hirteen|\d\d?)[- ](?:months?|weeks?)(?: period)? (?:ended|ending)"
        rf"|\bthe (?:three|six|nine|twelve|thirteen|\d\d?) (?:months|weeks) (?:up )?to) (?:the end of |{WEEKDAY},? )?(?:{DAY} )?{MONTH}(?: {DAY}\b)?",
        (
            "Sales dipped in fiscal <2019>.",
            "Margins rose in 3Q <2021>.",
            "Sales for the <three> months ended March <31> rose.",
            "It earned more in the <12> months to June.",
        ),
        ("Sales rose to 2,019 units.", "The work was put off by three months to June."),
    ),
    DropRule(
        "year_range",
        rf"\b{YEAR}(?:-|–|/)(?:{YEAR}|\d\d)\b(?!-)|\b(?:between|from) {YEAR} (?:and|to|through|until) {YEAR}\b",
        ("The <2014>-<17> programme ended.",),
        ("It cost 2014 dollars.",),
    ),
    *NAME_RULES,
    DropRule(
        "list_number",
        r"(?:^|(?<=\n))\(?\d{1,2}[.)](?= +[A-Z\"'])",
        ("<1>. Turnout fell in every district.",),
        ("1.5 million people came.",),
    ),
    DropRule(
        "street_number",
        r"\b(?:of|at) \d{1,5} (?:[NSEW]\.? )?(?:[A-Z][\w.]*|\d{1,3}(?:st|nd|rd|th))(?: [A-Z\d][\w.]*){0,3}(?: (?:Street|St|Road|Rd|Avenue|Ave|"
        r"Drive|Dr|Lane|Ln|Place|Pl|Court|Ct|Boulevard|Blvd|Way|Terrace|Parkway|Square|Highway)\b\.?)"
        r"|\b\d{1,5} (?:[NSEW]\.? )?(?:[A-Z][\w.]* ){1,3}(?:Street|St\.|Road|Rd\.|Avenue|Ave\.|Drive|Lane|Boulevard|Blvd\.?)(?![a-z])"
        r"|\b(?:[A-Z]{2}|D\.C\.) \d{5}(?:-\d{4})?\b",
        ("He lives at <14> Elm Street.",),
        ("The 14 homes on Elm Street were sold.",),
    ),
    DropRule(
        "score",
        r"(?:(?<=\b(?:to|at|on|of) )|(?<=\b(?:was|hit) )|(?<=\b(?:made|were) )|(?<=\b(?:posted|scored) )|(?<=\breached ))"
        r"\d{2,3} for (?:\d|10|two|three|four|five|six|seven|eight|nine)\b"
        r"(?=[.,;)]| (?:in|off|after|at|when|against|declared|and|by)\b)"
        r"|(?<=\btook )\d for \d{1,3}\b(?=[.,;)]| (?:in|off|from|as|and|to)\b)",
        ("They won <2-1> at home.", "Norvale made <312> for <6> off their overs."),
        ("It takes 2-3 hours.", "They swapped at 312 for 6 dollars."),
    ),
    DropRule(
        "exchange_rate",
        r"\((?:US)?[$€£¥₹]?1(?:\.0+)? ?(?:[A-Za-z.]+ ){0,3}= ?[^()]{1,40}\)",
        (
            "It cost 40 dollars. (<$1> = <83.21> Indian rupees)",
            "It cost 40 dollars. (<1> euro = <$1.0874>)",
            "It cost 40 dollars. (<€1> = <$1.08>)",
        ),
        ("It cost 40 dollars (33 euros).",),
    ),
    DropRule(
        "odds",
        r"\b(?:1|[Oo]ne)-in-(?:an?-)?(?:\d[\d,]*|hundred|thousand)-years?\b|\b\d{1,3}:\d{1,3} (?:ratio|margin|scale|split)\b|\b[Bb]est-of-(?:three|five|seven|\d{1,2})\b|\b50[-/]50\b|\b20/20\b|\b\d{1,2}-\d{1,2}-\d{1,2}\b|\b\d{1,2}-of-\d{1,2}\b|\b4x4\b",
        ("It is a <50-50> call.",),
        ("About 50 percent agreed.",),
    ),
)


@lru_cache(maxsize=1)
def _spans() -> Alternatives:
    return Alternatives((rule.name, rule.pattern) for rule in SPAN_RULES)


def dropped_spans(sent: Sentence, folded: str) -> list[tuple[int, int, str]]:
    """(start, end, rule name) of what is no quantity in a sentence of ``folded``, in order."""
    worded = not _SMALL_NUMBERS.isdisjoint(sent.said) or "ties" in folded[sent.offset : sent.stop]
    core = _NUMBERED if worded else _DIGITS
    found = anchored(folded, sent.offset, sent.stop, core, _spans(), 4)
    return [(m.start(), m.end(), m.lastgroup or "") for m in found]


_SMALL_NUMBERS = frozenset("one two three four five six seven eight nine ten twelve thirteen".split())
_TIES = "twenties thirties forties fifties sixties seventies eighties nineties".split()
# Digits, but for those behind a currency sign and those in front of a percent sign or a scale, which are a quantity
# whatever stands around.
_NUMBER = r"\d(?<![$€£\d]\d)(?<![$€£\d][.,]\d)\d*+(?:[.,]\d++)*(?![.,]\d)(?! ?(?:%|per ?cent|[mbtr]{1,2}illion))|\b1(?= = ?[$€£])"
_NUMBERED = re.compile(rf"{_NUMBER}|\b(?:{by_first_letter([*sorted(_SMALL_NUMBERS), *_TIES])})\b")
_DIGITS = re.compile(_NUMBER)


_YEAR_BEFORE = words("drops.year_before")
_COUNT_BEFORE = words("drops.count_before")


def is_year(sent: Sentence, i: int) -> bool:
    """True where the bare four digits at token ``i`` are a year rather than a count ("has 2025 servers")."""
    word = sent.words[i]
    if len(word) != 4 or not word.isdigit() or not "1500" <= word <= "2100":
        return False
    before = sent.lows[i - 1] if i else ""
    if i and sent.forms[i - 1] == "sign":
        return False
    after_tag = sent.tags[i + 1] if i + 1 < len(sent.words) else "."
    after = sent.lows[i + 1] if i + 1 < len(sent.words) else ""
    if "1900" <= word <= "2100" and _is_year_of_level(sent, i, before):
        return True
    if (
        before in _COUNT_BEFORE
        and after_tag in ("NNS", "JJ", "NN")
        and not (before in ("total", "all") and after_tag == "NN")
    ):
        return False
    if before == "of" and i > 1 and sent.lows[i - 2] in ("total", "average", "maximum", "minimum"):
        return False
    if before == "the" and word < "1900" and after_tag == "NNS" and sent.lows[i - 2] == "of":
        return False  # "of the 1500 women"
    if before in _YEAR_BEFORE:
        return True
    if before == "of" and i > 2 and sent.lows[i - 2] == "average":
        return False
    if "1900" <= word <= "2100":
        return before not in _COUNT_BEFORE or (
            (before in _HEDGES_OF_YEARS or (before in ("over", "with") and word[-2:] != "00"))
            and (after_tag in (".", ",", ":", "CC", "TO", "IN", "-", "POS") or after in ("'", "'s"))
        )
    return after_tag not in ("NNS",) and after not in ("square",)


_HEDGES_OF_YEARS = frozenset("least than about around".split())


def is_year_of_money(sent: Sentence, i: int) -> bool:
    """ "in 2024 dollars", "adjusted for inflation to 2024 pounds", "a 2022 RAND study"."""
    word, lows = sent.words[i], sent.lows
    if len(word) != 4 or not word.isdigit() or not "1900" <= word <= "2100" or i == 0:
        return False
    if sent.words[i + 1 : i + 2] == ["RAND"]:
        return True
    return lows[i - 1] in _MONEY_OF_YEARS or not _ADJUSTED.isdisjoint(lows[max(0, i - 6) : i])


def _is_year_of_level(sent: Sentence, i: int, before: str) -> bool:
    """ "compared with 2021 levels", "total 2019 sales", "had 2024 earnings of $5 million"."""
    lows, tags = sent.lows, sent.tags
    if before not in _COUNT_BEFORE or sent.words[i][-2:] == "00":
        return False
    behind = lows[i + 1 : i + 4 - (tags[i + 1 : i + 2] == ["NNS"])]
    return tags[i + 1 : i + 2] in _NOUN_NEXT and any(low in _LEVELS_OF_YEARS for low in behind)


_ADJUSTED = frozenset("inflation adjusted inflation-adjusted".split())
_MONEY_OF_YEARS = frozenset("in constant real nominal".split())
_NOUN_NEXT = (["NN"], ["NNS"], ["JJ"])
_LEVELS_OF_YEARS = words("drops.levels_of_years")


def _opens_range(sent: Sentence, j: int) -> bool:
    """ "Winds NW [15]-25kt": a glued range whose unit stands behind its end."""
    if sent.words[j : j + 1] not in _HYPHENS or sent.forms[j + 1 : j + 2] != ["number"]:
        return False
    return sent.glued(j) and sent.glued(j + 1) and match_unit(sent, j + 2) is not None and sent.glued(j + 2)


_HYPHENS = (["-"], ["–"])


def is_name_number(sent: Sentence, i: int, last: int, counted: bool, plural: bool = True) -> bool:
    """True where the number belongs to the capitalised name before it: "Boeing 787", "Fortune 500", "Expo 2022".

    ``counted`` when a plural noun follows the number, which then needs the name to be more than a sentence's
    first word.
    """
    if i == 0 or _opens_range(sent, last):
        return False
    before = sent.words[i - 1]
    if sent.glued(i) and before in ("-", "/") and i > 1 and sent.forms[i - 2] == "word" and sent.glued(i - 1):
        if sent.glued(i - 2) and sent.forms[i - 3] == "number":
            return False  # "$800m-1.2bn"
        return sent.lows[i - 2] not in ("minus", "sub", "mid", "plus", "negative", "about", "to", "and") and (
            sent.forms[i] == "number"
        )
    if sent.glued(i) and sent.words[i][0] == "." and sent.forms[i - 1] == "word":
        return True
    if (
        before == "-"
        and i > 1
        and sent.words[i - 2].isupper()
        and sent.forms[i - 2] == "word"
        and not sent.glued(i - 1)
        and sent.glued(i)
    ):
        return True
    if (
        sent.forms[i] == "word"
        and i > 0
        and sent.words[i][0].isupper()
        and sent.words[i - 1][0].isupper()
        and sent.tags[i - 1] in ("NNP", "JJ")
    ):
        return sent.lows[i - 1] not in ("about", "over", "nearly", "some")
    if (
        sent.forms[i] == "word"
        and i > 0
        and sent.words[i][0].isupper()
        and last < len(sent.words)
        and sent.tags[i - 1] not in (".", ":", '"', "'", "(", ")")
    ):
        return sent.words[last][0].isupper()
    if sent.forms[i] == "word" and i > 0 and sent.words[i][0].isupper() and sent.lows[i] == "one":
        return (
            sent.tags[i - 1] not in (".", ",", ":", '"', "'", "(", ";")
            and last < len(sent.words)
            and sent.tags[last] == "NNP"
        )
    if sent.forms[i] != "number" or not sent.words[i].isdigit() or len(sent.words[i]) > 4:
        return False
    if last > i + 1:
        return False
    if (
        i == 1
        and before[0].isupper()
        and last < len(sent.words)
        and sent.tags[last] == "VBZ"
        and sent.tags[0] in ("NN", "NNP")
    ):
        return True
    if not before[0].isupper() or sent.forms[i - 1] not in ("word", "code", "abbr"):
        return False
    if sent.tags[i - 1] not in ("NNP", "NNPS"):
        return False
    if i == 1 and sent.lows[0] in ("no", "just", "police", "officials"):
        return False
    after = sent.tags[last] if last < len(sent.words) else "."
    if after == '"' and sent.words[:i].count('"') % 2:
        return True
    if after in ("NNP", "NNPS") or (after == "VBZ" and i == 1):
        return True
    if counted:
        if after in ("NN", "JJ") and not plural and i > 1:
            return True
        if (
            i > 3
            and sent.words[i - 4] == before
            and sent.forms[i - 3] == "number"
            and sent.lows[i - 2] in ("and", "or")
        ):
            return True  # "at the Shaft 2 and Shaft 5 areas"
        return int(sent.words[i]) < 1000 and i > 1 and sent.tags[i - 2] in ("NNP",) and len(sent.words[i]) <= 2
    return True


def is_label(sent: Sentence, i: int, last: int) -> bool:
    """ "day two of the trial", "number eight Roe", "the Group of Seven countries", "Hot 93 studios"."""
    before, lows = sent.words[i - 1], sent.lows
    if i == 0 or last > i + 1:
        return False
    if before == "top" and lows[last : last + 1] == ["list"]:
        return True  # "on the top ten list"
    if before == "of":
        best = lows[i - 2] == "best" and lows[last : last + 1] in _PLAYED  # "a best of three series"
        return i > 1 and (best or sent.words[i - 2] == "Group")
    if lows[last : last + 1] in _ROUTES and lows[i - 1] == "the" and sent.forms[i] == "number":
        return True  # "the 19 bus"
    if lows[i - 1] == "year" and lows[last : last + 1] in _PUPILS:
        return sent.words[i - 1] == "Year"  # "Year 9 pupils sat the test"
    if lows[i - 1] == "past":
        return lows[i - 2 : i - 1] == ["half"]
    if lows[i] == "zero":
        if lows[i - 1] in ("ground", "patient", "absolute"):
            return True
        return lows[last : last + 1] != [] and lows[last] in _WITHOUT  # "zero tolerance": none of it
    if before == "-":
        paired = lows[i] == "one" == lows[i - 4] and lows[i - 3 : i] in (["-", "to", "-"], ["-", "on", "-"])
        return paired or lows[i - 3 : i] == ["-", "for", "-"]  # "one-to-one talks", "a one-for-six rights offer"
    if lows[i - 1] == "day":
        return sent.forms[i] == "word" and lows[last : last + 1] == ["of"] and lows[i - 2 : i - 1] not in _EACH_DAY
    if (
        lows[i - 1] == "number"
        and sent.forms[i] == "number"
        and len(sent.words[i]) > _LONG_ID
        and sent.words[i].isdigit()
    ):
        return sent.tags[i - 2 : i - 1] in (["NN"], ["NNP"])  # "carry the flock number 88213"
    if lows[i - 1] == "number":
        small = sent.forms[i] == "word" or len(sent.words[i]) < 3
        return small and lows[last : last + 1] != ["of"] and sent.tags[i - 2 : i - 1] not in _WHO_NUMBER
    return sent.forms[i] == "number" and len(sent.words[i]) < 4 and before in _BEFORE_NUMBERS


_LONG_ID = 4  # digits
_ROUTES = (["bus"], ["tram"], ["trolleybus"], ["train"])
_PUPILS = (["pupil"], ["pupils"], ["student"], ["students"], ["children"], ["class"], ["classes"])
_WITHOUT = frozenset("tolerance coupon visibility gravity sum waste trust knowledge".split())
_PLAYED = (["series"], ["sets"], ["games"], ["rubber"], ["final"], ["match"], ["."])
_EACH_DAY = (["a"], ["per"], ["every"], ["each"])
_WHO_NUMBER = (["PRP"], ["NNS"], ["NNPS"])
_BEFORE_NUMBERS = words("drops.names_before_numbers")


RULE_TABLE: tuple[DropRule, ...] = (
    *SPAN_RULES,
    DropRule("year", "", ("Output fell in <2021>.", "The <2019> harvest was poor."), ("The park has 2025 servers.",)),
    DropRule("one_pronoun", "", ("<One> of the mayors resigned.", "No <one> came."), ("It has one factory.",)),
    DropRule("url", "", ("See example.com/<2021>/a.",), ("See 2 examples.",)),
    DropRule("ambiguous", "", ("The file says <1,23> only.",), ("It weighs 1.23 kg.",)),
    DropRule(
        "out_of_range", "", ("A number of <99999999999999999999999999999999> sheep.",), ("A number of 9 sheep.",)
    ),
    DropRule("idiom", "", ("In the first <half> of April.", "Think <twice>."), ("It took half an hour.",)),
    DropRule(
        "compound",
        "",
        ("A <two>-state solution.", "A <one>-time charge."),
        ("The team has 11 members.", "An 11-member team came."),
    ),
    DropRule("bare", "", ("See note <7> there.",), ("Seven dogs barked.",)),
)
REASONS: frozenset[str] = frozenset(rule.name for rule in RULE_TABLE)
