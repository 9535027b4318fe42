"""Names with ``*`` in them, compared in a time that grows with the text alone.

A regular expression of them tries every way of dealing out the letters to the stars, and six stars take for ever.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wild:
    """What stands between the stars, in order; at least one part.

    Attributes:
        to_the_end: the last part ends the text; else anything may follow.
    """

    parts: tuple[str, ...]
    to_the_end: bool = True

    def fits(self, text: str) -> bool:
        """True when ``text`` begins with the first part and has the others behind it, whatever lies between."""
        head, *rest = self.parts
        if not rest:
            return text == head if self.to_the_end else text.startswith(head)
        if not text.startswith(head):
            return False
        last, at = rest.pop() if self.to_the_end else "", len(head)
        for part in rest:  # the first place that a part is found in leaves most for those behind it
            found = text.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return len(text) - at >= len(last) and text.endswith(last)
