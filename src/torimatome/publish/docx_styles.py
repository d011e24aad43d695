"""The styles, fonts, numbering and fixed properties of the Word file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import cast
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.styles import CT_Style
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from torimatome.model.look import Look
from torimatome.publish.printed import Page

ARABIC = "Arial"
# The size the styles below are given for; a look with another text size scales them all.
_TEXT_PT = 10.5
# In twentieths of a point: where a side's words begin (5 mm), and what a list's mark takes.
SIDE, HANGING = 283, 240


@dataclass(frozen=True)
class Dress:
    """What of a Look the Word file wears. Word takes another face where one is missing."""

    latin: str
    japanese: str
    accent: RGBColor
    quiet: RGBColor
    rule: str  # six hex digits
    bullet: str
    item_mark: str
    scale: float
    title_pt: float
    centred: bool


def dress_of(look: Look) -> Dress:
    """A Look as Word needs it."""
    return Dress(
        latin=look.fonts.word_latin,
        japanese=look.fonts.word_japanese,
        accent=RGBColor.from_string(look.colours.accent.lstrip("#")),
        quiet=RGBColor.from_string(look.colours.quiet.lstrip("#")),
        rule=look.colours.rule.lstrip("#").upper(),
        bullet=look.labels.list_mark,
        item_mark=look.labels.item_mark,
        scale=look.text_pt / _TEXT_PT,
        title_pt=look.title_block.title_pt,
        centred=look.title_block.align == "center",
    )


_TAGS: Mapping[str, str] = {
    "ar": "ar-SA", "az": "az-Latn-AZ", "en": "en-GB", "fa": "fa-IR", "hy": "hy-AM",
    "ja": "ja-JP", "ka": "ka-GE", "ru": "ru-RU", "tr": "tr-TR", "uk": "uk-UA",
    "zh": "zh-CN", "ko": "ko-KR", "de": "de-DE", "fr": "fr-FR",
}  # fmt: skip


def language_tag(language: str) -> str:
    """The tag Word knows the language by."""
    return _TAGS.get(language, language)


def style_id(name: str) -> str:
    """The id a style is stored under; python-docx would search all styles for it each time."""
    return name.replace(" ", "")


def new_element(tag: str) -> BaseOxmlElement:
    """An empty element, such as "w:r"."""
    return cast(BaseOxmlElement, OxmlElement(tag))


@dataclass(frozen=True)
class _Form:
    """How one paragraph style differs from Normal; points, at the size of `_TEXT_PT`."""

    size: float = 10.5
    bold: bool = False
    italic: bool = False
    colour: str = ""  # accent | quiet; "" = black
    before: float = 0
    after: float = 5
    left: float = 0  # indent, mm
    centred: bool = False
    keep_next: bool = False
    japanese: bool = False  # Latin letters, too, in the Japanese face
    title: bool = False  # part of the title block, set as the look says


_FORMS: Mapping[str, _Form] = {
    "Normal": _Form(),
    "Title": _Form(20, bold=True, after=8, japanese=True, title=True),
    "Subtitle": _Form(12, after=4, japanese=True, title=True),
    "Issue Notice": _Form(9.5, before=4, after=4, left=2),
    "Heading 1": _Form(
        13, bold=True, colour="accent", before=20, after=8, keep_next=True, japanese=True
    ),
    "Heading 2": _Form(11.5, bold=True, before=13, after=1, keep_next=True, japanese=True),
    "Heading 3": _Form(10.5, italic=True, before=6, after=3, keep_next=True),
    "English Headline": _Form(bold=True, after=4, keep_next=True),
    "Body Text": _Form(),
    "Side Text": _Form(left=5),
    "Item Bullet": _Form(after=3),
    "Side Bullet": _Form(after=3),
    "Note": _Form(italic=True),
    "End Mark": _Form(before=18, centred=True),
    "Header": _Form(8.5, colour="quiet", after=0, japanese=True),
    "Footer": _Form(9, colour="quiet", after=0, centred=True),
}
_BASES = {"Item Bullet": "Body Text", "Side Bullet": "Side Text", "Note": "Body Text"}


def prepare(document: Document, page: Page, look: Look) -> Dress:
    """Give an empty document its page, styles, bullets, settings and properties."""
    dress = dress_of(look)
    _paper(document, look)
    for name, form in _FORMS.items():
        _paragraph_style(document, name, form, dress)
    accent = str(dress.accent)
    _rules(document.styles["Heading 1"].element, ("bottom",), "8", accent)
    _rules(document.styles["Side Text"].element, ("left",), "10", dress.rule)
    box = ("top", "left", "bottom", "right")
    _rules(document.styles["Issue Notice"].element, box, "4", str(dress.quiet))
    _character_style(document, "Side Label", bold=True)
    _character_style(document, "Citation", colour=dress.quiet)
    _character_style(document, "Hyperlink", colour=dress.accent)
    _numbering(document, dress)
    _settings(document)
    _properties(document, page)
    return dress


def add_fonts(properties: BaseOxmlElement, latin: str, japanese: str) -> None:
    """Name the faces for Latin, Japanese and right-to-left text; no theme font is left."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    fonts = new_element("w:rFonts")
    for slot, face in (("ascii", latin), ("hAnsi", latin), ("eastAsia", japanese), ("cs", ARABIC)):
        fonts.set(qn(f"w:{slot}"), face)
    properties.insert_element_before(fonts, *_AFTER_FONTS)


