"""Every rule in one table: its kind, and the function that makes the change."""

from collections.abc import Iterable

from mutations import (
    attribution,
    content,
    figures,
    naming,
    passives,
    roles,
    shortened,
    synonyms,
    wording,
)
from mutations.base import Change, Make, Pools, Real, Rule


def unchanged(real: Real, pools: Pools) -> Change | None:
    """The sentence as it was printed."""
    return Change(real.text, "", "")


_TABLE: tuple[tuple[str, str, Make], ...] = (
    ("facts", "number", figures.count),
    ("facts", "number nearby", figures.count_nearby),
    ("facts", "number in letters", figures.spelled),
    ("facts", "ordinal", figures.ordinal),
    ("facts", "scale", figures.scale),
    ("facts", "unit", figures.unit),
    ("facts", "per cent", figures.share),
    ("facts", "money", figures.sum_of_money),
    ("facts", "currency", figures.currency),
    ("facts", "number added", figures.count_added),
    ("facts", "day", figures.day_of_month),
    ("facts", "month", figures.month),
    ("facts", "weekday", figures.weekday),
    ("facts", "weekday misdated", shortened.weekday_misdated),
    ("facts", "year", figures.year),
    ("facts", "relative day", figures.relative_day),
    ("facts", "day added", figures.day_added),
    ("facts", "surname", naming.surname_elsewhere),
    ("facts", "surname nearby", naming.surname_nearby),
    ("facts", "given name", naming.given_name),
    ("facts", "office", naming.office),
    ("facts", "place", naming.place),
    ("facts", "place nearby", naming.place_nearby),
    ("facts", "place added", naming.place_added),
    ("facts", "nation", naming.nation),
    ("facts", "body", naming.body),
    ("facts", "quote word", wording.quote_word),
    ("facts", "quote cut", wording.quote_shortened),
    ("facts", "quote made", wording.quote_made),
    ("facts", "not added", wording.negation_added),
    ("facts", "not dropped", wording.negation_dropped),
    ("facts", "never dropped", wording.never_dropped),
    ("facts", "no dropped", wording.no_dropped),
    ("facts", "without", wording.without),
    ("facts", "turned round", wording.turned_round),
    ("roles", "subject and object", roles.subject_and_object),
    ("roles", "wrong passive", roles.wrong_passive),
    ("roles", "passive agent", roles.passive_agent),
    ("roles", "active of passive", roles.active_of_passive),
    ("roles", "sayer and told", roles.sayer_and_told),
    ("roles", "from and to", roles.from_and_to),
    ("roles", "owner and other", roles.owner_and_other),
    ("comparison", "direction", roles.direction),
    ("comparison", "bound", roles.bound),
    ("comparison", "quantity", roles.quantity),
    ("attribution", "reportedly dropped", attribution.hedge_dropped),
    ("attribution", "alleged dropped", attribution.alleged_dropped),
    ("attribution", "said that dropped", attribution.said_that_dropped),
    ("attribution", "X said dropped", attribution.said_dropped_at_end),
    ("attribution", "quote as fact", attribution.quote_as_fact),
    ("attribution", "according to dropped", attribution.according_to_dropped),
    ("attribution", "said to confirmed", attribution.said_to_confirmed),
    ("attribution", "claim to fact", attribution.claim_to_fact),
    ("attribution", "speaker", attribution.speaker_elsewhere),
    ("attribution", "speaker nearby", attribution.speaker_nearby),
    ("attribution", "speaker added", attribution.speaker_added),
    ("attribution", "may to will", attribution.may_to_will),
    ("attribution", "plan to deed", attribution.plan_to_deed),
    ("attribution", "will to did", attribution.will_to_did),
    ("attribution", "call to deed", attribution.call_to_deed),
    ("content words", "noun", content.noun),
    ("content words", "plural noun", content.nouns),
    ("content words", "verb", content.verb),
    ("content words", "adjective", content.adjective),
    ("unchanged", "unchanged", unchanged),
    ("shortened", "lead-in dropped", shortened.lead_dropped),
    ("shortened", "apposition dropped", shortened.apposition_dropped),
    ("shortened", "brackets dropped", shortened.parenthesis_dropped),
    ("shortened", "dashes dropped", shortened.dashes_dropped),
    ("shortened", "which dropped", shortened.which_dropped),
    ("shortened", "said to front", shortened.said_to_front),
    ("shortened", "said to end", shortened.said_to_end),
    ("shortened", "occasion dropped", shortened.occasion_dropped),
    ("shortened", "dateline dropped", shortened.dateline_dropped),
    ("shortened", "house day", shortened.house_day),
    ("shortened", "house day, year", shortened.house_year),
    ("shortened", "weekday dated", shortened.weekday_dated),
    ("shortened", "office short", shortened.office_short),
    ("shortened", "title dropped", shortened.title_dropped),
    ("shortened", "second half dropped", shortened.second_half_dropped),
    ("shortened", "adverb dropped", shortened.adverb_dropped),
    ("synonym", "synonym", synonyms.synonym),
    ("synonym", "two synonyms", synonyms.two_synonyms),
    ("synonym", "spelling", synonyms.spelling),
    ("synonym", "contraction", synonyms.contraction),
    ("synonym", "number in figures", synonyms.number_in_figures),
    ("passive", "active to passive", passives.active_to_passive),
    ("passive", "thing to passive", passives.thing_to_passive),
    ("passive", "passive to active", passives.passive_to_active),
)
RULES = tuple(Rule(name, kind, make) for kind, name, make in _TABLE)


def pools(reals: Iterable[Real]) -> Pools:
    """What the sentences name, for the rules that exchange it."""
    every = list(reals)
    texts = [real.text for real in every]
    return Pools(
        surnames=_sorted(name for text in texts for name, _ in naming.surnames(text)),
        quoted=_sorted(word for text in texts for word, _ in wording.quoted_words(text)),
        nouns=_often(m["w"] for text in texts for m in content.NOUN.finditer(text)),
        plurals=_often(m["w"] for text in texts for m in content.PLURAL.finditer(text)),
        verbs=_often(word for text in texts for word in content.past_verbs(text)),
        adjectives=_often(m["w"] for text in texts for m in content.ADJECTIVE.finditer(text)),
    )


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


def _often(words: Iterable[str]) -> tuple[str, ...]:
    """Words that stand there twice or more: what stands once is often no such word."""
    seen: dict[str, int] = {}
    for word in words:
        seen[word] = seen.get(word, 0) + 1
    return tuple(sorted(word for word, times in seen.items() if times > 1 and content.usable(word)))


def changes(rule: Rule, reals: Iterable[Real], pool: Pools, most: int) -> list[tuple[Real, Change]]:
    """Up to `most` sentences the rule applies to, in the order given; no two changed alike."""
    found: list[tuple[Real, Change]] = []
    for real in reals:
        change = rule.make(real, pool)
        if change is None or (rule.kind != "unchanged" and change.text == real.text):
            continue
        found.append((real, change))
        if len(found) >= most:
            break
    return found
