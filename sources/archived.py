"""What a round finds, put into the archive and had back from there: the same items out as in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from extractors.model import Aside, Failure, Listing, Page, Unchanged
from sources.archive import PageArchive
from sources.warc_pages import Archived

Item = Listing | Page | Failure | Unchanged | Aside


def put(item: Item, archive: PageArchive, now: datetime) -> Item:
    """The same, with the place of what the site sent; of a listing the bytes are let go. ArchiveError."""
    if isinstance(item, Page):
        return archive.append(item, now)
    if isinstance(item, Failure):
        if item.answer is None:
            return item
        again = item.retry_at.isoformat() if item.retry_at else None
        notes = {"reason": item.reason, "message": item.message, "retry_at": again}
        return replace(item, answer=archive.append(item.answer, now, notes))
    if isinstance(item, Unchanged):
        if item.answer is None:
            return item
        notes = {"etag": item.etag, "last_modified": item.last_modified}  # known, where the answer does not say
        return replace(item, answer=archive.append(item.answer, now, notes))
    if isinstance(item, Aside):
        notes = {"reason": item.reason, "message": item.message} if item.reason else {}
        return replace(item, page=archive.append(item.page, now, notes))
    if isinstance(item.seen, Page):
        return Listing(replace(archive.append(item.seen, now), body=b""), len(item.seen.body))
    seen = put(item.seen, archive, now)
    assert isinstance(seen, Unchanged)
    return Listing(seen)


def taken(record: Archived) -> Item:
    """What had been put: the item whose answer the record holds. A listing has no bytes, as when it was put."""
    page, notes = record.page, record.notes
    if page.role == "page":
        return page
    if page.role == "listing":
        return Listing(replace(page, body=b""), len(page.body))
    if page.role == "unchanged":
        reason = "not_modified" if page.status == 304 else "same_bytes"
        return Unchanged(
            page.source_id, page.url, page.fetched_at, reason, notes["etag"], notes["last_modified"], page
        )
    if page.role == "answer" and "retry_at" in notes:
        again = datetime.fromisoformat(notes["retry_at"]) if notes["retry_at"] else None
        return Failure(page.source_id, page.url, notes["reason"], notes["message"], page.fetched_at, again, page)
    return Aside(page, notes.get("reason"), notes.get("message"))
