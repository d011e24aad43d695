"""The bulletin in Japanese and English, or in one of them; and what that language lacks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from torimatome.model import Block, Correction, Issue, Item, Section, Sentence
from torimatome.publish.plain import is_japanese, language_code, printable

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Lack:
    """Something a form in one language cannot print, for want of words in it."""

    language: str  # the one it is lacking in: ja | en
    item: str  # Item.id; "" = of the Issue itself
    place: str  # title | issuer | remark | section | headline | name | body
    words: str  # what there is in the other language, cut short

    def line(self) -> str:
        """In words, for a terminal."""
        whose = f"item {self.item}" if self.item else "the issue"
        tongue = "Japanese" if self.language == "ja" else "English"
        return f"no {tongue}: {self.place} of {whose}: {self.words}"


def only(issue: Issue, languages: str, left_out: str = "") -> Issue:
    """The Issue as a form in these languages prints it: "ja+en" (as it is), "en" or "ja".

    Nothing is translated. Japanese only keeps headlines, citations and what of the bodies is
    Japanese; `left_out` is then told under the title when a body was left out. A title that
    has no English stays Japanese rather than vanish.
    """
    if languages == "en":
        return _english(issue)
    if languages == "ja":
        return _japanese(issue, left_out)
    return issue


def lacking(issue: Issue, languages: str) -> tuple[Lack, ...]:
    """What the form lacks, in printed order; of one in both languages, what a headline lacks."""
    if languages == "en":
        return tuple(_lacks_english(issue))
    if languages == "ja":
        return tuple(_lacks_japanese(issue, bodies=True))
    both = (*_lacks_japanese(issue, bodies=False), *_lacks_english(issue))
    return tuple(lack for lack in both if lack.place in ("headline", "name"))


def period_en(start: str, end: str) -> str:
    """8–15 May 2026, 24 April – 1 May 2026, 27 December 2025 – 9 January 2026."""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return f"{start} – {end}"
    told = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return told
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{told}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {_MONTHS[first.month - 1]}{year} – {told}"


def day_said(day: str, language: str) -> str:
    """2026年5月20日, 20 May 2026; what is no ISO day as it stands."""
    try:
        one = date.fromisoformat(day)
    except ValueError:
        return printable(day)
    return f"{one.year}年{one.month}月{one.day}日" if language == "ja" else period_en(day, day)


def _noted(issue: Issue, *, japanese: bool) -> tuple[Correction, ...]:
    """The corrections; a note that only names an item, as a flash's does, in the language."""
    heads = {
        one: other
        for item in issue.items
        for one, other in [(item.headline_en, item.headline_ja)[:: 1 if japanese else -1]]
        if other
    }
    return tuple(replace(one, note=heads.get(one.note, one.note)) for one in issue.corrections)


def _english(issue: Issue) -> Issue:
    remark = issue.period.remark
    return replace(
        issue,
        title_ja="" if issue.title_en else issue.title_ja,
        subtitle_ja="",
        issuer_ja="" if issue.issuer_en else issue.issuer_ja,
        notice_ja="" if issue.notice_en else issue.notice_ja,
        corrections=_noted(issue, japanese=False),
        end_marker="END" if is_japanese(issue.end_marker) else issue.end_marker,
        period=replace(
            issue.period,
            raw=period_en(issue.period.start, issue.period.end),
            remark=None if remark and is_japanese(remark) else remark,
        ),
        sections=tuple(_section_en(section) for section in issue.sections),
        items=tuple(
            replace(
                item,
                headline_ja="",
                headline_en=item.headline_en or item.headline_ja,
                blocks=tuple(_blocks(item, japanese=False)),
            )
            for item in issue.items
        ),
    )


def _section_en(section: Section) -> Section:
    return replace(section, heading_ja="") if section.heading_en else section


def _japanese(issue: Issue, left_out: str) -> Issue:
    lost = any(lack.place == "body" for lack in _lacks_japanese(issue, bodies=True))
    notices = (issue.notice_ja, left_out if lost else "")
    return replace(
        issue,
        title_en="" if issue.title_ja else issue.title_en,
        issuer_en="" if issue.issuer_ja else issue.issuer_en,
        notice_en="" if issue.notice_ja else issue.notice_en,
        sections=tuple(replace(s, heading_en="") if s.heading_ja else s for s in issue.sections),
        notice_ja="".join(words for words in notices if words),
        corrections=_noted(issue, japanese=True),
        items=tuple(
            replace(
                item,
                headline_ja=item.headline_ja or item.headline_en,
                headline_en="",
                blocks=tuple(_blocks(item, japanese=True)),
            )
            for item in issue.items
        ),
    )


