"""Look: how a desk's bulletin is dressed: design, page, fonts, colours, title block, logo."""

from dataclasses import dataclass, field

DESIGNS = ("plain", "modern")
# Width and height in millimetres.
PAGE_SIZES = {
    "a4": (210.0, 297.0), "a5": (148.0, 210.0), "b5": (182.0, 257.0),
    "letter": (215.9, 279.4), "legal": (215.9, 355.6),
}  # fmt: skip
# The languages one bulletin may be printed in.
LANGUAGES = ("ja+en", "en", "ja")


@dataclass(frozen=True)
class Picture:
    """A logo out of the desk's folder, checked: it holds nothing that runs or is fetched."""

    name: str  # its file name
    kind: str  # png | jpeg | svg
    octets: bytes = field(repr=False)
    width: float = 0.0  # of the picture in its own units; only their ratio counts
    height: float = 0.0


@dataclass(frozen=True)
class Fonts:
    """Families by name. The PDF knows those of this installation and the desk's `fonts/`."""

    latin: str = "Libertinus Serif"  # running text in Latin, Cyrillic and Greek letters
    japanese: str = "Noto Sans CJK JP"
    headings: str = "Noto Sans CJK JP"  # of the modern design
    word_latin: str = "Times New Roman"  # Word names fonts of the reader's machine
    word_japanese: str = "MS Mincho"
    files: tuple[str, ...] = ()  # paths of font files the desk brings
    own: tuple[str, ...] = ()  # the families they hold


@dataclass(frozen=True)
class Colours:
    """Each as #rrggbb; all of them can be read on white (WCAG AA, 4.5:1)."""

    ink: str = "#1b1b1b"
    accent: str = "#14304f"  # section headings, links, the modern title band
    quiet: str = "#4a4a4a"  # citations, running heads
    rule: str = "#9fb2c8"  # lines and edges; no text is set in it
    # One a section in printed order, and again from the first.
    sections: tuple[str, ...] = ("#14406f", "#7a2f2f", "#1d5c4a", "#5b3a82", "#7a4a00", "#37474f")


@dataclass(frozen=True)
class TitleBlock:
    """What stands above the first section."""

    align: str = "center"  # center | left; of the plain design
    lines: tuple[str, ...] = ("title", "subtitle", "period", "remark", "issuer")
    title_pt: float = 20.0
    logo: str = ""  # file name in the desk's folder; "" = none
    logo_mm: float = 18.0  # its height


@dataclass(frozen=True)
class Labels:
    """Words and marks the designs bring along."""

    item_mark: str = "●"
    list_mark: str = "–"
    contents_ja: str = "目次"
    contents_en: str = "Contents"
    days_ja: str = "日ごとの動き"
    days_en: str = "Day by day"
    met_ja: str = "会談・訪問・電話"
    met_en: str = "Who met whom"
    sources_ja: str = "出典"
    sources_en: str = "Sources"
    body_left_out: str = "本文が和文でない項目は、見出しと出典のみを掲載しています。"


@dataclass(frozen=True)
class Look:
    """Everything a form needs to know of how it is to look; the default is the plain form."""

    design: str = "plain"
    page_size: str = "a4"
    margin_mm: float = 25.0
    text_pt: float = 10.5
    fonts: Fonts = field(default_factory=Fonts)
    colours: Colours = field(default_factory=Colours)
    title_block: TitleBlock = field(default_factory=TitleBlock)
    labels: Labels = field(default_factory=Labels)
    records: str = ""  # address below which the records of kept snapshots stand; "" = by hash
    logo: Picture | None = None  # the one `title_block.logo` names
    logos: tuple[Picture, ...] = ()  # every picture of the desk's folder that may be one

    @property
    def paper_mm(self) -> tuple[float, float]:
        """Width and height of the page."""
        return PAGE_SIZES[self.page_size]
