"""How well unseen names are said in katakana, by language of origin: exact, within one character.

Three sets of ../shared: persons of the annotated issues (`gold/terms.tsv`), politicians and
places (`data/names`, noisy). Each is split in two by its name: one half may be looked at while
rules are written, the other judges. `--half tune` shows the first, `--wrong` what went wrong,
`--labels` which labels look like no transliteration at all. Countries are told where the set
tells them; a language never is. Names that a table lists outright are counted apart ("by rule"
leaves them out), as they were not worked out.

Of the 370 judging surnames .751 are exact and .889 within one; by rule alone .632 and .830.
Before some 380 forms of the best-known people of nine languages were listed, from general
knowledge, it was .662 and .851. Some 5 % differ only in a long vowel and 4 % only in a ッ, which
the house settles otherwise, and 4 % are given in more parts or as another name. The worst are
Swedish, Norwegian and Danish (.40 of 15: -berg is ベリ, ベルグ or ベア by country) and Finnish
and Estonian (.39 of 18, .89 within one: v as バ行, doubled consonants with or without ッ).
"""

import argparse
import csv
import hashlib
import json
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from babel import Locale

from common import finish, need_shared, show
from torimatome.draft.check.spelling import apart
from torimatome.text.katakana import propose, table
from torimatome.text.katakana.engine import say

KATAKANA = re.compile(r"[ァ-ヺー・=]+")
# What names of administrative units end in; their labels translate or mangle it.
UNITS = re.compile(
    r"\b(?:rayon|raion|district|county|province|city|oblast|gmina|commune|municipality|tuman\w*|"
    r"munitsip\S*|mis’krada|mis'krada|mis.krada|a[uū]dany|qalasy|merkez|oasis|shahrestan|"
    r"selsoviet|hromada|new|north|south|east|west|upper|lower)\b",
    re.IGNORECASE,
)
# The countries whose places a Caucasus desk meets.
NEAR = ("AZ", "TR", "GE", "AM", "IR", "KZ", "UZ", "UA", "BY", "TM", "KG", "TJ", "RU")
# Words of `terms.tsv` that are no transliteration: typos of the print, given for family name.
SIC = re.compile(r"\bsic\b|second surname only; usual")


@dataclass(frozen=True)
class Case:
    """A name, its printed katakana, and the country it is from."""

    name: str
    ja: str
    country: str
    half: str


def half_of(key: str) -> str:
    return "tune" if hashlib.sha256(key.lower().encode()).digest()[0] % 2 else "judge"


def plain(ja: str) -> str:
    text = unicodedata.normalize("NFKC", ja).replace("\u200e", "").replace(" ", "・")
    return re.sub(r"\([^)]*\)", "", text).strip("・")


