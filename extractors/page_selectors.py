"""Which of a source's selectors do nothing on a page: for whoever tries them out."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from extractors.dates_page import parse_stamp
from extractors.page_charset import decode
from extractors.page_hints import PageSelectors

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


def idle_selectors(body: bytes, content_type: str | None, selectors: PageSelectors) -> dict[str, str]:
    """What is wrong with each selector that does nothing on the page, by its name; empty when all do something.

    >>> page = b"<h1>Ferries</h1><p class=when>some time ago</p>"
    >>> idle_selectors(page, None, PageSelectors(title="h1", body=".story", date=".when"))
    {'body': 'matches nothing', 'date': "matches no date that can be read: 'some time ago'"}
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(decode(body, content_type))
    named = [(field.name, getattr(selectors, field.name)) for field in fields(selectors)]
    found = {name: _why_idle(tree, name, selector) for name, selector in named if selector}
    return {name: why for name, why in found.items() if why}


def _why_idle(tree: LexborHTMLParser, name: str, selector: str) -> str | None:
    nodes = tree.css(selector)
    if not nodes:
        return "matches nothing"
    if name == "remove":
        return None
    texts = [" ".join(node.text(separator=" ").split()) for node in nodes]
    if name == "date":
        attributes = nodes[0].attributes
        stated = attributes.get("datetime") or attributes.get("content") or texts[0]
        return None if parse_stamp(stated) else f"matches no date that can be read: {stated[:60]!r}"
    return None if any(texts[:1] if name == "title" else texts) else "matches an element without text"
