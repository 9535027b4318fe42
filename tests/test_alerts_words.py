"""What alerts say, and that text from the web stays text wherever it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from alerts.config import parse_alerts
from alerts.escape import as_chat, as_header, as_html, clean
from alerts.messages import MAX_SENTENCE, Message, make_message, read_message, split_sentence, web_url
from alerts.numbers import plural, say_change, say_number, say_value
from alerts.render import as_data, chat, log_lines, mail_html, plain, subject
from alerts.wording import headline
from extractors.events import Event
from tests.alerts_events import NOW, against, said

NUMBERS = [
    ("23", "23"),
    ("80000", "80,000"),
    ("1234567", "1,234,567"),
    ("4000000", "4 million"),
    ("4500000", "4.5 million"),
    ("1234000", "1.234 million"),
    ("3500000000", "3.5 billion"),
    ("1.2E13", "12 trillion"),
    ("4.10", "4.1"),
    ("-5", "−5"),
    ("-3000000", "−3 million"),
    ("-1e20", "−1E+20"),
    ("0.00005", "0.00005"),
    ("0", "0"),
    ("1E400", "1E+400"),
]


@pytest.mark.parametrize(("value", "words"), NUMBERS)
def test_numbers_as_people_write_them(value: str, words: str) -> None:
    assert say_number(Decimal(value)) == words


VALUES: list[tuple[dict[str, Any], str]] = [
    ({"low": 23, "kind": "count", "unit": "data centre"}, "23 data centres"),
    ({"low": 1, "kind": "count", "unit": "data centre"}, "1 data centre"),
    ({"low": 80000, "bound": ">", "kind": "count", "unit": "server"}, "more than 80,000 servers"),
    ({"low": 9, "bound": ">=", "kind": "count", "unit": "city"}, "at least 9 cities"),
    ({"low": 9, "bound": "<=", "kind": "count", "unit": "person"}, "at most 9 people"),
    ({"low": 9, "bound": "<", "kind": "count", "unit": "branch"}, "less than 9 branches"),
    ({"low": 5, "high": 10, "kind": "percent", "unit": "%"}, "5 to 10 %"),
    ({"low": 3500000000, "bound": "~", "kind": "money", "unit": "CNY"}, "about CNY 3.5 billion"),
    ({"low": 8, "kind": "measure", "unit": "PB", "per": "day"}, "8 PB per day"),
    ({"low": 3, "kind": "duration", "unit": "year"}, "3 years"),
    ({"low": 1, "kind": "percentage_point", "unit": "pp"}, "1 percentage point"),
    ({"low": 3, "kind": "rank", "unit": None}, "rank 3"),
    ({"low": 25, "kind": "percentage_point", "unit": "bp"}, "25 basis points"),
    ({"low": 1, "kind": "percentage_point", "unit": "pp"}, "1 percentage point"),
    ({"low": 2, "kind": "ratio", "unit": None}, "2 times"),
    ({"low": "0.6666666667", "kind": "ratio", "unit": None}, "2/3"),
    ({"low": "0.2", "high": "0.25", "kind": "ratio", "unit": None}, "1/5 to 1/4"),
    ({"low": "0.5", "high": 2, "kind": "ratio", "unit": None}, "1/2 to 2 times"),
    ({"low": "0.37", "kind": "ratio", "unit": None}, "0.37 times"),
    ({"low": 110, "kind": "index", "unit": "point"}, "110 point"),
    ({"low": None, "high": None}, "none"),
]


@pytest.mark.parametrize(("given", "words"), VALUES)
def test_values_with_bound_unit_and_rate(given: dict[str, Any], words: str) -> None:
    low = None if given["low"] is None else Decimal(given["low"])
    high = Decimal(given["high"]) if given.get("high") is not None else low
    rest = {name: value for name, value in given.items() if name not in ("low", "high")}
    assert say_value(low, high, **rest) == words


def test_changes() -> None:
    assert say_change(Decimal(2), Decimal("8.6956"), None) == "+8.7 %"
    assert say_change(Decimal(-2), Decimal("-0.034"), None) == "−0.03 %"
    assert say_change(Decimal("0.5"), None, Decimal("0.5")) == "+0.5 percentage points"
    assert say_change(Decimal(-1), None, Decimal(-1)) == "−1 percentage point"
    assert say_change(Decimal(-1200), None, None) == "−1,200"
    assert say_change(None, None, None) == ""
    assert say_change(Decimal(1), None, None, "rank") == "1 place down"
    assert say_change(Decimal(-3), None, None, "rank") == "3 places up"
    assert say_change(Decimal(0), None, None, "rank") == "unchanged"
    assert say_change(None, None, None, "rank") == ""
    assert say_change(Decimal(-3), None, None, "score") == "−3"


PLURALS = """
MW=MW PFlops=PFlops m2=m2 GWh=GWh person=people company=companies day=days box=boxes series=series church=churches
wolf=wolves knife=knives thief=thieves life=lives bus=buses virus=viruses hero=heroes tomato=tomatoes piano=pianos
mouse=mice deer=deer trout=trout spacecraft=spacecraft offspring=offspring personnel=personnel photo=photos
businessman=businessmen policewoman=policewomen grandchild=grandchildren salesperson=salespeople housewife=housewives
criterion=criteria phenomenon=phenomena crisis=crises basis=bases chinese=chinese roof=roofs chief=chiefs quiz=quizzes
"""


def test_plurals_are_those_that_the_extractor_takes_back() -> None:
    wanted = dict(pair.split("=") for pair in PLURALS.split())
    assert {one: plural(one) for one in wanted} == wanted
    for phrase, many in (
        ("data centre", "data centres"),
        ("member of parliament", "members of parliament"),
        ("square foot", "square feet"),
    ):
        assert plural(phrase) == many


YEAR = datetime(2024, 12, 31, tzinfo=UTC)
OLD = said("23", 0, "new_series")._replace(published_at=datetime(2026, 1, 3, tzinfo=UTC), outlet="River Post")
HEADLINES = [
    (against(said("25"), OLD), "Gui'an New Area: 23 → 25 data centres, +8.7 %, first change since 3 January 2026"),
    (
        against(said("25"), OLD)._replace(old_published_at=YEAR),
        "Gui'an New Area: 23 → 25 data centres, +8.7 %, first change since 31 December 2024",
    ),
    (
        against(said("25"), OLD)._replace(period_iso="2026-02"),
        "Gui'an New Area for February 2026: 23 → 25 data centres, +8.7 %",
    ),
    (said("25", kind="new_series"), "Gui'an New Area: 25 data centres, the first figure seen"),
    (
        against(said("24", kind="revision"), said("25")),
        "Gui'an New Area: 25 → 24 data centres, −4 %, restated by Plateau Daily",
    ),
    (
        against(said("24", kind="revision"), said("25"))._replace(old_outlet="Ledger"),
        "Gui'an New Area: 25 → 24 data centres, −4 %, restated as Plateau Daily has it",
    ),
    (
        against(said("25", kind="edit"), said("23")),
        "Gui'an New Area: 23 → 25 data centres, +8.7 %, the article at Plateau Daily was edited",
    ),
    (
        against(said(">25", kind="conflict"), OLD),
        "Gui'an New Area: outlets disagree: more than 25 data centres (Plateau Daily), "
        "but 23 data centres (River Post)",
    ),
    (
        said("25", kind="forecast")._replace(modality="forecast", period_iso="2027"),
        "Gui'an New Area for 2027: 25 data centres, a forecast",
    ),
    (
        against(said("30", kind="forecast_changed"), said("25"))._replace(modality="target", period_iso="2027-Q2"),
        "Gui'an New Area for Q2 2027: target raised: 25 → 30 data centres, +20 %",
    ),
    (
        against(said("25", kind="forecast_due"), said("25"))._replace(outcome="met", period_iso="2025"),
        "Gui'an New Area for 2025: forecast met: 25 data centres expected, 25 data centres reported",
    ),
    (
        against(said("26", kind="forecast_due"), said("25"))._replace(
            outcome="met", message="exceeded", period_iso="2025"
        ),
        "Gui'an New Area for 2025: forecast exceeded: 25 data centres expected, 26 data centres reported",
    ),
    (
        against(said("24", kind="forecast_due"), said("25"))._replace(
            outcome="met", message="undershot", period_iso="2025"
        ),
        "Gui'an New Area for 2025: forecast undershot: 25 data centres expected, 24 data centres reported",
    ),
    (
        against(said("24", kind="forecast_due"), said("25"))._replace(
            outcome="met", message="beaten", period_iso="2025", modality="target"
        ),
        "Gui'an New Area for 2025: target beaten: 25 data centres expected, 24 data centres reported",
    ),
    (
        against(said("-6 %", kind="forecast_due", measure="output"), said("-4 %"))._replace(
            outcome="met", message="exceeded", period_iso="2025", change="down"
        ),
        "Gui'an New Area, output for 2025: forecast exceeded: a fall of 4 % expected, a fall of 6 % reported",
    ),
    (
        against(said("26", kind="forecast_due"), said("25"))._replace(
            outcome="silent", period_iso="2025-10", message="the last before was “20 sites” (Ledger, 2025-10-09)"
        ),
        "Gui'an New Area for October 2025: forecast due: 25 data centres expected, nothing reported since; "
        "the last before was “20 sites” (Ledger, 2025-10-09)",
    ),
    (
        against(said("26", kind="forecast_due"), said(">25"))._replace(outcome="silent", period_iso="2025-10"),
        "Gui'an New Area for October 2025: forecast due: more than 25 data centres expected, nothing reported",
    ),
    (
        against(said("4.6 %", measure="jobless rate"), said("4.1 %")),
        "Gui'an New Area, jobless rate: 4.1 → 4.6 %, +0.5 percentage points, first change since 31 March 2026",
    ),
    (
        against(said("-3 %", measure="output"), said("2 %"))._replace(change="down", old_published_at=None),
        "Gui'an New Area, output: +2 → −3 %, −5 percentage points",
    ),
    (
        said("-3 %", kind="new_series", measure="output")._replace(change="down", new_bound="<"),
        "Gui'an New Area, output: a fall of more than 3 %, the first figure seen",
    ),
    (
        said(
            "25",
            kind="new_series",
            subject="The province’s digital economy",
            measure="value of the province's digital economy",
        ),
        "value of the province's digital economy: 25 data centres, the first figure seen",
    ),
    (
        Event("e", "source_failed", NOW, NOW, source_id="plateau", message="no answer in 30 s"),
        "Source plateau: could not be read: no answer in 30 s",
    ),
    (
        said("24", 120, "indicator_stale")._replace(occurred_at=NOW, series_id=None, source_id=None, new_low=None,
            new_high=None, old_low=Decimal(24), old_high=Decimal(24), message="no figure for 120 days",
        ),
        "Gui'an New Area: no figure for 120 days; the last was 24 data centres (Plateau Daily, 1 December 2025)",
    ),
    (
        said("24", 120, "indicator_stale")._replace(occurred_at=NOW, series_id=None, source_id=None, new_low=None,
            new_high=None, old_low=Decimal(24), old_high=Decimal(24), message="no figure for 120 days",
            indicators=("centres",),
        ),
        "Indicator centres: no figure for 120 days; the last was 24 data centres (Plateau Daily, 1 December 2025)",
    ),
    (Event("e", "source_silent", NOW, NOW, source_id="plateau"), "Source plateau: has gone silent"),
]  # fmt: skip


@pytest.mark.parametrize(("event", "words"), HEADLINES)
def test_headlines(event: Event, words: str) -> None:
    assert headline(event) == words


RULE = parse_alerts("rules: [{id: fresh, about: Fresh figures, events: new_figure, severity: warning}]").rules[0]


def message_of(event: Event) -> Message:
    return make_message(event, RULE, alert_id="a1b2", reason="25 is above 24", raised_at=NOW)


def test_an_alert_names_the_indicator_and_the_way_to_its_trend() -> None:
    text = plain([message_of(said("25", indicators=("centres", "halls")))])
    assert "\nIndicator: centres, halls (figurewatch trend centres)\n" in text


def test_a_whole_alert_as_a_person_reads_it() -> None:
    event = against(said("25", outlets=3, origins=1), OLD)._replace(new_bound=">=")
    assert plain([message_of(event)]) == (
        "[warning] Gui'an New Area: 23 → at least 25 data centres, +8.7 %, first change since 3 January 2026\n"
        "“Gui'an New Area now runs »25 data centres«, its planners said.”\n"
        "Plateau Daily, “Ever more halls”, 2026-03-31 12:00 UTC\n"
        "https://plateau.example/centres\n"
        "Bound: at least: the true figure may be higher\n"
        "Said as: reported as fact\n"
        "Carried by: 3 outlets, 1 of them in its own words\n"
        "Before: “23 data centres” (River Post, 2026-01-03 00:00 UTC)\n"
        "Why: Fresh figures (rule fresh: 25 is above 24)\n"
        "More: figurewatch explain a1b2\n"
    )


def test_the_row_of_a_table_is_told_with_its_heads() -> None:
    event = against(said("25"), OLD)._replace(
        quote="25", sentence="Data centres | 25 | 23", context="Gui'an (number) · Q3 2026"
    )
    message = message_of(event)
    assert "“Data centres | »25« | 23”\nIn a table: Gui'an (number) · Q3 2026\n" in plain([message])
    assert "<br><small>In a table: Gui&#x27;an (number) · Q3 2026</small></blockquote>" in mail_html([message])
    assert as_data(message)["context"] == "Gui'an (number) · Q3 2026"
    assert "In a table" not in plain([message_of(against(said("25"), OLD))]) + mail_html([message])[:60]


def test_a_message_survives_its_row() -> None:
    message = message_of(against(said("25"), OLD)._replace(context="$ million"))
    assert read_message(message.to_json()) == message
    older = message.to_json().replace(',"context":"$ million"', "")
    assert read_message(older).context == ""
    newer = message.to_json()[:-1] + ',"colour":"red"}'
    assert read_message(newer) == message


NASTY = (
    "<script>alert(1)</script> {{7*7}} ${7*7} @everyone <!channel> [free](https://evil.example) *b*\u202e\r\nBcc: x@y"
)


def nasty() -> Message:
    event = against(said("25"), OLD)._replace(
        subject=NASTY,
        title=NASTY,
        outlet=NASTY,
        quote="25 <b>",
        context=NASTY,
        sentence=f"{NASTY} 25 <b> {NASTY}",
        url='javascript:alert("x")',
    )
    return message_of(event)


def test_hostile_text_is_inert_everywhere() -> None:
    message = nasty()
    texts = {
        "plain": plain([message]),
        "html": mail_html([message]),
        "chat": chat([message]),
        "log": log_lines(message),
        "subject": subject([message]),
        "data": str(as_data(message)),
    }
    for where, text in texts.items():
        assert "49" not in text, where  # nothing expands
        assert "\u202e" not in text, where
        assert "javascript:" not in text, where
        assert "\r" not in text, where
        assert "\nBcc" not in text, where
    assert "{{7*7}}" in texts["plain"]
    assert "<script" not in texts["html"]
    assert "&lt;script&gt;" in texts["html"]
    assert "25 &lt;b&gt;</mark>" in texts["html"]
    assert "@everyone" not in texts["chat"]
    assert "<!channel>" not in texts["chat"]
    assert "](https" not in texts["chat"]
    assert texts["log"].count("\n") == len(texts["log"].splitlines())
    assert all(line.startswith("    ") for line in texts["log"].splitlines()[1:])
    assert "\n" not in texts["subject"]


def test_links_of_chat_messages_still_work() -> None:
    assert "\nhttps://plateau.example/centres_of_2026\n" in chat(
        [message_of(said("25", url="https://plateau.example/centres_of_2026"))]
    )


ESCAPES = [
    (clean, "a\x00b\u2028c\ud800d\u200be", "a b c de"),
    (clean, "  two \n lines ", "two lines"),
    (as_html, "<a href='x'>&\"", "&lt;a href=&#x27;x&#x27;&gt;&amp;&quot;"),
    (as_header, "Subject\r\nBcc: x", "Subject Bcc: x"),
    (as_chat, "2 < 3 and a@b", "2 < 3 and a@\u200bb"),
    (as_chat, "<@U123>", "<\u200b@\u200bU123>"),
    (as_chat, "3 of 4", "3 of 4"),
    (web_url, "https://a.example/x y\"<", "https://a.example/x%20y%22%3C"),
    (web_url, "javascript:1", ""),
    (web_url, " data:text/html,x", ""),
    (web_url, None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("function", "text", "result"), ESCAPES)
def test_escapes(function: Any, text: str, result: str) -> None:
    assert function(text) == result


def test_a_header_is_not_endless() -> None:
    assert len(as_header("x" * 5000)) == 200


def test_a_sentence_is_cut_around_its_quote() -> None:
    before, quote, after = split_sentence("a " * 5000 + "25 halls" + " b" * 5000, "25 halls")
    assert quote == "25 halls"
    assert before.startswith("…")
    assert before.endswith(" ")
    assert after.endswith("…")
    assert len(before) + len(after) <= MAX_SENTENCE + 4
    assert split_sentence("No such words.", "25 halls") == ("No such words.", "", "")


@pytest.mark.parametrize(
    ("sentence", "quote", "before"),
    [
        ("In 2023, 14% of men and 4% of women smoked.", "4%", "In 2023, 14% of men and "),
        ("Of 2023's 23 halls, 5 stand.", "23", "Of 2023's "),
        ("It fell from 1.5 to 5.", "5", "It fell from 1.5 to "),
        ("Of 5,500 homes 500 are empty.", "500", "Of 5,500 homes "),
        ("Rooms: 5.5, halls: 5.", "5", "Rooms: 5.5, halls: "),
        ("5 of 15 left.", "5", ""),
        ("A fee of $4.", "4", "A fee of $"),
        ("Up to (4%).", "4%", "Up to ("),
        ("The 4x4 sold.", "4", "The "),
    ],
)
def test_the_quote_is_marked_where_it_is_a_number_of_its_own(sentence: str, quote: str, before: str) -> None:
    assert split_sentence(sentence, quote) == (before, quote, sentence[len(before) + len(quote) :])


def test_a_digest_tells_how_many_it_does_not_show() -> None:
    messages = [
        replace(message_of(said("25")), headline=f"fact {n}", severity="info", facts={"event_id": n})
        for n in range(5000)
    ]
    text = plain(messages)
    assert text.startswith("5,000 alerts.\n")
    assert "fact 39\n“" in text
    assert "And 4,960 more alerts, without their evidence:\nfact 40\n" in text
    assert "and 4,800 others: figurewatch alerts ls" in text
    assert len(text) < 60_000
    assert subject(messages) == "5,000 alerts on figures in the news"
    late = [replace(message, late=True) for message in messages[:2]]
    assert plain(late).startswith("2 alerts about older news.")


@pytest.mark.parametrize("limit", [140, 1_800, 3_600, 30_000])
def test_a_chat_message_is_no_longer_than_its_service_takes(limit: int) -> None:
    messages = [
        replace(message_of(said("25")), headline=f"fact {n}", severity="info", facts={"event_id": n})
        for n in range(300)
    ]
    text = chat(messages, limit)
    assert len(text) <= limit
    assert text.startswith("300 alerts.\n")
    assert len(chat(messages[:1], limit)) <= limit
    assert chat(messages[:1], limit).startswith("fact 0\n")
    if limit >= 1_800:
        assert "others: figurewatch alerts ls" in text  # whole as far as it goes, and says what it leaves out


def test_the_worst_severity_titles_a_digest() -> None:
    mild, grave = message_of(said("25")), replace(message_of(said("26")), severity="critical")
    assert subject([mild, grave]) == "[critical] 2 alerts on figures in the news"
