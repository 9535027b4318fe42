"""What is taken off a page before it is read, what is put back and taken out afterwards, and its day without metadata."""

# ruff: noqa: E501 (tables of pages)

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractors.claims import find_claims
from extractors.dates_page import parse_stamp
from extractors.page import parse_page
from extractors.page_dateline import day_of
from extractors.page_furniture import is_furniture, without_furniture

FILLER = [
    f"Work on the {name} quay goes on until the end of the decade, and the harbour board has said so at every meeting since."
    for name in ("northern", "southern", "eastern", "western", "inner", "outer")
]
BODY = "".join(f"<p>{line}</p>" for line in FILLER)


def text_of(body: str, head: str = "", url: str = "https://quay.example/a") -> str:
    html = f"<!doctype html><html lang=en><head><title>Cranes rise</title>{head}</head><body>{body}</body></html>"
    return parse_page(html.encode(), url=url, content_type="text/html; charset=utf-8").text


UNSEEN = [
    # markup                                                         gone                there
    ("<p hidden>It has 77 sheds.</p>", "77", None),
    ("<div hidden><p>It has 77 sheds, <s>66</s>.</p></div>", "77", None),
    ("<p>A pass costs <s>£99</s> £79.</p>", "99", "A pass costs £79."),
    ("<p>The storm killed <del>12</del> 14 people.</p>", "12", "killed 14 people"),
    ("<amp-ad><p>Save 50% today</p></amp-ad>", "50%", None),
    (
        "<p>It has 77%<sup>1</sup> of 12.5<sup><a href=#n>2</a></sup> sheds<sup>[3]</sup>.</p>",
        "12.52",
        "77% of 12.5 sheds.",
    ),
    ("<p>It has 4 x 10<sup>6</sup> bricks.</p>", "106", "4 x 10⁶ bricks."),
    (
        "<p>It has 5 m<sup>2</sup>, 3 km<sup>3</sup> for the 21<sup>st</sup> time.</p>",
        None,
        "5 m2, 3 km3 for the 21st time.",
    ),
    ("<p>Boxes rose to 4.1 million<span><a href='#n1'>1</a></span>.</p>", "million1", "rose to 4.1 million."),
    ("<div hidden=until-found><p>It has 77 sheds.</p></div>", None, "It has 77 sheds."),
    (f"<s><p>{FILLER[0].replace('northern', 'new')}</p>{BODY}</s>", None, "new quay"),
    ("<dl><dt>Cost<dd>$4 million<dd>$3 million in 2024</dl>", None, "- Cost: $4 million; $3 million in 2024"),
    ("<dl><dt>Piers<dd>12<br>14</dl>It has 77 sheds.", "1214", "It has 77 sheds."),
    ("<p>See <a href='#n1'>12</a> sheds.</p>", None, "See 12 sheds."),
    # opposite: shown, and what a script will show because it is the article
    ("<p data-hidden=no>It has 77 sheds.</p>", None, "It has 77 sheds."),
    (f"<div hidden>{BODY}{BODY}<p>It has 77 sheds.</p></div>", None, "northern quay"),
]


@pytest.mark.parametrize(("markup", "gone", "there"), UNSEEN)
def test_what_nobody_sees_is_not_read(markup: str, gone: str | None, there: str | None) -> None:
    text = text_of(f"<article><h1>Cranes rise</h1>{BODY}{markup}</article>")
    assert gone is None or gone not in text
    assert there is None or there in text


ITEMS = "<ul><li>Revenue of <b>$312 million</b></li><li>A loss of $(4.1) million</li></ul>"


POWERS = [
    ("It has 10⁶ cells.", 10**6),
    ("It has 4 x 10⁶ cells.", 4 * 10**6),
    ("It has 4 x 10^6 cells.", 4 * 10**6),
    ("It has 4 x 106 cells.", 106),
]


@pytest.mark.parametrize(("text", "value"), POWERS)
def test_raised_digits_behind_ten_are_its_power(text: str, value: int) -> None:
    assert [claim.low for claim in find_claims(text, published_on=None).claims] == [value]


