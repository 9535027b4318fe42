"""Lists that a reader of the page left out, between paragraphs that it kept: results often stand in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extractors.page_clean import clean_line, letters, unmark_gaps
from extractors.page_prune import elements_above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_LISTS = 400
_BACK = 3  # elements before the list that may have been left out too: a heading, a picture
_LONG_KEY = 60  # letters: longer ones are not by chance within another line
_LINKED = 0.3  # of a list's text
_AROUND = frozenset({"nav", "footer", "header", "aside", "form", "menu"})


def with_lists(text: str, tree: LexborHTMLParser) -> str:
    """``text`` with each list of words that follows one of its paragraphs on the page and is not in it.

    Lists of links or pictures stay out, and those around the article.
    """
    lines = text.split("\n")
    keys, all_of_it = Counter(map(letters, lines)), letters(text)
    places = {key: place for place, line in enumerate(lines) if keys[key := letters(line)] == 1}

    def is_there(item: str) -> bool:
        key = letters(item)
        return key in keys or (len(key) > _LONG_KEY and key in all_of_it)

    behind: dict[int, list[str]] = {}
    for node in tree.css("ul, ol")[:_MOST_LISTS]:
        if any(above.tag == "li" for above in elements_above(node)):
            continue  # told with the list it is in
        items = [item for item in map(_own_words, node.css("li")) if item]
        if not items or any(map(is_there, items)) or _is_of_others(node):
            continue
        place = next((places[key] for key in map(letters, _before(node)) if key in places), None)
        if place is not None and not any(above.tag in _AROUND for above in elements_above(node)):
            behind.setdefault(place, []).extend(f"- {item}" for item in items)
    return "\n".join(line for place, kept in enumerate(lines) for line in (kept, *behind.get(place, ())))


def _own_words(item: LexborNode) -> str:
    """The text of an item without the lists in it."""
    parts = (part.text(separator=" ") for part in item.iter(include_text=True) if part.tag not in ("ul", "ol"))
    return clean_line(unmark_gaps(" ".join(parts)))


def _before(node: LexborNode) -> Iterator[str]:
    """Texts of the few elements before a list, nearest first; of a list alone in its element, before that."""
    for _ in range(_BACK):
        if _previous(node) or node.parent is None or node.parent.tag == "body":
            break
        node = node.parent
    found = 0
    earlier = _previous(node)
    while earlier is not None and found < _BACK:
        words = earlier.text(separator=" ")
        if words.strip():
            found += 1
            yield words
        earlier = _previous(earlier)


def _previous(node: LexborNode) -> LexborNode | None:
    """The element before ``node``, text between them passed over."""
    earlier = node.prev
    while earlier is not None and (earlier.tag or "-").startswith("-"):
        earlier = earlier.prev
    return earlier


def _is_of_others(node: LexborNode) -> bool:
    """True for a list of links or of pictures."""
    if node.css_first("img, picture, figure, video, input") is not None:
        return True
    return sum(len(link.text()) for link in node.css("a[href]")) > _LINKED * len(node.text())
