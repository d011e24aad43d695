"""Stories in, an Issue out: the draft of one bulletin, every sentence with its passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from torimatome.draft import days, memory
from torimatome.draft.body import Body, Setting, body_of, has_news
from torimatome.draft.choose import numbers, order_of_outlets, repeated_lines
from torimatome.draft.cite import cite, day_of, outlet_of
from torimatome.draft.headline_en import headline, titled
from torimatome.draft.headline_ja import JapaneseHeadline, say
from torimatome.draft.house_style import house_form
from torimatome.draft.memory import Recall, nothing_kept
from torimatome.draft.notes import Knowledge, office_checks, proposals_of
from torimatome.draft.rollup import rolled_up
from torimatome.draft.speaker import Speaker
from torimatome.errors import DraftError, Uncited
from torimatome.model import (
    Actor,
    Article,
    Check,
    House,
    Issue,
    Item,
    Period,
    Section,
    Sentence,
    Story,
)
from torimatome.text.reasons import said


@dataclass(frozen=True)
class _Headlines:
    english: str
    japanese: JapaneseHeadline
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Before:
    """What was before this draft: past Issues, and what people said of telling Stories together."""

    recall: Recall = nothing_kept
    together: Mapping[str, str] = field(default_factory=dict)  # see draft/rollup.py
    wanted: frozenset[str] = frozenset()  # ids of Stories a person took in: they stand in any case


# Roll-ups turn several Items into one; so many more are drafted that the Issue is full after.
_SPARE = 10


def draft_issue(
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    house: House,
    period: Period,
    before: Before | None = None,
) -> Issue:
    """The Issue of `period`: proposed stories whose day falls in it, filed, numbered and cited.

    A story that cannot be cited is handed over without a body, with a check that says why; one
    that a past Issue told already, and nothing new came in of, stands in `Issue.left_out`.
    Raises DraftError when a story's articles were not handed over at all.
    """
    before = before or Before()
    setting = Setting(
        house=house,
        form=house_form(house),
        told_elsewhere=frozenset(repeated_lines(articles, [s.articles for s in stories])),
    )
    speaker = Speaker(house)
    drafted: list[tuple[Item, float]] = []
    further: list[tuple[Item, float]] = []
    left_out: list[Item] = []
    ranked = sorted((s for s in stories if not s.left_out), key=lambda s: (-s.rank, s.id))
    most = house.style.max_items
    for story in ranked:
        full = len(drafted) >= most + _SPARE
        if full and story.id not in before.wanted:
            continue
        here = replace(setting, weight=_weight(story, ranked[:most]))
        setting = setting if full else here
        item = draft_item(story, articles, here, speaker)
        if not _falls_in(item, period):
            continue
        item, all_told = _remembered(item, story, articles, (here, speaker, before.recall))
        if all_told:
            left_out.append(item)
        else:
            (further if full else drafted).append((item, story.rank))
    told = rolled_up(drafted, before.together, articles, setting)
    drafted = told[:most]
    drafted += [pair for pair in (*told[most:], *further) if _of(pair[0]) & before.wanted]
    sections, items = _filed(drafted, house)
    style = house.style
    return Issue(
        title_ja=style.title_ja,
        title_en=style.title_en,
        subtitle_ja=style.subtitle_ja,
        issuer_ja=style.issuer_ja,
        issuer_en=style.issuer_en,
        notice_ja=style.notice_ja,
        notice_en=style.notice_en,
        period=period,
        sections=sections,
        items=items,
        end_marker=style.end_marker,
        desk=house.name,
        left_out=tuple(left_out),
    )


def _of(item: Item) -> frozenset[str]:
    """The ids of the Stories an Item tells."""
    return frozenset((item.story, *item.rolled_up))


def _weight(story: Story, printed: Sequence[Story]) -> float:
    """How a story stands among those that are printed: 1 the most important, 0 the least."""
    below = sum(other.rank < story.rank for other in printed)
    alike = sum(other.rank == story.rank for other in printed)
    return (below + alike / 2) / len(printed)


def _remembered(
    item: Item,
    story: Story,
    articles: Mapping[str, Article],
    drafting: tuple[Setting, Speaker, Recall],
) -> tuple[Item, bool]:
    """The Item with what memory says of it, and whether past Issues told all of it.

    Where they told some of it, it is drafted anew from what is new.
    """
    setting, speaker, recall = drafting
    knows = Knowledge(setting.form, speaker.names)
    earlier = memory.earlier_of(item, recall(item), setting.form.termbase)
    told = [past for past, kind in earlier if kind == memory.REPORTED]
    all_told = False
    if told:
        known = replace(setting, known=memory.told([past.item for past in told]))
        members = [articles[a] for a in story.articles if a in articles]
        all_told = not has_news(members, known)
        if not all_told:
            item = draft_item(story, articles, known, speaker)
        item = replace(item, checks=(*item.checks, memory.check_of(told, all_told)))
    linked = replace(
        item,
        earlier=tuple(memory.linked(past, kind) for past, kind in earlier),
        proposals=proposals_of(item, earlier, knows),
        checks=(*item.checks, *office_checks(item, knows)),
    )
    return linked, all_told


def draft_item(
    story: Story, articles: Mapping[str, Article], setting: Setting, speaker: Speaker
) -> Item:
    """One story as the bulletin tells it; its section's number is given later."""
    members = [articles[a] for a in story.articles if a in articles]
    if not members:
        raise DraftError(
            f"story {story.id!r}: none of its articles was handed over; read them from the store"
        )
    try:
        voices = _voices(story, members, setting.house)
        if setting.known is not None:
            voices = [v for v in voices if has_news([v], setting)] or voices
        body = body_of(voices, setting)
        _all_cited(body, {a.id: a for a in members})
    except Uncited as error:
        return _unwritten(story, members, setting, str(error))
    heads = _headlines(members, body, setting, speaker)
    first = next(s for block in body.blocks for s in block.sentences)
    start, end = event_day(first, {a.id: a for a in members})
    return Item(
        id=story.id,
        section="",
        headline_ja=heads.japanese.text,
        headline_en=heads.english,
        blocks=body.blocks,
        citations=tuple(b.citation for b in body.blocks if b.citation),
        event_date=start or None,
        event_date_end=end or None,
        event_type=heads.japanese.act or story.event_type or None,
        event_place=story.event_place or None,
        actors=story.actors or _actors(heads.english, speaker),
        kind=story.section,
        headline_sources=first.passages,
        story=story.id,
        articles=story.articles,
        reasons=tuple(said(reason) for reason in story.reasons),
        checks=(*heads.checks, *body.checks),
    )