def test_items_of_a_list_in_a_list_are_told_once() -> None:
    items = (
        "<ul><li>Revenue of $312 million<ul><li>Ports: $200 million</li></ul></li><li>A loss of $4 million</li></ul>"
    )
    paragraphs = [f"<p>{line}</p>" for line in FILLER]
    text = text_of(
        f"<div class=release><h1>Cranes rise</h1>{''.join([*paragraphs[:3], items, *paragraphs[3:]])}</div>"
    )
    assert "- Revenue of $312 million\n- Ports: $200 million\n- A loss of $4 million\n" in text


def test_a_long_note_in_a_table_of_data_leaves_the_table_whole() -> None:
    rows = "".join(f"<tr><td>{name}<td>{n}.1 million" for n, name in enumerate(("Kell", "Orrin", "Tarn")))
    note = f"<tr><td colspan=2>Note: {' '.join(FILLER)}"
    lines = text_of(
        f"<article><h1>Cranes rise</h1>{BODY}<table><tr><th>Port<th>Boxes{rows}{note}</table></article>"
    ).split("\n")
    assert "| Orrin | 1.1 million |" in lines
    assert any(line.startswith("Note: Work") for line in lines)


LISTS = [
    # markup behind the third paragraph                                     whether its items are in the text
    (ITEMS, True),
    (f"<div class=x>{ITEMS}</div>", True),
    (f"<h4>Highlights</h4>{ITEMS}", True),
    (ITEMS.replace("ul>", "ol>"), True),
    (
        "<ul><li><a href=/1>Revenue of $312 million</a></li><li><a href=/2>A loss of $(4.1) million</a></li></ul>",
        False,
    ),
    ("<ul><li><img src=a alt=''>Revenue of $312 million</li><li>A loss of $(4.1) million</li></ul>", False),
    (f"<nav>{ITEMS}</nav>", False),
]


@pytest.mark.parametrize(("markup", "kept"), LISTS)
def test_a_list_that_the_readers_leave_out_stands_behind_its_paragraph(markup: str, kept: bool) -> None:
    paragraphs = [f"<p>{line}</p>" for line in FILLER]
    body = "".join((*paragraphs[:3], markup, *paragraphs[3:]))
    lines = text_of(f"<div class=release><h1>Cranes rise</h1>{body}</div>").split("\n")
    assert ("- Revenue of $312 million" in lines) is kept
    if kept:
        at = lines.index("- Revenue of $312 million")
        assert lines[at - 1 : at + 3] == [FILLER[2], lines[at], "- A loss of $(4.1) million", FILLER[3]]


def test_a_list_that_the_readers_keep_is_there_once() -> None:
    text = text_of(f"<article><h1>Cranes rise</h1>{BODY}{ITEMS}{BODY.replace('quay', 'dock')}</article>")
    assert text.count("Revenue of $312 million") == 1


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    data = "<table><tr><td>Year</td><td>Cranes</td></tr><tr><td>2024</td><td>23</td></tr></table>"
    paragraphs = "".join(f"<P>{line}" for line in FILLER)
    page = (
        f"<TABLE><TR><TD><A HREF=/>Home</A><BR>Sport 2</TD><TD><B>Cranes rise</B>{paragraphs}{data}</TD></TR></TABLE>"
    )
    lines = text_of(page).split("\n")
    assert lines[:6] == FILLER
    assert "| 2024 | 23 |" in lines


STATED = [
    "The quay has 23 cranes.\\n\\nIt will have 31, the board said.\\n",
    "<p>The quay has 23 cranes.</p><p>It will have 31, the board said.</p>",
    "&lt;p&gt;The quay has 23 cranes.&lt;/p&gt;&lt;p&gt;It will have 31, the board said.&lt;/p&gt;",
]


@pytest.mark.parametrize("stated", STATED)
def test_a_text_in_metadata_alone_keeps_its_paragraphs(stated: str) -> None:
    more = " ".join(FILLER)
    node = f'{{"@type": "NewsArticle", "headline": "Cranes rise", "articleBody": "{stated} {more}"}}'
    text = text_of("<div id=root></div>", f'<script type="application/ld+json">{node}</script>')
    assert text.split("\n")[:2] == ["The quay has 23 cranes.", "It will have 31, the board said."]


