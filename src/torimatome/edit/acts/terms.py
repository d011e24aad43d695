"""Acts on the termbase: write, accept, reject, merge, bring a whole table in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import msgspec

from torimatome.edit.scene import Scene
from torimatome.edit.values import encode
from torimatome.errors import Conflict, EditError
from torimatome.model import Term
from torimatome.model.act import Decide, Intent, Look, TermSaid
from torimatome.model.house import TERM_KINDS

MOST_TERMS = 5_000


def write_term(scene: Scene, term: Term, base: str = "") -> Decide:
    """A term reads so; `base` is its Japanese form as she saw it ("" for a new one)."""
    clean = checked(term)

    def decide(look: Look) -> Intent:
        known = _known(scene, clean.kind, clean.en, look)
        if known is not None and known.ja not in (base, clean.ja):
            raise Conflict(f"the term {clean.en!r}", clean.ja, known.ja)
        return _said(scene, "write_term", [clean], "accepted")

    return decide


def reject_term(scene: Scene, kind: str, en: str) -> Decide:
    """The desk does not use this term, nor is it proposed again."""

    def decide(look: Look) -> Intent:
        known = _known(scene, kind, en, look) or Term(kind, en, "")
        return _said(scene, "reject_term", [known], "rejected")

    return decide


def merge_terms(scene: Scene, kind: str, keep: str, drop: str, ja: str = "") -> Decide:
    """Two terms are one person or thing: the second's forms become the first's aliases.

    The second may be only proposed; `ja` is then the Japanese form it was proposed with.
    """
    if keep == drop:
        raise EditError("choose two different terms to merge")

    def decide(look: Look) -> Intent:
        first, second = (_known(scene, kind, en, look) for en in (keep, drop))
        if second is None and ja and drop:
            second = Term(kind, " ".join(drop.split())[:150], " ".join(ja.split())[:150])
        if first is None or second is None:
            raise EditError("one of the two terms is no longer there; reload")
        forms = (*first.aliases, second.en, *second.aliases)
        other_ja = (second.ja,) if second.ja and second.ja != first.ja else ()
        every = dict.fromkeys((*forms, *other_ja))
        aliases = tuple(form for form in every if form not in (first.en, first.ja))
        one = _said(scene, "merge_terms", [replace(first, aliases=aliases)], "accepted")
        other = _said(scene, "merge_terms", [second], "rejected")
        return replace(one, puts=(*one.puts, *other.puts))

    return decide


def import_terms(scene: Scene, terms: Sequence[Term]) -> Decide:
    """Every row of a table is accepted at once; one undo takes them all back."""
    if not terms or len(terms) > MOST_TERMS:
        raise EditError(f"a table brings 1 to {MOST_TERMS} terms; this one has {len(terms)}")
    clean = [checked(term) for term in terms]
    return lambda _look: _said(scene, "import_terms", clean, "accepted")


def checked(term: Term) -> Term:
    """The term with its spaces tidied. Raises EditError naming what is wrong with it."""
    tidy = replace(
        term,
        en=" ".join(term.en.split()),
        ja=" ".join(term.ja.split()),
        aliases=tuple(a for a in (" ".join(a.split()) for a in term.aliases) if a),
    )
    if tidy.kind not in TERM_KINDS:
        raise EditError(f"{tidy.kind!r} is no kind of term; there are {', '.join(TERM_KINDS)}")
    if not tidy.en or not tidy.ja or max(len(tidy.en), len(tidy.ja)) > 150:
        raise EditError(f"term {tidy.en!r}: give an English and a Japanese form, 150 letters each")
    for name in ("since", "until"):
        try:
            _ = getattr(tidy, name) and date.fromisoformat(getattr(tidy, name))
        except ValueError as error:
            raise EditError(f"term {tidy.en!r}: {name} is a day, written 2026-05-08") from error
    if tidy.since and tidy.until and tidy.since > tidy.until:
        raise EditError(f"term {tidy.en!r}: it would end {tidy.until}, before {tidy.since}")
    return tidy


def _known(scene: Scene, kind: str, en: str, look: Look) -> Term | None:
    record = look("term", key_of(kind, en))
    if record.value:
        said = decode_term(record.value)
        return said.term if said.state == "accepted" else None
    return next((t for t in scene.house.terms if t.kind == kind and t.en == en), None)


def key_of(kind: str, en: str) -> str:
    """How Records name a term."""
    return f"{kind}:{en}"[:200]


def decode_term(value: str) -> TermSaid:
    """What a term's Record says."""
    return msgspec.json.decode(value, type=TermSaid)


def _said(scene: Scene, name: str, terms: Sequence[Term], state: str) -> Intent:
    puts = tuple(
        ("term", key_of(t.kind, t.en), encode(TermSaid(t, state, scene.by, scene.now)))
        for t in terms
    )
    about = key_of(terms[0].kind, terms[0].en)
    words = (("title", f"{terms[0].en} = {terms[0].ja}"), ("count", str(len(terms))))
    return Intent(name, about, puts, "", words)
