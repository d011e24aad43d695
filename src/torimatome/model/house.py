"""House: everything a desk's folder says: outlets, sections, style, terms, frames."""

from dataclasses import dataclass, field

from torimatome.model.look import Look
from torimatome.model.source import Outlet


@dataclass(frozen=True)
class SectionRule:
    """What files a story under one section. The first section with most weight wins."""

    kind: str
    heading_ja: str
    heading_en: str = ""
    words: dict[str, float] = field(default_factory=dict)  # stem → weight, any language


@dataclass(frozen=True)
class Form:
    """How this desk's bulletins stand on the page, so that past ones can be read back.

    Where it says "pattern" a value is a regular expression, matched on half-width text with
    every dash as "-" and every wave as "~". Dates are templates of {y}, {m}, {d}, {month}
    (a name out of `months`) and {reiwa}; the short ones are for the two ends of a range.
    """

    item_marks: tuple[str, ...] = ("●", "○", "◯", "◎", "◆", "■", "•", "-", "–", "・")
    list_marks: tuple[str, ...] = ("-", "–", "—", "•", "·", "*", "・", "‣", "▪", "◦", "○", "+")
    # Pattern of a letter only the first headline's language has; "" = both share a script, and
    # the first headline ends with its paragraph or at `headline_parting`.
    headline_letters: str = "[々〆ぁ-ヿ㐀-鿿ｦ-ﾟ]"
    headline_parting: str = ""  # words between two headlines on one line; "" = never printed so
    section: str = r"(?P<number>[0-9]{1,2})(?:\s*[.、,):]\s*|\s+)(?P<heading>\S.*)"  # pattern
    note_labels: tuple[str, ...] = ("NOTE", "Note", "N.B.", "注", "備考", "参考")
    # Patterns of what heads one side's version: alone on a line, or before a colon.
    side_labels: tuple[str, ...] = (
        r"(?:[\w'’.-]+ ){1,4}(?:MFA|MOD|MoFA|MoD|FM|Foreign Ministry|Presidency)",
        r"(?:[\w'’.-]+ ){1,4}(?:version|side|account|media|report)",
    )
    # Patterns that head a version only before a colon and words: AZ: …
    side_codes: tuple[str, ...] = ("[A-Z]{2,3}",)
    citation_brackets: tuple[str, ...] = ("()", "[]")
    outlet_partings: str = ",;、"
    capital_outlets: bool = True  # an outlet no file of the desk knows is given in capitals
    citation_dates: tuple[str, ...] = ("{d}.{m}.{y}", "{d}.{m}", "{d}")
    period_dates: tuple[str, ...] = (
        "{y}年{m}月{d}日", "令和{reiwa}年{m}月{d}日", "{m}月{d}日", "{d}日",
    )  # fmt: skip
    range_words: tuple[str, ...] = ("-", "~", "から", "至")  # between two ends; "," is known
    months: tuple[str, ...] = (
        "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul",
        "August Aug", "September Sept Sep", "October Oct", "November Nov", "December Dec",
    )  # fmt: skip
    # Patterns of a line under the title that says what a version mends; they name its parts.
    corrections: tuple[str, ...] = (
        r"訂正\(第(?P<version>[0-9]+)版[、,]\s*"
        r"(?P<day>[0-9]{4}(?:-[0-9]{2}-[0-9]{2}|年\s?[0-9]{1,2}月\s?[0-9]{1,2}日))\):\s*(?P<note>.+)",
        r"Correction \(version (?P<version>[0-9]+),\s+"
        r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\s+[A-Z][a-z]+\s+[0-9]{4})\):\s*(?P<note>.+)",
    )
    end_marks: tuple[str, ...] = ("END", "了", "以上")  # bare: brackets and stars may stand round
    # Patterns of lines that belong to the page, not to the bulletin.
    furniture: tuple[str, ...] = (
        r"-?\s*[0-9]{1,3}\s*-?",
        r"(?:Page\s*)?[0-9]{1,3}\s*(?:/|of)\s*[0-9]{1,3}",
    )


@dataclass(frozen=True)
class Style:
    """House style, as data: how this desk prints its bulletin."""

    title_ja: str = ""
    title_en: str = ""
    subtitle_ja: str = ""
    issuer_ja: str = ""
    issuer_en: str = ""
    notice_ja: str = ""
    notice_en: str = ""
    end_marker: str = "END"
    bullet: str = "●"
    list_bullet: str = "–"
    note_label: str = "NOTE"
    citation: str = "({outlets} / {date})"
    citation_date: str = "%d.%m.%Y"
    day_opening: str = "On {month}.{day:02d}, "  # before the first sentence
    months: tuple[str, ...] = (
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    )  # fmt: skip
    offices: dict[str, str] = field(default_factory=dict)  # "Foreign Minister" → "FM"
    max_sentences: int = 6  # an item's body, unless it is a speech or a list
    max_items: int = 44
    form: Form = field(default_factory=Form)


TERM_KINDS = ("person", "office", "country", "place", "organisation", "topic")


@dataclass(frozen=True)
class Term:
    """A name or phrase and its forms. One row of the desk's terms.csv."""

    kind: str  # of TERM_KINDS
    en: str
    ja: str
    short_en: str = ""  # house abbreviation, e.g. FM
    aliases: tuple[str, ...] = ()  # other spellings, any script
    country: str = ""
    office: str = ""  # person: `en` of the office held
    since: str = ""  # ISO day the office was taken; "" = before any issue
    until: str = ""  # ISO day it was left; "" = still held


FRAME_KINDS = ("actor", "term", "number", "date")


@dataclass(frozen=True)
class Frame:
    """How an English headline turns into a Japanese one.

    `english` is a regular expression with named groups; `japanese` uses the groups as
    {slots}. `kinds` says per slot which of FRAME_KINDS may stand there.
    A slot that cannot be said in Japanese makes the frame leave it in 〔English〕, marked.
    """

    name: str
    english: str
    japanese: str
    kinds: dict[str, str] = field(default_factory=dict)
    act: str = ""  # event type


@dataclass(frozen=True)
class House:
    """One desk's folder, read and checked."""

    name: str  # "azerbaijan", "demo"
    country: str  # the country it watches, by the code its outlets and terms use
    country_name: str
    languages: tuple[str, ...]  # languages its sources come in
    zone: str  # IANA zone whose calendar days the bulletin prints
    outlets: tuple[Outlet, ...]
    sections: tuple[SectionRule, ...]
    leave_out: dict[str, float] = field(default_factory=dict)  # stem → weight: sport, weather …
    style: Style = field(default_factory=Style)
    terms: tuple[Term, ...] = ()
    frames: tuple[Frame, ...] = ()
    allow_hosts: tuple[str, ...] = ()  # hosts that may resolve to loopback or private addresses
    look: Look = field(default_factory=Look)
    bulletin: str = "ja+en"  # what its files are printed in unless asked otherwise: look.LANGUAGES
