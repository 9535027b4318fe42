"""``figurewatch extract`` as the argument library sees it, for help and for arguments out of the ordinary."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from app.cli.extract import ExtractArguments, print_extraction


def extract(
    target: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    plain: bool = False,
    title: str | None = None,
    published: str | None = None,
    currency: str | None = None,
) -> int:
    """Print the numeric claims of one article as one JSON object.

    Parameters
    ----------
    target
        A file, a URL, or - for standard input: HTML, or plain text.
    plain
        Take the input as the article's text as it stands; start and end count its characters.
    title
        The headline, where the input does not say it; an empty value means unknown.
    published
        The day of publication, as in 2026-05-31; an empty value means unknown.
    currency
        The currency a bare "$" stands for, as an ISO 4217 code such as AUD.
    """
    return print_extraction(ExtractArguments(target, plain, title, published, currency))
