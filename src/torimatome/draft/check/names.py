"""Names under two spellings, titles that change, and names that one language lacks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from torimatome.draft.check.finding import Finding
from torimatome.draft.check.ground import Ground
from torimatome.draft.check.people import full_names
from torimatome.draft.check.sheet import Sheet
from torimatome.draft.check.spelling import apart, same_sound, sound
from torimatome.draft.terms import fold
from torimatome.model import Term

_CAPITAL = re.compile(r"(?<![\w@/.-])[A-ZÀ-ÖØ-ÞƏĞİŞ][^\W\d_]+(?:-[A-Z][^\W\d_]+)*(?![\w@])")
_ACRONYM = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]+ )(?:(?:[A-Z][\w’'-]+|of|the|for|on|and|to|in) ){1,9})\((?P<short>[A-Z]{2,7})\)"
)
_HEADS = "Council|Committee|Commission|Organization|Union|Board|Forum|Assembly|Agency|Service|Foundation|Group|Office|Alliance|League|Conference|Summit"  # noqa: E501
_BODY = re.compile(
    rf"\b(?:[A-Z][\w’'-]+ (?:(?:[A-Z][\w’'-]+|of|the|for|and) ){{0,6}})?(?:{_HEADS})\b"
    rf"(?: of(?: the)? [A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|the|for|and))*)?"
)
# A name is compared with others from this length on; shorter ones collide by chance.
_SHORTEST = 5
# A spelling in the desk's terms weighs as much as so many times in print.
_TERM = 5


@dataclass(frozen=True)
class Names:
    """Names the desk and its past issues know, ready to compare with."""

    ground: Ground

    @cached_property
    def spellings(self) -> dict[str, tuple[str, Term]]:
        """Another spelling of a known name, folded → the desk's spelling and its term."""
        found: dict[str, tuple[str, Term]] = {}
        right = {fold(w) for t in self.ground.house.terms for w in t.en.split()}
        for term in self.ground.house.terms:
            if term.kind not in {"person", "place", "country"}:
                continue
            last = term.en.split()[-1]
            for alias in term.aliases:
                other = alias.split()[-1] if term.kind == "person" else alias
                if not other.isascii() or not other[:1].isupper() or other == term.en:
                    continue
                if fold(other) in right and (term.kind == "person" or fold(other) != fold(term.en)):
                    continue
                if term.kind == "person" and not same_sound(other, last):
                    continue
                wanted = last if term.kind == "person" else term.en
                if term.kind != "person" and not _spelling_of(other, term.en):
                    continue
                found.setdefault(other, (wanted, term))
        return found

    @cached_property
    def known(self) -> Counter[str]:
        """Name words of past issues, with counts, as printed; a desk's term counts much."""
        counts = Counter(
            {w: n for w, n in self.ground.latin.items() if w[:1].isupper() and not w.isupper()}
        )
        for term in self.ground.house.terms:
            if term.kind in {"person", "place", "country"}:
                # Of a person the last name: given names are common to many.
                words = term.en.split()[-1:] if term.kind == "person" else term.en.split()
                counts.update({word: _TERM for word in words if word[:1].isupper()})
        return counts

    @cached_property
    def by_sound(self) -> dict[str, set[str]]:
        """Known name words by how they sound."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.known:
            if len(word) >= _SHORTEST:
                found[sound(word)].add(word)
        return found

    @cached_property
    def by_fold(self) -> dict[str, set[str]]:
        """Known name words by their letters without marks."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.known:
            if len(word) >= _SHORTEST and word.lower() not in self.ground.words:
                found[fold(word)].add(word)
        return found

    @cached_property
    def surnames(self) -> dict[str, tuple[Term, ...]]:
        """Japanese surname → the people who have it."""
        found: dict[str, tuple[Term, ...]] = {}
        for term in self.ground.house.terms:
            if term.kind == "person" and term.ja:
                found[term.ja] = (*found.get(term.ja, ()), term)
        return found

    @cached_property
    def offices_ja(self) -> dict[str, tuple[str, ...]]:
        """Japanese title → every English form of the office, abbreviations with it."""
        found: dict[str, tuple[str, ...]] = {}
        shorts = self.ground.house.style.offices
        for term in self.ground.house.terms:
            if term.kind == "office" and term.ja:
                forms = [f for f in (term.en, term.short_en, *term.aliases) if f and f.isascii()]
                forms += [short for full, short in shorts.items() if full in forms]
                found[term.ja] = (*found.get(term.ja, ()), *forms)
        return found

    @cached_property
    def short_offices(self) -> tuple[tuple[str, str], ...]:
        """Abbreviation of an office → its Japanese title."""
        return tuple(
            (short, ja)
            for short in sorted(set(self.ground.house.style.offices.values()))
            for ja, forms in sorted(self.offices_ja.items())
            if short in forms
        )

    @cached_property
    def name_and_title(self) -> re.Pattern[str]:
        """A katakana name, perhaps a country, and a title of the desk's terms."""
        titles = sorted(self.offices_ja, key=lambda t: (-len(t), t))
        return re.compile(
            r"(?P<name>[ァ-ヴー]{3,})(?:・[ァ-ヴー]{3,}|[一-龠A-Z]{1,3}?)?"
            rf"(?P<title>{'|'.join(map(re.escape, titles)) or chr(0)})(?![一-龠])"
        )

    @cached_property
    def titles(self) -> str:
        """Japanese titles and honorifics, as a pattern."""
        own = {t.ja for t in self.ground.house.terms if t.kind == "office"}
        general = (
            "氏|夫妻|夫人|大統領|副大統領|首相|副首相|外相|[一-龠]{1,4}相|[一-龠]{0,6}大臣|[一-龠]{0,6}次官|"
            "[一-龠]{0,6}長官|[一-龠]{0,8}長|[一-龠]{0,6}官|[一-龠]{0,4}大使|[一-龠]{0,4}使|総裁|書記|議員|"
            "[一-龠]{0,4}代表|司令官|[一-龠]{0,2}[大中少]将|[一-龠]{0,2}[大中少]佐|知事|主席|総理|教授|記者|被告|"
            "容疑者|国王|皇太子|教皇|法王|枢機卿|元帥|女史|師|議長|判事|検事|検察官|弁護士|選手|家|財団|劇場|"
            "政権|内閣|政府|党|派|市|州|国際|記念|通り|空港|大学|杯|賞|総主教|殿下|閣下|候補|特使|王"
        )
        return "|".join([*(re.escape(t) for t in sorted(own, key=len, reverse=True)), general])


