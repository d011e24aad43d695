"""The printed page before it has a form: what PDF, DOCX and HTML all set, word for word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from torimatome.errors import DraftError
from torimatome.model import Block, Check, Correction, Issue, Item, Link, Passage, Period
from torimatome.publish.cited import cited_runs
from torimatome.publish.languages import day_said
from torimatome.publish.plain import is_japanese, language_code, printable, safe_address
from torimatome.publish.runs import Run, headline_runs, runs_of


@dataclass(frozen=True)
class Origin:
    """One passage as a reader may look it up; numbered from 1 within its item."""

    number: int
    quote: str
    language: str  # "" = not known
    outlet: str
    published: str  # ISO day; "" = unknown
    href: str  # "" = no live address
    sha256: str
    page: str  # "<article id>/<version>"
    start: int  # of the quote in that version's text
    end: int


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, bullet or sub-heading, with the citation that ends it."""

    kind: str  # text | bullet | subheading
    runs: tuple[Run, ...]
    citation: tuple[Run, ...] = ()  # empty where a later paragraph carries it
    block: int = -1  # place of its block in the item
    bullet: int = -1  # place in that block's bullets; -1 = its text

    @property
    def language(self) -> str:
        """That of its first words: it decides the direction, too."""
        return self.runs[0].language if self.runs else "en"


