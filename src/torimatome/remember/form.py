"""Grammar: a desk's Form with its patterns compiled, and the questions a line is asked."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from torimatome.errors import SetupError
from torimatome.model import Form, Outlet, SectionRule, Style
from torimatome.remember.days import DayForms, day_forms
from torimatome.remember.lines import Line, level

# A printed heading is one of the desk's from this likeness on: 内政関係 for 内政関連 is 0.75,
# while the two nearest headings of one desk, 内政関連 and 外政関連, are 0.75 alike too and are
# told apart because the nearest wins. Below it the heading is kept and its kind left open.
_SAME_HEADING = 0.7
_SHORTEST = 2  # letters that can stand for a whole heading
_LONGEST_HEADING = 60  # the longest heading of a desk has 25 letters
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{4,}\.\s")  # longer than an abbreviation
_LABEL_WORDS = 8  # more words than this head no version; the longest seen had 3


# What any desk may meet in an issue that somebody typed otherwise; its own Form is tried first.
_MORE_CITED = (
    "{y}年{m}月{d}日", "{d} {month} {y}", "{month} {d}, {y}", "{month} {d}.{y}", "{month} {d} {y}",
    "{d}/{m}/{y}", "{d}-{m}-{y}", "{y}-{m}-{d}", "{y}.{m}.{d}", "{y}/{m}/{d}", "{d}.{m}.",
    "{d} {month}",
)  # fmt: skip
_MORE_PERIODS = (
    "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}-{m}-{d}", "同年{m}月{d}日", "同月{d}日", "同{d}日",
    "{d} {month} {y}", "{m}/{d}", "{m}.{d}",
)  # fmt: skip
_MORE_BRACKETS = ("【】", "〔〕", "{}")
_MORE_ENDS = (
    "終", "終わり", "おわり", "FIN", "End", "End of document", "End of report", "End of bulletin",
    "End of issue", "END OF DOCUMENT", "END OF REPORT", "END OF BULLETIN", "END OF ISSUE",
)  # fmt: skip
# Signs set before a paragraph: arrows, enclosed numbers, shapes, dingbats, fonts of symbols.
_SIGNS = "[←-⇿①-⓿■-➿⬀-⯿〇･∙⁃\uf000-\uf0ff]\ufe0f?"
_NUMBERED = r"(?:\([0-9]{1,2}\)|[0-9]{1,2}\))(?=\s)"
_ANY_SECTION = re.compile(
    r"(?P<open>[\[(<【■◆●□*#\s]*)(?P<number>第?[0-9]{1,2}[章部節]?|[IVX]{1,4}(?=[\W_])|[①-⑳]"
    r"|[一二三四五六七八九十]{1,2}(?=[\W_])|)[\s.、,):\]-]*(?P<heading>[^\s\])>】].*?)[\])>】*\s]*"
)


@dataclass(frozen=True)
class Grammar:
    """What a desk's pages look like, ready to be asked."""

    style: Style
    sections: tuple[SectionRule, ...]
    outlets: dict[str, str]  # folded name → as the bulletin cites it
    section: re.Pattern[str]
    letters: re.Pattern[str] | None
    side: re.Pattern[str]
    code: re.Pattern[str]
    note: re.Pattern[str]
    end: re.Pattern[str]
    furniture: re.Pattern[str]
    corrections: tuple[re.Pattern[str], ...]
    item_mark: re.Pattern[str]
    sign: re.Pattern[str]
    list_mark: re.Pattern[str]
    opening: re.Pattern[str]
    brackets: tuple[str, ...]
    citation_days: DayForms
    period_days: DayForms

    @property
    def form(self) -> Form:
        """The values behind the patterns."""
        return self.style.form

    def has_letters(self, text: str) -> bool:
        """Whether letters stand here that only the first headline's language has."""
        return bool(self.letters and self.letters.search(text))

    def item_start(self, line: Line) -> int:
        """How many characters of item mark open the line; 0 = none, or only a list's bullet."""
        found = self.item_mark.match(line.text)
        if not found:
            return self._sign(line.text)
        shared = found["mark"] in self.form.list_marks
        rest = line.text[found.end() :]
        if not rest or (shared and self.letters and not self.has_letters(rest)):
            return 0
        return found.end()

    def _sign(self, text: str) -> int:
        """How many characters of a sign no desk names open the words of a first headline."""
        found = self.sign.match(text) if self.letters else None
        return found.end() if found and self.has_letters(text[found.end() : found.end() + 4]) else 0

    def list_start(self, line: Line) -> int:
        """How many characters of list mark open the line; 0 = none."""
        found = self.list_mark.match(line.text) or self.sign.match(line.text)
        return found.end() if found and found.end() < len(line.text) else 0

    def any_section(self, text: str) -> tuple[str, str] | None:
        """Number and heading of one of the desk's sections, however number and brackets stand."""
        found = _ANY_SECTION.fullmatch(level(text)) if len(text) <= _LONGEST_HEADING else None
        if found is None:
            return None
        heading = text[found.start("heading") : found.end("heading")]
        names = {_bare(n) for s in self.sections for n in (s.heading_ja, s.heading_en) if n}
        numbered = unicodedata.normalize("NFKC", found["number"]).strip("第章部節")
        known = _bare(heading) in names or bool(numbered and self.rule_of(heading))
        return (numbered, heading) if known else None

    def rule_of(self, heading: str) -> SectionRule | None:
        """The desk's section this heading names, misprints and all."""
        if len(heading) > _LONGEST_HEADING:
            return None
        wanted = _bare(heading)
        # 内政 for 内政関連, 内政関連 (Domestic): nothing but words left out or added.
        near = [rule for rule in self.sections if _is_part(heading, rule.heading_ja)]
        if len(near) == 1:
            return near[0]
        best, rule = 0.0, None
        for candidate in self.sections:
            for words in (candidate.heading_ja, candidate.heading_en):
                likeness = SequenceMatcher(None, wanted, _bare(words)).ratio() if words else 0.0
                if likeness > best:
                    best, rule = likeness, candidate
        return rule if best >= _SAME_HEADING else None

    def is_label(self, text: str) -> bool:
        """Whether the words, without their colon, head one side's version."""
        bare = level(text).strip().rstrip(":").strip()
        # "Tamvell. The MFA" is the end of one sentence and the beginning of another.
        if bare[:1].islower() or _SENTENCE_ENDS.search(bare):
            return False
        return len(bare.split()) <= _LABEL_WORDS and bool(self.side.fullmatch(bare))

    def outlet(self, name: str) -> tuple[str, bool]:
        """The outlet as the bulletin cites it, and whether the desk knows it."""
        known = self.outlets.get(folded(name))
        if known:
            return known, True
        words = " ".join(name.split())
        return (words.upper() if self.form.capital_outlets else words), False


