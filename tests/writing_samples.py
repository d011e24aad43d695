"""A small desk for the tests of what models write. Lorvia and all its people are invented."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache

from torimatome.draft.house_style import house_form
from torimatome.draft.speaker import Speaker
from torimatome.draft.write import draft_issue
from torimatome.draft.writing import Example, Ground
from torimatome.model import (
    Article,
    House,
    Issue,
    Outlet,
    Period,
    SectionRule,
    Story,
    Style,
    Term,
)
from torimatome.outside.fakes import MovingClock
from torimatome.outside.models import Models
from torimatome.outside.models.opening import Chosen, open_models
from torimatome.outside.models.scripted import Asked, ScriptedModel, Turn

NOW = datetime(2026, 5, 10, 20, tzinfo=UTC)
OUTLETS = (
    Outlet("lna", "Lorvian News Agency", "LNA", "http://lna.example/", agency=True),
    Outlet("post", "The Harbour Post", "POST", "http://post.example/", ownership="private"),
    Outlet("listok", "Листок", "LISTOK", "http://listok.example/", ownership="private"),
)
HOUSE = House(
    name="test",
    country="LV1",
    country_name="Lorvia",
    languages=("en", "ru"),
    zone="UTC",
    outlets=OUTLETS,
    sections=(SectionRule("domestic", "内政"), SectionRule("foreign", "外政")),
    style=Style(title_ja="情報", offices={"Foreign Minister": "FM"}),
    terms=(
        Term("country", "Lorvia", "ロルヴィア", aliases=("Lorvian", "Лорвия", "Лорвии"),
             country="LV1"),
        Term("country", "Sundara", "スンダラ", aliases=("Sundaran", "Сундара", "Сундары"),
             country="SD1"),
        Term("office", "Foreign Minister", "外相", "FM", aliases=("министр иностранных дел",)),
        Term("person", "Mira Talvek", "タルヴェク", aliases=("Мира Талвек", "Талвек"),
             country="LV1", office="Foreign Minister"),
        Term("place", "Orla", "オルラ", aliases=("Орла", "Орлы", "Орле"), country="LV1"),
    ),
)  # fmt: skip
FORM, SPEAKER = house_form(HOUSE), Speaker(HOUSE)
WEEK = Period("2026-05-04", "2026-05-10")
PORT = (
    "Foreign Minister Mira Talvek opened the new port of Orla on Friday. The port cost 40 million "
    "marks and can take 12 ships a day.\n\nTalvek told reporters that the port may receive its "
    "first ferry on May 20. The Harbour Union has not signed the contract."
)
RUSSIAN = (
    "В пятницу министр иностранных дел Мира Талвек открыла новый порт Орлы. Порт может принимать "
    "12 судов в день."
)


def article(outlet: str, title: str, text: str, language: str = "en", day: str = "08") -> Article:
    key = hashlib.sha256(f"{outlet}{title}{text}".encode()).hexdigest()
    at = datetime(2026, 5, int(day), 12, tzinfo=UTC)
    return Article(
        key[:16], 1, f"http://{outlet}.example/{key[:4]}", outlet, "folder", title, text, language,
        at, "hand", f"2026-05-{day}", at, key,
    )  # fmt: skip


@cache
def drafted(*articles: Article) -> tuple[Issue, Ground]:
    """One story of these articles, drafted without a model, and what it is made of."""
    ids = tuple(sorted(a.id for a in articles))
    story = Story(ids[0][:12], ids, tuple((a.id,) for a in articles), "domestic", 1.0, ("because",))
    by_id = {a.id: a for a in articles}
    example = Example("domestic", "FM Talvek meets a delegation", "タルヴェク外相、代表団と会談",
                      "On May.01, FM Talvek met a delegation of the Harbour Union.")  # fmt: skip
    ground = Ground(HOUSE, FORM, SPEAKER, by_id, (example,))
    return draft_issue([story], by_id, HOUSE, WEEK), ground


def models_at(server: ScriptedModel, **chosen: str) -> Models:
    return open_models(
        Chosen(address=server.address, model=chosen.pop("model", "tiny"), **chosen),
        MovingClock(NOW),
    )


def reply(*entries: tuple[str, Sequence[object]]) -> str:
    return json.dumps({"sentences": [{"text": t, "passages": list(p)} for t, p in entries]})


def says(
    write: str | Turn = '{"sentences": []}',
    english: Callable[[str], str] | None = None,
    japanese: str = "",
) -> Callable[[Asked], str | Turn]:
    """A model that writes one reply, translates by a function and has one Japanese headline."""

    def answer(asked: Asked) -> str | Turn:
        matter = json.loads(asked.user)
        if "sentence" in matter:
            return json.dumps({"english": english(matter["sentence"]) if english else ""})
        if "so_far" in matter:
            return json.dumps({"headline_ja": japanese})
        return write

    return answer
