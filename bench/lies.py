"""The demo week drafted with a model that lies: none of what it makes up may reach the draft.

A scripted server on loopback speaks the real protocol. It tells the 200 lies of
`mutations/lies.yaml` about the invented week, alone and behind a true sentence, and what
`mutations/misforms.py` lists: passages that do not exist, invented sentences, markup, echoes of the
question, other languages, replies of other shapes. Then it is honest: how much of what a faithful
model would hand in gets through, and how much of what a person wrote about the same week.

    --shown   print what got through
    --rules   also: real sentences of ../shared changed by the rules of `mutations/`, 12 a rule
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import yaml

from common import finish, need_shared, show
from draft import articles_of, body_text, stories_of
from mutations import RULES
from mutations.lies import lies
from mutations.misforms import replies, sentences
from mutations.real import load
from mutations.rules import changes, pools
from torimatome import desks
from torimatome.demo.wire import read_wire
from torimatome.draft.gate import check_sentence
from torimatome.draft.house_style import house_form
from torimatome.draft.speaker import Speaker
from torimatome.draft.write import draft_issue
from torimatome.draft.writing import Ground, rewritten
from torimatome.draft.writing.item import offered, written
from torimatome.draft.writing.vetting import fault_as_it_came
from torimatome.errors import SourceError
from torimatome.model import Article, Issue, Item, Passage, Period, Sentence
from torimatome.outside.clock import FixedClock
from torimatome.outside.models import Models
from torimatome.outside.models.allowance import ModelLimits
from torimatome.outside.models.opening import Chosen, open_models
from torimatome.outside.models.scripted import Asked, ScriptedModel

NOW = datetime(2026, 5, 15, 20, tzinfo=UTC)
MANY = ModelLimits(tokens=10**9)
EACH = 12  # changes of a rule


class Script:
    """What the server says next."""

    def __init__(self) -> None:
        self.reply = "{}"

    def __call__(self, asked: Asked) -> str:
        """The reply that was laid out, whatever is asked."""
        return self.reply


@dataclass(frozen=True)
class Week:
    """The demo's week, drafted without a model."""

    issue: Issue
    ground: Ground
    sample: dict[str, str]  # Item.id → what a person wrote of it
    ids: dict[str, str]  # article of the wire → Article.id


def the_week() -> Week:
    """The extractive draft of the demo's stories, and what it is made of."""
    folder = desks.SHIPPED / "demo"
    house = desks.load(folder)
    wire = read_wire(folder / "wire")
    evening = max(one.published for one in wire)
    made = articles_of([one.at(evening) for one in wire], house)
    stories = stories_of([one.at(evening) for one in wire], made)
    days = sorted(a.day for a in made.values())
    by_id = {a.id: a for a in made.values()}
    issue = draft_issue(list(stories.values()), by_id, house, Period(days[0], days[-1]))
    sample: dict[str, str] = {}
    for raw in yaml.safe_load((folder / "sample_issue.yaml").read_text("utf-8"))["items"]:
        sides = [side["text"] for side in raw.get("sides") or ()]
        words = [raw.get("text") or "", *sides, *raw.get("bullets", ())]
        sample[stories[raw["story"]].id] = " ".join(word for word in words if word)
    ground = Ground(house, house_form(house), Speaker(house), by_id)
    return Week(issue, ground, sample, {name: a.id for name, a in made.items()})


def models_at(address: str) -> Models:
    """A model at the scripted server, without memory."""
    return open_models(Chosen(address=address, model="liar", limits=MANY), FixedClock(NOW))


def reply_of(*entries: tuple[str, list[int]]) -> str:
    """A reply of the right shape."""
    return json.dumps({"sentences": [{"text": t, "passages": p} for t, p in entries]})


def stands_in(passages: list[Passage], text: str) -> int:
    """The number of the passage that holds `text`; 0 when none does."""
    flat = " ".join(text.split())
    for number, passage in enumerate(passages, 1):
        if flat in " ".join(passage.quote.split()):
            return number
    return 0


def items_of(week: Week, article: str) -> Iterator[tuple[Item, list[Passage]]]:
    """The plain items that may use an article, with the passages they are offered."""
    for item in week.issue.items:
        if article in item.articles:
            for block in item.blocks:
                yield item, offered(block, item, week.ground)


def from_model(item: Item) -> list[str]:
    """The sentences of an item that a model wrote."""
    return [s.text for b in item.blocks for s in b.sentences if "model" in s.marks]


def tell_lies(week: Week, script: Script, models: Models) -> tuple[Counter[str], list[str]]:
    """Each lie told in its item, alone and behind the truth: (told by kind, those that got in)."""
    told: Counter[str] = Counter()
    passed: list[str] = []
    for lie in lies():
        article = week.ids[lie.true.passages[0].article]
        for item, passages in items_of(week, article):
            at = stands_in(passages, lie.true.text)
            if not at:
                continue
            told[lie.kind] += 1
            for behind in ((), ((lie.true.text, [at]),)):
                script.reply = reply_of(*behind, (lie.text, [at]))
                said = from_model(attempt(item, week, models))
                if len(said) > len(behind) or (said and not behind):
                    passed.append(f"{lie.kind}: {lie.text}")
            break
        else:
            # Its item is told in bullets or its report is not used: held against the page itself.
            told[lie.kind] += 1
            if not fault_as_it_came(lie.sentence, week.ground.form):
                passed.append(f"{lie.kind}: {lie.text}")
    return told, passed


