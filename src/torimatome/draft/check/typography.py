"""Quotes, brackets, punctuation, spacing, widths, dashes: what a typesetter would stumble over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from torimatome.draft.check.ground import Ground
from torimatome.draft.check.sheet import Part, Sheet, around
from torimatome.model import Finding

_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "(": ")", "（": "）", "[": "]", "【": "】"}
_CLOSERS = {close: mark for mark, close in _PAIRS.items()}
_JA = r"[ぁ-んァ-ヶー一-龠々、。」』）]"
_SHORT = r"(?<!\betc)(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bJr)(?<!\bSr)(?<!\bal)(?<!\bno)"
_ENGLISH: tuple[tuple[str, str, str], ...] = (
    # kind, pattern, why
    ("en_typo", rf"\b(?:[a-z]\w+|\w{{6,}})(?<=[a-z]){_SHORT}\.,[\"”’']?", "a stop and a comma"),
    ("en_typo", r"\b\w+(?:,[.,;:]|[;:][,.;:]|(?<!\.)\.\.(?!\.))", "two marks together"),
    ("en_typo", r"(?<!\S)\S+ (?:[,;](?:\w+|(?=\s))|\.(?=\s|$))", "a space before the mark"),
    ("en_typo", r"\b[a-z]+,[A-Za-z]\w+", "no space after the comma"),
    ("en_typo", r"\b[a-z]{3,}\.[A-Z][a-z]+\b(?!\.)", "no space after the full stop"),
    ("en_typo", r"\(\s+\S+|(?<!\S)\S+\s+\)", "a space inside the brackets"),
    ("en_typo", r"\b\w+-(?:a|of|to|the|and|de|la|à)\s(?!and\b|or\b|to\b)\w+(?=\s\w)",
     "a hyphen seems to be missing from a hyphenated phrase"),
    ("en_typo", r"\w[?!]{2,}", "more than one question or exclamation mark"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern), why) for kind, pattern, why in _ENGLISH)
_DOUBLED = re.compile(r"\b(?P<word>[^\W\d_]+)\s+(?P=word)\b", re.IGNORECASE)
_MAY_DOUBLE = frozenset({"had", "that", "is", "bin", "baden", "walla", "new", "so", "very"})
_STRAY = re.compile(r"(?<![\w'’.\-/&@])(?P<letter>[b-hj-zB-HJ-Z])(?![\w'’.\-/&@)])")
# "Ortega y Gasset", "Costa e Silva"; "X" is an outlet, "vitamin D", "Plan B", "Group C" are names.
_STRAY_OK = re.compile(
    r"[A-Z]\w+ [ye] [A-Z]|\b[A-Z]\w* [A-Z]\b|\b(?:vitamin|plan|category|type) [A-Z]"
)
_SPACED = re.compile(
    r"(?<![A-Za-zＡ-Ｚａ-ｚ])(?:[A-ZＡ-Ｚ][ 　]){1,}[A-ZＡ-Ｚ](?![A-Za-zＡ-Ｚａ-ｚ])"
)
_JA_SPACING = re.compile(rf"{_JA}+ +[A-Za-z0-9][\w.-]*|[A-Za-z0-9][\w.-]* +{_JA}{{1,4}}")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_NARROW_KANA = re.compile(r"[ｦ-ﾟ]+")
_ASCII_MARK = re.compile(rf"{_JA}+\s?[,.?!:;](?=\s|{_JA}|$)|\w+ :")
_SENTENCE_ENDS = tuple(".!?…")
_CLOSING = "\"”’')»]"
_LOWER_START = re.compile(r"\b(?P<before>[a-z]{4,})\. (?P<start>[a-z]{2,})\b")
_NO_END = frozenset({"approx", "dept", "govt", "prof", "resp"})


def check(sheet: Sheet, ground: Ground) -> Iterator[Finding]:
    """Slips of typing in one Item."""
    for part in sheet.parts:
        yield from _paired(sheet, part)
        if part.japanese:
            yield from _japanese(sheet, part)
        else:
            yield from _english(sheet, part, ground)
    yield from _headline_ends(sheet)
    for part in sheet.parts:
        yield from _closing_stop(sheet, part)


def _paired(sheet: Sheet, part: Part) -> Iterator[Finding]:
    """Brackets and quotes without their partner."""
    open_marks: list[tuple[str, int]] = []
    text = part.text
    odd = text.count('"') % 2 == 1
    for at, mark in enumerate(text):
        if mark in _PAIRS:
            open_marks.append((mark, at))
        elif mark == '"' and odd and open_marks and open_marks[-1][0] == "“":
            open_marks.pop()  # opened curly, closed straight: one quotation, two styles
            odd = False
            words = around(text, at, at + 1, 1)
            yield sheet.finding(
                part.place, "quote_style", "low", words, "opened “, closed with a straight mark"
            )
        elif mark in _CLOSERS:
            if open_marks and open_marks[-1][0] == _CLOSERS[mark]:
                open_marks.pop()
            elif mark == ")" and re.search(r"(?:^|\s)\(?\w{1,2}$", text[:at]):
                continue  # "a)" of a list
            else:
                yield _unmatched(sheet, part, at)
    runs_on = _next_opens(sheet, part)
    for mark, at in open_marks:
        if not (mark == "“" and runs_on):
            yield _unmatched(sheet, part, at)
    straight = [m.start() for m in re.finditer(r'"', text)]
    if odd and not runs_on and not re.search(r"\d\"", text):
        yield _unmatched(sheet, part, _odd_one(text, straight))


def _odd_one(text: str, marks: Sequence[int]) -> int:
    """Of an odd number of straight marks the first that stands the wrong way round."""
    opening = True
    for at in marks:
        opens = text[at + 1 : at + 2].isalnum() and not text[max(0, at - 1) : at].isalnum()
        closes = bool(text[max(0, at - 1) : at].strip()) and not opens
        if (opening and closes) or (not opening and opens):
            return at if opening else marks[max(0, marks.index(at) - 1)]
        opening = not opening
    return marks[-1]


def _next_opens(sheet: Sheet, part: Part) -> bool:
    """Whether the next paragraph opens with a quotation mark: the quotation runs on."""
    at = next(n for n, other in enumerate(sheet.parts) if other is part)
    following = sheet.parts[at + 1 : at + 2]
    return bool(following) and following[0].text[:1] in '“"«'


def _unmatched(sheet: Sheet, part: Part, at: int) -> Finding:
    words = around(part.text, at, at + 1, 1)
    if part.text[at] in _CLOSERS:
        words = around(part.text, at, at + 1, 2)
    return sheet.finding(
        part.place, "quote_unmatched", "mid", words, f"{part.text[at]} has no partner"
    )


def _english(sheet: Sheet, part: Part, ground: Ground) -> Iterator[Finding]:
    text = part.text
    for kind, pattern, why in _COMPILED:
        for match in pattern.finditer(text):
            yield sheet.finding(part.place, kind, "mid", match.group(), why)
    for match in _DOUBLED.finditer(text):
        name = match.group().istitle() and match.start()
        if match["word"].lower() not in _MAY_DOUBLE and len(match["word"]) > 1 and not name:
            yield replace(
                sheet.finding(part.place, "doubled_word", "mid", match.group(), "the word twice"),
                suggestion=match["word"],
            )
    spaced = list(_SPACED.finditer(text))
    for match in spaced:
        if match.group().count(" ") >= 2:
            yield _joined(sheet, part, match.group())
    for match in _STRAY.finditer(text):
        inside = any(s.start() <= match.start() < s.end() for s in spaced)
        near = text[max(0, match.start() - 20) : match.end() + 12]
        if re.match(r"\d x \d", text[max(0, match.start() - 2) : match.end() + 2]):
            continue
        if not inside and not _STRAY_OK.search(near) and match["letter"] != "X":
            words = around(text, match.start(), match.end(), 1)
            yield sheet.finding(part.place, "en_typo", "high", words, "a letter standing alone")
    for match in _LOWER_START.finditer(text):
        if match["before"] not in _NO_END:
            yield sheet.finding(
                part.place, "en_typo", "mid", match.group(), "a sentence begins in lower case"
            )
    if "  " in text.strip():
        yield sheet.finding(
            part.place, "spacing", "low", around(text, text.index("  "), text.index("  ") + 2, 1),
            "two spaces",
        )  # fmt: skip
    yield from _dashes(sheet, part, ground)


def _joined(sheet: Sheet, part: Part, words: str) -> Finding:
    narrow = words.translate({code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)})
    return replace(
        sheet.finding(part.place, "spaced_letters", "mid", words, "an abbreviation set apart"),
        suggestion=re.sub(r"\s", "", narrow),
    )


def _dashes(sheet: Sheet, part: Part, ground: Ground) -> Iterator[Finding]:
    for match in re.finditer(r"\S+ - \S+", part.text):
        yield sheet.finding(
            part.place, "dash_style", "low", match.group(), "a hyphen between spaces for a dash"
        )
    for match in re.finditer(r"\b([A-Z]\w+)-([A-Z]\w+)\b", part.text):
        both = [ground.termbase.get(match[n], ("country", "place")) for n in (1, 2)]
        if all(both) and both[0] != both[1] and not ground.termbase.get(match.group()):
            yield replace(
                sheet.finding(part.place, "dash_style", "low", match.group(),
                              "countries are joined by an en dash"),
                suggestion=match.group().replace("-", "–"),
            )  # fmt: skip
    for match in re.finditer(r"(?<![\w./-])\d{1,4}-\d{1,4}(?![\w./-])", part.text):
        yield replace(
            sheet.finding(part.place, "dash_style", "low", match.group(),
                          "a span of numbers takes an en dash"),
            suggestion=match.group().replace("-", "–"),
        )  # fmt: skip


def _japanese(sheet: Sheet, part: Part) -> Iterator[Finding]:
    text = part.text
    for match in _SPACED.finditer(text):
        yield _joined(sheet, part, match.group())
    spaces = list(_JA_SPACING.finditer(text))
    if spaces and part.place == "headline_ja":
        yield replace(
            sheet.finding(part.place, "ja_spacing", "low", spaces[0].group(),
                          "no space between Japanese and digits or Latin letters"),
            suggestion=spaces[0].group().replace(" ", ""),
        )  # fmt: skip
    for pattern, kind, severity, why in (
        (_WIDE, "ja_width", "low", "full-width digits or letters"),
        (_NARROW_KANA, "ja_width", "mid", "half-width kana"),
        (_ASCII_MARK, "ja_orthography", "low", "a half-width mark in Japanese"),
        (re.compile(r"\S?[、。]{2,}"), "ja_typo", "mid", "two marks of punctuation together"),
        (re.compile(r"\d{4,}(?=人|名|個|件|台|隻|億|万|発|校|社|トン|ドル|ユーロ)"),
         "ja_orthography", "low", "a number of four digits takes a comma"),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            yield sheet.finding(part.place, kind, severity, match.group(), why)


def _headline_ends(sheet: Sheet) -> Iterator[Finding]:
    english, japanese = sheet.item.headline_en.rstrip(), sheet.item.headline_ja.rstrip()
    for place, text in (("headline_en", english), ("headline_ja", japanese)):
        if not text:
            yield sheet.finding(place, "headline_missing", "high", sheet.item.id, "no headline")
    stray = re.search(r"\S*[,;:\-–—、]$", english)
    if stray:
        words = " ".join(english.split()[-3:])
        yield replace(
            sheet.finding("headline_en", "en_typo", "mid", words,
                          "the headline ends in the middle of a sentence"),
            suggestion=words[:-1],
        )  # fmt: skip
    elif re.search(r"\w{3,}\.$", english):
        yield sheet.finding(
            "headline_en", "en_typo", "low", english.split()[-1], "a headline takes no full stop"
        )
    if re.search(r"[、，,：:・]$", japanese):
        yield sheet.finding(
            "headline_ja", "ja_typo", "mid", japanese[-4:],
            "the headline ends in the middle of a sentence",
        )  # fmt: skip
    elif japanese.endswith(("。", ".", "．")):
        yield sheet.finding(
            "headline_ja", "ja_typo", "low", japanese[-4:], "a headline takes no full stop"
        )


def _closing_stop(sheet: Sheet, part: Part) -> Iterator[Finding]:
    """A paragraph that stops without its full stop."""
    if part.place != "body" or part.kind == "subheading" or part.japanese:
        return
    text = part.text.rstrip().rstrip(_CLOSING)
    prose = len(part.text.split()) >= 8
    lists = _in_list(sheet.parts, part)
    if prose and not lists and text and not text.endswith((*_SENTENCE_ENDS, ":", "*")):
        words = " ".join(part.text.split()[-2:])
        yield replace(
            sheet.finding("body", "en_typo", "mid", words, "the paragraph has no full stop"),
            suggestion=f"{words}.",
        )


def _in_list(parts: Sequence[Part], part: Part) -> bool:
    """A bullet among bullets of which several have no full stop is a list, not prose."""
    if part.kind != "bullets":
        return False
    same = [p for p in parts if p.block == part.block]
    return sum(not p.text.rstrip().endswith(_SENTENCE_ENDS) for p in same) > 1


def across(sheets: Sequence[Sheet], name: str) -> Iterator[Finding]:
    """Straight and curly quotation marks in one Issue: the rarer kind, once."""
    curly = [p for s in sheets for p in s.parts if not p.japanese and re.search("[“”]", p.text)]
    straight = [p for s in sheets for p in s.parts if not p.japanese and '"' in p.text]
    if not curly or not straight:
        return
    fewer, mark = (curly, "“") if len(curly) < len(straight) else (straight, '"')
    first = re.search(rf"{mark}[^\s].{{0,40}}", fewer[0].text)
    words = " ".join(first.group().split()[:3]) if first else mark
    yield Finding(
        name, "issue", "quote_style", "low", words,
        f"straight in {len(straight)} paragraphs, curly in {len(curly)}",
    )  # fmt: skip
