"""The article's own text out of a page's markup, by the first of several libraries that does it justice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from extractors.light_import import without
from extractors.page_clean import clean_text as _clean
from extractors.page_clean import unmark_gaps

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

SHORT = 0.6  # of the coarse reader's length; below it the fine reader lost something
LEAST = 250  # characters; a fine reader's result below it is doubted too
BLOCKS = "p, li, h2, h3, h4, h5, h6, blockquote, pre, tr, dt, dd, figcaption"


def main_text(html: str, tree: LexborHTMLParser, *, walkable: bool = True) -> str:
    """The article's text, one paragraph a line; "" when there is none.

    trafilatura reads most pages best. Where it gives much less than resiliparse, which reads coarsely but loses
    little, readability is tried, and the better of what there is taken.
    ``walkable`` is False for markup too deep for the readers that walk the tree.
    """
    coarse = _resiliparse(html)
    if not walkable:
        return max(coarse, _paragraphs(tree), key=len)
    fine = _trafilatura(html)
    if fine and "\n" not in fine and (apart := _apart(fine, tree)) != fine:
        return apart
    if len(fine) >= max(LEAST, SHORT * len(coarse)):
        return fine
    middle = _readability(html)
    if len(middle) > len(fine) and len(middle) >= SHORT * len(coarse):
        return middle
    if len(fine) < LEAST and len(coarse) > 2 * len(fine):
        return max(middle, fine, _paragraphs(tree), key=len)
    return fine


def selected_text(tree: LexborHTMLParser, selector: str) -> str:
    """The text of the elements that ``selector`` names: their blocks, one a line; "" when nothing matches."""
    lines = []
    for root in tree.css(selector):
        blocks = [node for node in root.css(BLOCKS) if node.css_first("p, li, tr") in (None, node)]
        lines += [" ".join(node.text(separator=" ").split()) for node in blocks] or [root.text(separator=" ")]
    return _read("\n".join(lines))


def _paragraphs(tree: LexborHTMLParser) -> str:
    """Paragraphs outside navigation, headers and footers: what is left when every reader fails."""
    lines = []
    for node in tree.css("p"):
        above, home = node.parent, True
        for _ in range(30):
            if above is None:
                break
            if above.tag in ("nav", "footer", "header", "aside", "form"):
                home = False
                break
            above = above.parent
        if home:
            lines.append(" ".join(node.text(separator=" ").split()))
    return _read("\n".join(line for line in lines if len(line) > 30))


def _apart(line: str, tree: LexborHTMLParser) -> str:
    """The paragraphs of a short article that trafilatura ran together with its headline, byline and day."""
    paragraphs = _paragraphs(tree)
    most = len(paragraphs) >= SHORT * len(line) and all(part in line for part in paragraphs.split("\n"))
    return paragraphs if most else line


def _trafilatura(html: str) -> str:
    document = _load_trafilatura().bare_extraction(html, include_comments=False, include_tables=True)
    return _read(document.text or "") if document is not None else ""


def _resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return _read(extract_plain_text(html, main_content=True, alt_texts=False, comments=False))


def _readability(html: str) -> str:
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring
    from readability import Document
    from readability.readability import Unparseable

    try:
        summary = Document(html).summary(html_partial=True)
        if not summary.strip():
            return ""
        body = document_fromstring(summary)
    except (LxmlError, Unparseable, ValueError, TypeError):
        return ""
    lines = [" ".join(node.itertext()) for node in body.iter("p", "li", "h2", "h3", "h4", "blockquote", "tr", "pre")]
    return _read("\n".join(" ".join(line.split()) for line in lines) or body.text_content())


def _read(text: str) -> str:
    return _clean(unmark_gaps(text))


@cache
def _load_trafilatura() -> Any:
    with without("py3langid"):  # for its language filter alone it would load numpy and a model
        import trafilatura.core
    loggers = trafilatura.core.LOGGER.manager
    for name in (
        "trafilatura",
        "readability",
        "htmldate",
    ):  # their results are judged here
        loggers.getLogger(name).setLevel("CRITICAL")
    return trafilatura.core