def attempt(item: Item, week: Week, models: Models) -> Item:
    """The item after one question; as it was when the reply is nothing."""
    try:
        assert models.writer is not None
        return written(item, week.ground, models.writer).item
    except SourceError:
        return item


def tell_misforms(week: Week, script: Script, address: str) -> tuple[Counter[str], list[str]]:
    """Each wrong form in three items of the week."""
    told: Counter[str] = Counter()
    passed: list[str] = []
    plain = [i for i in week.issue.items if len(i.blocks) == 1 and i.blocks[0].type == "paragraph"]
    for item in [i for i in plain if i.blocks[0].language == "en"][:3]:
        passages = offered(item.blocks[0], item, week.ground)
        true = " ".join(passages[0].quote.split())
        made = [(k, reply_of((t, p))) for k, t, p in sentences(true, 1, len(passages))]
        made += [("reply", reply) for reply in replies(true, 1)]
        for kind, reply in made:
            told[kind] += 1
            script.reply = reply
            if from_model(attempt(item, week, models_at(address))):
                passed.append(f"{kind}: {reply[:200]}")
    return told, passed


def whole_week(week: Week, address: str, script: Script) -> bool:
    """Whether a week with a liar in every item comes out as without a model."""
    script.reply = reply_of(("The President of Orvenia has resigned.", [1]))
    made, _ = rewritten(week.issue, week.ground, models_at(address))
    return [i.blocks for i in made.items] == [i.blocks for i in week.issue.items]


def honest(week: Week, models: Models, script: Script) -> dict[str, float]:
    """What gets through of passages handed in as they are, and of what a person wrote."""
    asked = stood = 0
    for item in week.issue.items:
        if len(item.blocks) != 1 or item.blocks[0].language != "en" or not item.blocks[0].text:
            continue
        passages = offered(item.blocks[0], item, week.ground)[:3]
        script.reply = reply_of(
            *((" ".join(p.quote.split()), [n]) for n, p in enumerate(passages, 1))
        )
        asked += len(passages)
        stood += len(from_model(attempt(item, week, models)))
    by_hand = passed = 0
    for item in week.issue.items:
        wanted = week.sample.get(item.id)
        reports = [week.ground.articles[i] for i in item.articles]
        for text in wanted.split(". ") if wanted else ():
            by_hand += 1
            passed += stands_somewhere(f"{text.rstrip('.')}.", reports, week.ground)
    return {
        "copied sentences that stand": stood / max(1, asked),
        "hand-written sentences that would": passed / max(1, by_hand),
        "hand-written sentences": float(by_hand),
    }


def stands_somewhere(text: str, reports: list[Article], ground: Ground) -> bool:
    """Whether a sentence would pass on some paragraph of an English report."""
    for report in reports:
        start = 0
        for paragraph in report.text.split("\n\n"):
            rests = Passage(
                report.id, 1, start, start + len(paragraph), paragraph, "", report.outlet,
                report.day, "", report.language,
            )  # fmt: skip
            start += len(paragraph) + 2
            said = Sentence(text, (rests,))
            if report.language == "en" and not fault_as_it_came(said, ground.form):
                return True
    return False


def by_rules() -> None:
    """How often the gate objects to changed sentences, and how often what models face does."""
    reals = load(need_shared("data").parent, quick=True)[:1500]
    pool = pools(reals)
    tallies: dict[str, list[int]] = {}
    form = house_form(desks.load(desks.SHIPPED / "demo"))
    for rule in RULES:
        row = tallies.setdefault(rule.kind, [0, 0, 0])
        for real, change in changes(rule, reals, pool, EACH):
            for words in (real.text, real.paragraph):
                rests = Passage("a", 1, 0, len(words), words, "", "o", real.day, "", "en")
                said = Sentence(change.text, (rests,))
                row[0] += 1
                row[1] += any(check.severity != "info" for check in check_sentence(said, form))
                row[2] += bool(fault_as_it_came(said, form))
    rows = [[kind, n, gate / n, strict / n] for kind, (n, gate, strict) in tallies.items()]
    show("Objected to, by kind", ("kind", "n", "the gate", "as a model's"), rows)


def main() -> None:
    """Print what was told and what got through; leave with 1 when anything did."""
    week, script = the_week(), Script()
    with ScriptedModel(script) as server:
        models = models_at(server.address)
        told, passed = tell_lies(week, script, models)
        wrong, slipped = tell_misforms(week, script, server.address)
        unmoved = whole_week(week, server.address, script)
        fair = honest(week, models_at(server.address), script)
        questions = len(server.asked)
    passed += slipped
    rows = [(kind, count) for kind, count in sorted((told + wrong).items())]
    show("Told to the draft by a scripted model", ("kind", "told"), rows)
    if "--shown" in sys.argv or passed:
        for line in passed:
            print("GOT THROUGH", line)
    total = sum(told.values()) + sum(wrong.values())
    figures = {
        "lies about facts": sum(told.values()), "wrong forms": sum(wrong.values()),
        "got through": len(passed), "questions": questions,
        "body words of the draft": sum(len(body_text(i).split()) for i in week.issue.items), **fair,
    }  # fmt: skip
    show("Figures", ("what", "figure"), list(figures.items()))
    caught = 1 - len(passed) / max(1, total)
    if "--rules" in sys.argv:
        by_rules()
    finish(
        "lies",
        figures,
        {
            "caught": (caught, 1.0),
            "a liar's week is the week without it": (float(unmoved), 1.0),
            "copied sentences that stand": (fair["copied sentences that stand"], 0.6),
        },
    )


if __name__ == "__main__":
    main()
