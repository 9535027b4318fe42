"""Lists of settings files changed by command: nothing else in the file moves."""

from __future__ import annotations

import pytest

from extractors.errors import ConfigError
from extractors.settings_edit import SettingsList


def known(text: str) -> SettingsList:
    return SettingsList("sources.yaml", text, "sources")


COMMENTED = """\
# head
sources:
  # first of all
  - id: a
    url: a   # one

  # about b
  - id: b
    tags: [x, y]
    pause: old   # so
    # end of b

  - id: c
    body: |
      first

        # no comment
    url: c

# the end
"""
FLOW = "sources: [{id: a}, {id: b, pause: old}]  # both\n# the end\n"

PUT = [
    # text                                      entry  value            its line or part             behind
    (COMMENTED,                                 0,     "to: what",      "    pause: 'to: what'\n",   "a   # one\n"),
    (COMMENTED,                                 2,     "why",           "    pause: why\n",          "    url: c\n"),
    ("sources:\n- id: a\n- id: b\n",            0,     "why",           "  pause: why\n",            "- id: a\n"),
    ("sources:\n- id: a\n- id: b\n",            1,     "why",           "  pause: why\n",            "- id: b\n"),
    ("sources:\n    -   id: a\nx: 1\n",         0,     "why",           "        pause: why\n",      "id: a\n"),
    ("sources:\n  -\n    id: a\n\n\nx: 1\n",    0,     "why",           "    pause: why\n",          "id: a\n"),
    ("sources:\n- id: a\n  m:\n      n:\n      - o\n\n# end\n", 0, "why", "  pause: why\n",          "- o\n"),
    ("sources:\n- id: a\n  m: {n: [o,\n    p]} # q\n", 0, "why",        "  pause: why\n",            "p]} # q\n"),
    ("sources:\n- id: a\n  m: >-\n    n\n\n    # o\n\n# end\n", 0, "why", "  pause: why\n",          "    # o\n"),
    ("sources:\n- id: a\n  m: |\n    n\n  # end\n", 0, "why",           "  pause: why\n",            "    n\n"),
    ("x: &x [1]\nsources:\n- id: a\n  m: *x\n# end\n", 0, "why",        "  pause: why\n",            "m: *x\n"),
    ("sources:\n- id: a\n  m:\n# end\n",        0,     "why",           "  pause: why\n",            "m:\n"),
    ("sources:\n- id: 'a\n\n    b'\n# end\n",   0,     "why",           "  pause: why\n",            "b'\n"),
    ("\ufeffsources:\n- id: a\n",               0,     "why",           "  pause: why\n",            "id: a\n"),
    (FLOW,                                      0,     "why, so",       ", pause: 'why, so'",        "{id: a"),
    ("sources:\n- {id: a, kind: feed}\n",       0,     "why",           ", pause: why",              "kind: feed"),
    ("sources: [\n  {id: a,\n   kind: feed\n  }\n]\n", 0, "why",        ", pause: why",              "kind: feed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "value", "what", "behind"), PUT)
def test_a_key_is_put_at_the_end_of_its_entry_and_taken_out_again(
    text: str, number: int, value: str, what: str, behind: str
) -> None:
    after = known(text).put(number, "pause", value)
    assert after == text.replace(behind, behind + what, 1)
    assert known(after).drop(number, "pause") == text
    assert known(text).drop(number, "pause") == text


DROPPED = [
    # text                                     entry  without
    (COMMENTED,                                1,     "    pause: old   # so\n"),
    (FLOW,                                     1,     ", pause: old"),
    ("sources:\n- pause: why\n  id: a\n",      0,     "pause: why\n  "),
    ("sources:\n- {pause: why, id: a}\n",      0,     "pause: why, "),
    ("sources:\n- id: a\n  pause: >\n    why\n\n    so\n\n# end\n", 0, "  pause: >\n    why\n\n    so\n"),
    ("sources:\n- id: a\n  pause: why",        0,     "  pause: why"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "without"), DROPPED)
def test_a_key_goes_and_the_comments_about_it_stay(text: str, number: int, without: str) -> None:
    assert known(text).drop(number, "pause") == text.replace(without, "")


def test_a_key_that_is_there_is_put_anew() -> None:
    after = known(COMMENTED).put(1, "pause", "new")
    assert after == COMMENTED.replace("pause: old   # so", "pause: new")


ADDED = [
    # text                                  lines                                    behind
    (COMMENTED,                             "  - id: z\n    to:\n      n: '1'\n",    "    url: c\n"),
    ("sources:\n- id: a\n\n# end\n",        "- id: z\n  to:\n    n: '1'\n",          "- id: a\n"),
    ("sources:\n-   id: a\nx: 1\n",         "-   id: z\n    to:\n      n: '1'\n",    "id: a\n"),
    ("sources:\n- {id: a} # one\nx: 1\n",   "- id: z\n  to:\n    n: '1'\n",          "# one\n"),
    ("sources: [{id: a}]\n",                ", {id: z, to: {n: '1'}}",               "{id: a}"),
]  # fmt: skip
FIRST = [
    # text                             text with an entry
    ("sources: []\n",                  "sources:\n{}"),
    ("sources: []   # mine\n# end\n",  "sources:   # mine\n{}# end\n"),
    ("x: 1",                           "x: 1\nsources:\n{}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines", "behind"), ADDED)
def test_an_entry_is_added_above_the_comments_that_end_the_file(text: str, lines: str, behind: str) -> None:
    assert known(text).add({"id": "z", "to": {"n": "1"}}) == text.replace(behind, behind + lines, 1)


@pytest.mark.parametrize(("text", "after"), FIRST)
def test_the_first_entry_of_a_list(text: str, after: str) -> None:
    assert known(text).add({"id": "z", "to": {"n": "1"}}) == after.format("  - id: z\n    to:\n      n: '1'\n")


UNUSUAL = [
    "sources: [{id: a}, ]\n",
    "sources: [{id: a}  # one\n  ]\n",
    "sources: &all [{id: a}]\nmore: *all\n",
]


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_written_in_an_unusual_way_is_left_to_people(text: str) -> None:
    with pytest.raises(ConfigError, match=r"sources\.yaml: sources is written in a way that no command can change"):
        known(text).add({"id": "z"})