def grammar(style: Style, sections: Sequence[SectionRule], outlets: Sequence[Outlet]) -> Grammar:
    """The Form compiled. Raises SetupError naming the value that is no pattern."""
    form = style.form
    notes = (style.note_label, *form.note_labels)
    ends = (style.end_marker.strip("*()（）- "), *form.end_marks, *_MORE_ENDS)
    return Grammar(
        style=style,
        sections=tuple(sections),
        outlets=_names(outlets),
        section=_compiled("section", form.section),
        letters=_compiled("headline_letters", form.headline_letters)
        if form.headline_letters
        else None,
        side=_compiled("side_labels", _any(form.side_labels)),
        code=_compiled("side_codes", _any(form.side_codes)),
        note=_compiled("note_labels", _note(notes)),
        end=_compiled("end_marks", rf"[\W_]*(?:{_words(ends)})[\W_]*"),
        brackets=tuple(dict.fromkeys((*form.citation_brackets, *_MORE_BRACKETS))),
        sign=re.compile(rf"(?:{_SIGNS}|{_NUMBERED})\s*"),
        furniture=_compiled("furniture", _any(form.furniture), re.I),
        corrections=tuple(_correction(pattern) for pattern in form.corrections),
        item_mark=_mark((style.bullet, *form.item_marks)),
        list_mark=_mark((style.list_bullet, *form.list_marks)),
        opening=_opening(form.months),
        citation_days=day_forms(
            _whole_first(form.citation_dates, _MORE_CITED), form.range_words, form.months
        ),
        period_days=day_forms(
            _whole_first(form.period_dates, _MORE_PERIODS), form.range_words, form.months
        ),
    )


