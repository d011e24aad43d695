"""The gate against facts changed by published rules, and against what says the same.

Real sentences of the shared pages are changed by the rules of `mutations/`; each changed sentence
is shown to the gate with the unchanged one as its passage ("own"), and again with up to three
sentences that stand together as its passage ("among"). Lies must be objected to, the rest must
pass. The gate's author does not work on the rules. Also: summaries of news that people found
faithful or not (SummEdits), half of them kept for judging.

    --quick          500 sentences, no pages read
    --strict         leave with 1 below what is wanted, not below the floors
    --rule NAME      only this rule (again for more)
    --sample N       print N changes of each rule, to be read by eye, and stop
    --missed N       print N changes of each rule that the gate got wrong
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from common import finish, need_shared, show
from mutations import RULES, Change, Real, Rule
from mutations.base import WANTED_CAUGHT, WANTED_FALSE
from mutations.real import load
from mutations.rules import changes, pools
from torimatome.draft.gate import check_sentence
from torimatome.model import Passage, Sentence
from torimatome.text import sentences

EACH = 200  # changes of a rule that are judged; at .95 that leaves ±.03
UNCHANGED = 5000
SUMMARIES_WANTED = 0.65
SEVERITIES = ("high", "mid", "low")
AUDIT = Path(__file__).parent / "mutations" / "audit.yaml"


@dataclass
class Tally:
    """How often the gate objected to what one rule or kind made."""

    n: int = 0
    own: int = 0
    among: int = 0

    def add(self, other: "Tally") -> None:
        """Another tally on top."""
        self.n, self.own, self.among = (
            self.n + other.n,
            self.own + other.own,
            self.among + other.among,
        )


class Stopwatch:
    """How long the gate took, call by call."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def objects(self, text: str, passage: str, day: str) -> bool:
        """Whether the gate objects to a sentence that rests on one passage."""
        return bool(self.found(text, passage, day))

    def found(self, text: str, passage: str, day: str) -> list[str]:
        """How bad each thing is that the gate objects to."""
        source = Passage("bench", 1, 0, len(passage), passage, "", "bench", day, "", "en")
        start = time.perf_counter()
        checks = check_sentence(Sentence(text, (source,)))
        self.taken.append(time.perf_counter() - start)
        return [check.severity for check in checks if check.severity != "info"]

    def at(self, share: float) -> float:
        """The milliseconds that `share` of the calls took at most."""
        ordered = sorted(self.taken) or [0.0]
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def judge(
    rule: Rule, made: Iterable[tuple[Real, Change]], watch: Stopwatch, missed: int = 0
) -> Tally:
    """What the gate says of one rule's changes; up to `missed` wrong answers are printed."""
    tally = Tally()
    for real, change in made:
        own = watch.objects(change.text, real.text, real.day)
        among = watch.objects(change.text, real.paragraph, real.day)
        tally.add(Tally(1, own, among))
        if missed and (own != rule.lies or among != rule.lies):
            missed -= 1
            print(f"  {'own' if own != rule.lies else 'among'}: {told(real, change)}")
    return tally


def told(real: Real, change: Change) -> str:
    """A change with some words on either side, for the eye."""
    old, new = real.text.split(), change.text.split()
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    before = " ".join(old[max(0, head - 6) : head])
    after = " ".join(old[len(old) - tail :][:5])
    gone = " ".join(old[head : len(old) - tail])
    come = " ".join(new[head : len(new) - tail])
    return f"{before} [{gone} → {come}] {after}"


def sample(rules: Iterable[Rule], reals: list[Real], n: int) -> None:
    """Print `n` changes of each rule."""
    pool = pools(reals)
    for rule in rules:
        print(f"\n== {rule.kind}: {rule.name}: {rule.told}")
        for number, (real, change) in enumerate(changes(rule, reals, pool, n), 1):
            print(f"{number:3} {told(real, change)}")


def rates(tally: Tally) -> tuple[float, float]:
    """The shares objected to, resting on the sentence alone and among its neighbours."""
    return tally.own / max(1, tally.n), tally.among / max(1, tally.n)


@dataclass(frozen=True)
class Summary:
    """A summary people judged, and what the gate finds in it."""

    true: bool
    half: str  # "development" or "judged", by its document's number
    found: tuple[str, ...]  # the severity of each check


