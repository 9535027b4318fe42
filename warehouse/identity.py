"""One identity for an article that has moved: new addresses in, the address it is known by out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.model import Page
from extractors.page_url import clean_url
from warehouse.migrate import sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def known_addresses(con: DuckDBPyConnection, found: Sequence[tuple[Page, str]]) -> dict[str, str]:
    """For (page, its article's address): the address under which a moved article is known, where it is not its own.

    A page that redirects for good (301, 308) from the address of a known article is that article, and so is, later,
    one that is listed under the new address only.
    """
    if not found:
        return {}
    # As JSON: DuckDB looks for optional libraries again for every item of a Python list, a millisecond for twenty.
    rows = con.execute(
        sql("ledger/moved"),
        {
            "articles": json.dumps([url for _, url in found]),
            "finals": json.dumps([page.final_url for page, _ in found]),
            "olds": json.dumps([clean_url(page.url) if page.moved else None for page, _ in found]),
        },
    )
    return dict(rows.fetchall())