@dataclass(frozen=True)
class Group:
    """Paragraphs that belong together: plain text, one side's version, or a NOTE."""

    kind: str  # text | side | note
    label: str  # "Armenian MFA:", "NOTE:"; "" = none
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class PrintedItem:
    """One item: two headlines, its body, and every passage it rests on."""

    id: str
    headline_ja: tuple[Run, ...]
    headline_en: str
    headline_origins: tuple[int, ...]
    groups: tuple[Group, ...]
    origins: tuple[Origin, ...]
    checks: tuple[Check, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PrintedSection:
    """A numbered heading and its items."""

    number: str
    heading_ja: str
    heading_en: str
    items: tuple[PrintedItem, ...]

    @property
    def heading(self) -> Run:
        """The heading as printed: Japanese, or English where the form has no Japanese."""
        ja = self.heading_ja
        return Run(ja, "ja") if ja else Run(self.heading_en, "en")


@dataclass(frozen=True)
class Page:
    """A whole issue, ready to set."""

    title_ja: str
    title_en: str
    subtitle_ja: str
    period: str
    remark: str
    issuer_ja: str
    issuer_en: str
    notice_ja: str
    notice_en: str
    end_marker: str
    sections: tuple[PrintedSection, ...]
    day: date  # the last of the period, and of every time stamp in the files
    start: date | None = None  # the first of the period
    corrections: tuple[Run, ...] = ()  # what this and earlier versions mend, the oldest first

    @property
    def language(self) -> str:
        """The language the page speaks itself: "en" where its items hold no Japanese headline.

        In English only, a desk's headings and title may still be Japanese, for want of others.
        """
        items = [item for section in self.sections for item in section.items]
        if items:
            return "ja" if any(item.headline_ja for item in items) else "en"
        japanese = any(section.heading_ja for section in self.sections)
        return "ja" if japanese or not (self.sections or self.title_en) else "en"

    @property
    def title(self) -> Run:
        """The title in that language, or in the other where it has none."""
        return _first((self.title_ja, "ja"), (self.title_en, "en"), first=self.language)

    @property
    def issuer(self) -> Run:
        """Who issues it, likewise."""
        return _first((self.issuer_ja, "ja"), (self.issuer_en, "en"), first=self.language)

    @property
    def listed(self) -> bool:
        """Whether contents and a calendar help: one item alone, as in a flash, needs neither."""
        return sum(len(section.items) for section in self.sections) > 1

    @property
    def end(self) -> Run:
        """The end mark, in the language it is written in."""
        return Run(self.end_marker, "ja" if is_japanese(self.end_marker) else "en")

    @property
    def notices(self) -> tuple[Run, ...]:
        """The notices under the title that there are, then what was corrected."""
        both = (Run(self.notice_ja, "ja"), Run(self.notice_en, "en"))
        return (*(run for run in both if run.text), *self.corrections)

    def front(self, lines: Sequence[str]) -> tuple[tuple[str, Run], ...]:
        """The title block, line by line as asked for: which one it is, and its words."""
        at = self.language
        words = {
            "title": self.title,
            "subtitle": Run(self.subtitle_ja, "ja"),
            "period": Run(self.period, at),
            "remark": Run(self.remark, "ja" if is_japanese(self.remark) else at),
            "issuer": self.issuer,
        }
        return tuple((name, words[name]) for name in lines if words[name].text)


def _first(*each: tuple[str, str], first: str) -> Run:
    """The words of that language, or else the others; ("", …) where there are none."""
    kept = sorted((pair for pair in each if pair[0]), key=lambda pair: pair[1] != first)
    return Run(*kept[0]) if kept else Run("", first)


def printed(issue: Issue) -> Page:
    """The page of an Issue in the order it is given; see `order.arrange` for that order."""
    sections = tuple(
        PrintedSection(
            number=printable(section.number),
            heading_ja=printable(section.heading_ja),
            heading_en=printable(section.heading_en),
            items=tuple(printed_item(i) for i in issue.items if i.section == section.number),
        )
        for section in issue.sections
    )
    known = {section.number for section in issue.sections}
    for item in issue.items:
        if item.section not in known:
            raise DraftError(
                f"item {item.id!r} is filed under section {item.section!r}, which the issue does"
                f" not have; arrange the issue first, or file the item under one of {sorted(known)}"
            )
    english = bool(issue.title_en) or any(item.headline_en for item in issue.items)
    return Page(
        title_ja=printable(issue.title_ja),
        title_en=printable(issue.title_en),
        subtitle_ja=printable(issue.subtitle_ja),
        period=period_ja(issue.period),
        remark=printable(issue.period.remark or ""),
        issuer_ja=printable(issue.issuer_ja),
        issuer_en=printable(issue.issuer_en),
        notice_ja=printable(issue.notice_ja),
        notice_en=printable(issue.notice_en),
        end_marker=printable(issue.end_marker),
        sections=tuple(section for section in sections if section.items),
        day=_day(issue.period.end, "end"),
        start=_day(issue.period.start, "start"),
        corrections=tuple(_correction(one, english) for one in issue.corrections),
    )


def _correction(one: Correction, english: bool) -> Run:
    """In the note's language; in a form that holds no English, our own words are Japanese."""
    note = printable(one.note)
    if is_japanese(note) or not english:
        return Run(f"訂正（第{one.version}版、{day_said(one.day, 'ja')}）：{note}", "ja")
    return Run(f"Correction (version {one.version}, {day_said(one.day, 'en')}): {note}", "en")


def period_ja(period: Period) -> str:
    """2026年5月8日～5月15日, or as the issue prints it; the year again only when it changes."""
    if period.raw:
        return printable(period.raw)
    start, end = _day(period.start, "start"), _day(period.end, "end")
    first = f"{start.year}年{start.month}月{start.day}日"
    if start == end:
        return first
    year = f"{end.year}年" if end.year != start.year else ""
    return f"{first}～{year}{end.month}月{end.day}日"


def _day(text: str, which: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DraftError(
            f"the issue's period {which} {text!r} is not a day like '2026-05-08'; correct it"
        ) from None


def printed_item(item: Item) -> PrintedItem:
    """The item with its passages numbered in the order a reader meets them."""
    origins = _Origins()
    headline = origins.numbers(item.headline_sources)
    blocks = [
        [replace(paragraph, block=place) for paragraph in made]
        for place, made in enumerate(
            _paragraphs(block, block.links or item.links, origins) for block in item.blocks
        )
    ]
    return PrintedItem(
        id=item.id,
        headline_ja=headline_runs(printable(item.headline_ja)),
        headline_en=printable(item.headline_en),
        headline_origins=headline,
        groups=_grouped(item.blocks, _with_citations(item, blocks)),
        origins=tuple(origins.seen.values()),
        checks=tuple(
            Check(printable(c.kind), printable(c.words), printable(c.severity)) for c in item.checks
        ),
        reasons=tuple(printable(reason) for reason in item.reasons),
    )


class _Origins:
    """Numbers each passage once, in the order asked for."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, int, int, int, str], Origin] = {}

    def numbers(self, passages: Iterable[Passage]) -> tuple[int, ...]:
        found = []
        for p in passages:
            key = (p.article, p.version, p.start, p.end, p.url)
            if key not in self.seen:
                self.seen[key] = Origin(
                    number=len(self.seen) + 1,
                    quote=printable(p.quote),
                    language=language_code(p.language, otherwise=""),
                    outlet=printable(p.outlet),
                    published=printable(p.published),
                    href=safe_address(p.url),
                    sha256=printable(p.sha256),
                    page=f"{p.article}/{p.version}",
                    start=p.start,
                    end=p.end,
                )
            number = self.seen[key].number
            if number not in found:
                found.append(number)
        return tuple(found)


def _paragraphs(block: Block, links: Sequence[Link], origins: _Origins) -> list[Paragraph]:
    """The block's text, then its bullets; a sentence's passages become numbers on its run."""
    texts = [] if block.text is None else [block.text]
    kinds = ["subheading" if block.type == "subheading" else "text"] * len(texts)
    bullets = block.bullets or ()
    kinds += ["bullet"] * len(bullets)
    paragraphs = []
    for place, text in enumerate([*texts, *bullets]):
        sentences = [
            (sentence, origins.numbers(sentence.passages))
            for number, sentence in enumerate(block.sentences)
            if _place(block, number, len(texts)) == place
        ]
        runs = runs_of(printable(text), sentences, links, block.language)
        paragraphs.append(Paragraph(kinds[place], runs, bullet=max(-1, place - len(texts))))
    return [paragraph for paragraph in paragraphs if paragraph.runs]


def _place(block: Block, number: int, texts: int) -> int:
    """Which text of the block a sentence belongs to: 0 for its text, then its bullets."""
    bullets = len(block.bullets or ())
    if number < len(block.bullet_of) and 0 <= block.bullet_of[number] < bullets:
        return texts + block.bullet_of[number]
    return 0


def _with_citations(item: Item, blocks: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
    """Each citation moved to the end of the last paragraph it closes."""
    passages: list[Passage] = list(item.headline_sources)
    done: list[list[Paragraph]] = []
    for block, paragraphs in zip(item.blocks, blocks, strict=True):
        passages += [p for sentence in block.sentences for p in sentence.passages]
        done.append(list(paragraphs))
        if block.citation is None:
            continue
        runs = cited_runs(block.citation, passages)
        passages = []
        if paragraphs:
            last = paragraphs[-1]
            done[-1][-1] = replace(last, citation=runs)
        else:
            done[-1].append(Paragraph("text", (), runs, block=len(done) - 1))
    if item.citations and all(block.citation is None for block in item.blocks) and any(done):
        # Cited as a whole: nothing says which block, so the end of the body.
        closing = next(paragraphs for paragraphs in reversed(done) if paragraphs)
        runs = tuple(run for c in item.citations for run in cited_runs(c, passages))
        closing[-1] = replace(closing[-1], citation=runs)
    return done


_GROUPS = {"perspective": "side", "note": "note"}


def _grouped(blocks: Sequence[Block], printed_blocks: list[list[Paragraph]]) -> tuple[Group, ...]:
    groups: list[Group] = []
    for block, paragraphs in zip(blocks, printed_blocks, strict=True):
        if not paragraphs:
            continue
        kind = _GROUPS.get(block.type, "text")
        label = printable(block.label or "").rstrip(":： ")
        label = f"{label}:" if label else ""
        before = groups[-1] if groups else Group("", "", ())
        if block.type == "bullets":
            # A side's or a NOTE's bullets stay with it.
            if block.continued or (label and label == before.label):
                kind = before.kind or "text"
            elif label:
                kind = "side"
        same = kind == "text" or block.continued or label in ("", before.label)
        if kind == before.kind and same:
            groups[-1] = Group(kind, before.label, (*before.paragraphs, *paragraphs))
        else:
            groups.append(Group(kind, label if kind != "text" else "", tuple(paragraphs)))
    return tuple(groups)
