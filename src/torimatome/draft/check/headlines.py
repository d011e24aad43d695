"""Whether the Japanese and the English headline tell one thing: act, number, place, rank, name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from torimatome.draft import days
from torimatome.draft.check.ground import Ground, Need
from torimatome.draft.check.sheet import Sheet
from torimatome.model import Finding, Term
from torimatome.text.folding import fold

_NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
_JA_NUMBER = re.compile(r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*(?P<scale>[千万億兆])?")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SCALE = {"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
_WORDED = {
    word: n
    for n, group in enumerate(
        "zero|one,first,once,a,an|two,second,twice,both|three,third|four,fourth|five,fifth|"
        "six,sixth|seven,seventh|eight,eighth|nine,ninth|ten,tenth|eleven,eleventh|"
        "twelve,twelfth|thirteen,thirteenth|fourteen,fourteenth|fifteen,fifteenth".split("|")
    )
    for word in group.split(",")
}
_MULTIPLE = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_JA_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_TWO_ACTS = re.compile(
    r"(?P<one>[一-龠]{2,4})し、[^、]{2,40}を(?P<two>[一-龠]{2,4})(?:した|する)?$"
)
_PARTICIPLE = re.compile(
    r"\b(?:met|meets|spoke|speaks|talks?|received|receives) (?:with )?(?:an? |the )?"
    r"(?P<who>[^,]{4,60}?) (?P<act>[a-z]+ing)\b"
)


@dataclass(frozen=True)
class Headlines:
    """The tables of what each language needs of the other, compiled once."""

    ground: Ground

    @cached_property
    def needs_en(self) -> tuple[tuple[Need, re.Pattern[str], re.Pattern[str]], ...]:
        """Japanese words and the English that supports them."""
        return tuple(
            (n, re.compile(n.ja), re.compile(n.en, re.IGNORECASE))
            for n in self.ground.tables.needs_en
        )

    @cached_property
    def needs_ja(
        self,
    ) -> tuple[tuple[Need, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
        """English words, the Japanese that renders them, and where to look."""
        return tuple(
            (n, re.compile(n.en), re.compile(n.says), re.compile(n.ja or "."))
            for n in self.ground.tables.needs_ja
        )

    @cached_property
    def offices(self) -> tuple[tuple[str, tuple[Term, ...]], ...]:
        """Japanese titles of office, longest first, with the terms that have them."""
        found: dict[str, tuple[Term, ...]] = {}
        for term in self.ground.house.terms:
            if term.kind == "office" and len(term.ja) >= 2:
                found[term.ja] = (*found.get(term.ja, ()), term)
        return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    @cached_property
    def places(self) -> tuple[tuple[str, Term], ...]:
        """Japanese names of countries, places and organisations, longest first."""
        found = {
            t.ja: t
            for t in self.ground.house.terms
            if t.kind in {"country", "place", "organisation"} and len(t.ja) >= 2
        }
        return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def check(sheet: Sheet, headlines: Headlines) -> Iterator[Finding]:
    """Where the two headlines of one Item disagree."""
    if not sheet.item.headline_ja or not sheet.item.headline_en:
        return
    yield from _acts(sheet, headlines)
    yield from _numbers(sheet)
    yield from _dates(sheet)
    yield from _places(sheet, headlines)
    yield from _offices(sheet, headlines)
    yield from _who_acts(sheet)


def _acts(sheet: Sheet, headlines: Headlines) -> Iterator[Finding]:
    japanese, english = sheet.item.headline_ja, sheet.item.headline_en
    bare = re.sub(r"「[^」]*」", lambda m: "「" + "　" * (len(m.group()) - 2) + "」", japanese)
    for need, ja, en in headlines.needs_en:
        match = ja.search(bare)
        if match and not en.search(english if need.within == "headline" else sheet.english):
            yield sheet.finding(
                "headline_ja", need.kind, need.severity, _word(japanese, match), need.why
            )
    for need, en, says, ja in headlines.needs_ja:
        if not en.search(english) or says.search(japanese):
            continue
        match = ja.search(bare)
        if match is None or (need.only_if and not re.search(need.only_if, sheet.body)):
            continue
        yield sheet.finding(
            "headline_ja", need.kind, need.severity,
            japanese[match.start() : match.end()], need.why,
        )  # fmt: skip


def _word(text: str, match: re.Match[str]) -> str:
    """The match with the ending that belongs to it: 検討 in 検討した, 検討中."""
    after = re.match(r"中|した|する|している|される|された", text[match.end() :])
    return match.group() + (after.group() if after else "")


def _numbers(sheet: Sheet) -> Iterator[Finding]:
    headline = sheet.item.headline_ja
    if not re.search(r"[0-9０-９]", headline):
        return
    english = _english_numbers(sheet.english)
    dates = [m.span() for m in _JA_DATE.finditer(headline)]
    for match in _JA_NUMBER.finditer(headline):
        if any(a <= match.start() < b for a, b in dates):
            continue
        plain = match.group().translate(_NARROW).rstrip("千万億兆").replace(",", "")
        try:
            value = float(plain) * _SCALE.get(match["scale"] or "", 1)
        except ValueError:
            continue
        if any(_same(value, other) for other in english):
            continue
        more = headline[match.end() : match.end() + 1]
        if more in "超余" and any(value < other < value * 1.2 for other in english):
            continue
        tail = re.match(r"[一-龠]{0,2}", headline[match.end() :])
        yield sheet.finding(
            "headline_ja", "ja_en_mismatch", "high",
            match.group() + (tail.group() if tail else ""),
            "the English has no such number",
        )  # fmt: skip


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9 or (other > 999 and abs(one - other) / other < 0.05)


def _english_numbers(text: str) -> set[float]:
    found: set[float] = set()
    for match in _NUMBER.finditer(text):
        value = (
            float(re.sub(r"[,.](?=\d{3}\b)|,", "", match.group()).rstrip(".") or 0)
            if (match.group().count(".") <= 1)
            else 0.0
        )
        found.add(value)
        scale = re.match(r"[ -](hundred|thousand|million|billion)", text[match.end() :])
        if scale:
            found.add(value * _MULTIPLE[scale[1]])
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _WORDED:
            found.add(float(_WORDED[word]))
    return found


def _dates(sheet: Sheet) -> Iterator[Finding]:
    year = next((c.date_end[:4] for c in sheet.item.citations if c.date_end), "")
    if not year or not _JA_DATE.search(sheet.item.headline_ja):
        return
    named = {
        (m.month, m.day)
        for mention in days.find(sheet.english, f"{year}-06-30")
        for m in (mention.first, mention.last or mention.first)
    }
    named |= {
        (int(c[5:7]), int(c[8:10]))
        for cit in sheet.item.citations
        for c in (cit.date_start, cit.date_end)
        if c
    }
    for match in _JA_DATE.finditer(sheet.item.headline_ja):
        if (int(match[2]), int(match[3])) not in named:
            yield sheet.finding(
                "headline_ja",
                "ja_en_mismatch",
                "high",
                match.group(),
                "the English has no such day",
            )


def _places(sheet: Sheet, headlines: Headlines) -> Iterator[Finding]:
    """Countries, places and bodies of the Japanese headline that the English never names."""
    ground = headlines.ground
    rest = sheet.item.headline_ja
    folded = f" {_folded(sheet.english)} "
    for ja, term in headlines.places:
        if ja not in rest:
            continue
        rest = rest.replace(ja, "　" * len(ja))
        if term.country == ground.house.country or _named(term, folded, ground):
            continue
        yield sheet.finding(
            "headline_ja", "ja_en_mismatch", "high" if term.kind == "country" else "mid", ja,
            f"the English names no {term.en}",
        )  # fmt: skip
    for code, kanji in ground.tables.country_kanji.items():
        country = ground.countries.get(code)
        for char in kanji.split():
            if len(char) != 1 or country is None or char == country.ja:
                continue
            match = re.search(
                rf"(?<![一-龠]){char}(?=(?:大統領|首相|外相|国防相|外務|議会|政府|軍|特使|大使)[^館]?)"
                rf"|駐{char}(?=[大ア]|・)",
                rest,
            )
            if match and not _named(country, folded, ground):
                yield sheet.finding(
                    "headline_ja", "ja_en_mismatch", "high", match.group(),
                    f"the English names no {country.en}",
                )  # fmt: skip


def _named(term: Term, folded: str, ground: Ground) -> bool:
    """Whether the English names the term, its people, or a place within a country."""
    forms = [term.en, term.short_en, *term.aliases]
    if term.kind == "country":
        forms += [
            form
            for t in ground.house.terms
            if t.country == term.country and t.kind in {"place", "person", "organisation"}
            for form in (t.en, t.en.split()[-1])
        ]
    if any(
        f" {_folded(form)} " in folded for form in forms if form and re.search("[A-Za-z]", form)
    ):
        return True
    words = [w for w in _folded(term.en).split() if len(w) > 3]
    if term.kind == "organisation":
        # "parliament" stands for a parliament whatever the desk calls it.
        return any(w[:7] in folded for w in words) or not words
    return any(w in folded for w in words)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[\w&+]+", re.sub(r"['’]s?\b", " ", fold(text))))


def _offices(sheet: Sheet, headlines: Headlines) -> Iterator[Finding]:
    """Titles of office that no English title in the Item supports."""
    rest = sheet.item.headline_ja
    folded = f" {_folded(sheet.english)} "
    abbreviations = headlines.ground.house.style.offices
    for ja, terms in headlines.offices:
        at = rest.find(ja)
        if at < 0:
            continue
        rest = rest.replace(ja, "　" * len(ja))
        if re.search(r"[一-龠]$", sheet.item.headline_ja[:at]) and len(ja) < 3:
            continue  # 副首相 holds 首相: a longer title the desk does not list
        words = [
            form
            for t in terms
            for form in (t.en, t.short_en, *t.aliases)
            if form.isascii() and form
        ]
        words += [short for full, short in abbreviations.items() if full in words]
        if any(f" {_folded(w)} " in folded or f" {_folded(w)}s " in folded for w in words):
            continue
        heads = {_folded(w).split()[0] for w in words} | {_folded(w).split()[-1] for w in words}
        if any(f" {head} " in folded or f" {head}s " in folded for head in heads if len(head) > 4):
            continue
        yield sheet.finding(
            "headline_ja",
            "ja_title_wrong",
            "mid",
            ja,
            f"the English gives nobody the title {words[0]}",
        )


def _who_acts(sheet: Sheet) -> Iterator[Finding]:
    """An act that the English gives to the partner and the Japanese to the subject."""
    japanese = _TWO_ACTS.search(sheet.item.headline_ja)
    english = _PARTICIPLE.search(sheet.item.headline_en)
    if japanese and english:
        words = sheet.item.headline_ja[japanese.start("one") :]
        after = words.split("、", 1)[1]
        yield sheet.finding(
            "headline_ja", "ja_en_mismatch", "high", after,
            f"in the English it is {english['who']!r} that does this ({english['act']})",
        )  # fmt: skip
