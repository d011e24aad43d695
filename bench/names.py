"""Names: people found and keyed alike across ten languages, actors of the gold issues, speed.

Run `.venv/bin/python bench/names.py`; `--misses` prints what is not found. What stands in
../shared is skipped where that is absent.
"""

import csv
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import torimatome.desks as desks_package
from common import SHARED, finish, show
from torimatome import desks
from torimatome.text.name_key import person_key
from torimatome.text.names import Names
from torimatome.text.people import people

NTREX = SHARED / "data" / "crosslingual_ntrex"
GOLD = SHARED / "gold"
POLITICIANS = SHARED / "data" / "names" / "everypolitician_ja.tsv"
NEUS = SHARED / "data" / "clusters_neus" / "stories.jsonl"
LANGUAGES = {
    "en": "src.eng", "ru": "ref.rus", "uk": "ref.ukr", "tr": "ref.tur", "az": "ref.aze-Latn",
    "fa": "ref.fas", "hy": "ref.hye", "ka": "ref.kat", "ja": "ref.jpn", "ar": "ref.arb",
}  # fmt: skip
# What was reached when this was written, less a small margin.
FLOORS: dict[str, float] = {
    "ru known": 0.95, "uk known": 0.95, "tr known": 0.95, "az known": 0.95, "ja known": 0.95,
    "tr new": 0.7, "az new": 0.58, "ru new": 0.45, "uk new": 0.28, "fa new": 0.24, "ar new": 0.28,
    "hy new": 0.15, "ka new": 0.12, "ja new": 0.2, "gold known": 0.97, "gold new": 0.3,
    "politicians ru": 0.71, "politicians ru surname": 0.84, "politicians ja surname": 0.63,
    "politicians with a key of their own": 0.96,
}  # fmt: skip
MISSES = "--misses" in sys.argv


