"""What the extractor says otherwise than the corpus: ``python -m benchmarks.corpus [GROUP ...]``.

Prints every case that fails, with what differs, and the share that is right by group. ``--pin`` takes ``not_yet``
off the cases that work now and raises the floors; ``--mark`` puts it on those that fail (an honest new case may).
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def load_checks() -> ModuleType:
    """The test module that knows how a case is read and compared."""
    spec = importlib.util.spec_from_file_location("test_corpus", ROOT / "tests" / "test_corpus.py")
    if spec is None or spec.loader is None:
        raise SystemExit("tests/test_corpus.py is not there; run this from a checkout")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ROOT / "tests"))  # it imports what it shares with other tests
    spec.loader.exec_module(module)
    return module


def rewrite(path: Path, failing: list[bool], take_off: bool, put_on: bool) -> int:
    """Set ``not_yet`` in one file by what fails now; returns how many cases are marked right afterwards."""
    head, *blocks = re.split(r"(?m)^(?=\[\[case\]\]$)", path.read_text(encoding="utf-8"))
    out = [head]
    right = 0
    for block, fails in zip(blocks, failing, strict=True):
        marked = "\nnot_yet = true\n" in block
        if marked and not fails and take_off:
            block = block.replace("\nnot_yet = true\n", "\n", 1)
        if not marked and fails and put_on:
            block = block.replace("[[case]]\n", "[[case]]\nnot_yet = true\n", 1)
        right += "\nnot_yet = true\n" not in block
        out.append(block)
    path.write_text("".join(out), encoding="utf-8")
    return right


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", nargs="*")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--mark", action="store_true")
    parser.add_argument("--totals", action="store_true", help="only the shares")
    given = parser.parse_args()
    checks = load_checks()
    floors: dict[str, int] = {}
    total = [0, 0]
    lines: list[str] = []
    for name, cases in checks.GROUPS.items():
        if given.group and name not in given.group:
            continue
        failing = []
        for case in cases:
            wrong = checks.differences(case)
            failing.append(bool(wrong))
            if wrong and not given.totals:
                known = " (not yet)" if case.get("not_yet") else ""
                print(f"{name}{known}: {case['text']}")
                for line in wrong:
                    print(f"    {line}")
        right = len(cases) - sum(failing)
        lines.append(f"{name:20}{right:4} of {len(cases)}")
        total = [total[0] + right, total[1] + len(cases)]
        if given.pin or given.mark:
            floors[name] = rewrite(checks.FOLDER / f"{name}.toml", failing, given.pin, given.mark)
    print("\n".join(["", *lines, f"{'all':20}{total[0]:4} of {total[1]}"]))
    if floors and not given.group:
        head = "# Cases of each group that are right, as tests/test_corpus.py finds them; only rising.\n\n[right]\n"
        text = head + "".join(f"{name} = {count}\n" for name, count in sorted(floors.items()))
        (checks.FOLDER / "floors.toml").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
