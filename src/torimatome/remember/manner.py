"""How past Issues are written: titles, citations, day openings, sections and end mark. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from torimatome.model import Citation, Issue, Term
from torimatome.model.manner import Manner
from torimatome.remember.learn import Proposal

# Forms of a citation's day, the commonest first; the first that prints the day as it stands wins.
DATES = (
    "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日",
    "%d %b %Y", "%d %B %Y", "%m/%d/%Y", "%d.%m.%y",
)  # fmt: skip
MOST_TERMS = 300
_KINDS = frozenset({"person", "office", "country", "place", "organisation", "topic"})
_OPENINGS = (
    (re.compile(r"On [A-Z][a-z]{2}\.\d\d, "), "On {month}.{day:02d}, "),
    (re.compile(r"On [A-Z][a-z]{2}\. \d{1,2}, "), "On {month}. {day}, "),
    (re.compile(r"On [A-Z][a-z]{2,8} \d{1,2}, "), "On {month} {day}, "),
    (re.compile(r"On \d{1,2} [A-Z][a-z]{2,8}, "), "On {day} {month}, "),
)


def manner_of(issues: Sequence[Issue], proposals: Iterable[Proposal] = ()) -> Manner:
    """What the issues agree on; of two ways the one used more often."""
    citations = [c for issue in issues for item in issue.items for c in item.citations]
    forms = Counter(form for c in citations if (form := _form(c)))
    citation, day = max(forms, key=lambda form: (forms[form], form)) if forms else ("", "")
    cited = Counter(name for c in citations for name in c.outlets if name)
    return Manner(
        issues=len(issues),
        title_ja=_usual(issue.title_ja for issue in issues),
        title_en=_usual(issue.title_en for issue in issues),
        subtitle_ja=_usual(issue.subtitle_ja for issue in issues),
        issuer_ja=_usual(issue.issuer_ja for issue in issues),
        issuer_en=_usual(issue.issuer_en for issue in issues),
        end_marker=_usual(issue.end_marker for issue in issues),
        citation=citation,
        citation_date=day,
        day_opening=_opening(issues),
        sections=_sections(issues),
        cited=tuple(sorted(cited.items(), key=lambda one: (-one[1], one[0]))),
        terms=tuple(_terms(proposals)),
    )


def _usual(words: Iterable[str]) -> str:
    counts = Counter(" ".join(one.split()) for one in words if one.strip())
    return max(counts, key=lambda one: (counts[one], one)) if counts else ""


def _form(citation: Citation) -> tuple[str, str] | None:
    """The form one citation is printed in; None where it is not plain: a range, no outlet."""
    raw = citation.raw.strip()
    if citation.date_start != citation.date_end or not citation.outlets:
        return None
    last = raw.find(citation.outlets[-1])
    first = raw.find(citation.outlets[0])
    if first < 0 or last < 0:
        return None
    end = last + len(citation.outlets[-1])
    day = date.fromisoformat(citation.date_start)
    for form in DATES:
        printed = day.strftime(form)
        at = raw.find(printed, end)
        if at >= 0:
            between, tail = raw[end:at], raw[at + len(printed) :]
            if any(letter.isalnum() for letter in raw[:first] + between + tail):
                return None
            return f"{raw[:first]}{{outlets}}{between}{{date}}{tail}", form
    return None


def _opening(issues: Sequence[Issue]) -> str:
    counts: Counter[str] = Counter()
    bodies = 0
    for issue in issues:
        for item in issue.items:
            text = next((b.text for b in item.blocks if b.text and b.type != "note"), "")
            bodies += bool(text)
            form = next((form for pattern, form in _OPENINGS if pattern.match(text or "")), "")
            counts[form] += bool(form)
    # A body opens with its day only where the event's day is told: of the 104 bodies of the four
    # published issues 40 do, 23 of them in the commonest form.
    told = sum(count for form, count in counts.items() if form)
    best = max(counts, key=lambda form: (counts[form], form), default="")
    return best if bodies and told * 5 >= bodies else ""


def _sections(issues: Sequence[Issue]) -> tuple[tuple[str, str], ...]:
    seen: dict[str, tuple[int, str]] = {}  # heading → where it usually stands, kind
    for issue in issues:
        for number, section in enumerate(issue.sections):
            if section.heading_ja.strip():
                seen.setdefault(" ".join(section.heading_ja.split()), (number, section.kind))
    ranked = sorted(seen.items(), key=lambda one: (one[1][0], one[0]))
    return tuple((kind, heading) for heading, (_, kind) in ranked)


def _terms(proposals: Iterable[Proposal]) -> Iterable[tuple[Term, int, str]]:
    kept = [p for p in proposals if p.kind in _KINDS and not p.variant_of]
    kept.sort(key=lambda p: (bool(p.doubt), -p.count, p.en))
    for p in kept[:MOST_TERMS]:
        term = Term(p.kind, p.en, p.ja, p.short_en, p.aliases, p.country, p.office)
        yield term, p.count, p.doubt