def documents(language: str) -> dict[str, str]:
    """The translated documents of a language, whole, by document id."""
    ids = (NTREX / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    name = f"newstest2019-{LANGUAGES[language]}.txt"
    lines = (NTREX / name).read_text(encoding="utf-8").split("\n")
    found: dict[str, list[str]] = defaultdict(list)
    for id_, line in zip(ids, lines, strict=False):
        if id_.strip():
            found[id_.strip()].append(line.strip())
    return {id_: "\n\n".join(row) for id_, row in found.items()}


def across(names: Names) -> Iterator[tuple[str, int, int, float, int, int, float]]:
    """Per language: of the persons the English names, how many get the same key there."""
    english = {
        id_: {p.key: p.told for p in people(text, names) if p.given or p.key[7:8] != "~"}
        for id_, text in documents("en").items()
    }
    for language in LANGUAGES:
        if language == "en":
            continue
        right: Counter[bool] = Counter()
        wanted: Counter[bool] = Counter()
        for id_, text in documents(language).items():
            there = {p.key for p in people(text, names)}
            for key in english[id_]:
                known = key[7:8] != "~"
                wanted[known] += 1
                right[known] += key in there
                if MISSES and key not in there and not known:
                    print(language, id_, key, sorted(there))
        yield (
            language,
            right[True],
            wanted[True],
            right[True] / max(1, wanted[True]),
            right[False],
            wanted[False],
            right[False] / max(1, wanted[False]),
        )


def gold(names: Names) -> tuple[int, int, int, int]:
    """Persons among the gold actors that the termbase has, and that it lacks: found of all."""
    known_found = known_all = new_found = new_all = 0
    terms = {f"person:{t.en}" for t in names.house.terms if t.kind == "person"}
    states = {"state", "state (metonym)", "city", "country"}
    for path in sorted(GOLD.glob("0*.json")):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            body = " \n".join(
                " ".join([b.get("text") or "", *(b.get("bullets") or [])]) for b in item["blocks"]
            )
            found = people(f"{item['headline_en']}\n{body}", names)
            keys = {p.key for p in found}
            surnames = {p.surname.lower() for p in found}
            for actor in item["actors"]:
                name = actor.get("norm_en") or actor["name_en"]
                if f"person:{name}" in terms:
                    known_all += 1
                    known_found += f"person:{name}" in keys
                    if MISSES and f"person:{name}" not in keys:
                        print("gold, known:", item["id"], name)
                elif actor.get("role") not in states and _is_person(actor["name_en"]):
                    new_all += 1
                    hit = actor["name_en"].split()[-1].lower() in surnames
                    new_found += hit
                    if MISSES and not hit:
                        print("gold, new:", item["id"], actor["name_en"], "|", actor["role"])
    return known_found, known_all, new_found, new_all


_BODY = re.compile(
    r"\b(?:Ministry|Service|Council|Committee|Office|Union|Index|Assembly|Parliament|Party|Group|"
    r"Court|Agency|Forces|Organi[sz]ation|Company|Center|Centre|Foundation|University|Association|"
    r"Commission|Police|Embassy|State|Government|Administration|Army|Fund|Bank|Forum|Summit|House|"
    r"Chamber|Church|Delegation|Mission|Board|Corps|Command|Federation|Republic|Department|Media|"
    r"Institute|Academy|NATO|OSCE|SOCAR|UN|EU|TRACECA)\b"
)


def _is_person(name: str) -> bool:
    """Two or more words in capitals that name no body."""
    return bool(
        re.fullmatch(r"[A-ZÀ-ÞƏĞİŞ][\w'’-]+(?: [\w'’.-]+){1,3}", name)
    ) and not _BODY.search(name)


def politicians() -> tuple[dict[str, tuple[int, int]], int, int]:
    """Keys of one politician in English, Russian and Japanese: alike of all; and collisions."""
    alike = {"ru": 0, "ru surname": 0, "ja": 0, "ja surname": 0}
    total = {"ru": 0, "ja": 0}
    people_of: dict[str, set[str]] = defaultdict(set)
    with POLITICIANS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            english = re.sub(r"\(.*?\)", "", row["name_en"]).split()
            if len(english) < 2:
                continue
            key = person_key(english[0], english[-1])
            people_of[key].add(row["name_en"])
            for language, pair in (
                ("ru", _russian(row["name_ru"] or "")),
                ("ja", _ja(row["name_ja"])),
            ):
                if pair is not None:
                    other = person_key(*pair)
                    total[language] += 1
                    alike[language] += other == key
                    alike[f"{language} surname"] += other.split(".")[1] == key.split(".")[1]
    shares = {name: (count, total[name[:2]]) for name, count in alike.items()}
    collided = sum(len(row) for row in people_of.values() if len(row) > 1)
    return shares, collided, sum(map(len, people_of.values()))


def _russian(name: str) -> tuple[str, str] | None:
    if "," in name:
        surname, _, given = name.partition(",")
        return ((given.split() or [""])[0], surname.split()[-1]) if surname.split() else None
    parts = name.split()
    return (parts[0], parts[-1]) if len(parts) > 1 else None


def _ja(name: str) -> tuple[str, str] | None:
    parts = re.split("[・＝=]", name.replace("\u200e", ""))
    return (parts[0], parts[-1]) if len(parts) > 1 else None


def speed(names: Names) -> list[tuple[str, int, float, float]]:
    """Microseconds of processor time for 1,000 letters: the look-up alone, and with people."""
    rows = []
    for language in LANGUAGES:
        texts = [text[:2000] for text in documents(language).values()]
        letters = sum(map(len, texts))
        timed = []
        for look in (names.find, lambda text: people(text, names)):
            best = 9.0
            for _ in range(4):
                started = time.process_time()
                for text in texts:
                    look(text)
                best = min(best, time.process_time() - started)
            timed.append(best * 1e9 / letters)
        per_second = 1e6 / (timed[0] * 2.0)
        rows.append((language, round(timed[0]), round(timed[1]), round(per_second)))
    return rows


def main() -> None:
    """Measure, print, compare with the floors."""
    if not NTREX.exists():
        print("names: skipped, ../shared is not here")
        return
    names = Names(desks.load(Path(desks_package.__file__).parent / "azerbaijan"))
    figures: dict[str, object] = {}
    rows = list(across(names))
    show(
        "Persons of the English document found under the same key",
        ("language", "term: found", "of", "share", "no term: found", "of", "share"),
        rows,
    )
    for language, _, _, known, _, _, new in rows:
        figures[f"{language} known"] = round(known, 3)
        figures[f"{language} new"] = round(new, 3)
    known_found, known_all, new_found, new_all = gold(names)
    figures["gold known"] = round(known_found / known_all, 3)
    figures["gold new"] = round(new_found / new_all, 3)
    shares, collided, everyone = politicians()
    for name, (count, total) in shares.items():
        figures[f"politicians {name}"] = round(count / total, 3)
    figures["politicians with a key of their own"] = round(1 - collided / everyone, 3)
    show(
        "Persons of the gold issues",
        ("persons", "found", "of"),
        [("in the termbase", known_found, known_all), ("not in it", new_found, new_all)],
    )
    show(
        "Microseconds for 1,000 letters",
        ("language", "find", "people", "articles/s of 2,000 letters"),
        speed(names),
    )
    print(*(f"{name}: {figure}" for name, figure in figures.items()), sep="\n")
    floors = {
        name: (float(str(figures[name])), floor)
        for name, floor in FLOORS.items()
        if name in figures
    }
    finish("names", figures, floors)


if __name__ == "__main__":
    main()