def check(
    sheet: Sheet, names: Names, seen: Mapping[str, set[str]], counts: Counter[str]
) -> Iterator[Finding]:
    """Names of one Item against the desk, past issues and the rest of its own Issue.

    `seen` has the Issue's name words by sound, `counts` how often each was printed.
    """
    yield from _latin(sheet, names, seen, counts)
    yield from _kana(sheet, names)
    yield from _missing(sheet, names)
    yield from _bare(sheet, names)
    yield from _countries(sheet, names)
    yield from _titled(sheet, names)
    yield from _imprecise(sheet)
    yield from _nameless(sheet, names)


def _spelling_of(other: str, right: str) -> bool:
    """Whether two names of a place are one name spelled twice, not two names."""
    return len(other.split()) == len(right.split()) and (
        same_sound(other, right) or apart(fold(other), fold(right)) <= 2
    )


def _latin(
    sheet: Sheet, names: Names, seen: Mapping[str, set[str]], counts: Counter[str]
) -> Iterator[Finding]:
    done: set[str] = set()
    for part in sheet.parts:
        if part.japanese:
            continue
        for match in _CAPITAL.finditer(part.text):
            word = match.group()
            if word in done or len(word) < _SHORTEST:
                continue
            right, why, severity = _right_spelling(word, sheet, names, seen, counts)
            if not right:
                continue
            before = re.search(r"([A-ZÀ-ÖØ-Þ][\w’'-]+) $", part.text[: match.start()])
            given = re.match(r" ([A-Z][\w’'-]+|oglu|oğlu|qizi|qızı|bin|ibn|al)\b",
                             part.text[match.end() :])  # fmt: skip
            if given and given[1].lower() not in names.ground.words and _only_given(word, given[1], names):
                continue
            done.add(word)
            words = f"{before[1]} {word}" if before and severity == "high" else word
            if severity == "high" and not re.search(rf"\b{right}\b", sheet.english):
                severity = "mid"
            country = names.spellings.get(word)
            kind = (
                "en_country_variant" if country and country[1].kind == "country"
                else "en_name_variant"
            )  # fmt: skip
            yield replace(
                sheet.finding(part.place, kind, severity, words, why),
                suggestion=words.replace(word, right),
            )