_AFTER_FONTS = tuple(
    f"w:{name}"
    for name in ("b bCs i iCs caps strike color spacing kern sz szCs u vertAlign rtl lang").split()
)


def _paper(document: Document, look: Look) -> None:
    section = document.sections[0]
    width, height = look.paper_mm
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(look.margin_mm)
    section.top_margin, section.bottom_margin = Mm(look.margin_mm + 1), Mm(look.margin_mm - 1)
    section.header_distance = section.footer_distance = Mm(look.margin_mm * 0.52)
    section.different_first_page_header_footer = True


def _paragraph_style(document: Document, name: str, look: _Form, dress: Dress) -> None:
    styles = document.styles
    known = name in styles
    style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if not known:
        style.base_style = styles[_BASES.get(name, "Normal")]
        style.quick_style = True
    for leftover in ("w:pBdr", "w:contextualSpacing", "w:tabs"):
        for found in style.element.findall(f".//{qn(leftover)}"):
            found.getparent().remove(found)
    properties = style.element.get_or_add_rPr()
    for leftover in ("w:color", "w:spacing", "w:kern", "w:lang"):
        for found in properties.findall(qn(leftover)):
            properties.remove(found)
    font = style.font
    size = dress.title_pt if name == "Title" else round(look.size * dress.scale * 2) / 2
    font.size, font.bold, font.italic = Pt(size), look.bold, look.italic
    if look.colour:
        font.color.rgb = dress.accent if look.colour == "accent" else dress.quiet
    elif name != "Normal":
        font.color.rgb = RGBColor(0, 0, 0)
    add_fonts(properties, dress.japanese if look.japanese else dress.latin, dress.japanese)
    if name == "Normal":
        properties.append(language_element("en"))
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing, form.widow_control = 1.15, True
    form.keep_with_next = look.keep_next
    form.left_indent = Mm(look.left) if look.left else None
    form.right_indent = Mm(look.left) if name == "Issue Notice" else None
    centred = look.centred or (look.title and dress.centred)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT


def _character_style(
    document: Document, name: str, *, bold: bool | None = None, colour: RGBColor | None = None
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    style.font.bold = bold
    if colour is not None:
        style.font.color.rgb = colour


def language_element(language: str) -> BaseOxmlElement:
    """`w:lang` for Latin, Japanese and right-to-left text."""
    element = new_element("w:lang")
    tag = language_tag(language)
    element.set(qn("w:val"), "en-GB" if language == "ja" else tag)
    element.set(qn("w:eastAsia"), "ja-JP")
    element.set(qn("w:bidi"), tag if language in ("ar", "fa", "he", "ur") else "ar-SA")
    return element


def _rules(style: CT_Style, edges: tuple[str, ...], eighths: str, colour: str) -> None:
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="4" w:color="{colour}"/>'
        for edge in edges
    )
    xml = f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>"
    after = ("w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:bidi"
             " w:spacing w:ind w:contextualSpacing w:jc w:outlineLvl").split()  # fmt: skip
    # python-docx makes this method at run time, where mypy does not see it.
    properties = style.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.insert_element_before(parse_xml(xml), *after)