def gated(summaries: list[dict[str, object]], watch: Stopwatch) -> list[Summary]:
    """Each summary, sentence by sentence, against its whole document."""
    read: list[Summary] = []
    for one in summaries:
        text, document = str(one["summary"]), str(one["doc"])
        found: list[str] = []
        for s in sentences.split(text, "en"):
            found += watch.found(text[s.start : s.end], document, "")
        half = "judged" if int(str(one["id"]).split("_")[0], 16) % 2 else "development"
        read.append(Summary(one["label"] == 1, half, tuple(found)))
    return read


def balance(summaries: list[Summary], severities: Sequence[str], most: int) -> tuple[float, ...]:
    """Faithful passed, unfaithful caught, and their mean, when up to `most` such checks pass."""
    caught = {True: [0, 0], False: [0, 0]}
    for one in summaries:
        hits = sum(severity in severities for severity in one.found)
        caught[one.true][hits > most] += 1
    passed = caught[True][0] / max(1, sum(caught[True]))
    objected = caught[False][1] / max(1, sum(caught[False]))
    return passed, objected, (passed + objected) / 2


def summary_rows(summaries: list[Summary]) -> list[tuple[str, str, float, float, float]]:
    """The gate as it is, and the reading of its checks that did best on the development half."""
    halves = {
        "all": summaries,
        "development": [one for one in summaries if one.half == "development"],
        "judged": [one for one in summaries if one.half == "judged"],
    }
    readings = [(levels, most) for levels in (SEVERITIES, SEVERITIES[:1]) for most in range(8)]
    best = max(readings, key=lambda r: (balance(halves["development"], *r)[2], -r[1]))
    rows = []
    for levels, most in ((SEVERITIES, 0), best):
        told = f"over {most} {'checks' if levels is SEVERITIES else 'high checks'}"
        for half, some in halves.items():
            passed, objected, mean = balance(some, levels, most)
            rows.append((half, told, passed, objected, mean))
    return rows


def audited() -> dict[str, dict[str, int]]:
    """How many changes of each rule were read by eye, and how many were wrong."""
    table: dict[str, dict[str, int]] = yaml.safe_load(AUDIT.read_text(encoding="utf-8"))
    return table


def print_rules(by_rule: dict[str, Tally], chosen: Iterable[Rule]) -> None:
    """The table of rules, with what was found wrong by eye."""
    read = audited()
    rows = []
    for rule in chosen:
        own, among = rates(by_rule[rule.name])
        eye = read.get(rule.name, {"read": 0, "wrong": 0})
        wanted = f"≥ {WANTED_CAUGHT[rule.kind]}" if rule.lies else f"≤ {WANTED_FALSE[rule.kind]}"
        row = (rule.kind, rule.name, by_rule[rule.name].n, own, among, wanted)
        rows.append([*row, f"{eye['wrong']}/{eye['read']}"])
    show(
        "Objected to, by rule",
        ["kind", "rule", "n", "own", "among", "wanted", "wrong by eye"],
        rows,
    )


def options() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description="Score the gate on changed sentences.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--rule", action="append", default=[])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--missed", type=int, default=0)
    return parser.parse_args()


def run(
    asked: argparse.Namespace, reals: list[Real], watch: Stopwatch
) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """The tallies by rule and by kind."""
    pool = pools(reals)
    by_rule: dict[str, Tally] = {}
    by_kind: dict[str, Tally] = {}
    for rule in wanted_rules(asked):
        most = UNCHANGED if rule.kind == "unchanged" else EACH
        if asked.missed:
            print(f"\n== {rule.kind}: {rule.name}")
        tally = judge(rule, changes(rule, reals, pool, most), watch, asked.missed)
        by_rule[rule.name] = tally
        by_kind.setdefault(rule.kind, Tally()).add(tally)
    return by_rule, by_kind


def wanted_rules(asked: argparse.Namespace) -> list[Rule]:
    """The rules named on the command line, or all that the eye let stand."""
    if unknown := sorted(set(asked.rule) - {rule.name for rule in RULES}):
        raise SystemExit(f"No rule is called {unknown[0]!r}; `bench/gate.py` lists them all.")
    return [rule for rule in RULES if not asked.rule or rule.name in asked.rule]