FURNITURE = """
Also read: 5 things about quays
ALSO READ | Port adds 3 cranes
- READ MORE: Quay closes for 2 weeks
[Related: 12 quays to see]
Related stories
See also: the 10 longest quays
Watch: 3 cranes fall in storm
More: Port loses $4m
Most read in World
Popular on The Quay
Subscribe to our newsletter
Sign up for The Morning Quay and get 5 stories in your inbox
Get access to all 40 podcasts with a subscription, from $4 a month
Join 250,000 readers of our channel
Share 120
14 comments
Advertisement 1Story continues below
CLICK HERE TO GET THE QUAY APP
Follow us on Instagram and YouTube
Follow Ida Holm on X: 40,000 others do
Copyright ©2025 Quay Media, Inc.
© 2025 Quay Media. All rights reserved.
""".strip().split("\n")
TOLD = """
Related party transactions rose to $5 million.
Readers subscribe to 12 newsletters on average.
Subscribers to its newsletter rose 5 percent to 40,000.
More than 30 people watched.
More people read 12 books a year than ten years ago.
More from the sale, $40 million, goes to Kell.
(c) The firm pays $5 million to the board.
Recommended: 2 litres of water a day.
Advertisement spending rose 5 percent to $4 million.
Get the vaccine, the board told a community of 4,000.
Read aloud, the list takes 40 minutes.
Watch sales fell 9 percent in May.
Watchmakers sold 3 million pieces.
The share of rail rose to 12 percent.
Share prices fell 3 percent.
Shares 12 percent down.
Copyright fees brought in $3 million last year.
Getting 5 alerts a day is too much, 40 percent say.
Get a channel of 12 metres dug, the board was told in 2019.
Comments from 14 readers led to the change.
Video games made 40 percent of its revenue.
Video: shows the old crane as it falls on two sheds and 12 cars.
Watch: The board says that 3 of the 23 cranes were never used.
Related: the firm also sold 3 ships and two of its sheds in May.
More: it paid $4 million to the pilots of the southern quay.”
""".strip().split("\n")


@pytest.mark.parametrize("line", FURNITURE)
def test_lines_of_the_page_are_no_lines_of_the_article(line: str) -> None:
    assert is_furniture(line)


LINKED = [
    # line                                                               a link of the page                      is furniture
    ("Watch: The old crane falls on two sheds and 12 cars.", "The old crane falls on two sheds and 12 cars.", True),
    (
        "Watch: The old crane falls on two sheds and 12 cars.",
        "Watch: The old crane falls on two sheds and 12 cars.",
        True,
    ),
    ("Read: The old crane falls on two sheds and 12 cars.", "old crane falls on two sheds and 12 cars", True),
    ("Watch: The old crane falls on two sheds and 12 cars.", "two sheds", False),
    (
        "Watch: The old crane falls on two sheds and 12 cars.",
        "Another story of the old crane on the northern quay.",
        False,
    ),
    ("Watch: Old crane falls on two sheds and 12 cars", "two sheds", True),
    ("Video: Can the 23 cranes of Lindow be put right again?", "", True),
    ("Watch: What was said by the board of Kell Corp.", "What was said by the board of Kell Corp.", True),
    ("Video: The crane, in 3 pictures.", "", False),
]


@pytest.mark.parametrize(("line", "link", "furniture"), LINKED)
def test_a_sentence_behind_a_label_is_furniture_where_it_is_a_link(line: str, link: str, furniture: bool) -> None:
    assert is_furniture(line, {link} if link else ()) is furniture


def test_a_sentence_behind_a_label_stays_in_the_article() -> None:
    told = "Video: shows the old crane as it falls on two sheds and 12 cars."
    linked = "Watch: The old crane falls on two sheds and 14 cars."
    text = text_of(f"<article><p>{told}</p><p><a href=/b>{linked}</a></p>{BODY}</article>")
    assert told in text
    assert "14 cars" not in text


@pytest.mark.parametrize("line", TOLD)
def test_lines_of_the_article_stay(line: str) -> None:
    assert not is_furniture(line)


HEADS = [
    # first lines                                          title                      first line kept
    (["Cranes rise on quay", "It has 23."], "Cranes rise on quay", "It has 23."),
    (["World", "Cranes “rise” on quay", "It has 23."], "Cranes 'rise' on quay", "It has 23."),
    (["Press release", "Cranes rise on quay", "It has 23."], "Cranes rise on quay", "It has 23."),
    (["Cranes rise on quay again", "It has 23."], "Cranes rise on quay", "Cranes rise on quay again"),
    (
        ["It has 23 cranes, 4 of them new.", "Cranes rise on quay"],
        "Cranes rise on quay",
        "It has 23 cranes, 4 of them new.",
    ),
    (["Cranes rise on quay", "It has 23."], None, "Cranes rise on quay"),
]


