"""Issues of invented countries, and the many layouts their text can come in."""

import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

from torimatome.model import Block, Citation, Issue, Item, Period, Section

NAMES = ("Orvenia", "Kestria", "Toregan", "Tamvell", "Dəniz Ilvess", "PM Anor", "the MFA", "Žukas")
VERBS = ("discussed", "signed", "reviewed", "condemned", "opened", "postponed")
THINGS = (
    "the border treaty of 2024", "a railway worth $2.4 billion", "the “Open Passes” plan",
    "wheat exports (12 percent of trade)", "an exercise of the two armies", "visa rules",
    "the safety of 1,240 travellers", "a joint statement, among other papers",
)  # fmt: skip
JA = (
    "オルヴェニア", "ケストリア", "外相", "CIS国防相", "、", "と", "会談", "「開かれた峠」計画",
    "2026年版", "アノル首相", "を訪問", "5か国", "合意—報道",
)  # fmt: skip
SIDES = ("Orvenian MFA", "Kestrian MOD", "Toregan version", "Independent report", "Kestrian side")
OUTLETS = ("ONA", "KTA", "TIDINGS.OV", "MFA.OV", "HALAN RADIO")
KINDS = {
    "軍事・治安関係": "military_security", "内政関連": "domestic", "外政関連": "foreign",
}  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> str:
    made = [
        draw(st.sampled_from(("On May.08, ", "", "According to the press, "))),
        draw(st.sampled_from(NAMES)), " ", draw(st.sampled_from(VERBS)), " ",
        draw(st.sampled_from(THINGS)), " with ", draw(st.sampled_from(NAMES)), " in ",
        draw(st.sampled_from(("Tamvell", "the capital", "Gorvesk district"))),
        draw(st.sampled_from((".", ".", ".", "!", ", a source said.", ' after "long talks."'))),
    ]  # fmt: skip
    text = "".join(made)
    return text[0].upper() + text[1:]


paragraphs = st.lists(sentences(), min_size=1, max_size=4).map(" ".join)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    outlets = draw(st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=3, unique=True))
    first = draw(st.integers(8, 14))
    last = first + draw(st.sampled_from((0, 0, 0, 1)))
    days = f"{first:02}.05.2026" if first == last else f"{first:02}-{last:02}.05.2026"
    form = draw(st.sampled_from(("({} / {})", "({}, {})", "({}/{})", "（{}／{}）")))
    raw = form.format(", ".join(outlets), days)
    return Citation(raw, tuple(outlets), f"2026-05-{first:02}", f"2026-05-{last:02}")


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    blocks = draw(st.one_of(_told(), _told(), _sides(), _listed(), _parted()))
    if draw(st.booleans()):
        blocks += draw(_notes())
    return blocks


@st.composite
def _told(draw: st.DrawFn) -> tuple[Block, ...]:
    texts = draw(st.lists(paragraphs, min_size=1, max_size=3))
    return _closed([Block("paragraph", text=text) for text in texts], draw(citations()))


@st.composite
def _sides(draw: st.DrawFn) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for label in draw(st.lists(st.sampled_from(SIDES), min_size=2, max_size=3, unique=True)):
        texts = draw(st.lists(paragraphs, min_size=1, max_size=2))
        side = [
            Block("perspective", label, text, continued=place > 0)
            for place, text in enumerate(texts)
        ]
        blocks += _closed(side, draw(citations()))
    return tuple(blocks)


@st.composite
def _listed(draw: st.DrawFn) -> tuple[Block, ...]:
    points = draw(
        st.one_of(
            st.lists(paragraphs, min_size=2, max_size=4),
            st.lists(st.sampled_from(("Kestria", "Toregan", "North Imbra")), min_size=2,
                     max_size=3, unique=True),
        )
    )  # fmt: skip
    lead = Block("paragraph", text=draw(sentences())[:-1].rstrip('.,"') + ". Highlights:")
    return _closed([lead, Block("bullets", bullets=tuple(points))], draw(citations()))


@st.composite
def _parted(draw: st.DrawFn) -> tuple[Block, ...]:
    blocks = [Block("paragraph", text=draw(paragraphs))]
    for heading in draw(st.lists(st.sampled_from(("Reaction of the parties", "What comes next")),
                                 min_size=1, max_size=2, unique=True)):  # fmt: skip
        blocks += [Block("subheading", text=heading), Block("paragraph", text=draw(paragraphs))]
    return _closed(blocks, draw(citations()))


@st.composite
def _notes(draw: st.DrawFn) -> tuple[Block, ...]:
    blocks = [Block("note", "NOTE", draw(paragraphs))]
    if draw(st.booleans()):
        blocks.append(Block("note", None, draw(paragraphs), continued=True))
    if draw(st.booleans()):
        points = tuple(draw(st.lists(sentences(), min_size=2, max_size=3)))
        blocks.append(Block("note", None, bullets=points, continued=True))
    return tuple(blocks)


def _closed(blocks: list[Block], citation: Citation) -> tuple[Block, ...]:
    last = blocks[-1]
    closed = Block(
        last.type, last.label, last.text, last.bullets, citation, continued=last.continued
    )
    return (*blocks[:-1], closed)