def _blocks(item: Item, *, japanese: bool) -> Iterator[Block]:
    """The blocks that hold words of the language; a block that loses its words keeps its
    citation."""
    for block in item.blocks:
        kept = _block(block, japanese=japanese)
        if kept is not None:
            yield kept
        elif block.citation is not None:
            yield Block("paragraph", citation=block.citation)


def _block(block: Block, *, japanese: bool) -> Block | None:
    """What of the block is in the language (or, for English, is not Japanese); None = nothing."""
    if not block.sentences:
        text = " ".join([block.text or "", *(block.bullets or ())])
        told = _is_ja(block.language, text)
        return block if told == japanese else None
    stays = [_is_ja(s.language, s.text) == japanese for s in block.sentences]
    if all(stays):
        return block
    if not any(stays):
        return None
    kept = [n for n, stay in enumerate(stays) if stay]
    sentences = tuple(block.sentences[n] for n in kept)
    if block.bullets is None:
        return replace(block, text=_joined(sentences, japanese), sentences=sentences)
    return _bullets(block, kept, japanese)


def _bullets(block: Block, kept: list[int], japanese: bool) -> Block:
    by_bullet: dict[int, list[Sentence]] = {}
    for number in kept:
        home = block.bullet_of[number] if number < len(block.bullet_of) else number
        by_bullet.setdefault(home, []).append(block.sentences[number])
    homes = sorted(by_bullet)
    return replace(
        block,
        bullets=tuple(_joined(by_bullet[home], japanese) for home in homes),
        sentences=tuple(s for home in homes for s in by_bullet[home]),
        bullet_of=tuple(place for place, home in enumerate(homes) for _ in by_bullet[home]),
    )


def _joined(sentences: list[Sentence] | tuple[Sentence, ...], japanese: bool) -> str:
    return ("" if japanese else " ").join(sentence.text for sentence in sentences)


def _is_ja(language: str, text: str) -> bool:
    """By its letters where it has Japanese ones, whatever it was declared; else as declared."""
    return is_japanese(text) if text.strip() else language_code(language) == "ja"


def _lacks_japanese(issue: Issue, *, bodies: bool) -> Iterator[Lack]:
    if not issue.title_ja:
        yield Lack("ja", "", "title", issue.title_en)
    if not issue.issuer_ja and issue.issuer_en:
        yield Lack("ja", "", "issuer", issue.issuer_en)
    for section in issue.sections:
        if not section.heading_ja:
            yield Lack("ja", "", "section", section.heading_en)
    for item in issue.items:
        if not is_japanese(item.headline_ja):
            yield Lack("ja", item.id, "headline", _short(item.headline_en))
        elif "〔" in item.headline_ja:
            left = item.headline_ja[item.headline_ja.index("〔") :]
            yield Lack("ja", item.id, "name", _short(left))
        if bodies and any(_block(b, japanese=True) is not b for b in item.blocks):
            yield Lack("ja", item.id, "body", _short(_words(item.blocks)))


def _lacks_english(issue: Issue) -> Iterator[Lack]:
    if not issue.title_en:
        yield Lack("en", "", "title", issue.title_ja)
    if not issue.issuer_en and issue.issuer_ja:
        yield Lack("en", "", "issuer", issue.issuer_ja)
    if issue.period.remark and is_japanese(issue.period.remark):
        yield Lack("en", "", "remark", issue.period.remark)
    for section in issue.sections:
        if not section.heading_en:
            yield Lack("en", "", "section", section.heading_ja)
    for item in issue.items:
        if not item.headline_en:
            yield Lack("en", item.id, "headline", _short(item.headline_ja))
        lost = [b for b in item.blocks if _block(b, japanese=False) is not b]
        if lost:
            yield Lack("en", item.id, "body", _short(_words(lost)))


def _words(blocks: tuple[Block, ...] | list[Block]) -> str:
    return " ".join(" ".join([b.text or "", *(b.bullets or ())]) for b in blocks).strip()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