def _right_spelling(
    word: str, sheet: Sheet, names: Names, seen: Mapping[str, set[str]], counts: Counter[str]
) -> tuple[str, str, str]:
    """(the usual spelling, why, severity); the first is "" for a name that stands."""
    known = names.spellings.get(word)
    if known:
        right, term = known
        other = fold(word) == fold(right) or same_sound(word, right)
        severity = "high" if term.kind == "person" else "mid" if other else "low"
        return right, f"the desk writes {right} ({term.en})", severity
    if names.known[word] >= _TERM or word.lower() in names.ground.words:
        return "", "", ""
    key = sound(word)
    options = {
        w for w in names.by_sound.get(key, set()) | seen.get(key, set()) if w != word
    }
    options = {w for w in options if not _inflected(w, word)} or _a_vowel_off(word, names, counts)
    total = counts[word] + names.known[word]
    best = max(options, key=lambda w: (names.known[w] + counts[w], w), default="")
    if not best:
        return "", "", ""
    weight = names.known[best] + counts[best]
    if weight < total or (weight == total and _earlier(word, best, sheet)):
        return "", "", ""
    accent = fold(best) == fold(word)
    why = f"{best} elsewhere ({weight} times)"
    return best, why, "low" if accent else "high"


def _a_vowel_off(word: str, names: Names, counts: Counter[str]) -> set[str]:
    """Known names that differ by one vowel: Irpen, Irpin."""
    low = fold(word)
    found = set()
    for at, letter in enumerate(low[:-1]):
        if letter not in "aeiou" or at == 0:
            continue
        for other in "aeiou":
            found |= names.by_fold.get(low[:at] + other + low[at + 1 :], set())
    return {w for w in found if fold(w) != low and names.known[w] > 2 and not counts[word] > 2}


def _earlier(word: str, other: str, sheet: Sheet) -> bool:
    """Of two spellings printed equally often the first one stands."""
    first, second = sheet.english.find(word), sheet.english.find(other)
    return second < 0 or first < second


def _inflected(one: str, other: str) -> bool:
    a, b = sorted((fold(one), fold(other)), key=len)
    return b.startswith(a) and b[len(a) :] in {"s", "n", "an", "ian", "i", "ese", "a", "es", "d"}


def _only_given(word: str, surname: str, names: Names) -> bool:
    """A given name: two people may share its sound unless their surnames agree as well."""
    return names.known[surname] < _TERM or not any(
        same_sound(word, t.en.split()[0]) and t.en.split()[0] != word
        for t in names.ground.termbase.surname(surname)
    )