@st.composite
def headlines(draw: st.DrawFn) -> tuple[str, str]:
    first = "".join(draw(st.lists(st.sampled_from(JA), min_size=3, max_size=8))).strip("、")
    words = [draw(st.sampled_from(NAMES)).removeprefix("the "), draw(st.sampled_from(VERBS))]
    words += [draw(st.sampled_from(THINGS)) for _ in range(draw(st.integers(1, 2)))]
    return f"オ{first}合意", " and ".join((" ".join(words[:3]), *words[3:]))


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """An issue as a desk may print it; every part that has a printed form."""
    chosen = draw(st.lists(st.sampled_from(tuple(KINDS)), min_size=1, max_size=3, unique=True))
    sections, items = [], []
    for number, heading in enumerate(sorted(chosen, key=list(KINDS).index), 1):
        sections.append(Section(str(number), heading, KINDS[heading]))
        for _ in range(draw(st.integers(1, 2))):
            blocks = draw(bodies())
            first, second = draw(headlines())
            items.append(
                Item(
                    f"x-{len(items) + 1:02}", str(number), first, second, blocks,
                    tuple(b.citation for b in blocks if b.citation), kind=KINDS[heading],
                )
            )  # fmt: skip
    remark = draw(st.sampled_from((None, "（一部5月7日分を含む）")))
    return Issue(
        "オルヴェニア政治・治安情報", "（公開情報とりまとめ）", "在オルヴェニア大使館（架空）",
        Period("2026-05-08", "2026-05-15", "2026年5月8日～5月15日", remark),
        tuple(sections), tuple(items), draw(st.sampled_from(("END", "*****END*****", "（了）"))),
    )  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How a text extractor may give a page."""

    mark: str  # of items
    bullet: str
    bold: str  # none | first | both
    second: str  # after_blank | next_line | same_line
    note: str
    label: str  # alone | colon | inline
    heading: str  # plain | italic | bullet
    width: int  # 0 = one paragraph a line
    cut: int  # a page ends inside every so manyth paragraph; 0 = never


layouts = st.builds(
    Layout,
    st.sampled_from(("● ", "●", "◆ ", "- ")),
    st.sampled_from(("- ", "– ", "• ")),
    st.sampled_from(("none", "first", "both")),
    st.sampled_from(("after_blank", "next_line", "same_line")),
    st.sampled_from(("NOTE: {}", "NOTE: *{}*", "***NOTE:** {}*", "**NOTE:** {}")),
    st.sampled_from(("alone", "colon", "inline", "bold")),
    st.sampled_from(("plain", "italic", "bullet")),
    st.sampled_from((0, 0, 96)),
    st.sampled_from((0, 2, 3)),
)


def as_text(issue: Issue, layout: Layout) -> str:
    """The issue as text in that layout."""
    rows = [issue.title_ja, issue.subtitle_ja, issue.period.raw, issue.period.remark or ""]
    rows.append(issue.issuer_ja)
    for section in issue.sections:
        rows.append(f"{section.number}. {section.heading_ja}")
        for item in issue.items:
            if item.section == section.number:
                rows += [_headlines(item, layout), *_body(item, layout)]
    rows = [row for row in rows if row]
    if layout.cut:
        rows = [_cut(row) if place % layout.cut == 0 else row for place, row in enumerate(rows)]
    if layout.width:
        rows = ["\n".join(_wrapped(line, layout.width) for line in r.split("\n")) for r in rows]
    return "\n\n".join([*rows, issue.end_marker]) + "\n"


def _headlines(item: Item, layout: Layout) -> str:
    first, second = item.headline_ja, item.headline_en
    if layout.bold in ("first", "both"):
        first = f"**{first}**"
    if layout.bold == "both" or (layout.second == "same_line" and layout.bold == "none"):
        second = f"**{second}**"
    between = {"after_blank": "\n\n", "next_line": "\n", "same_line": " "}[layout.second]
    if layout.second == "same_line" and layout.bold == "both":
        first = item.headline_ja
    return f"{layout.mark}{first}{between}{second}"


def _body(item: Item, layout: Layout) -> list[str]:
    rows: list[str] = []
    for block in item.blocks:
        text = (block.text or "").replace("$", r"\$")
        end = f" {block.citation.raw}" if block.citation else ""
        if block.bullets is not None:
            points = [f"{layout.bullet}{point}".replace("$", r"\$") for point in block.bullets]
            rows.append("\n".join(points) + end)
        elif block.type == "note" and not block.continued:
            rows.append(layout.note.format(text))
        elif block.type == "subheading":
            rows.append(
                {"plain": text, "italic": f"*{text}*", "bullet": f"- *{text}*"}[layout.heading]
            )
        elif block.type == "perspective" and not block.continued:
            rows += _labelled(block.label or "", text + end, layout)
        else:
            rows.append(text + end)
    return rows


def _labelled(label: str, text: str, layout: Layout) -> list[str]:
    if layout.label == "alone":
        return [label, text]
    if layout.label == "colon":
        return [f"{label}:", text]
    return [f"**{label}:** {text}" if layout.label == "bold" else f"{label}: {text}"]


def _cut(row: str) -> str:
    """A long paragraph cut where no sentence ends, as a page does it."""
    if "\n" in row or "*" in row:
        return row
    for at in range(110, len(row) - 10):
        if row[at] == " " and row[at - 1].isalnum() and row[at + 1].islower():
            return f"{row[:at]}\n\n{row[at + 1 :]}"
    return row


def _wrapped(row: str, width: int) -> str:
    if any("ぁ" <= letter <= "鿿" for letter in row):
        return row
    return "\n".join(textwrap.wrap(row, width, break_long_words=False, break_on_hyphens=False))
