"""A worker process whose pages do what hostile pages do; run by tests/test_flows_pool.py in place of the real one."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from flows.page_process import main
from flows.page_work import Job, Parsed, Rejected, Setup, read_page


def read_hostile_page(job: Job, setup: Setup) -> Parsed | Rejected:
    match job.page.body:
        case b"hang":
            time.sleep(600)
        case b"crash":
            os.kill(os.getpid(), 11)
        case b"exit":
            os._exit(7)
        case body if body.startswith(b"once "):
            marker = Path(os.fsdecode(body.removeprefix(b"once ")))
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), 9)  # as the system does where memory is short
            return Rejected("empty", "read")
        case b"swell":
            return Rejected("empty", Swelling(MemoryError))  # type: ignore[arg-type]
        case b"nest":
            return Rejected("empty", Swelling(RecursionError))  # type: ignore[arg-type]
        case b"odd":
            return Rejected("empty", Swelling(TypeError))  # type: ignore[arg-type]
        case b"eat":
            job = Job(Eater())  # type: ignore[arg-type]
    return read_page(job, setup)


class Eater:
    """A page whose body needs more memory than there is."""

    url = final_url = content_type = outlet = ""

    @property
    def body(self) -> bytes:
        return b"x" * (64 << 30)


class Swelling:
    """Part of a verdict that cannot be packed to be sent."""

    def __init__(self, why: type[Exception]) -> None:
        self.why = why

    def __reduce__(self) -> str:
        raise self.why("so it is")


if __name__ == "__main__":
    main(int(sys.argv[1]), read_hostile_page)
