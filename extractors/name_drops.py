"""Numbers that are part of a name, a label or a code: sections, roads, standards, forms, models."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DropRule:
    """One way for numerals to be no claim; ``examples`` hold one, ``counterexamples`` hold a claim."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


NAME_RULES: tuple[DropRule, ...] = (
    DropRule(
        "section",
        r"\b(?:[Ss]ections?|[Aa]rticles?|[Cc]hapters?|[Cc]lauses?|[Pp]aragraphs?|[Pp]ages?|pp?\.|[Ff]igures?|[Ff]ig\.|[Tt]ables?|[Aa]nnex|"
        r"[Rr]ule|Title|Hall|[Vv]olume|[Vv]ol\.|Issue|[Rr]oom|[Gg]ate|[Pp]latform|[Tt]erminal|[Pp]hase|[Ss]tage|[Vv]ersion|[Ll]evel|[Tt]ype|"
        r"[Cc]lass|[Gg]rade|Season|Episode|Game|Round|Week|Day|[Ss]tep|Group|[Tt]ier|[Zz]one|Ward|[Cc]ategory|Part|[Ll]ot|Resolution|"
        r"Proposition|[Pp]salms?|(?:[Ss]eats?|[Rr]ows?|[Ff]lats?|[Bb]locks?|[Bb]ox|[Dd]ocks?|[Bb]uildings?|[Hh]angars?|[Aa]partments?|[Hh]ouse)(?= \d{1,4}[A-Z]\b)|[Ee]xit|[Jj]unction|[Ss]chedule|[Aa]ppendix|[Dd]ay(?= (?:\d+|one|two|three|four|five) of)|Pillar|Local|Unit|[Uu]nit(?= (?:one|two|three)\b))"
        r" (?:No\.? |number |#)?(?:\d{1,4}(?:\([a-z\d]+\))*[A-Z]?|[IVX]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\b(?:(?:,| and| or|,? and) \d{1,4}[A-Z]?\b(?! ?(?:%|percent|million|billion)))*"
        r"(?![.,]\d)(?! ?(?:%|percent|per cent|million|billion|thousand|people|to \d|or \d|times|years|points|hours|days|months|minutes|miles?|kilomet|met(?:re|er)s|feet|km|square ))",
        ("A claim under Section <427> is pending.", "It was day <3> of the trial."),
        ("The section is 427 metres long.", "Last week 14 flights were late."),
    ),
    DropRule(
        "identifier",
        r"\b\d{1,3}(?:/\d{1,3})? ?nm(?:(?:,| and| or|,? and) \d{1,3}(?:/\d{1,3})? ?nm)*[ -](?:class |chip |process )?(?:nodes?|process(?:es)?|chips?"
        r"|chipsets?|processors?|technolog(?:y|ies)|wafers?|production|fabs?)\b"
        r"|\b(?:Order|Act|Laws?|laws?|[Dd]ecree|Bill|Regulation|Directive|Proclamation|Circular|Memorandum|[Oo]rdinance|[Pp]ermit|[Ll]icen[cs]e)"
        r" (?:No\.?|[Nn]umber|[Nn]o\.|#) ?\d{1,5}\b"
        r"|\b(?:the|[Tt]he) \d{1,3} (?:[Ff]reeway|[Ee]xpressway|[Mm]otorway|[Tt]ollway|[Pp]arkway|[Bb]ypass)\b"
        r"|\b\d{1,2}(?:\.\d{1,2})? ?mm (?:[A-Z][a-z]+ )?(?:semi-?automatic |service )?(?:pistols?|handguns?|guns?|rifles?|ammunition|rounds?|"
        r"bullets?|cartridges?|casings?|calib(?:re|er)|weapons?|revolvers?|Berettas?|Glocks?|Lugers?)\b"
        r"|(?<![\w.])\.\d{2,3}(?=[ -](?:calib(?:re|er)|[Cc]al|rifles?|pistols?|handguns?|revolvers?|rounds?|shotguns?|bullets?|Magnum)\b)"
        r"|\b(?:ISO|IEC|IEEE|ANSI|ASTM|DIN|EN|BS|RFC|HD|NGC|GJ|HIP|TOI|WASP|Kepler|Gliese|Messier|Llama|Firefox|Chrome|Android|macOS|Ubuntu)"
        r" \d{2,6}\b(?![.,]\d)(?! ?(?:%|percent|per cent|million|billion|thousand|people|to \d))"
        r"|\b(?:Llama|Firefox|Chrome|Android|macOS|Ubuntu|Gemini|Claude|Grok|Photoshop) \d(?:\.\d)?\b(?! ?(?:%|percent|million|billion))"
        r"|\b[Ff]orms? (?:\d{1,4}|\d{1,2})-[A-Z]{1,2}\b"
        r"|\b(?:8-K\b|10-[KQ]\b|10(?:99|40)s?\b(?= forms?\b)|401 ?\(k\)s?|403 ?\(b\)s?|529(?= (?:plans?|accounts?|savings))|7[2-9]7(?:-\d+)?X\b|\d{3,5} block (?=of [A-Z\d])"
        r"|\d{2,4}m (?=(?:[a-z]+ )?(?:hurdles|butterfly|backstroke|breaststroke|freestyle|medley|relay|sprint|dash|steeplechase)\b))"
        r"|\b\d{1,2}(?:\.\d+)? ?°? ?[NS],? (?:and |by )?\d{1,3}(?:\.\d+)? ?°? ?[EW]\b"
        r"|\b(?:[Cc]ase|[Tt]icket|[Rr]eference|[Bb]ib|[Ss]erial|[Aa]ccount|[Pp]olicy|[Ss]hirt|[Pp]atent|[Ii]nvoice|[Dd]ocket|[Pp]assport) (?:No\.?|no\.|[Nn]umber|#) ?\d[\w:.,-]*\b"
        r"|\bID(?: (?:[Nn]umber|[Nn]o\.|is))? ?#?\d{3,}[\d-]*\b|\b\d{2,3}\.\d ?FM\b"
        r"|\b\d{2}/\d{4,5}/[A-Z]{2,5}\b|\b[Gg]rade[sd]? \d/[A-G]\b"
        r"|\b(?:[Zz]ip|[Pp]ost(?:al)?) ?codes? (?:is )?\d{4,6}\b|\b[Aa]rea code (?:is )?\d{3}\b"
        r"|\b(?:[Bb]oeing )?7[0-8]7(?:-\d{3}[A-Z]*)? (?:jetliners?|jets?|airliners?|airplanes?|aircraft|planes?|MAX|Max|freighters?)\b"
        r"|\b(?:\d{3,4}(?: ?[Mm][Hh]z)?(?:, and |, | and |/))*\d{3,4} ?[Mm][Hh]z (?:bands?|spectrum|frequenc(?:y|ies)|airwaves)\b"
        r"|\b(?:[Hh]ighway|[Rr]oute|Interstate|Channel|[Ff]light|P\.O\. Box|PO Box|[Bb]oeing(?= \d{3}\b)|[Aa]irbus|iPhone|[Ww]indows|Formula|Bill|[Bb]us|[Tt]ram|"
        r"[Mm]odel|Act of|Suite|Apt\.?|District|[Ll]ine|Galaxy|Pixel|PlayStation|Xbox|Model|Mark|Type) (?:No\.? |#)?\d{1,4}[A-Z]?\b"
        r"(?![.,]\d)(?! ?(?:%|percent|per cent|million|billion|thousand|people|to \d|years|points|hours|days|months))",
        (
            "Traffic on Route <66> halted.",
            "A Boeing <787> landed.",
            "Its <7nm> chips sold.",
            "A low near <58>N <21>W deepened.",
            "Ticket number <4471> won.",
            "Plans <26>/<00417>/FUL were refused.",
        ),
        ("The route is 66 km long.", "It drew 58N and then 21W of power."),
    ),
    DropRule(
        "name",
        r"\b\d(?= Series\b)|\b50 Cent\b|\bPorsche(?:'s)? \d{3}\b|(?<=[a-z0-9] )'[6-9]\d(?= [A-Z])"
        r"|\b(?:Nikkei|(?:S&P/)?ASX|FTSE|Nasdaq|NASDAQ|S&P|S and P|Standard (?:&|and) Poor's?|Russell|CAC|Euro Stoxx|S[Tt][Oo][Xx]{2}|"
        r"Kospi|CSI|TSX|Topix|TOPIX|Nifty|Ibex|Fortune|Forbes|Sensex) \d{2,4}\b(?![.,]\d)(?! ?(?:%|percent|per cent|points?|million|billion))"
        r"|\b0(?:-| to )(?:60|62|100|124|200) ?(?:mph|km/h|kph|kmh)\b"
        r"|\b(?:round of|last) (?:16|32|64)\b(?= of (?:the )?[A-Z]| of the (?:cup|tournament|league|competition|contest)|[.,;]"
        r"| (?:in|at|on|with|and|tie|clash|match|game|stage|combined)\b)|\bTop (?:10|20|40|100)(?= [a-z])"
        r"|\btop (?:10|20|40|100) (?:albums?|singles?|hits?|songs?|records?)\b",
        ("The Calder <500> list grew.", "He flew the Falcon <900>.", "Nikkei <225> futures rose."),
        ("Police arrested 6 people.", "The Nasdaq lost 200 points."),
    ),
)
