"""Pages whose text stands in a script's data alone: as content systems write it, and what must not be taken for it."""

# ruff: noqa: E501 (tables of pages)

from __future__ import annotations

import contextlib
import json
import random
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest

from extractors.claims import find_claims
from extractors.errors import NotAnArticle
from extractors.model import Article
from extractors.page import parse_page
from extractors.page_blocks import Budget, blocks_html

TITLE = "Lindow counts its cranes again"
LINES = [
    "The harbour board of Lindow counted 23 new cranes in 2024, and it expects 31 of them by the end of 2026.",
    "Each of the cranes lifts 45 tonnes, twice what the old ones on the northern quay could carry in a storm.",
    "Work on the sheds has cost the town €4.5 million so far, the board told the council on Monday evening.",
]
MORE = "Nobody on the southern quay was asked, said a pilot who has worked there for 19 years without a day off."
DRAFT = {
    "blocks": [{"key": "a", "text": line, "type": "unstyled", "entityRanges": []} for line in LINES],
    "entityMap": {},
}


def shell(scripts: str, body: str = "<div id=root></div>", head: str = f"<title>{TITLE} | The Quay</title>") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}{scripts}</body></html>"


def parse(html: str) -> Article:
    return parse_page(html.encode(), url="https://quay.example/news/cranes", content_type="text/html; charset=utf-8")


def next_data(article: Any) -> str:
    data = {"props": {"pageProps": {"article": article}}, "page": "/news/[slug]", "buildId": "x"}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def article(body: Any, name: str = "body", **more: Any) -> dict[str, Any]:
    return {"id": 7, "headline": TITLE, "publishedAt": "2026-03-02T08:00:00Z", name: body, **more}


def devalue(value: Any) -> list[Any]:
    """A value as Nuxt writes it: a list in which values name each other by number."""
    made: list[Any] = []

    def put(one: Any) -> int:
        place = len(made)
        made.append(None)
        if isinstance(one, dict):
            made[place] = {key: put(inner) for key, inner in one.items()}
        elif isinstance(one, list):
            made[place] = [put(inner) for inner in one]
        else:
            made[place] = one
        return place

    made.append(["Reactive", 1])
    put(value)
    return made


WHOLE = "".join(f"<p>{line}</p>" for line in LINES)
STATE = {"article": {"byId": {"7": article(WHOLE)}}}
QUOTED = json.dumps(STATE).replace("\\", "\\\\").replace("'", "\\'")
HOLDERS = [
    # how a page carries its data                                                   the script
    ("next", next_data(article(WHOLE))),
    ("a name", f"<script>window.__PRELOADED_STATE__ = {json.dumps(STATE)};window.other = 1</script>"),
    ("a name among others", f'<script>var a={{"n":1}}, b={{}}; window["__INITIAL_STATE__"]={json.dumps(STATE)}</script>'),
    ("what JSON has not", f'<script>window.__S__={{"user":undefined,"late":!0,"at":new Date("2026-03-02"),{json.dumps(STATE)[1:]};</script>'),
    ("JSON in a string", f"<script>window.__S__ = JSON.parse({json.dumps(json.dumps(STATE))});</script>"),
    ("JSON in single quotes", f"<script>window.__S__=JSON.parse('{QUOTED}');</script>"),
    ("JSON within JSON", next_data({"headline": TITLE, "publishedAt": "2026-03-02T08:00:00Z", "raw": json.dumps(DRAFT)})),
    ("any block of JSON", f'<script type="application/json" data-hypernova>{json.dumps(STATE)}</script>'),
    ("nuxt", f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(devalue({"data": STATE}))}</script>'),
    ("json-ld", '<script type="application/ld+json">' + json.dumps({"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-03-02T08:00:00Z", "articleBody": "\n\n".join(LINES)}) + "</script>"),
]  # fmt: skip


@pytest.mark.parametrize(("holder", "script"), HOLDERS, ids=[name for name, _ in HOLDERS])
def test_the_article_is_found_in(holder: str, script: str) -> None:
    found = parse(shell(script))
    assert found.text == "\n".join(LINES)
    assert found.title == TITLE
    assert found.published_on == date(2026, 3, 2)
    assert found.published_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    for claim in find_claims(found.text, title=found.title, published_on=found.published_on).claims:
        assert found.text[claim.start : claim.end] == claim.quote
        assert found.text.startswith(claim.sentence, claim.sentence_start)