def _numbering(document: Document, dress: Dress) -> None:
    """Two real bullet lists, for an item and within a side, tied to their styles."""
    numbering = document.part.numbering_part.element
    latin, bullet = quoteattr(dress.latin), quoteattr(dress.bullet)
    for child in list(numbering):
        numbering.remove(child)
    for number, (style, left) in enumerate(
        (("ItemBullet", 360), ("SideBullet", SIDE + HANGING)), start=1
    ):
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                '<w:multiLevelType w:val="singleLevel"/>'
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
                f'<w:pStyle w:val="{style}"/><w:lvlText w:val={bullet}/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{left}" w:hanging="{HANGING}"/></w:pPr>'
                f'<w:rPr><w:rFonts w:ascii={latin} w:hAnsi={latin} w:cs="{ARABIC}"/>'
                '<w:i w:val="0"/></w:rPr></w:lvl></w:abstractNum>'
            )
        )
    for number, name in enumerate(("Item Bullet", "Side Bullet"), start=1):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{number}"/></w:num>'
            )
        )
        properties = document.styles[name].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = number
    _outline(document, dress)
    used = {"ItemBullet", "SideBullet", "Heading1", "Heading2"}
    for style in document.styles.element.findall(qn("w:style")):
        # The template's own list styles point at the lists removed above.
        points = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if points is not None and style.get(qn("w:styleId")) not in used:
            points.getparent().remove(points)


def _outline(document: Document, dress: Dress) -> None:
    """One list of two levels: sections count themselves, and each item carries the house's mark.

    In the styles, so that a heading added or moved by hand is numbered as well.
    """
    numbering = document.part.numbering_part.element
    face, mark = quoteattr(dress.japanese), quoteattr(dress.item_mark)
    # A headline's second line stands under its first word: the mark, each sign as wide as high.
    room = round((len(dress.item_mark) + 0.25) * 11.5 * 20 * dress.scale)
    hanging = f'<w:ind w:left="{room}" w:hanging="{room}"/>'
    look = f"<w:rFonts w:ascii={face} w:hAnsi={face} w:eastAsia={face} w:cs={quoteattr(ARABIC)}/>"
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:suff w:val="{behind}"/><w:lvlText w:val={words}/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{place}</w:pPr>'
        f"<w:rPr>{look}</w:rPr></w:lvl>"
        for level, (style, form, words, behind, place) in enumerate(
            (
                ("Heading1", "decimal", '"%1."', "space", '<w:ind w:left="0" w:firstLine="0"/>'),
                ("Heading2", "bullet", mark, "tab", hanging),
            )
        )
    )
    numbering.insert(
        2,  # a list's definition stands before all lists that use one
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="3">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="3"><w:abstractNumId w:val="3"/></w:num>')
    )
    for level, name in enumerate(("Heading 1", "Heading 2")):
        number = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = level
        number.get_or_add_numId().val = 3


def unnumbered(paragraph: BaseOxmlElement) -> None:
    """A paragraph whose style counts, without its number: it says one of its own."""
    number = paragraph.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    number.get_or_add_ilvl().val = 0
    number.get_or_add_numId().val = 0


def _settings(document: Document) -> None:
    settings = document.settings.element
    for name in ("w:themeFontLang", "w:compat"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    language = parse_xml(
        f'<w:themeFontLang {nsdecls("w")} w:val="en-GB" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    )
    tail = (
        "w:docVars w:rsids m:mathPr w:attachedSchema w:themeFontLang w:clrSchemeMapping"
        " w:doNotIncludeSubdocsInStats w:shapeDefaults w:decimalSymbol w:listSeparator"
    ).split()
    settings.insert_element_before(compat, *tail)
    settings.insert_element_before(language, *tail[5:])


def _properties(document: Document, page: Page) -> None:
    """Title, language and fixed dates; the template's thumbnail goes."""
    core = document.core_properties
    midnight = datetime.combine(page.day, time(), UTC)
    core.title = f"{page.title.text}　{page.period}"[:255]
    core.subject = page.title_en[:255]
    core.author = page.issuer.text[:255]
    core.last_modified_by = page.issuer.text[:255]
    core.language = "ja-JP" if page.language == "ja" else "en-GB"
    core.keywords = ", ".join(section.heading.text for section in page.sections)[:255]
    core.comments = ""
    core.created = core.modified = midnight
    core.revision = 1
    relations = document.part.package.rels
    for number, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[number]