def _all_cited(body: Body, articles: Mapping[str, Article]) -> None:
    for sentence in (s for block in body.blocks for s in block.sentences):
        exact = [articles[p.article].text[p.start : p.end] == p.quote for p in sentence.passages]
        if not exact or not all(exact):
            raise Uncited(f"{sentence.text!r} does not rest on the words of its articles")


def _unwritten(story: Story, members: Sequence[Article], setting: Setting, why: str) -> Item:
    """What is left of a story no sentence can be cited from: its titles and where they stand."""
    first = titled(order_of_outlets(members, setting.house))[0]
    english = f"〔{headline(first, outlet_of(first, setting.house.outlets), setting.form)}〕"
    return Item(
        id=story.id,
        section="",
        headline_ja=english,
        headline_en=english,
        blocks=(),
        citations=(cite([first], setting.house),),
        kind=story.section,
        story=story.id,
        articles=story.articles,
        reasons=tuple(said(reason) for reason in story.reasons),
        checks=(Check("uncited", why, "high"),),
    )


def event_day(first: Sentence, articles: Mapping[str, Article]) -> tuple[str, str]:
    """The day the first sentence gives, or its article's; and the last day of a span."""
    passage = first.passages[0]
    anchor = day_of(articles[passage.article])
    near = days.of_news(passage.quote, anchor, first.language)
    if near is None:
        return (passage.published and anchor), ""
    return near.first.isoformat(), near.last.isoformat() if near.last else ""