def span(text: str, **more: Any) -> dict[str, Any]:
    return {"nodeType": "text", "value": text, "marks": [], "data": {}, **more}


FIRST, SECOND, THIRD = LINES
CUT = (FIRST[:20], FIRST[20:40], FIRST[40:])
BODIES = [
    # system                value
    ("paragraphs", LINES),
    ("html, a string each", [f"<p>{line}</p>" for line in LINES]),
    ("text with empty lines", "\n\n".join(LINES)),
    ("draft.js", DRAFT),
    ("contentful", {"nodeType": "document", "content": [
        {"nodeType": "paragraph", "data": {}, "content": [span(CUT[0]), {"nodeType": "hyperlink", "data": {"uri": "/a"}, "content": [span(CUT[1])]}, span(CUT[2])]},
        *({"nodeType": "paragraph", "data": {}, "content": [span(line)]} for line in LINES[1:])]}),
    ("sanity", [{"_type": "block", "_key": "k", "style": "normal", "markDefs": [], "children": [{"_type": "span", "text": part, "marks": []} for part in (CUT if line is FIRST else (line,))]} for line in LINES]),
    ("arc", [{"type": "text", "_id": "A", "content": FIRST}, {"type": "image", "url": "/c.jpg", "caption": "A crane on the northern quay on Monday."},
             {"type": "interstitial_link", "content": "Read more about 77 other cranes of the harbour and how they came to be.", "url": "/x"},
             *({"type": "text", "content": line.replace("quay", "<b>quay</b>")} for line in LINES[1:])]),
    ("editor.js", {"time": 1, "blocks": [{"id": "a", "type": "paragraph", "data": {"text": line}} for line in LINES]}),
    ("prosemirror", {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": part, "marks": [{"type": "bold"}]} for part in (CUT if line is FIRST else (line,))]} for line in LINES]}),
    ("lexical", {"root": {"type": "root", "children": [{"type": "paragraph", "version": 1, "children": [{"type": "text", "text": line, "format": 0}]} for line in LINES]}}),
    ("slate", [{"children": [{"text": part} for part in (CUT if line is FIRST else (line,))], "type": "p"} for line in LINES]),
    ("wordpress", [{"name": "core/paragraph", "attributes": {"content": line}, "innerBlocks": []} for line in LINES]),
    ("trees of html", {"type": "root", "children": [{"type": "element", "tag": "p", "props": {}, "children": [{"type": "text", "value": line}]} for line in LINES]}),
    ("paragraphs in models", [{"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": line, "blocks": [{"type": "fragment", "model": {"text": line}}]}} for line in LINES]}}]),
    ("paragraphs as lists of parts", [[{"type": "text", "value": part} for part in (CUT if line is FIRST else (line,))] for line in LINES]),
    ("components", [{"component": "article-text", "props": {"text": f"<p>{line}</p>", "size": 3}} for line in LINES]),
    ("sections", [{"heading": "At the quay", "paragraphs": LINES[:2]}, {"heading": "In town", "paragraphs": LINES[2:]}]),
]  # fmt: skip


@pytest.mark.parametrize(("system", "body"), BODIES, ids=[name for name, _ in BODIES])
def test_blocks_of_content_systems_become_paragraphs(system: str, body: Any) -> None:
    assert parse(shell(next_data(article(body)))).text == "\n".join(LINES)


def test_headings_lists_and_tables_of_blocks_are_kept_as_such() -> None:
    cells = [["Quay", "Cranes", "Tonnes"], ["Northern", "12", "540"], ["Southern", "11", "495"]]
    blocks = [
        *({"type": "paragraph", "data": {"text": line}} for line in LINES),
        {"type": "header", "data": {"text": "What comes next", "level": 2}},
        {"type": "list", "data": {"style": "unordered", "items": ["8 more cranes in 2027", "a shed for 90 boats"]}},
        {"type": "table", "data": {"withHeadings": True, "content": cells}},
        {"type": "paragraph", "data": {"text": MORE}},
    ]
    lines = parse(shell(next_data(article({"blocks": blocks})))).text.split("\n")
    assert lines[3:6] == ["What comes next", "- 8 more cranes in 2027", "- a shed for 90 boats"]
    assert "| Northern | 12 | 540 |" in [line.strip() for line in lines]
    assert lines[-1] == MORE


