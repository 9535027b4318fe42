"""Pages that answer like an article and are none: consent walls, challenges, soft 404s, section fronts, stubs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.page_metadata import Metadata

LEAST_CHARS = 140  # a shorter text holds no article; short news flashes are longer
STUB_CHARS = 600

_CHALLENGE = re.compile(
    r"checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot\?|unusual (?:traffic|activity) from your|"
    r"access (?:to this page has been |is )?denied|attention required! \| cloudflare|just a moment\.\.\.|"
    r"pardon our interruption|please (?:complete|solve) the (?:captcha|security check)|"
    r"request unsuccessful\. incapsula|press (?:&|and) hold to confirm|ddos protection by",
    re.IGNORECASE,
)
_CHALLENGE_MARKUP = re.compile(
    r"cf-browser-verification|cf_chl_opt|/cdn-cgi/challenge-platform|_Incapsula_Resource|px-captcha|"
    r"captcha-delivery\.com|g-recaptcha|h-captcha|aws-waf-token",
)
_CONSENT = re.compile(
    r"(?:we|our partners|and our \d+ partners)[^.]{0,80}(?:use|store|access)[^.]{0,80}"
    r"(?:cookies|information on a device)|"
    r"before you continue(?: to)?|your privacy (?:choices|matters)|we value your privacy|accept all (?:cookies)?|"
    r"manage (?:your )?(?:privacy|cookie) (?:settings|preferences)|consent to (?:the )?(?:use|processing)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|page (?:you (?:are|were) looking for|(?:was |could |can)?not (?:be )?found|"
    r"does ?n(?:o|'|’)t exist|does not exist|no longer exists)|"
    r"(?:page|article|story|content) (?:is )?(?:not (?:found|available)|(?:has been|was) (?:removed|deleted|moved)|"
    r"no longer available|unavailable)|can(?:'|’|no)t find (?:that|the|this) page|nothing (?:was )?found here|"
    r"we(?:'|’)re sorry, (?:but )?the page",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?(?:to (?:read|continue|unlock|access)|for (?:full|unlimited) access)|"
    r"(?:already a|become a) (?:subscriber|member)|"
    r"to (?:read|continue reading) (?:the (?:full|rest)|this) (?:of (?:the|this) )?(?:story|article)|"
    r"this (?:article|content|story) is (?:for|available (?:only )?to|reserved for) (?:our )?(?:subscribers|members)|"
    r"you(?:'|’)ve (?:read|reached) (?:your|all)[^.]{0,40}(?:free )?articles|(?:log|sign) in to (?:read|continue)|"
    r"continue reading your article with|start your (?:free )?trial",
    re.IGNORECASE,
)
_FRONT_KINDS = frozenset({"collectionpage", "searchresultspage", "itemlist"})
_ARTICLE_KINDS = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "analysisnewsarticle"}
)


@dataclass(frozen=True, slots=True)
class NoArticle:
    """Why a page is none: ``reason`` is a stable code, ``why`` a few words for people."""

    reason: str
    why: str


def why_no_article(text: str, metadata: Metadata, html: str, link_share: float) -> NoArticle | None:
    """The reason why a page is no article, or None when it is one.

    ``text`` is the main text found; ``link_share`` the share of it, 0 to 1, that stands inside links.
    """
    title = " ".join((*metadata.titles[:2], *metadata.headings[:1]))
    short = len(text) < STUB_CHARS
    head = text[:STUB_CHARS]
    if _CHALLENGE.search(title) or (
        short and (_CHALLENGE.search(head) or (_CHALLENGE_MARKUP.search(html[:200_000]) and len(text) < 300))
    ):
        return NoArticle("challenge", "the site asks for proof that a person is reading")
    if _MISSING.search(title[:120]) and len(text) < 3 * STUB_CHARS and not metadata.published:
        return NoArticle("soft_404", "the site says that the page is not there")
    if short and _MISSING.search(head) and not metadata.published:
        return NoArticle("soft_404", "the site says that the page is not there")
    if short and _CONSENT.search(head) and not metadata.published:
        return NoArticle("consent_wall", "the site shows only its question about cookies")
    if len(text) < STUB_CHARS and (_PAYWALL.search(text) or not metadata.free):
        return NoArticle("paywall", "the site shows only the beginning to readers without a subscription")
    if len(text) < LEAST_CHARS:
        return NoArticle("no_text", "no text of an article's length was found")
    if (
        not metadata.published
        and not metadata.kinds & _ARTICLE_KINDS
        and (metadata.kinds & _FRONT_KINDS or link_share > 0.6)
    ):
        return NoArticle("section_front", "the page lists articles and is none itself")
    return None
