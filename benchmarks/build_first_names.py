"""Build ``extractors/tables/first_names.txt``: usual first names, one line a gender.

    python -m benchmarks.build_first_names NAMES > extractors/tables/first_names.txt

NAMES is the folder ``names`` of the Python package of that name (MIT), which holds the first names of the United
States census of 1990 (public domain) with their shares. Kept are the names that a thousandth of a percent and more
bear, but none that is a common word ("Will", "Grant", "April"); a name that one gender bears less than five times
as often as the other tells none.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractors.lexicon import lexicon

LEAST_PCT = 0.005
CLEARLY = 5.0


def shares(path: Path) -> dict[str, float]:
    """Lower-case name to the percentage that bears it."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {name.lower(): float(share) for name, share, *_ in rows if float(share) >= LEAST_PCT}


def main() -> None:
    """Read the folder named on the command line and print the table."""
    folder = Path(sys.argv[1])
    male, female = shares(folder / "dist.male.first"), shares(folder / "dist.female.first")
    by_gender: dict[str, list[str]] = {"m": [], "f": [], "either": []}
    for name in sorted({*male, *female} - set(lexicon())):
        m, f = male.get(name, 0.0), female.get(name, 0.0)
        by_gender["m" if m > CLEARLY * f else "f" if f > CLEARLY * m else "either"].append(name)
    print("# First names; made by benchmarks/build_first_names.py from the census of 1990 (public domain).")
    for gender, listed in by_gender.items():
        print(gender, *listed)


if __name__ == "__main__":
    main()
