"""Write src/torimatome/understand/common_stems.tsv anew: stems that many reports hold.

Counted in titles and first 45 words of the real articles of bench/multiply.py and in the
Wikipedia items, by language. A stem is kept where one report in 250 holds it (and three do), with
the power of two next to its share: 2 means one report in four, 7 one in 128. Where a language has
few reports only its commonest stems come out, and its other words count as rare, which costs time
and finds no less.
"""

import json
import math
from collections import Counter, defaultdict

from common import ROOT, SHARED, need_shared
from multiply import real
from torimatome.understand.tokens import Lexicon

SHARE = 1 / 250
OUT = ROOT / "src" / "torimatome" / "understand" / "common_stems.tsv"


def told(lexicon: Lexicon, head: str) -> list[str]:
    """The telling stems of a head; words of scripts without spaces have none."""
    return lexicon.telling(n for n in lexicon.read(head)[0] if n not in lexicon.runs)


def main() -> None:
    """Count and write."""
    need_shared("data", "clusters_neus")
    heads: dict[str, list[str]] = defaultdict(list)
    for r in real():
        heads[r.language].append(f"{r.title} . {' '.join(r.text.split()[:45])}")
    with (SHARED / "data" / "sections_wp" / "items.jsonl").open(encoding="utf-8") as lines:
        heads["en"] += [json.loads(line)["text"] for line in lines]
    level: dict[str, int] = {}
    lexicon = Lexicon()
    for row in heads.values():
        held = Counter(
            key
            for head in row
            for key in set(
                lexicon.telling(n for n in lexicon.read(head)[0] if n not in lexicon.runs)
            )
        )
        for key, n in held.items():
            if n >= max(3, SHARE * len(row)) and not key.isdigit():
                level[key] = min(level.get(key, 9), round(math.log2(len(row) / n)))
    lines_out = (f"{key}\t{level[key]}" for key in sorted(level))
    OUT.write_text("\n".join(lines_out) + "\n", encoding="utf-8")
    print(f"{len(level)} stems")


if __name__ == "__main__":
    main()
