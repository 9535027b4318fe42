"""Build ``extractors/tables/words.txt``: the part of speech of common words, one tag a line.

    python -m benchmarks.build_lexicon EN_LEXICON > extractors/tables/words.txt

EN_LEXICON is ``textblob/en/en-lexicon.txt`` of the TextBlob package (MIT): the lexicon of Eric Brill's tagger
(MIT licence), one word and its most frequent Penn Treebank tag a line. Kept are lower-case words whose tag
`extractors.lexicon.guess` would not find from the ending alone, and all singular nouns, which tell "Water use"
from a name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractors.lexicon import guess

KEEP = {"NN", "NNS", "JJ", "JJR", "JJS", "RB", "RBR", "RBS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "IN"}


def main() -> None:
    """Read the lexicon named on the command line and print the table."""
    by_tag: dict[str, list[str]] = {}
    seen = set()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if line.startswith(";;;") or len(parts) < 2:
            continue
        word, tag = parts[0], parts[1].split("|")[0]
        if word in seen or not (word.isascii() and word.isalpha() and word.islower()) or len(word) < 2:
            continue
        seen.add(word)
        if tag in KEEP and (guess(word) != tag or tag == "NN"):
            by_tag.setdefault(tag, []).append(word)
    print("# Part of speech of common words; made by benchmarks/build_lexicon.py from Brill's lexicon (MIT).")
    for tag in sorted(by_tag):
        print(tag, *sorted(by_tag[tag]))


if __name__ == "__main__":
    main()