def _kana(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A katakana word that is one slip away from a name the desk or past issues know."""
    ground = names.ground
    headline = sheet.item.headline_ja
    for match in re.finditer(r"[ァ-ヴー]{4,}", headline):
        word = match.group()
        if word in ground.katakana_terms:
            continue
        limit = 1 if len(word) < 7 else 2
        options = [
            (apart(word, known), known)
            for known in ground.katakana_terms
            if len(known) >= 4 and abs(len(known) - len(word)) <= limit
        ]
        near = sorted((d, k) for d, k in options if 0 < d <= limit)
        for distance, known in near:
            supported = any(
                _supported(term, sheet) for term in ground.katakana_terms[known]
            )
            if not supported or (distance > 1 and word[:2] != known[:2]):
                continue
            yield replace(
                sheet.finding("headline_ja", "ja_name_typo", "high", word, f"elsewhere {known}"),
                suggestion=known,
            )
            break
        else:
            yield from _kana_in_archive(sheet, word, ground)


def _kana_in_archive(sheet: Sheet, word: str, ground: Ground) -> Iterator[Finding]:
    if ground.katakana[word]:
        return
    for known, count in sorted(ground.katakana.items()):
        if len(known) >= 5 and count and apart(word, known) == 1 and word[:1] == known[:1]:
            yield sheet.finding(
                "headline_ja", "ja_name_typo", "mid", word, f"past issues write {known}"
            )
            return


def _supported(term: Term, sheet: Sheet) -> bool:
    """Whether the Item's English names the term."""
    low = fold(sheet.english)
    forms = [term.en.split()[-1] if term.kind == "person" else term.en, *term.aliases]
    return any(fold(form) in low for form in forms if len(form) > 3)


def _missing(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A person the Japanese headline names and the English headline does not."""
    rest = sheet.item.headline_ja
    low = fold(sheet.item.headline_en)
    for ja in sorted(names.surnames, key=lambda n: (-len(n), n)):
        if len(ja) < 2 or not re.search(rf"(?<![ァ-ヴー]){re.escape(ja)}(?![ァ-ヴー])", rest):
            continue
        rest = rest.replace(ja, "　" * len(ja))
        people = names.surnames[ja]
        if any(fold(form).split()[-1] in low for t in people for form in (t.en, *t.aliases)
               if form.isascii() or form == t.en):  # fmt: skip
            continue
        yield sheet.finding(
            "headline_en", "en_headline_missing_name", "low", sheet.item.headline_en[:60],
            f"the Japanese names {ja}",
        )  # fmt: skip


def _bare(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A person named in Japanese without title or 氏."""
    headline = sheet.item.headline_ja
    for match in re.finditer(r"(?<![ァ-ヴー・])[ァ-ヴー]{3,}(?=[がはをにとへの、])(?!・)", headline):
        word = match.group()
        person = word in names.surnames or _surname_in(word, sheet, names)
        if person and word not in _not_people(names):
            yield sheet.finding(
                "headline_ja", "ja_missing_title", "mid", headline[match.start() : match.end() + 1],
                "a person without title or 氏",
            )  # fmt: skip


def _not_people(names: Names) -> frozenset[str]:
    return frozenset(
        t.ja for t in names.ground.house.terms if t.kind != "person" and t.ja not in names.surnames
    )


def _surname_in(word: str, sheet: Sheet, names: Names) -> bool:
    """Whether the katakana sounds like the last name of somebody named in full in the body."""
    return any(
        same_sound(word, name.split()[-1]) for name in full_names(sheet.body, names.ground)
    )


def _countries(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A foreign official in a Japanese headline that says nothing of the country."""
    ground, headline = names.ground, sheet.item.headline_ja
    for ja, people in sorted(names.surnames.items()):
        abroad = [t for t in people if t.country and t.country != ground.house.country]
        at = headline.find(ja)
        if at < 0 or len(abroad) != len(people) or not abroad:
            continue
        title = re.match(rf"(?:{names.titles})", headline[at + len(ja) :])
        if title is None or re.search(r"[ァ-ヴー]$", headline[:at]):
            continue
        before = re.sub(r"駐[^、と]{1,12}?大使", "", headline[:at])
        forms = ground.country_ja(abroad[0].country)
        own_places = [
            t.ja for t in ground.house.terms if t.country == abroad[0].country and t.kind == "place"
        ]
        if any(form in before for form in (*forms, *own_places)):
            continue
        words = ja + title.group()
        if any(words.startswith(ja + form) for form in forms):
            continue
        head = title.group() in {"大統領", "首相", "国王", "教皇"}
        yield sheet.finding(
            "headline_ja", "ja_missing_country", "low" if head else "mid", words,
            f"a foreign official: {ja}{'・' if len(forms[0]) > 1 else ''}{forms[0]}{title.group()}"
            if forms else "a foreign official without country",
        )  # fmt: skip


def _titled(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A name whose Japanese title is another office than the English gives it."""
    headline, folded = sheet.item.headline_ja, fold(sheet.english)
    for match in names.name_and_title.finditer(headline):
        word, title = match["name"], match["title"]
        ours = names.offices_ja[title]
        if any(re.search(rf"\b{re.escape(fold(f))}s?\b", folded) for f in ours):
            continue
        held = _offices_of(word, sheet, names)
        if held and title not in held:
            right = sorted(held)[0]
            yield replace(
                sheet.finding("headline_ja", "ja_title_wrong", "mid", word + title,
                              f"the English has {' or '.join(sorted(held))}"),
                suggestion=word + right if len(held) == 1 else "",
            )  # fmt: skip


def _offices_of(word: str, sheet: Sheet, names: Names) -> set[str]:
    """Japanese titles of the offices that the English puts beside this name."""
    people = names.surnames.get(word, ())
    lasts = {t.en.split()[-1] for t in people} | {
        n.split()[-1] for n in full_names(sheet.english, names.ground) if same_sound(word, n.split()[-1])
    }
    held: set[str] = set()
    for last in lasts:
        for match in re.finditer(rf"\b{re.escape(last)}\b", sheet.english):
            before = sheet.english[max(0, match.start() - 60) : match.start()]
            before = re.split(r"[.;\n]| and | with ", before)[-1]
            held |= {
                hit.term.ja for hit in names.ground.termbase.hits(before)
                if hit.term.kind == "office"
            }  # fmt: skip
            for short, ja in names.short_offices:
                if re.search(rf"\b{re.escape(short)}\b", before):
                    held.add(ja)
    return held


def _imprecise(sheet: Sheet) -> Iterator[Finding]:
    """A body that the English headline calls otherwise than the text does."""
    headline = sheet.item.headline_en
    told = {m.group() for m in _BODY.finditer(sheet.told)}
    for match in _BODY.finditer(headline):
        name = match.group()
        short = re.sub(rf"^[A-Z]\w+(?:ian|ani|ish|ese)? ", "", name)
        if name in sheet.body or len(name.split()) < 3:
            continue
        for other in sorted(told):
            if _shortened(name, other) or _shortened(short, other):
                yield sheet.finding(
                    "headline_en", "en_headline_imprecise", "mid", name, f"the text: {other}"
                )
                break


def _content(name: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{2,}", fold(name))
    return frozenset(w for w in words if w not in {"of", "the", "for", "and", "on", "in", "to"})


def _shortened(name: str, other: str) -> bool:
    """Whether `name` is `other` with a word of its middle lost: same words, other meaning."""
    few, many = _content(name), _content(other)
    return len(few) >= 3 and few < many and len(many) - len(few) <= 2 and name not in other


def _nameless(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A foreign or international official who is never named in the Item."""
    ground = names.ground
    people = [n for n in full_names(sheet.english, ground)]
    guests = [n for n in people if not _at_home(n, ground)]
    if guests or any(
        t.ja in sheet.item.headline_ja for t in ground.house.terms
        if t.kind == "person" and t.country != ground.house.country and t.ja
    ):  # fmt: skip
        return
    first = next((p.text for p in sheet.parts if p.place == "body" and p.kind != "note"), "")
    for place, text in (("headline_en", sheet.item.headline_en), ("body", first[:160])):
        match = _OFFICIAL.search(text)
        if match and not _of_home(match.group(), ground):
            yield sheet.finding(
                place, "missing_name", "mid", match.group(), "the item never gives the name"
            )
            return


_OFFICIAL = re.compile(
    r"(?:(?<=by )|(?<=with )|(?<=^)|(?<=received )|(?<=met )|(?<=^The ))"
    r"(?:the )?(?:(?:[Ff]irst|[Dd]eputy|Vice|Prime|Foreign|Defen[cs]e) )*"
    r"(?:[Pp]resident|[Mm]inister|Secretary[- ]General|Speaker|Chairman|Ambassador|FM|PM|King)"
    r" of (?:the )?[A-Z]\w+(?: (?:[A-Z]\w+|of))*"
)


def _of_home(words: str, ground: Ground) -> bool:
    return any(
        hit.term.country == ground.house.country for hit in ground.termbase.hits(words)
    )


def _at_home(name: str, ground: Ground) -> bool:
    term = ground.termbase.get(name, ("person",))
    return term is not None and term.country == ground.house.country


def across(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """Names and titles that change from one Item of an Issue to another."""
    yield from _titles(sheets, names)
    yield from _abbreviated(sheets, names)
    yield from _namesakes(sheets, names)


def _titles(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """One office under two Japanese titles."""
    ground = names.ground
    offices = [t for t in ground.house.terms if t.kind == "office" and len(t.ja) >= 5]
    groups: dict[str, list[tuple[Sheet, str]]] = defaultdict(list)
    for sheet in sheets:
        low = fold(sheet.english)
        for office in offices:
            if not any(fold(f) in low for f in (office.en, *office.aliases) if f.isascii()):
                continue
            printed = _title_like(sheet.item.headline_ja, office.ja)
            if printed:
                groups[office.ja].append((sheet, printed))
    for ja, found in sorted(groups.items()):
        forms = {printed for _, printed in found}
        if forms <= {ja}:
            continue
        for sheet, printed in dict.fromkeys(found):
            others = ", ".join(f"{s.item.id}: {p}" for s, p in found if p != printed)
            yield replace(
                sheet.finding("headline_ja", "ja_title_variant", "mid", printed,
                              f"one office under two titles; {others or 'the desk writes ' + ja}"),
                suggestion="" if printed == ja else ja,
            )  # fmt: skip


def _title_like(headline: str, ja: str) -> str:
    """The title in the headline that is `ja` or close to it; "" when there is none."""
    if ja in headline:
        return ja
    head, tail = ja[:3], ja[-2:]
    match = re.search(rf"{re.escape(head)}[一-龠]{{0,5}}{re.escape(tail)}", headline)
    return match.group() if match else ""


def _abbreviated(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """One abbreviation spelled out in two ways."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for sheet in names.ground.past:
        for short, name, _ in _acronyms(sheet):
            spelled[short][name] += 1
    mine = [(sheet, *found) for sheet in sheets for found in _acronyms(sheet)]
    for _, short, name, _ in mine:
        spelled[short][name] += 1
    for sheet, short, name, printed in mine:
        others = [n for n in spelled[short] if _content(n) != _content(name)]
        if others:
            yield sheet.finding(
                "body", "en_org_variant", "low", printed, f"{short} is also {others[0]}"
            )


def _acronyms(sheet: Sheet) -> list[tuple[str, str, str]]:
    found = []
    for match in _ACRONYM.finditer(sheet.english):
        words = match["name"].split()
        while words and words[0].lower() in {"the", "of", "in", "on", "for", "and"}:
            words.pop(0)
        initials = [w[0] for w in words if w[0].isupper()]
        if len(initials) >= len(match["short"]) - 1 and initials[:1] == [match["short"][0]]:
            name = " ".join(words)
            found.append((match["short"], name, f"{name} ({match['short']})"))
    return found


def _namesakes(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """Two people under one Japanese name: for a person to know, no mistake."""
    for ja, people in sorted(names.surnames.items()):
        if len(people) < 2:
            continue
        held: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in sheets:
            found = re.search(rf"(?<![ァ-ヴー]){re.escape(ja)}(?P<t>{names.titles})", sheet.item.headline_ja)
            if found:
                held[found["t"]].append(sheet)
        if len(held) > 1:
            for title, group in sorted(held.items()):
                others = "、".join(ja + t for t in sorted(held) if t != title)
                for sheet in group:
                    yield sheet.finding(
                        "headline_ja", "namesake_check", "info", ja + title, f"not {others}"
                    )
