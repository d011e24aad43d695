"""Write common_stems.tsv and common_sounds.tsv of src/torimatome/understand anew: stems that many
reports hold, and first consonants.

Counted in titles and first 45 words of the real articles of bench/multiply.py and in the
Wikipedia items, by language. A stem is kept where one report in 250 holds it (and three do), with
the power of two next to its share: 2 means one report in four, 7 one in 128. Where a language has
few reports only its commonest stems come out, and its other words count as rare, which costs time
and finds no less. Sounds are counted in the first 400 words of English and Russian ones, without
the translated documents that bench/crosslingual.py judges by.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from common import ROOT, SHARED, need_shared
from multiply import Real, real
from torimatome.understand.heard import PART_SIZES, skeleton
from torimatome.understand.rarity import RARE
from torimatome.understand.tokens import Lexicon
from torimatome.understand.traits import BODY_WORDS

SHARE = 1 / 250
UNDERSTAND = ROOT / "src" / "torimatome" / "understand"
OUT, SOUNDS_OUT = UNDERSTAND / "common_stems.tsv", UNDERSTAND / "common_sounds.tsv"
TRANSLATED = "x"  # how the stories of the translated documents are called by `real`


def told(lexicon: Lexicon, head: str) -> list[str]:
    """The telling stems of a head; words of scripts without spaces have none."""
    return lexicon.telling(n for n in lexicon.read(head)[0] if n not in lexicon.runs)


def sounds(reports: Sequence[Real]) -> dict[str, int]:
    """The first consonants that one report in 128 and more hold, with the power of two."""
    held: Counter[str] = Counter()
    for r in reports:
        heard = {skeleton(word) for word in told_words(r)}
        held.update({sound[:size] for sound in heard for size in PART_SIZES if len(sound) >= size})
    levels = {sound: round(math.log2(len(reports) / n)) for sound, n in held.items()}
    return {sound: level for sound, level in levels.items() if level < RARE}


def told_words(r: Real) -> set[str]:
    """The words of a report, as they are heard."""
    lexicon = Lexicon()
    lexicon.read(f"{r.title}\n{' '.join(r.text.split()[:BODY_WORDS])}")
    return set(lexicon.bares)


def main() -> None:
    """Count and write."""
    need_shared("data", "clusters_neus")
    counted = [r for r in real() if r.language in ("en", "ru") and r.story[0] != TRANSLATED]
    level_of = sounds(counted)
    lines = "".join(f"{sound}\t{level_of[sound]}\n" for sound in sorted(level_of))
    SOUNDS_OUT.write_text(lines, encoding="utf-8")
    print(f"{len(level_of)} sounds of {len(counted)} reports")
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