def folded(name: str) -> str:
    """A name with case, width and outer punctuation gone, to compare by."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()).strip(" .,:;/")


def _names(outlets: Sequence[Outlet]) -> dict[str, str]:
    names: dict[str, str] = {}
    for outlet in outlets:
        for name in (outlet.citation, outlet.name, outlet.id, *outlet.spellings, *outlet.hosts):
            names.setdefault(folded(name), outlet.citation)
    # What an outlet is cited as goes before what another one is also called.
    return names | {folded(outlet.citation): outlet.citation for outlet in outlets}


def _mark(marks: Sequence[str]) -> re.Pattern[str]:
    pieces = []
    for mark in sorted({mark for mark in marks if mark}, key=lambda m: (-len(m), m)):
        # Signs of the keyboard need a space behind them: -5 and *word are no bullets.
        spaced = level(mark) in "-*+" or mark[-1].isalnum()
        pieces.append(re.escape(mark) + (r"(?=\s)" if spaced else ""))
    return re.compile(rf"(?P<mark>{'|'.join(pieces) or '(?!)'})\s*")


def _is_part(heading: str, whole: str) -> bool:
    """Whether the heading is the first letters of the whole, or the whole and a bracket."""
    wanted, known = folded(heading), folded(whole)
    if len(_bare(heading)) >= _SHORTEST and known.startswith(wanted):
        return True
    rest = wanted.removeprefix(known).strip()
    return bool(known) and rest != wanted and rest[:1] in ("(", "[", "【", "-", "/", "")


def _whole_first(own: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Templates in the order they are tried: with a year, then with a month, then a bare day."""
    every = dict.fromkeys((*own, *more))
    undated = {t: "{y}" not in t and "{reiwa}" not in t for t in every}
    return tuple(sorted(every, key=lambda t: (undated[t], "{m" not in t, undated[t] * -len(t))))


def _note(labels: Sequence[str]) -> str:
    words = _words(labels)
    numbered = rf"(?:{words})s?(?:\s?[0-9]{{1,2}})?"
    colon = rf"[(\[]?{numbered}\s*(?::|\s-(?=\s)|\.(?=\s)|$)"
    return rf"{colon}|[(\[【〔]{numbered}[)\]】〕]:?"


def _opening(months: Sequence[str]) -> re.Pattern[str]:
    """How the first sentence of a body often opens: On May.08, On 8 May."""
    names = "|".join(re.escape(level(name)) for month in months for name in month.split())
    day = r"[0-9]{1,2}(?:st|nd|rd|th)?"
    return re.compile(rf"On (?:(?:{names})\b\.?|{day}\s(?:of\s)?(?:{names})\b)", re.I)


def _any(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)"


def _words(words: Sequence[str]) -> str:
    return "|".join(re.escape(level(word)) for word in dict.fromkeys(words) if word) or "(?!)"


def _compiled(name: str, pattern: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise SetupError(
            f"style.yaml, form, {name}: {pattern!r} is no regular expression: {error}"
        ) from error


def _correction(pattern: str) -> re.Pattern[str]:
    made = _compiled("corrections", pattern)
    missing = sorted({"version", "day", "note"} - set(made.groupindex))
    if missing:
        raise SetupError(
            f"style.yaml, form, corrections: {pattern!r} names no {missing[0]!r};"
            f" write (?P<{missing[0]}>…) around it"
        )
    return made


def _bare(heading: str) -> str:
    return "".join(letter for letter in folded(heading) if letter.isalnum())
