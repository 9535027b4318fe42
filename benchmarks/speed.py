"""How fast the extractor is: ``python -m benchmarks.speed [DATA]`` (``make bench``).

Sentences a second on one core beside a bare regular expression and quantulum3 (in an environment of its own under
``build/``, made on demand), growth with the length of the text, text without numbers, and the start of the command.
Times are of the process's own CPU, the best of three.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import re
import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCH_VENV = ROOT / "build" / "bench-venv"
QUANTULUM = "quantulum3==0.10.0"
NUMBER = re.compile(r"[$€£¥]?\d[\d,.]*(?:\s?(?:%|percent|million|billion|trillion|[a-z]+))?")

QUANTULUM_PROGRAM = """
import json, sys, time, logging
logging.disable(logging.CRITICAL)
from quantulum3 import parser
texts = json.load(sys.stdin)
parser.parse("5 km and 3 apples")
start = time.process_time()
for text in texts:
    try:
        parser.parse(text)
    except Exception:
        pass
print(time.process_time() - start)
"""
LONGEST_S = 40
CRATES = "The depot holds {} crates.".format
SPOKEN = (
    ' "He paid $5 million for it in May, and she said 12 of the 40 boats were lost in the storm." '
    "The Corvid group rose 5 percent. It has 40 people. They left 3 days ago, Jane Roe said."
)
POUNDS = "It weighs 40 pounds and sold for 3 million pounds or 2 billion pounds of meat. "
PLAIN = (
    "The council met in the old library and spoke at length about the harbour wall. Nobody had seen the plans. "
    "A retired pilot asked whether the lamps would stay, and the mayor said they would."
)


def sentences(data: Path | None) -> list[str]:
    """Sentences of the corpus, the sample pages and, where given, the NewsQuant files."""
    found: list[str] = []
    for path in sorted((ROOT / "tests" / "corpus").glob("*.toml")):
        found += [case["text"] for case in tomllib.loads(path.read_text(encoding="utf-8")).get("case", ())]
    for path in sorted((ROOT / "samples").rglob("*.html")):
        for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", path.read_text(encoding="utf-8"), re.S):
            text = unescape(re.sub(r"<[^>]+>", "", paragraph)).strip()
            found += [s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", text) if s]
    if data is not None:
        for path in sorted((data / "newsquant").glob("*.json")):
            found += [s["text"] for s in json.loads(path.read_text(encoding="utf-8"))]
    return found


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """Least CPU seconds of ``times`` runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def quantulum_seconds(texts: list[str]) -> float | str:
    """CPU seconds quantulum3 takes, or why it could not be run."""
    python = BENCH_VENV / "bin" / "python"
    try:
        if not python.exists():
            BENCH_VENV.parent.mkdir(exist_ok=True)
            subprocess.run([sys.executable, "-m", "venv", str(BENCH_VENV)], check=True, capture_output=True)
        have = subprocess.run([python, "-c", "import quantulum3"], capture_output=True, check=False)
        if have.returncode:
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", QUANTULUM]
            subprocess.run(install, check=True, capture_output=True, text=True, timeout=600)
        done = subprocess.run(
            [python, "-c", QUANTULUM_PROGRAM], input=json.dumps(texts), capture_output=True, text=True, check=True
        )
        return float(done.stdout.split()[-1])
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:] or ["no message"]
        return f"skipped: {QUANTULUM} could not be installed or run ({last[0][:120]})"
    except (OSError, subprocess.TimeoutExpired, ValueError, IndexError) as error:
        return f"skipped: {QUANTULUM} could not be installed or run ({error})"


def speed_rows(texts: list[str]) -> list[tuple[str, str]]:
    """Sentences a second: ours one by one and as one article, a bare regular expression, quantulum3."""
    from extractors.claims import find_claims

    find_claims("Warm up: 5 km.")
    alone = cpu(lambda: [find_claims(t) for t in texts])
    article = "\n".join(texts)
    together = cpu(lambda: find_claims(article))
    bare = cpu(lambda: [NUMBER.findall(t) for t in texts])
    rows = [
        ("Figurewatch, a sentence at a time", f"{len(texts) / alone:,.0f} sentences/s"),
        ("Figurewatch, one article of all of them", f"{len(texts) / together:,.0f} sentences/s"),
        ("a bare regular expression", f"{len(texts) / bare:,.0f} sentences/s"),
    ]
    theirs = quantulum_seconds(texts)
    rows.append(("quantulum3", theirs if isinstance(theirs, str) else f"{len(texts) / theirs:,.0f} sentences/s"))
    plain = "\n".join([PLAIN] * 2000)
    rows.append(("text without numbers", f"{len(plain) / cpu(lambda: find_claims(plain)) / 1e6:.1f} MB/s"))
    return rows