def test_a_gap_between_digits_and_signs_of_markup_come_out_as_on_any_page() -> None:
    body = [
        *LINES,
        "The yard has 80\u00a0000 m² and A&B owns, as 3 < 4, less than 9% of what was built there in the years before.",
    ]
    assert parse(shell(next_data(article(body)))).text.endswith(body[-1])


OTHER = "A reader of ours thinks that 77 cranes would do, and that the board should have asked before it bought any of them at all."
OTHERS = [OTHER, OTHER.replace("77", "78"), OTHER.replace("77", "79"), OTHER.replace("77", "80")]
POSTS = [
    {
        "title": f"What the town of Quay {n} says",
        "slug": f"q{n}",
        "content": {"rendered": WHOLE.replace("23", f"2{n}")},
    }
    for n in range(4)
]
NONE = [
    # why                             script
    ("comments", next_data({"headline": TITLE, "comments": [{"text": line} for line in OTHERS]})),
    ("posts of a front", next_data({"posts": POSTS})),
    ("teasers", next_data({"items": [{"headline": line[:30], "url": "/x", "description": line} for line in OTHERS]})),
    ("terms", next_data({"headline": TITLE, "consent": {"text": OTHERS}})),
    ("words of the program", next_data({"messages": {f"k{n}": OTHER for n in range(9)}})),
    ("for subscribers", next_data(article(WHOLE, isPremium=True))),
    ("not for free", next_data(article(WHOLE, isAccessibleForFree=False))),
    ("no JSON", "<script>window.__S__ = {article: {body: '" + WHOLE + "'}};</script>"),
    ("cut", next_data(article(WHOLE))[:-80] + "</script>"),
    ("short", next_data(article(LINES[:1]))),
    ("addresses of pictures", next_data(article(", ".join(f"https://img.example/{n}/x0y/crane-on-the-northern-quay.jpg?w={n} {n}w" for n in range(90)), "srcSet"))),
    ("key words", next_data(article("|".join(f"cranes of quay {n}|harbour board" for n in range(40)) + "."))),
    ("one part of many", next_data(article([{"odd": {"strange": {"text": line}}} for line in (*LINES, MORE, *OTHERS)] + [{"odd": {"strange": {"text": OTHER + " " + MORE + " " + FIRST}}}]))),
    ("sponsored", next_data({"sponsoredSection": article(WHOLE)})),
    ("a text of the site", next_data({"blurb": LINES})),
]  # fmt: skip


