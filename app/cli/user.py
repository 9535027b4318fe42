"""Who is at the keyboard: the name that stands by what a person decided."""

from __future__ import annotations

from extractors.alerting import OURSELVES


def user_name() -> str:
    """The user's name on this machine; never the program's own."""
    import getpass

    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container without a user of its own
        return "command line"
    return "command line" if name == OURSELVES else name
