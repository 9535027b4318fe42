"""What one source gave in one run, counted as it comes, and when that means that the source is down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from extractors.errors import FigurewatchError
from extractors.model import Failure, Page, Unchanged

GONE = frozenset({"gone", "not_found"})
WAITING = "waiting"  # the host asked for a pause
NOT_DUE = "not_due"  # of a link that was not asked for in this round
# Reasons that a second look within a minute may mend; the rest wait for a later run.
PASSING = frozenset({"timeout", "connect", "dns", "refused", "reset", "truncated", "protocol", "server_error"})


@dataclass(slots=True)
class SourceTally:
    """What one source gave in this run.

    Attributes:
        error: why the source as a whole gave nothing, in one line; None when it gave something or had nothing new.
        reason: the stable code of the same.
        waits_until: it failed before, or its host asked for a pause, and it is not asked again until then.
    """

    source_id: str
    outlet: str
    pages: int = 0
    unchanged: int = 0
    failures: int = 0
    error: str | None = None
    reason: str | None = None
    waits_until: datetime | None = None

    def __len__(self) -> int:
        return self.pages + self.unchanged + self.failures

    @property
    def was_asked(self) -> bool:
        """False of one that waits and so was left alone."""
        return self.waits_until is None or len(self) > 0

    def count(self, item: Page | Failure | Unchanged, *, read_before: bool = False) -> None:
        """One more thing that the source gave. A page that is gone, and was there, says nothing about the source."""
        if isinstance(item, Page):
            self.pages += 1
        elif isinstance(item, Failure):
            self.failures += 1
            if not (read_before and item.reason in GONE):
                self.error, self.reason = item.message, item.reason
        else:
            self.unchanged += 1
        if self.pages or self.unchanged:
            self.error = self.reason = None


class SourceDown(FigurewatchError):
    """A source gave nothing at all, for a reason that may have passed in a moment.

    Attributes:
        failure: what to put into the ledger when trying again does not help.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure
