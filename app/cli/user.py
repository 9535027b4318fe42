"""Who is at the keyboard: the name that stands by what a person decided."""

from __future__ import annotations

OURSELVES = "figurewatch"
"""The name that the program itself signs with, as when it pauses a channel that is gone."""


def user_name() -> str:
    """The user's name on this machine; never the program's own."""
    import getpass

    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container without a user of its own
        return "command line"
    return "command line" if name == OURSELVES else name
