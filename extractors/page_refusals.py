"""The words of pages that refuse: challenges, consent walls, soft 404s, paywalls. Loaded for short pages only."""

from __future__ import annotations

import re

CHALLENGE = re.compile(
    r"checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot\?|unusual (?:traffic|activity) from your|"
    r"access (?:to this page has been |is )?denied|attention required! \| cloudflare|just a moment\.\.\.|"
    r"pardon our interruption|please (?:complete|solve) the (?:captcha|security check)|"
    r"request unsuccessful\. incapsula|press (?:&|and) hold to confirm|ddos protection by",
    re.IGNORECASE,
)
CHALLENGE_MARKUP = re.compile(
    r"cf-browser-verification|cf_chl_opt|/cdn-cgi/challenge-platform|_Incapsula_Resource|px-captcha|"
    r"captcha-delivery\.com|g-recaptcha|h-captcha|aws-waf-token",
)
CONSENT = re.compile(
    r"(?:we|our partners|and our \d+ partners)[^.]{0,80}(?:use|store|access)[^.]{0,80}"
    r"(?:cookies|information on a device)|"
    r"before you continue(?: to)?|your privacy (?:choices|matters)|we value your privacy|accept all (?:cookies)?|"
    r"manage (?:your )?(?:privacy|cookie) (?:settings|preferences)|consent to (?:the )?(?:use|processing)",
    re.IGNORECASE,
)
MISSING = re.compile(
    r"\b404\b|page (?:you (?:are|were) looking for|(?:was |could |can)?not (?:be )?found|"
    r"does ?n(?:o|'|’)t exist|does not exist|no longer exists)|"
    r"(?:page|article|story|content) (?:is )?(?:not (?:found|available)|(?:has been|was) (?:removed|deleted|moved)|"
    r"no longer available|unavailable)|can(?:'|’|no)t find (?:that|the|this) page|nothing (?:was )?found here|"
    r"we(?:'|’)re sorry, (?:but )?the page",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"subscribe (?:now )?(?:to (?:read|continue|unlock|access)|for (?:full|unlimited) access)|"
    r"(?:already a|become a) (?:subscriber|member)|"
    r"to (?:read|continue reading) (?:the (?:full|rest)|this) (?:of (?:the|this) )?(?:story|article)|"
    r"this (?:article|content|story) is (?:for|available (?:only )?to|reserved for) (?:our )?(?:subscribers|members)|"
    r"you(?:'|’)ve (?:read|reached) (?:your|all)[^.]{0,40}(?:free )?articles|(?:log|sign) in to (?:read|continue)|"
    r"continue reading your article with|start your (?:free )?trial",
    re.IGNORECASE,
)
