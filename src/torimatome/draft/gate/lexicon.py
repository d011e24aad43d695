"""Words and word groups that stand for one thing: countries, offices, bodies, the desk's terms."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from torimatome.draft.gate.stems import inflected, lines
from torimatome.draft.house_style import HouseForm
from torimatome.text import countries, offices
from torimatome.text.folding import fold


@dataclass(frozen=True)
class Key:
    """What a word group stands for."""

    key: str  # "=verb": read as that verb
    exact: bool = False  # only in capitals: US is not us


@dataclass(frozen=True)
class Lexicon:
    """The world's names of countries and offices, with a desk's own on top."""

    countries: dict[str, str]  # one word → key
    phrases: dict[str, tuple[tuple[tuple[str, ...], Key], ...]]  # by first word, longest first
    spellings: dict[str, str]  # another spelling of a name's word → the right one


class Same:
    """A form by identity: it holds a dictionary and cannot be hashed itself."""

    def __init__(self, form: HouseForm | None) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.form is self.form


def lexicon(form: HouseForm | None) -> Lexicon:
    """The words of `form`, made once for each."""
    return _lexicon(Same(form))


@lru_cache(maxsize=8)
def _lexicon(of: Same) -> Lexicon:
    singles, groups = dict(_world()[0]), dict(_world()[1])
    spellings: dict[str, str] = {}
    if of.form is not None:
        for long, short in of.form.style.offices.items():
            words = _words(long)
            key = groups.get(_words(short)) or groups.get(words) or Key(f"o:{fold(short)}")
            groups[words] = key
            groups.setdefault(_words(short), key)
        for term in of.form.termbase.terms:
            forms = [f for f in (term.en, term.short_en, *term.aliases) if f and f.isascii()]
            if term.kind in {"country", "organisation", "office"}:
                _add_term(forms, singles, groups, term.kind)
            elif term.kind in {"person", "place"}:
                right = term.en.split()
                for alias in forms:
                    written = alias.split()
                    pairs = zip(written, right[-len(written) :], strict=False)
                    # A person may be called by the last names alone; "Yaldar" for a place called
                    # "Yaldar district" is no other spelling of "district".
                    if len(written) == len(right) or (
                        term.kind == "person" and len(written) < len(right)
                    ):
                        spellings |= {fold(a): fold(r) for a, r in pairs if fold(a) != fold(r)}
    return Lexicon(singles, _by_first(groups), spellings)


def _add_term(
    forms: list[str], singles: dict[str, str], groups: dict[tuple[str, ...], Key], kind: str
) -> None:
    known = next((singles[fold(f)] for f in forms if fold(f) in singles), "")
    known = known or next((groups[_words(f)].key for f in forms if _words(f) in groups), "")
    key = known or f"t:{fold(forms[0])}"
    for form in forms:
        words = _words(form)
        if len(words) == 1 and kind == "country":
            singles.setdefault(words[0], key)
        elif len(words) > 1 or form.isupper():
            groups.setdefault(words, Key(key, exact=form.isupper() and len(form) < 4))


@lru_cache(maxsize=1)
def _world() -> tuple[dict[str, str], dict[tuple[str, ...], Key]]:
    singles: dict[str, str] = {}
    groups: dict[tuple[str, ...], Key] = {}
    for called in countries.called():
        english = called.language in {"", "en"} and called.form.isascii() and not called.stem
        if not english:
            continue
        words = _words(called.form.replace(".", ""))
        if len(words) == 1:
            singles.setdefault(words[0], f"c:{called.code}")
        else:
            groups.setdefault(words, Key(f"c:{called.code}"))
    for name, code in _PEOPLES.items():
        singles.setdefault(name, f"c:{code}")
    for written, mark in offices.forms():
        if written.isascii() and mark.office and len(written.split()) > 1:
            groups.setdefault(_words(written), Key(f"o:{fold(mark.office)}"))
    for written, office in (("fm", "foreign minister"), ("pm", "prime minister")):
        groups[(written,)] = Key(f"o:{office}")
    for line in lines("phrases.txt"):
        key, _, forms = line.partition(":")
        for form in forms.split(";"):
            groups[_words(form)] = Key(key)
    for line in lines("phrasal.txt"):
        verb, _, forms = line.partition(":")
        for form in forms.split(","):
            first, *rest = form.split()
            for said in inflected(first):
                groups.setdefault((said, *rest), Key(f"={verb}"))
    return singles, groups


# How people of a country are called where it is not the adjective with an "s".
_PEOPLES = {
    "britons": "GB", "briton": "GB", "englishman": "GB", "frenchman": "FR", "spaniards": "ES",
    "turks": "TR", "turk": "TR", "poles": "PL", "swedes": "SE", "danes": "DK", "finns": "FI",
    "scots": "GB", "azeri": "AZ", "azeris": "AZ", "azerbaijanis": "AZ", "armenians": "AM",
    "georgians": "GE", "russians": "RU", "iranians": "IR", "israelis": "IL", "americans": "US",
    "germans": "DE", "italians": "IT", "koreans": "KR", "iraqis": "IQ", "syrians": "SY",
    "afghans": "AF", "pakistanis": "PK", "indians": "IN", "chinese": "CN", "ukrainians": "UA",
    "greeks": "GR", "canadians": "CA", "australians": "AU", "mexicans": "MX", "egyptians": "EG",
}  # fmt: skip


def _words(form: str) -> tuple[str, ...]:
    return tuple(fold(form.strip()).replace("'s", "").replace("-", " - ").split())


def _by_first(
    groups: dict[tuple[str, ...], Key],
) -> dict[str, tuple[tuple[tuple[str, ...], Key], ...]]:
    rows: dict[str, list[tuple[tuple[str, ...], Key]]] = defaultdict(list)
    for words, key in groups.items():
        rows[words[0]].append((words, key))
    return {
        first: tuple(sorted(row, key=lambda pair: (-len(pair[0]), pair[0])))
        for first, row in rows.items()
    }