def main() -> None:
    """Print the tables, and leave with 1 when a figure is under its floor."""
    asked = options()
    shared = need_shared("data").parent
    reals = load(shared, quick=asked.quick)
    reals = reals[:500] if asked.quick else reals
    if asked.sample:
        sample(wanted_rules(asked), reals, asked.sample)
        return
    watch = Stopwatch()
    by_rule, by_kind = run(asked, reals, watch)
    print_rules(by_rule, wanted_rules(asked))
    print_kinds(by_kind, by_rule)
    p50, p95 = watch.at(0.5), watch.at(0.95)
    print(f"{len(reals)} sentences, {len(watch.taken)} judgements: {p50:.1f} ms, p95 {p95:.1f} ms")
    figures: dict[str, object] = {
        "sentences": len(reals),
        "sources": dict(Counter(real.origin for real in reals)),
        "p95_ms": p95,
        "rules": {name: asdict(tally) for name, tally in by_rule.items()},
        "kinds": {name: asdict(tally) for name, tally in by_kind.items()},
    }
    measured = {kind: rates(tally) for kind, tally in by_kind.items()}
    if not asked.rule:
        news, errors = faith(shared, quick=asked.quick)
        figures |= {"summedits": news, "factcc_caught": errors}
        unseen = news["judged, over 0 checks"]
        measured["summaries"] = (unseen, unseen)
    if asked.quick or asked.rule:
        return  # floors are for the full run
    finish("gate", figures, floors(measured, strict=asked.strict))


def print_kinds(by_kind: Mapping[str, Tally], by_rule: Mapping[str, Tally]) -> None:
    """The table of kinds, against what is wanted; each rule counts the same in the last column."""
    rows = []
    for kind, tally in by_kind.items():
        lies = kind in WANTED_CAUGHT
        wanted = f"≥ {WANTED_CAUGHT[kind]}" if lies else f"≤ {WANTED_FALSE[kind]}"
        shares = [
            rates(by_rule[rule.name])[0]
            for rule in RULES
            if rule.kind == kind and rule.name in by_rule
        ]
        mean = sum(shares) / len(shares)
        must = "must object" if lies else "must pass"
        rows.append([kind, must, tally.n, *rates(tally), wanted, mean])
    columns = ["kind", "the gate", "n", "own", "among", "wanted", "mean of rules"]
    show("Objected to, by kind", columns, rows)


def faith(shared: Path, *, quick: bool) -> tuple[dict[str, float], float]:
    """Balanced accuracy on summaries of news, and the share of untrue sentences objected to."""
    folder = shared / "data" / "faith"
    summaries = json.loads((folder / "summedits_news.json").read_text("utf-8"))
    untrue = json.loads((folder / "factcc_explanation_annotation.json").read_text("utf-8"))
    step = 8 if quick else 1
    watch = Stopwatch()
    rows = summary_rows(gated(summaries[::step], watch))
    caught = sum(watch.objects(one["summary"], one["doc"], "") for one in untrue[::step])
    share = caught / len(untrue[::step])
    show(
        "Summaries of news, by people's word",
        ["half", "objects when", "faithful passed", "unfaithful caught", "balanced accuracy"],
        rows,
    )
    print(f"untrue sentences (FactCC) objected to: {share:.3f} of {len(untrue[::step])}")
    print(f"a sentence against a whole article: p95 {watch.at(0.95):.1f} ms")
    return {f"{half}, {when}": mean for half, when, _, _, mean in rows}, share


# A little under what was measured on the worse of the two passages (facts .997, roles .969,
# comparison .998, attribution .975, content words .905; passed: shortened .982, synonyms .990,
# passives .906; summaries of the judged half .660, of both .70). Raise them with the gate;
# `--strict` asks for what is wanted.
FLOORS = {
    "facts": 0.99,
    "roles": 0.95,
    "comparison": 0.97,
    "attribution": 0.955,
    "content words": 0.89,
    "unchanged passed": 0.99,
    "shortened passed": 0.97,
    "synonym passed": 0.95,
    "passive passed": 0.88,
    "summaries": 0.65,
}


def floors(
    measured: dict[str, tuple[float, float]], *, strict: bool
) -> dict[str, tuple[float, float]]:
    """Each figure, the worse of the two passages, with the least it may be."""
    wanted = WANTED_CAUGHT | {f"{kind} passed": 1 - share for kind, share in WANTED_FALSE.items()}
    wanted["summaries"] = SUMMARIES_WANTED
    asked = wanted if strict else FLOORS
    found = {
        (f"{kind} passed" if kind in WANTED_FALSE else kind): (
            1 - max(pair) if kind in WANTED_FALSE else min(pair)
        )
        for kind, pair in measured.items()
    }
    return {name: (found[name], least) for name, least in asked.items() if name in found}


if __name__ == "__main__":
    main()
