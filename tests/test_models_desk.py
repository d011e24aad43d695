"""A desk with models set: what they add is kept, paid once, and never missed when it is gone."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from torimatome.collect import HandIn, add_by_hand
from torimatome.desk import Desk, open_desk, real_world
from torimatome.draft import draft
from torimatome.errors import SetupError
from torimatome.model import Issue, Period
from torimatome.outside.clock import FixedClock
from torimatome.outside.models.scripted import Asked, ScriptedModel, Turn
from torimatome.outside.progress import Nobody
from torimatome.settings import Settings
from torimatome.store.issues import encode
from torimatome.text.reasons import said
from torimatome.understand import Understanding, understand
from torimatome.understand.marks import marks

sys.path.insert(0, str(Path(__file__).parent))
from writing_samples import HOUSE, PORT, RUSSIAN, reply

WEEK = Period("2026-05-04", "2026-05-10")
OPENED = "Foreign Minister Mira Talvek opened the new port of Orla on Friday."


class Hearing(Nobody):
    """Keeps the notes of a run."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, words: str) -> None:
        self.notes.append(words)


@contextmanager
def opened(folder: Path, **settings: object) -> Iterator[Desk]:
    world = replace(real_world(), clock=FixedClock(datetime(2026, 5, 10, 20, tzinfo=UTC)))
    made = replace(Settings(), folder=str(folder), **settings)  # type: ignore[arg-type]
    desk = open_desk(made, world, Hearing(), HOUSE)
    try:
        yield desk
    finally:
        desk.store.close()


def notes(desk: Desk) -> list[str]:
    assert isinstance(desk.hears, Hearing)
    return desk.hears.notes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk's folder with two reports of one event, in two languages."""
    with opened(tmp_path) as desk:
        for outlet, title, text in (
            ("lna", "FM Talvek opens port of Orla", PORT),
            ("listok", "Талвек открыла порт Орлы", RUSSIAN),
        ):
            given = HandIn(text=text, title=title, outlet=outlet, day="2026-05-08")
            add_by_hand(desk, given)
    return tmp_path


def week(desk: Desk) -> tuple[Understanding, Issue]:
    understood = understand(desk, WEEK)
    return understood, draft(desk, WEEK, understood.stories, understood.articles)


def says(asked: Asked) -> str | Sequence[Sequence[float]]:
    texts = asked.body.get("input")
    if isinstance(texts, list):
        return [(1.0, 0.1) for _ in texts]
    matter = json.loads(asked.user)
    if "passages" in matter:
        number = next((p["n"] for p in matter["passages"] if p["text"] == OPENED), 1)
        return reply((OPENED, [number]))
    return json.dumps({"headline_ja": ""})


def test_a_draft_with_a_model_is_kept_and_the_second_run_asks_nothing(folder: Path) -> None:
    with ScriptedModel(says) as server:
        chosen = {"model_address": server.address, "model_name": "tiny"}
        with opened(folder, **chosen) as desk:
            _, first = week(desk)
            asked = len(server.asked)
            assert asked
            _, second = week(desk)
            assert len(server.asked) == asked
            assert encode(second) == encode(first)
            assert desk.store.issues.draft(WEEK.start, WEEK.end) == first
            assert [n.split(";")[-1].strip() for n in notes(desk)][-1].startswith("0 questions")
    written = [s for i in first.items for b in i.blocks for s in b.sentences if "model" in s.marks]
    assert [s.text for s in written] == ["On May.08, FM Mira Talvek opened the new port of Orla."]


def test_a_model_that_is_down_or_mad_changes_no_byte_and_is_named_once(folder: Path) -> None:
    with opened(folder) as desk:
        plain = encode(week(desk)[1])
        assert notes(desk) == []
    for turn in (Turn(503), Turn(body=b"\x00" * 99), Turn(307, b"", {"Location": "/"})):
        with ScriptedModel(lambda _, turn=turn: turn) as server:
            chosen = {"model_address": server.address, "model_name": "tiny"}
            with opened(folder, **chosen) as desk:
                made = encode(week(desk)[1])
                # A desk with a translator no longer says that it has none.
                assert made.replace("Reports in", "No translator: reports in") == plain
                assert sum("model tiny" in note for note in notes(desk)) == 1


def test_the_vectors_of_a_model_join_reports_and_are_asked_for_once(folder: Path) -> None:
    with ScriptedModel(says) as server:
        chosen = {"model_address": server.address, "embedder": "bge"}
        with opened(folder, **chosen) as desk:
            first = understand(desk, WEEK)
            asked = len(server.asked)
            assert any("a model finds them 100% alike" in said(j.why) for j in first.judgements)
            assert understand(desk, WEEK).judgements == first.judgements
            assert len(server.asked) == asked


def test_without_its_model_a_desk_judges_as_if_it_never_had_one(folder: Path) -> None:
    with opened(folder) as desk:
        plain = understand(desk, WEEK).judgements
    with ScriptedModel(says) as server:
        chosen = {"model_address": server.address, "embedder": "bge"}
        with opened(folder, **chosen) as desk:
            assert understand(desk, WEEK).judgements != plain
    with opened(folder) as desk:
        assert understand(desk, WEEK).judgements == plain


def test_while_the_model_is_down_kept_vectors_serve_and_new_reports_wait(folder: Path) -> None:
    with ScriptedModel(lambda _: Turn(503)) as server:
        with opened(folder, model_address=server.address, embedder="bge") as desk:
            down = understand(desk, WEEK).judgements
            assert not any("a model finds" in said(j.why) for j in down)
            assert sum("articles are judged without it" in note for note in notes(desk)) == 1
        server.says = says
        with opened(folder, model_address=server.address, embedder="bge") as desk:
            up = understand(desk, WEEK).judgements
            assert any("a model finds" in said(j.why) for j in up)
        server.says = lambda _: Turn(503)
        with opened(folder, model_address=server.address, embedder="bge") as desk:
            assert understand(desk, WEEK).judgements == up


def test_a_mark_without_a_vector_is_the_mark_of_a_desk_without_models(folder: Path) -> None:
    with opened(folder) as desk:
        articles = list(understand(desk, WEEK).articles.values())
    assert marks(articles, HOUSE, lambda _: "") == marks(articles, HOUSE)
    assert marks(articles, HOUSE, lambda _: "bge") != marks(articles, HOUSE)


def test_a_wrong_setting_stops_the_desk_before_it_works(tmp_path: Path) -> None:
    with (
        pytest.raises(SetupError, match="model_address is empty"),
        opened(tmp_path, model_name="tiny"),
    ):
        pass
