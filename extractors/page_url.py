"""One identity per article: addresses of the same page in, one canonical address out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, never which article it is (courlan drops most; these are the rest).
_TRACKING = re.compile(
    r"^(?:utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|_hs\w+|"
    r"ref|ref_?src|ref_?url|referrer|referer|source|src|cmp(?:id)?|cid|ncid|ocid|smid|smtyp|sr_share|share|shared|xtor|wt_mc|"
    r"at_(?:medium|campaign|custom\d|link\w*|format|ptr\w*|bbc\w*)|ito|spm|from|partner|feature|taid|amp|outputtype|output|"
    r"guccounter|guce_\w+|sh|s_cid|icid|intcid|itid|ftag|CMP|fb_ref|fb_source|__twitter_impression|soc_src|soc_trk|rss|rssfeed)$",
    re.IGNORECASE,
)
_SESSION = re.compile(r"^(?:phpsessid|jsessionid|sid|sessionid)$", re.IGNORECASE)
_AMP_PATH = re.compile(r"(?:/amp(?:\.html)?|\.amp(?:\.html)?)/?$|^/amp(?=/)", re.IGNORECASE)
_MOBILE_HOST = re.compile(r"^(?:m|mobile|amp|touch)\.(?=[^.]+\.)", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str, stated: Iterable[str] = ()) -> str:
    """The article's identity: the first ``stated`` address (rel=canonical, og:url) of the same site, else ``url``.

    A stated address counts only with the registrable host of ``url`` and a path of its own (a home page is named
    by mistake). The result has no fragment, tracking parameters, AMP or mobile form, default port or slash at the
    end, is https (unless :func:`_only_http` says that there it cannot be), and has its other parameters in
    alphabetical order.
    """
    local = not url.lower().startswith(("http://", "https://"))
    for one in stated:
        full = one if local else urljoin(url, one)
        if not full.lower().startswith(("http://", "https://")):
            continue
        try:
            parts, own = urlsplit(full), urlsplit(url)
            host, own_host = parts.hostname or "", own.hostname or ""
        except ValueError:
            continue
        if not local and site_of(host) != site_of(own_host):
            continue
        if parts.path in ("", "/") and not parts.query and not (own.path in ("", "/") and not local):
            continue
        return clean_url(full)
    return url if local else clean_url(url)


def clean_url(url: str) -> str:
    """``url`` in the form under which an article is kept; an address that is no web address comes back as it is."""
    try:
        parts = urlsplit(_scrubbed(url.strip()))
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _PORTS or not host:
        return url
    host = f"[{host}]" if ":" in host else _MOBILE_HOST.sub("", _ascii(host))
    netloc = host if port in (None, _PORTS[parts.scheme.lower()]) else f"{host}:{port}"
    path = _AMP_PATH.sub("", quote(parts.path, safe="/%:@!$&'()*+,;=~-._")) or "/"
    path = re.sub(r"/{2,}", "/", path)
    if len(path) > 1:
        path = path.rstrip("/")
    scheme = "http" if _only_http(parts.scheme, host, netloc) else "https"
    return urlunsplit(SplitResult(scheme, netloc, path, _query(parts.query), ""))


def _only_http(scheme: str, host: str, netloc: str) -> bool:
    """True for an http address that no https address can stand for: one port speaks one of the two, and a bare
    address or a name of an own network has no certificate. Readers click on what is kept.
    """
    return scheme.lower() == "http" and (netloc != host or "." not in host or host.rpartition(".")[2].isdigit())


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """The registrable name of ``host`` (``news.bbc.co.uk`` gives ``bbc.co.uk``); the last two labels under a
    suffix of no register, and an address as it is.
    """
    from tld import get_tld

    found = get_tld(f"http://{host}", fail_silently=True, as_object=True)
    if found:
        return found.fld  # type: ignore[union-attr]
    labels = host.lower().split(".")
    return host.lower() if labels[-1].isdigit() or ":" in host else ".".join(labels[-2:])


def _scrubbed(url: str) -> str:
    from courlan import clean_url as without_tracking

    url = re.sub(r"\s", "%20", url)  # courlan would drop white space, and with it tell two files apart no more
    return without_tracking(url) or url


def _ascii(host: str) -> str:
    try:
        return host.encode("ascii").decode().lower()
    except UnicodeEncodeError:
        try:
            return host.encode("idna").decode().lower()
        except UnicodeError:
            return host.lower()


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in pairs
        if not _SESSION.match(name) and not (_TRACKING.match(name) and not _looks_like_id(name, value))
    ]
    return urlencode(sorted(kept))


def _looks_like_id(name: str, value: str) -> bool:
    """``?from=123456`` or ``?source=4711`` may be the article's own number on a site without paths."""
    return (
        name.lower() in ("from", "source", "src", "ref", "cid", "sh", "share") and value.isdigit() and len(value) > 3
    )