@pytest.mark.parametrize(("why", "script"), NONE, ids=[name for name, _ in NONE])
def test_what_is_no_article_of_the_page_stays_out(why: str, script: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        parse(shell(script))
    assert caught.value.reason in ("no_text", "paywall")


def test_the_article_that_the_page_is_about_goes_before_a_longer_one() -> None:
    other = {"headline": "Ferries of Orrin are late once more", "body": OTHERS + LINES}
    found = parse(shell(next_data({"main": article(WHOLE), "other": other})))
    assert found.text == "\n".join(LINES)


def test_data_of_several_scripts_are_told_apart() -> None:
    other = {"headline": "Ferries of Orrin are late once more", "publishedAt": "2026-01-01", "body": OTHERS}
    head = "<title>The Quay</title>"
    one, two = next_data(article([*LINES, MORE])), next_data(other).replace("__NEXT_DATA__", "second")
    with pytest.raises(NotAnArticle):
        parse(shell(one + two, head=head))  # which of them is the page's?
    assert parse(shell(two + one)).text.endswith(MORE)
    texts = {parse(shell(one + two + f"<script>window.s = {json.dumps(STATE)}</script>")).text for _ in range(5)}
    assert len(texts) == 1


def test_a_page_that_names_only_its_site_takes_the_title_of_the_data() -> None:
    found = parse(shell(next_data(article(WHOLE)), head="<title>The Quay</title>"))
    assert found.title == TITLE


IN_MARKUP = "".join(f"<p>{line}</p>" for line in OTHERS)
KEPT = [
    # what the page's own markup has                  comes out, whatever its data say
    (f"<article><h1>{TITLE}</h1>{IN_MARKUP}</article>", "77 cranes"),
    (f"<article><h1>{TITLE}</h1><p>{OTHER}</p><p>{MORE}</p></article>", "77 cranes"),
]


@pytest.mark.parametrize(("body", "said"), KEPT)
def test_the_text_of_the_markup_goes_first(body: str, said: str) -> None:
    short = next_data(article(LINES[:3]))
    assert said in parse(shell(short, body)).text


def test_a_few_words_of_markup_give_way_to_the_whole_text_of_the_same_title() -> None:
    body = "<main><p>The Quay is a newspaper of the harbour towns. It comes out on weekdays and has its office on the northern quay, next to the old crane, where letters may be left.</p></main>"
    assert parse(shell(next_data(article([*LINES, *LINES, MORE])), body)).text.startswith(FIRST)
    other = next_data(article([*LINES, *LINES, MORE]) | {"headline": "Ferries of Orrin are late once more"})
    assert "letters may be left" in parse(shell(other, body)).text


def test_paywalls_and_consent_walls_are_not_read_around() -> None:
    for words, reason in (
        ("Subscribe to continue reading. Already a subscriber? Sign in.", "paywall"),
        (
            "We and our 640 partners use cookies and store information on a device. Accept all cookies.",
            "consent_wall",
        ),
    ):
        with pytest.raises(NotAnArticle) as caught:
            parse(shell(next_data(article(WHOLE)), f"<main><p>{words}</p></main>"))
        assert caught.value.reason == reason


def nested(depth: int) -> str:
    return '{"children":[' * depth + "1" + "]}" * depth


DATES = [
    # as the data say it                 the day
    (1772438400, date(2026, 3, 2)),
    (1772438400000, date(2026, 3, 2)),
    ("2026-03-02", date(2026, 3, 2)),
    (10**400, None),
    (float("nan"), None),
    (-1, None),
    (True, None),
    ("²²²²²²²²²²", None),
    ("soon", None),
    ({"at": "2026"}, None),
]


@pytest.mark.parametrize(("stated", "day"), DATES)
def test_dates_of_the_data(stated: Any, day: date | None) -> None:
    told = {**article(WHOLE), "publishedAt": stated, "updatedAt": "2026-05-05", "lastPublished": "2026-06-06"}
    assert parse(shell(next_data(told))).published_on == day


def test_half_a_character_is_dropped_as_on_any_page() -> None:
    script = next_data(article([*LINES, MORE])).replace("pilot", "pi\\ud800lot").replace("town", "to\\ud83d\\ude00wn")
    text = parse(shell(script)).text
    assert "a pilot who" in text
    assert "to\U0001f600wn" in text


HOSTILE = [
    ("deep", f"<script>window.a = {nested(100_000)}</script>"),
    ("deep enough to be read", f"<script>window.a = {nested(400)}</script>"),
    ("a million values", f"<script type=application/json>[{'1,' * 1_000_000}1]</script>"),
    ("a text a million times", f"<script type=application/json>{json.dumps({'a': [{'text': OTHER}] * 15_000, 'title': TITLE})}</script>"),
    ("in circles", '<script type=application/json>[["Reactive",1],{"content":2,"title":3},[1,1,1,1],"a b c d"' + ',"x"' * 90 + "]</script>"),
    ("many names", "<script>" + "a={" * 200_000 + "</script>"),
    ("quotes", "<script>window.a={" + '\\"' * 200_000 + "undefined</script>"),
    ("tags", f"<script type=application/json>{json.dumps({'title': TITLE, 'body': '<p ' * 300_000})}</script>"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "script"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_hostile_data_end_soon_and_without_an_error(what: str, script: str) -> None:
    began = time.process_time()
    with contextlib.suppress(NotAnArticle):
        parse(shell(script))
    assert time.process_time() - began < 8


def test_whatever_the_blocks_are_there_is_no_error() -> None:
    rng = random.Random(1)
    names = [
        "text",
        "type",
        "children",
        "content",
        "rows",
        "items",
        "data",
        "listItem",
        "style",
        "level",
        "head",
        "html",
    ]
    words = [OTHER, "paragraph", "table", "tableRow", "list", "h2", "link", "", "<p>", 7, None, True, 1.5]

    def value(depth: int) -> Any:
        shape = rng.random()
        if depth > 5 or shape < 0.4:
            return rng.choice(words)
        if shape < 0.7:
            return {rng.choice(names): value(depth + 1) for _ in range(rng.randint(0, 4))}
        return [value(depth + 1) for _ in range(rng.randint(0, 4))]

    for _ in range(4_000):
        assert isinstance(blocks_html(value(0), Budget(500)), str)