@pytest.mark.parametrize(("lines", "title", "first"), HEADS)
def test_the_headline_is_told_once(lines: list[str], title: str | None, first: str) -> None:
    assert without_furniture("\n".join([*lines, *FILLER]), title).split("\n")[0] == first


def test_where_little_would_be_left_nothing_is_taken() -> None:
    assert without_furniture("Cranes rise\nSee also: 3 quays", "Cranes rise") == "Cranes rise\nSee also: 3 quays"


DAYS = [
    # body                                                                               day           instant
    (
        "<h1>Cranes rise on quay</h1><span>Friday, 14 November, 2003, 12:10 GMT</span>",
        "2003-11-14",
        "2003-11-14T12:10",
    ),
    ("<h1>Cranes rise on quay</h1><p>By Ida Holm<p>Published: 3 March 2025", "2025-03-03", None),
    ("<b>Cranes rise on quay</b><br>Sport<br>March 3, 2025 4:05 PM AMT", "2025-03-03", None),
    (
        "<h1>Cranes rise on quay</h1><p>KELL, Orrin, Nov. 4, 2025 /PRNewswire/ -- Lumo today reported 23 cranes.",
        "2025-11-04",
        None,
    ),
    (
        "<h1>Cranes rise on quay</h1><p>KELL, 4 November 2025 (GLOBE NEWSWIRE) -- Lumo today reported 23 cranes.",
        "2025-11-04",
        None,
    ),
    ("<h1>Cranes rise on quay</h1><p>Kell – November 4, 2025 – Lumo today reported 23 cranes.", "2025-11-04", None),
    (
        "<aside><a>Cranes rise on quay</a> 2 March 2021</aside><h1>Cranes rise on quay</h1><p>5 August 2025",
        "2025-08-05",
        None,
    ),
    ("<h1>Cranes rise on quay</h1><p>By Jo Pell | Nov. 3, 2025", "2025-11-03", None),
    ("<h1>Cranes rise on quay</h1><p>Nov 3, 2025 · 3 min read", "2025-11-03", None),
    # opposite: today's date above the headline, a date that is told, one that may be two
    ("<p>Saturday, 28 November 2026</p><h1>Cranes rise on quay</h1>", None, None),
    (
        "<h1>Cranes rise on quay</h1><p>The quay was opened on 4 November 2025 by the mayor, who counted 23 cranes.",
        None,
        None,
    ),
    ("<h1>Cranes rise on quay</h1><p>3/4/2025</p>", None, None),
]


@pytest.mark.parametrize(("body", "day", "instant"), DAYS)
def test_the_day_of_a_page_without_metadata(
    body: str, day: str | None, instant: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.page._searched", lambda html: None)  # the last resort, a library's search
    html = f"<html><head><title>Cranes rise on quay</title></head><body>{body}{BODY}</body></html>"
    article = parse_page(html.encode(), url="https://quay.example/a", content_type="text/html")
    assert article.published_on == (date.fromisoformat(day) if day else None)
    assert article.published_at == (datetime.fromisoformat(instant).replace(tzinfo=UTC) if instant else None)


@pytest.mark.parametrize(("head", "day"), [("h1", date(2025, 11, 3)), ("b", None)])
def test_a_short_headline_is_one_where_the_page_says_so(head: str, day: date | None) -> None:
    """ "Sport" may be a word of the menu."""
    html = (
        f"<html><head><title>Quay news</title></head><body><{head}>Quay news</{head}><p>3 November 2025{BODY}</body>"
    )
    tree = LexborHTMLParser(html)
    stamp = day_of("https://quay.example/a", tree, "Quay news", "")
    assert (stamp and stamp.on) == day


def test_a_clock_time_of_an_unknown_zone_gives_the_day() -> None:
    stamp = parse_stamp("March 3, 2025 4:05 PM AMT")
    assert stamp is not None
    assert (stamp.on, stamp.at) == (date(2025, 3, 3), None)