def growth_rows(texts: list[str]) -> Iterator[tuple[str, str]]:
    """CPU seconds of longer and longer texts, one numeral a sentence and all in one sentence."""
    article = "\n".join(texts) + "\n"
    yield from growing(
        "characters of articles", (100_000, 1_000_000, 5_000_000), lambda n: (article * (n // len(article) + 1))[:n]
    )
    yield from growing(
        "characters of one paragraph, spoken",
        (50_000, 200_000, 800_000),
        lambda n: (SPOKEN * (n // len(SPOKEN) + 1))[:n],
    )
    yield from growing(
        "characters of pounds", (20_000, 80_000, 320_000), lambda n: (POUNDS * (n // len(POUNDS) + 1))[:n]
    )
    yield from growing("characters of one article, each name a new one", (50_000, 200_000, 800_000), new_names)
    yield from growing(
        "numbers, a sentence each", (1_000, 10_000, 100_000), lambda n: "\n".join(map(CRATES, range(n)))
    )
    yield from growing(
        "numbers in one sentence",
        (250, 1_000, 10_000, 100_000),
        lambda n: "The depot holds " + ", ".join(f"{i} crates" for i in range(n)) + ".",
    )


def new_names(size: int) -> str:
    """An article of ``size`` characters in which no name comes twice."""
    syllables = ["bor", "den", "fal", "gim", "kar", "lun", "mes", "nor", "pel", "rud", "sil", "tov", "vash", "wen"]
    names = map("".join, itertools.product(syllables, repeat=5))
    told: list[str] = []
    while size > 0:
        firm, place, rival = (next(names).capitalize() for _ in range(3))
        told.append(f"{firm} sold 45 mills in {place} for $12 million. Shares of {rival} fell 3 percent. ")
        size -= len(told[-1])
    return "".join(told)


def growing(name: str, sizes: tuple[int, ...], make: Callable[[int], str]) -> Iterator[tuple[str, str]]:
    """One row a size with the time per unit against the smallest; a size that would take too long is left out."""
    from extractors.claims import find_claims

    first = last = before = 0.0
    for n, size in enumerate(sizes):
        if n > 1:
            power = math.log(last / before) / math.log(sizes[n - 1] / sizes[n - 2])
            expected = last * (size / sizes[n - 1]) ** power
            if expected > LONGEST_S:
                yield f"{size:,} {name}", f"left out: grows with the power {power:.1f}, about {expected:,.0f} s"
                return
        text = make(size)
        before, last = last, cpu(lambda text=text: find_claims(text), 1)  # type: ignore[misc]
        first = first or last
        yield f"{size:,} {name}", f"{last:.2f} s, {last / size / (first / sizes[0]):.2f} x the first per unit"


def start_rows() -> list[tuple[str, str]]:
    """Wall seconds from typing ``figurewatch extract`` to its answer, for one short article."""
    command = Path(sys.executable).with_name("figurewatch")
    if not command.exists():
        return [("figurewatch extract", "skipped: the command is not installed beside this Python")]
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run(
            [str(command), "extract", "--plain", "-"],
            input="The depot on Harbour Road holds 1,250 crates.",
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "DO_NOT_TRACK": "1"},
        )
        if done.returncode:
            return [("figurewatch extract", f"failed with exit {done.returncode}: {done.stderr.strip()[-120:]}")]
        best = min(best, time.perf_counter() - start)
    return [("figurewatch extract, one short article, best of 5", f"{best:.2f} s")]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", help="folder with newsquant/, for more sentences")
    data = parser.parse_args().data
    texts = sentences(data)
    print(f"{len(texts)} sentences, {sum(map(len, texts)):,} characters, Python {sys.version.split()[0]}\n")
    parts: list[Callable[[], Iterable[tuple[str, str]]]] = [
        lambda: speed_rows(texts),
        lambda: growth_rows(texts),
        start_rows,
    ]
    for part in parts:
        for name, value in part():
            print(f"{name:52}{value}", flush=True)
        print()
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory of this process':52}{peak_mib:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
