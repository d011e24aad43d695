"""How the written forms of names and offices become forms to scan for."""

import re
from dataclasses import dataclass, field, replace

from torimatome.text import offices
from torimatome.text.countries import Called
from torimatome.text.endings import EXACT, ending, kept, script
from torimatome.text.folding import flat
from torimatome.text.scan import UNSPACED, Form, Whole

_ACRONYM = 5  # a form in capitals up to this long must stand in capitals
NAMES, TOPICS, MARKS = 0, 1, 2  # layers: a topic may hold a name ("Kestrian units")
_DERIVED = frozenset({"country", "place"})
_ENGLISH_S = re.compile("s?")
_ANY = re.compile(r"\w{0,5}")


@dataclass(frozen=True)
class Name:
    """Whom or what a form stands for."""

    key: str  # "person:Ada Orlisk"; the same in every language
    kind: str  # Term.kind
    en: str
    country: str = ""  # key of the country a person, office or body belongs to
    own: bool = False  # of the desk's own country
    ja: str = ""
    office: str = ""  # person: `en` of the office its term gives
    surname: bool = False  # the form found is a last name (or a title) alone


Value = Name | offices.Mark


@dataclass
class Forms:
    """Forms as they are gathered, for one Scan."""

    spaced: list[Form[Value]] = field(default_factory=list)
    whole: list[Whole[Value]] = field(default_factory=list)

    def add(self, written: str, name: Name) -> None:
        """A form of a term, with the endings its script gives it."""
        layer = TOPICS if name.kind == "topic" else NAMES
        single = len(written.split()) == 1 and not re.search("[・＝=]", written)
        if name.kind == "person" and single and len(name.en.split()) > 1:
            name = replace(name, surname=True)
        if UNSPACED.search(written):
            if len(written) > 1:
                self.whole.append(Whole(name, written, layer))
            return
        for spelled in (written, written.replace("\u200c", "")):
            self._add_spaced(spelled, name, layer)
            if "\u200c" not in written:
                break

    def _add_spaced(self, written: str, name: Name, layer: int) -> None:
        parts = flat(written).split()
        if not parts:
            return
        if _is_acronym(written, parts):
            self.spaced.append(Form(name, (parts[0],), (EXACT,), acronym=written, layer=layer))
            return
        derived = name.kind in _DERIVED
        # Adjectives of countries begin small in Cyrillic: Сарния, сарнийский.
        small = name.kind == "country" and script(parts[0]) == "cyrillic"
        self.spaced.append(
            Form(
                name,
                tuple(map(kept, parts)),
                tuple(ending(part, derived) for part in parts),
                capital=written[0].isupper() and not small,
                layer=layer,
                common=name.kind == "person" and script(parts[-1]) == "latin",
            )
        )

    def add_called(self, called: Called, name: Name) -> None:
        """A country's name or adjective out of the general table."""
        form = called.form
        if UNSPACED.search(form):
            self.whole.append(Whole(name, form, NAMES))
            return
        parts = flat(form).split()
        if _is_acronym(form, parts):
            self.spaced.append(Form(name, (parts[0],), (EXACT,), acronym=form))
            return
        stems, endings = tuple(map(kept, parts)), tuple(map(ending, parts))
        if called.exact:
            stems, endings = tuple(parts), (EXACT,) * len(parts)
        elif called.stem:
            stems, endings = tuple(parts), (_ANY,) * len(parts)
        elif not called.language and form.isascii():
            stems, endings = tuple(parts), (_ENGLISH_S,) * len(parts)
        capital = form[0].isupper() and not called.stem
        self.spaced.append(Form(name, stems, endings, capital=capital))
        if called.language == "ar" and len(parts) == 1 and len(form) > 3:
            self._add_arabic(name, stems[0], endings)

    def _add_arabic(self, name: Name, stem: str, endings: tuple[re.Pattern[str], ...]) -> None:
        """Arabic writes "and", "to", "in" and the article as one with the word."""
        bare = stem.removeprefix("ال")
        joined = [f"{x}{stem}" for x in "وبل"] + [f"وال{bare}", f"بال{bare}", f"لل{bare}"]
        self.spaced += [Form(name, (x,), endings) for x in joined]

    def add_mark(self, written: str, mark: offices.Mark) -> None:
        """A form of an office."""
        if UNSPACED.search(written):
            self.whole.append(Whole(mark, written, MARKS))
            return
        parts = flat(written).split()
        if not parts:
            return
        if _is_acronym(written, parts):
            self.spaced.append(Form(mark, (parts[0],), (EXACT,), acronym=written, layer=MARKS))
            return
        ends = tuple(map(offices.ending, parts))
        self.spaced.append(Form(mark, tuple(map(kept, parts)), ends, layer=MARKS))


def _is_acronym(written: str, parts: list[str]) -> bool:
    # Georgian letters are all "capitals" to no one: the script has no cases in running text.
    return (
        written.isupper()
        and len(parts) == 1
        and len(written) <= _ACRONYM
        and script(parts[0]) != "georgian"
    )
