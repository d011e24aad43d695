"""Issues made at random from a number: every kind of block, every script, awkward words.

Everything in them is invented: words are strung together and mean nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from torimatome.model import (
    Block,
    Citation,
    Correction,
    Issue,
    Item,
    Link,
    Period,
    Section,
    Sentence,
)

SECTIONS = (
    Section("1", "軍事・治安関係", "military_security", "Military and security"),
    Section("2", "内政関連", "domestic", "Domestic politics"),
    Section("3", "外政関連", "foreign", "Foreign policy"),
)
OUTLETS = ("VELPRESS", "OSTGAZ", "HALAN RADIO", "MFA.VELMORA", "TIDINGS24", "KARDEN POST")
SIDES = ("Velmoran MFA", "Sarnian MFA", "Sarnian MOD", "Velmoran side", "Brennian version")
WORDS = {
    "en": "the president minister border talks river agreement wheat port railway border-guard said"
          " Halan Karden (spox) U.S. 12.5 1,240 2026 “open” 'passes' e.g. MFA/MOD co-operation —"
          " it's Dəniz Əkbərli Žukauskaitė naïve 3% No.7 and of with after x²".split(),
    "ru": "президент встреча граница договор 2026 «мост» река министр сказал № 5 Ёлкино".split(),
    "uk": "кордон зустріч міністр «мир» їжак ґанок 12,5 уряд п’ять".split(),
    "el": "σύνορα συνάντηση υπουργός «γέφυρα» ποταμός 2026 ΰδωρ".split(),
    "ka": "საზღვარი შეხვედრა მინისტრი მდინარე ხიდი 2026 „ქვა“".split(),
    "hy": "սահման հանդիպում նախարար գետ կամուրջ 2026 «քար»".split(),
    "ar": "الحدود اجتماع الوزير النهر 2026 «الجسر» توحّد (المياه) لا إله 12.5 السلام".split(),
    "fa": "مرز دیدار وزیر رودخانه ۱۲ «پل» می‌خواهد گفت‌وگو کشور (آب)".split(),
    "he": "גבול פגישה שר נהר 2026 גשר שלום".split(),
    "tr": "sınır görüşme bakan ırmak köprü 2026 “barış” İzmir'de ğışöç".split(),
    "az": "sərhəd görüş nazir çay körpü 2026 «sülh» Əliağa'nın".split(),
    "ja": "国境 会談を 行い、 大臣は 川の 2026年 「橋」を 視察した カルデン県 ヴェルモラ".split(),
    "zh": "边境 会谈 部长 河流 2026年 “桥梁” 和平".split(),
    "ko": "국경 회담 장관 강 2026년 ‘다리’ 평화".split(),
}  # fmt: skip
STOPS = {"ja": "。", "zh": "。", "hy": "։", "ur": "۔"}
JA_HEADS = (
    "外相", "大統領", "ヴェルモラ", "サルニア", "と", "が", "、", "会談", "国境", "協定に署名",
    "—", "「橋」", "〔Alpine Compact〕", "2026年", "191", "8年の", "東部カルデン県で", "訪問",
    "について", "協議", "小麦輸入関税を6か月間停止", "：",
)  # fmt: skip


def generated(seed: int, most_items: int = 4) -> Issue:
    """The Issue of this number, the same each time."""
    at = Random(seed)
    days = sorted(at.sample(range(8, 16), 2))
    items = [_item(at, number, days) for number in range(1, at.randint(1, most_items) + 1)]
    used = {item.kind for item in items}
    sections = tuple(
        replace(section, number=str(place))
        for place, section in enumerate((s for s in SECTIONS if s.kind in used), start=1)
    )
    numbers = {section.kind: section.number for section in sections}
    items = [replace(item, section=numbers[item.kind]) for item in items]
    items.sort(key=lambda item: int(item.section))
    both = at.random() < 0.5
    return Issue(
        title_ja="ヴェルモラ政治・治安情報",
        subtitle_ja=at.choice(("", "（公開情報とりまとめ）")),
        issuer_ja="在ヴェルモラ大使館（架空）",
        period=Period("2026-05-08", "2026-05-15", "", at.choice((None, "（一部5月7日分を含む）"))),
        sections=sections,
        items=tuple(items),
        end_marker=at.choice(("END", "（了）")),
        desk="demo",
        title_en="Velmora: politics and security",
        issuer_en="Embassy in Velmora (invented)",
        notice_ja="この号は見本です。すべて架空です。" if both else "",
        notice_en="This is a sample; all of it is invented." if both else "",
        ordered=True,
    )


def amended(issue: Issue, seed: int) -> Issue:
    """The Issue as a later version with correction notes, or as a flash; most stay as they are."""
    at = Random(seed)
    if seed % 3 == 0:
        count = at.randint(1, 3)
        notes = (f"{_headline_ja(at)}を訂正。", f"{_headline_en(at)} (p. 3): the day was wrong.")
        corrections = tuple(
            Correction(n + 2, f"2026-05-{16 + n}", at.choice(notes)) for n in range(count)
        )
        return replace(issue, version=count + 1, corrections=corrections)
    if seed % 5 == 0:
        title = f"{issue.title_ja}【速報】"
        return replace(issue, title_ja=title, period=Period("2026-05-15", "2026-05-15"))
    return issue


def _item(at: Random, number: int, days: list[int]) -> Item:
    kind = at.choice(("military_security", "domestic", "foreign"))
    bodies: tuple[Callable[[Random, list[int]], list[Block]], ...] = (
        _plain, _listed, _sided, _noted, _headed, _mixed,
    )  # fmt: skip
    blocks = tuple(at.choice(bodies)(at, days))
    return Item(
        id=f"velmora-{number:02}",
        section="",
        headline_ja=_headline_ja(at),
        headline_en=_headline_en(at),
        blocks=blocks,
        citations=tuple(b.citation for b in blocks if b.citation),
        kind=kind,
    )


def _headline_ja(at: Random) -> str:
    return "外相" + "".join(at.choices(JA_HEADS, k=at.randint(2, 14)))


def _headline_en(at: Random) -> str:
    words = [w for w in WORDS["en"] if w[0].isalpha() and w != "x²"]
    return "FM Raum " + " ".join(at.choices(words, k=at.randint(2, 22)))


def _sentence(at: Random, languages: tuple[str, ...] = ("en",), longest: int = 24) -> Sentence:
    language = at.choice(languages)
    words = at.choices(WORDS[language], k=at.randint(3, longest))
    joined = ("" if language in ("ja", "zh") else " ").join(words)
    first = "The " if language == "en" else ""
    return Sentence(f"{first}{joined} end{STOPS.get(language, '.')}" if language == "en"
                    else joined + STOPS.get(language, "."), (), language)  # fmt: skip


def _paragraph(at: Random, kind: str = "paragraph", **more: object) -> Block:
    foreign = tuple(sorted(set(WORDS) - {"en"}))
    languages = at.choice((("en",), ("en",), ("en",), foreign, ("en", *foreign)))
    sentences = tuple(_sentence(at, languages) for _ in range(at.randint(1, 4)))
    text = " ".join(sentence.text for sentence in sentences)
    made = Block(kind, None, text, sentences=sentences, language=sentences[0].language)
    if at.random() < 0.25 and len(text.split()) > 4:
        words = text.split(" ")
        start = at.randrange(len(words) - 2)
        linked = " ".join(words[start : start + 2])
        if text.count(linked) == 1:
            made = replace(made, links=(Link(linked, f"https://velmora.example/{at.random()}"),))
    return replace(made, **more)  # type: ignore[arg-type]


def _bullets(at: Random, **more: object) -> Block:
    sentences = tuple(_sentence(at, tuple(WORDS), 30) for _ in range(at.randint(1, 5)))
    made = Block(
        "bullets",
        bullets=tuple(sentence.text for sentence in sentences),
        sentences=sentences,
        bullet_of=tuple(range(len(sentences))),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _cited(at: Random, days: list[int]) -> Citation:
    outlets = tuple(at.sample(OUTLETS, at.choice((1, 1, 1, 2, 3))))
    first, last = (days[0], days[1]) if at.random() < 0.3 else (days[0], days[0])
    told = f"{first:02}-{last:02}.05.2026" if first != last else f"{first:02}.05.2026"
    return Citation(f"({', '.join(outlets)} / {told})", outlets, f"2026-05-{first:02}",
                    f"2026-05-{last:02}")  # fmt: skip


def _plain(at: Random, days: list[int]) -> list[Block]:
    blocks = [_paragraph(at) for _ in range(at.randint(0, 2))]
    return [*blocks, _paragraph(at, citation=_cited(at, days))]


def _listed(at: Random, days: list[int]) -> list[Block]:
    return [_paragraph(at), _bullets(at, citation=_cited(at, days))]


def _sided(at: Random, days: list[int]) -> list[Block]:
    blocks = _plain(at, days)
    for side in at.sample(SIDES, at.randint(1, 2)):
        first = _paragraph(at, "perspective", label=side)
        more = [
            _paragraph(at, "perspective", label=side, continued=True)
            for _ in range(at.randint(0, 2))
        ]
        mine = [first, *more]
        blocks += [*mine[:-1], replace(mine[-1], citation=_cited(at, days))]
    return blocks


def _noted(at: Random, days: list[int]) -> list[Block]:
    note = _paragraph(at, "note", label="NOTE", links=())
    more = [_paragraph(at, "note", continued=True, links=()) for _ in range(at.randint(0, 1))]
    return [*_plain(at, days), note, *more]


def _headed(at: Random, days: list[int]) -> list[Block]:
    heading = Sentence(at.choice(("Reaction of the parties", "What comes next", "Trade in May")))
    made = Block("subheading", None, heading.text, sentences=(heading,))
    return [_paragraph(at), made, *_plain(at, days)]


def _mixed(at: Random, days: list[int]) -> list[Block]:
    return [*_listed(at, days), *_plain(at, days)]