def gold_persons() -> list[Case]:
    countries = _actor_countries()
    found: dict[tuple[str, str], Case] = {}
    with need_shared("gold", "terms.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["kind"] != "person" or SIC.search(row["note"]):
                continue
            name = re.sub(r"\(.*\)", "", row["en"]).strip()
            if len(row["ja"].split("・")) < len(name.split()):
                name = name.split()[-1]
            found[name, row["ja"]] = Case(
                name, row["ja"], countries.get(row["ja"], ""), half_of(name)
            )
    return list(found.values())


def _actor_countries() -> dict[str, str]:
    """Country codes by the Japanese name of who acts in the annotated issues."""
    codes = _codes()
    found: dict[str, str] = {}
    for path in sorted(need_shared("gold").glob("0*.json")):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            for actor in item["actors"]:
                if actor["name_ja"] and actor["country"]:
                    found[actor["name_ja"]] = codes.get(actor["country"], "")
    return found


def _codes() -> dict[str, str]:
    names = Locale.parse("en").territories
    codes = {name: code for code, name in names.items() if len(code) == 2}
    return codes | {
        "USA": "US", "UK": "GB", "Turkey": "TR", "Türkiye": "TR", "Russian Federation": "RU",
        "Northern Ireland": "GB", "Scotland": "GB", "Northern Cyprus": "TR", "Czech Republic": "CZ",
        "Abkhazia": "GE", "Aland": "FI", "Hong Kong": "HK", "United States of America": "US",
    }  # fmt: skip


def politicians() -> list[Case]:
    codes, found = _codes(), []
    with need_shared("data", "names", "everypolitician_ja.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            ja, name = plain(row["name_ja"]), row["name_en"].partition(",")[0]
            code = codes.get(row["country"].replace("_", " "), "")
            if name and KATAKANA.fullmatch(ja) and code not in {"KP", "TW", "HK", "KR"}:
                found.append(Case(name, ja, code, half_of(name.split()[-1])))
    return found


def places(countries: Sequence[str]) -> list[Case]:
    found = []
    with need_shared("data", "names", "dr5hn_places_ja.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, ja = row["name_en"], plain(row["name_ja"] or "")
            if row["kind"] != "cities" or row["country"] not in countries or not ja:
                continue
            if KATAKANA.fullmatch(ja) and not UNITS.search(name):
                found.append(Case(name, ja, row["country"], half_of(name)))
    return found


def bare(ja: str) -> str:
    return ja.replace("・", "").replace("=", "")


def distance(said: str, wanted: str) -> int:
    return apart(bare(said), bare(wanted))


def parts_of(case: Case) -> tuple[str, str]:
    """The last part said and wanted: what a headline prints of a person."""
    said = propose(case.name, country=case.country)
    return said.surname.rpartition("=")[2], re.split("[・=]", case.ja)[-1]


@dataclass
class Tally:
    """How many names, how many said exactly, how many within one character."""

    names: int = 0
    exact: int = 0
    near: int = 0

    def add(self, far: int) -> None:
        self.names += 1
        self.exact += far == 0
        self.near += far <= 1


def scored(cases: Iterable[Case], half: str, surnames: bool, wrong: bool) -> dict[str, Tally]:
    """Tallies by language read as; "by rule" of surnames whose listed form is put aside."""
    found: dict[str, Tally] = defaultdict(Tally)
    for case in cases:
        if half not in {"all", case.half}:
            continue
        proposal = propose(case.name, country=case.country)
        said, wanted = parts_of(case) if surnames else (proposal.ja, case.ja)
        far = distance(said, wanted)
        found[proposal.language].add(far)
        found["all"].add(far)
        if surnames:
            found["by rule"].add(distance(_by_rule(case.name, proposal.language), wanted))
        if wrong and far:
            print(f"  {proposal.language}/{case.country} {case.name}: {said}, wanted {wanted}")
    return dict(found)


def _by_rule(name: str, language: str) -> str:
    """The last part of a name as the rules alone say it, whatever form the table lists."""
    read = replace(table(language or "latin"), names={})
    return say(re.split(r"[\s-]+", name.lower())[-1], read).ja


def odd_labels(cases: Sequence[Case]) -> Counter[str]:
    """Labels that are no transliteration of the name, by what seems to have happened."""
    found: Counter[str] = Counter()
    for case in cases:
        said = bare(propose(case.name, country=case.country).ja)
        far = distance(said, case.ja)
        if far <= 2:
            continue
        if "x" in case.name.lower() and re.search("ク?[スシサソ]", case.ja) and far <= 5:
            found["x read as ks or sh"] += 1
        elif re.search("[aeiou]$|e$", case.name) and len(bare(case.ja)) < len(said) - 2:
            found["a part of the name left out"] += 1
        elif far >= 0.6 * max(len(said), 1):
            found["another name or a translated word"] += 1
        elif re.search("ー|ッ[トクドプ]$", case.ja):
            found["read as English (ー, closing ッ)"] += 1
        else:
            found["read by other rules, one to several sounds off"] += 1
    return found


def run(
    name: str, cases: list[Case], options: argparse.Namespace, surnames: bool
) -> dict[str, float]:
    rows = scored(cases, options.half, surnames, options.wrong)
    order = sorted(rows, key=lambda key: (key == "all", key == "by rule", -rows[key].names))
    shown = [
        (_title(key), row.names, row.exact / row.names, row.near / row.names)
        for key in order
        if (row := rows[key]).names >= options.least or key in {"all", "by rule"}
    ]
    show(name, ("read as", "names", "exact", "within one"), shown)
    figures: dict[str, float] = {}
    for key in order:
        row, where = rows[key], "" if key == "all" else f", {_title(key)}"
        if row.names >= options.least or key in {"all", "by rule"}:
            figures[f"{name}{where}: exact"] = row.exact / row.names
            figures[f"{name}{where}: within one"] = row.near / row.names
    return figures


def _title(key: str) -> str:
    return key if key in {"all", "by rule"} else table(key or "latin").name


def speed(cases: Sequence[Case]) -> float:
    """Milliseconds of the processor a name, tables read and nothing remembered."""
    propose(cases[0].name)
    propose.cache_clear()
    start = time.process_time()
    for case in cases[:2000]:
        propose(case.name, country=case.country)
    return (time.process_time() - start) * 1000 / len(cases[:2000])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--half", choices=("tune", "judge", "all"), default="judge")
    asked.add_argument("--wrong", action="store_true")
    asked.add_argument("--labels", action="store_true")
    asked.add_argument("--least", type=int, default=5, help="names a language needs to be shown")
    asked.add_argument("--only", default="", help="gold, persons, places or far")
    options = asked.parse_args()
    near, gold, people = places(NEAR), gold_persons(), politicians()
    figures: dict[str, float] = {}
    if options.only in {"", "gold"}:
        figures |= run("persons of the issues", gold, options, surnames=True)
    if options.only in {"", "persons"}:
        figures |= run("politicians, surnames", people, options, surnames=True)
        figures |= run("politicians, full names", people, options, surnames=False)
    if options.only in {"", "places"}:
        figures |= run("places near by", near, options, surnames=False)
    if options.only == "far":
        figures |= run("places elsewhere", places(FAR), options, surnames=False)
    if options.labels:
        show("labels far from the name", ("what", "names"), odd_labels(near).most_common())
    figures["milliseconds a name"] = speed(near)
    if options.half != "judge" or options.only:
        return
    floors = {key: (figures[key], floor) for key, floor in FLOORS.items()}
    floors["names a millisecond"] = (1 / figures["milliseconds a name"], 1.0)
    finish("katakana", figures, floors)


FAR = ("PL", "AT", "CH", "CZ", "HU", "IT", "ES", "PT", "FR", "NL", "HR", "GR", "AR", "SE", "FI")
# Just below what the judging half gave; issue 5 asks .80/.92 of the persons of the issues and
# .55/.80 of the noisy sets.
FLOORS = {
    "persons of the issues: exact": 0.90,
    "persons of the issues: within one": 0.92,
    "persons of the issues, by rule: exact": 0.85,
    "politicians, surnames: exact": 0.73,
    "politicians, surnames: within one": 0.87,
    "politicians, surnames, by rule: exact": 0.61,
    "politicians, surnames, by rule: within one": 0.81,
    "politicians, surnames, English: exact": 0.80,
    "politicians, surnames, German: exact": 0.78,
    "politicians, surnames, French: exact": 0.74,
    "politicians, surnames, Turkish: exact": 0.71,
    "places near by: exact": 0.57,
    "places near by: within one": 0.83,
    "places near by, Persian: exact": 0.58,
    "places near by, Ukrainian: exact": 0.56,
    "places near by, Turkish: exact": 0.52,
    "places near by, Russian: exact": 0.61,
    "places near by, Kazakh and other Central Asian: exact": 0.60,
    "places near by, Armenian: exact": 0.57,
    "places near by, Azerbaijani: exact": 0.32,
    "places near by, Georgian: exact": 0.60,
}

if __name__ == "__main__":
    main()
