"""Headline frames: the pattern left when who, where and what are out, and how often it comes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from torimatome.remember.learn.finds import Find
from torimatome.remember.learn.names import mentions
from torimatome.remember.learn.reading import Reading

_SLOTS = "XYZVW"
_TOPICS = "TUSRQ"
_CONTENT = r"[ァ-ヺー一-龯々A-Za-zÀ-ɏ0-9+,\-「」“”・ ]"
_ACTS = re.compile(
    r"(電話会談|電話協議|会談|会見|訪問|公式訪問|出席|参加|開催|主催|協議|非難|批判|報告|発表|公表|要請|要求|歓迎"
    r"|支持|表明|署名|締結|逮捕|拘束|処理|掲載|強調|期待|準備|検討|実施|開始|到着|受賞|退避|視察|説明|謝意"
    r"|更新|投稿|停止|再開|任命|再選|発効|寄贈|称賛|提示|指示|処罰|解除|派遣|設立|採択|可決|否決)$"
)


def frame_of(reading: Reading) -> tuple[str, str]:
    """The Japanese and English headline with letters for what changes."""
    spans = list(_actors(reading))
    ja, used = reading.ja, []
    for letter, (start, end, english) in zip(_SLOTS, sorted(spans), strict=False):
        used.append((start, end, letter, english))
    slotted = ja
    for start, end, letter, _ in reversed(used):
        slotted = slotted[:start] + "{" + letter + "}" + slotted[end:]
    topics = iter(_TOPICS)
    slotted = re.sub(rf"(?<!{{){_CONTENT}{{2,}}(?!}})", lambda m: _topic(m.group(), m, slotted,
                     topics), slotted)  # fmt: skip
    title = reading.head.raw.rstrip(", ")
    for _, _, letter, said in used:
        for words in sorted(said, key=len, reverse=True):
            title, times = re.subn(re.escape(words), "{" + letter + "}", title, count=1)
            if times:
                break
    return slotted, title


def _topic(run: str, where: "re.Match[str]", whole: str, topics: Iterator[str]) -> str:
    act = _ACTS.search(run)
    if act and (where.end() == len(whole) or whole[where.end()] in "をしが"):
        before = run[: act.start()]
        return ("{" + next(topics, "T") + "}" if len(before) > 1 else before) + act.group()
    return "{" + next(topics, "T") + "}"


def _actors(reading: Reading) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """People with their office, countries and bodies: where they stand, what English calls them."""
    done: list[tuple[int, int]] = []
    for mention in mentions(reading):
        end = mention.end
        words = tuple(s.said for p in mention.names for s in p.spots if s.where == "headline")
        titles = [p for p in reading.pieces if mention.start <= p.start < end]
        near = tuple(f"{a.said} {b}" for p in titles for a in p.spots for b in words)
        near += tuple(f"{a.said} {b.said}" for p in titles for q in titles
                      for a in p.spots for b in q.spots)  # fmt: skip
        done.append((mention.start, end))
        yield mention.start, end, (*near, *words)
    for piece in reading.pieces:
        inside = any(a <= piece.start < b for a, b in done)
        if piece.kind in ("country", "body", "latin") and not inside:
            yield piece.start, piece.end, tuple(s.said for s in piece.spots)


def frames(readings: Iterable[Reading], least: int = 2) -> Iterator[Find]:
    """Frames that come at least twice; a frame met once is only a headline."""
    met: dict[str, list[tuple[Reading, str]]] = defaultdict(list)
    for reading in readings:
        ja, en = frame_of(reading)
        if "{" in ja and re.search(r"[一-龯ぁ-ん]", re.sub(r"\{.\}", "", ja)):
            met[ja].append((reading, en))
    for ja, found in sorted(met.items()):
        if len(found) < least:
            continue
        english = Counter(en for _, en in found)
        best = sorted(english, key=lambda en: (-english[en], len(en), en))
        for reading, _ in found:
            yield Find("frame", best[0], ja, reading.issue, reading.item, "headline", reading.day,
                       tuple(best[1:]), why=f"{len(found)} headlines are built so",
                       sure=round(min(0.95, 0.6 + 0.1 * len(found)), 3))  # fmt: skip
