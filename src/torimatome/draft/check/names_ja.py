"""Names in Japanese headlines: misspelled, without title, country, or with the wrong office."""

import re
from collections.abc import Iterator
from dataclasses import replace

from torimatome.draft.check.ground import Ground
from torimatome.draft.check.known_names import Names
from torimatome.draft.check.people import full_names
from torimatome.draft.check.sheet import Sheet
from torimatome.draft.check.spelling import apart, same_sound
from torimatome.model import Finding, Term
from torimatome.text.folding import fold


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """Names of one Japanese headline: spelled, titled and placed as the English has them."""
    yield from _kana(sheet, names)
    yield from _bare(sheet, names)
    yield from _countries(sheet, names)
    yield from _titled(sheet, names)


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
            supported = any(_supported(term, sheet) for term in ground.katakana_terms[known])
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


def _bare(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A person named in Japanese without title or 氏."""
    headline = sheet.item.headline_ja
    for match in re.finditer(
        r"(?<![ァ-ヴー・])[ァ-ヴー]{3,}(?=[がはをにとへの、])(?!・)", headline
    ):
        word = match.group()
        subject = match.start() == 0 and headline[match.end()] in "がは、"
        person = word in names.surnames or (subject and _surname_in(word, sheet, names))
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
    return any(same_sound(word, name.split()[-1]) for name in full_names(sheet.body, names.ground))


def _countries(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A foreign official in a Japanese headline that says nothing of the country."""
    ground, headline = names.ground, sheet.item.headline_ja
    for ja, people in sorted(names.surnames.items()):
        abroad = [t for t in people if t.country and t.country != ground.house.country]
        at = headline.find(ja)
        if at < 0 or len(abroad) != len(people) or not abroad:
            continue
        title = re.match(rf"(?:{names.titles})", headline[at + len(ja) :])
        if title is None or title.group() == "氏" or re.search(r"[ァ-ヴー]$", headline[:at]):
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
        n.split()[-1]
        for n in full_names(sheet.english, names.ground)
        if same_sound(word, n.split()[-1])
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