def _voices(story: Story, members: Sequence[Article], house: House) -> list[Article]:
    """One article for each text: of copies, the one the bulletin would rather cite."""
    by_id = {a.id: a for a in members}
    groups = [[by_id[i] for i in origin if i in by_id] for origin in story.origins]
    grouped = {i for origin in story.origins for i in origin}
    groups += [[a] for a in members if a.id not in grouped]
    return order_of_outlets((order_of_outlets(g, house)[0] for g in groups if g), house)


def _headlines(
    members: Sequence[Article], body: Body, setting: Setting, speaker: Speaker
) -> _Headlines:
    """The first title that can wholly be said in Japanese; else the best one there is.

    Titles whose numbers the body does not give are passed over: where reports differ, headline
    and body must come from the same one.
    """
    context = "\n".join(a.text for a in body.used)
    given = numbers(" ".join(s.text for b in body.blocks for s in b.sentences))
    tried: list[_Headlines] = []
    for article in titled([*body.used, *order_of_outlets(members, setting.house)]):
        english = headline(article, outlet_of(article, setting.house.outlets), setting.form)
        if article.language != "en":
            if not tried:
                said = JapaneseHeadline(f"〔{english}〕", marks=("untranslated",))
                tried.append(_Headlines(said.text, said, (Check("headline_ja", UNSAID, "high"),)))
            break
        japanese = say(english, speaker, day_of(article), context)
        fits = numbers(english) <= given
        if fits and not japanese.marks and not japanese.proposed:
            return _Headlines(english, japanese, ())
        checks = [Check("headline_ja", UNSAID, "high")] if japanese.marks else []
        checks += [new.check(said) for new, said in japanese.proposed]
        if not fits:
            checks.append(Check("headline_numbers", "The body gives another number", "high"))
        tried.append(_Headlines(english, japanese, tuple(checks)))
    return min(tried, key=lambda heads: len(heads.checks) + ("〔" in heads.japanese.text))


UNSAID = "Part of the Japanese headline could not be said from the glossary: it stands in 〔 〕"


def _actors(english: str, speaker: Speaker) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for hit in speaker.termbase.hits(english):
        term = hit.term
        if term.kind not in {"person", "country", "organisation"}:
            continue
        role = {"country": "state", "organisation": "body"}.get(term.kind, term.office)
        country = term.en if term.kind == "country" else speaker.country_name(term.country)
        found.setdefault(
            term.en,
            Actor(
                name_en=term.en, name_ja=term.ja or None, role=role or None, country=country or None
            ),
        )
    return tuple(found.values())


def _falls_in(item: Item, period: Period) -> bool:
    spans = [(c.date_start, c.date_end) for c in item.citations]
    if item.event_date:
        spans.append((item.event_date, item.event_date_end or item.event_date))
    return any(start <= period.end and end >= period.start for start, end in spans)


def _filed(
    drafted: Sequence[tuple[Item, float]], house: House
) -> tuple[tuple[Section, ...], tuple[Item, ...]]:
    """Sections that hold items, numbered in house order; items by citation date, then rank."""
    rules = {rule.kind: rule for rule in house.sections}
    last = house.sections[-1].kind if house.sections else ""
    sections: list[Section] = []
    items: list[Item] = []
    for kind, rule in rules.items():
        held = [
            (item, rank)
            for item, rank in drafted
            if item.kind == kind or (kind == last and item.kind not in rules)
        ]
        if not held:
            continue
        number = str(len(sections) + 1)
        sections.append(Section(number, rule.heading_ja, kind, rule.heading_en))
        held.sort(key=lambda pair: (pair[0].citations[0].date_start, -pair[1], pair[0].id))
        items += [replace(item, section=number, kind=kind) for item, _ in held]
    return tuple(sections), tuple(items)
