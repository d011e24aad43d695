"""A model behind an address: asked over real HTTP, held to its limits, and never needed.

Real loopback connections; time is fake wherever it would have to pass.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from torimatome.cli import main
from torimatome.desk import chosen_models, model_states, open_desk
from torimatome.errors import Refused, SetupError, SourceError, Unreachable, Unreadable
from torimatome.outside.clock import FixedClock, SystemClock
from torimatome.outside.fakes import FakeResolver, MovingClock, RefusingConnector
from torimatome.outside.models import Question
from torimatome.outside.models.allowance import Allowance, ModelLimits
from torimatome.outside.models.openai import ChatModel, Endpoint, Reach
from torimatome.outside.models.opening import Chosen, open_models
from torimatome.outside.models.scripted import Asked, ScriptedModel, Turn
from torimatome.settings import Settings, read_settings
from torimatome.store import Store, answers

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
HELLO = Question("Say yes.", '{"question": 1}', '{"type": "object"}', 50)
YES = '{"yes": true}'


def chat_to(
    server: ScriptedModel, limits: ModelLimits | None = None, clock: FixedClock | None = None
) -> ChatModel:
    clock = clock or MovingClock(NOW)
    return ChatModel(
        Endpoint(server.address, "", Allowance(limits or ModelLimits(), clock), clock), "tiny"
    )


def in_turn(*turns: str | Turn) -> Callable[[Asked], str | Turn]:
    left = list(turns)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


def test_a_question_goes_out_without_tools_and_its_reply_comes_back() -> None:
    with ScriptedModel(lambda asked: YES) as server:
        assert chat_to(server).answer(HELLO) == YES
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert (asked.system.split("\n")[0], asked.user) == (HELLO.rules, HELLO.matter)
    assert asked.body["temperature"] == 0
    assert not {"tools", "functions", "tool_choice", "stream"} & asked.body.keys()
    assert "authorization" not in asked.headers


def test_the_key_goes_out_in_its_header_and_stays_out_of_sight(tmp_path: Path) -> None:
    settings = read_settings({"TORIMATOME_MODEL_KEY": "sk-1"})
    assert "sk-1" not in repr(settings)
    shown = CliRunner().invoke(main, ["settings"], env={"TORIMATOME_MODEL_KEY": "sk-1"}).output
    assert "model_key = (set)" in shown
    assert "sk-1" not in shown
    file = tmp_path / "s.yaml"
    file.write_text("model_key: sk-1\n")
    with pytest.raises(SetupError, match="keys stay out of files"):
        read_settings({}, file)
    with ScriptedModel(lambda asked: YES) as server:
        chosen = Chosen(address=server.address, model="tiny", key="sk-1")
        writer = open_models(chosen, MovingClock(NOW)).writer
        assert writer is not None
        writer.answer(HELLO)
    assert server.asked[0].headers["authorization"] == "Bearer sk-1"


def test_a_key_never_crosses_the_internet_unencrypted() -> None:
    clock = MovingClock(NOW)
    reach = Reach(FakeResolver({"models.example": ["93.184.216.34"]}), RefusingConnector())
    end = Endpoint("http://models.example/v1", "k", Allowance(ModelLimits(), clock), clock, reach)
    with pytest.raises(Refused, match="write https"):
        ChatModel(end, "tiny").answer(HELLO)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://127.0.0.1/v1", "only http and https"),
        ("http://user:pw@127.0.0.1/v1", "credentials"),
        ("127.0.0.1:8080", "looks like"),
        ("http://127.0.0.1:99999/v1", "looks like"),
    ],
)
def test_an_address_that_cannot_be_right_is_named(address: str, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        open_models(Chosen(address=address, model="tiny"), MovingClock(NOW))


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (Chosen(model="tiny"), "model_address is empty"),
        (Chosen(embedder="bge"), "needs model_address"),
        (Chosen(embedder="/nowhere/bge"), "no such folder"),
        (Chosen(translators="ru:/nowhere/ru"), "holds no model.bin"),
        (
            Chosen(address="http://127.0.0.1/", model="t", limits=ModelLimits(money=1.0)),
            "model_price is not",
        ),
    ],
)
def test_settings_that_do_not_go_together_are_named(chosen: Chosen, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        open_models(chosen, MovingClock(NOW))


def test_a_busy_server_is_asked_again_after_the_wait_it_names() -> None:
    busy = Turn(429, b"{}", {"Retry-After": "3"})
    clock = MovingClock(NOW)
    with ScriptedModel(in_turn(busy, Turn(503), YES)) as server:
        assert chat_to(server, clock=clock).answer(HELLO) == YES
    assert clock.naps == [3.0, 2.0]


@pytest.mark.parametrize(
    ("turn", "words", "asked"),
    [
        (Turn(503), "in trouble .503.; tried 3 times", 3),
        (Turn(429, b"", {"Retry-After": "9999"}), "too many questions", 1),
        (Turn(401), "set TORIMATOME_MODEL_KEY", 1),
        (Turn(404), "see model_address and model_name", 1),
        (Turn(307, b"", {"Location": "http://127.0.0.1:1/v1"}), "redirects .307., which is not", 1),
        (Turn(pieces=(b"220 smtp ready\r\n",)), "not an HTTP answer", 1),
        (Turn(pieces=(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{",)), "tried 3 times", 3),
    ],
)
def test_no_answer_says_what_to_do_and_the_run_asks_no_more(
    turn: Turn, words: str, asked: int
) -> None:
    with ScriptedModel(lambda _: turn) as server:
        model = chat_to(server)
        with pytest.raises(Unreachable, match=words):
            model.answer(HELLO)
        with pytest.raises(Refused, match="not asked again: "):
            model.answer(HELLO)
    assert len(server.asked) == asked


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with ScriptedModel(lambda _: YES) as server:
        address = server.address
    clock = MovingClock(NOW)
    with pytest.raises(Unreachable, match="no connection"):
        ChatModel(Endpoint(address, "", Allowance(ModelLimits(), clock), clock), "tiny").answer(
            HELLO
        )


def test_an_answer_that_drips_is_cut_off_when_its_time_is_up() -> None:
    clock = MovingClock(NOW)
    drip = [part for _ in range(50) for part in (b" ", lambda: clock.pass_time(2))]
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
    with ScriptedModel(lambda _: Turn(pieces=(head, *drip))) as server:
        model = chat_to(server, ModelLimits(question_seconds=20), clock)
        with pytest.raises(Unreachable, match=r"no answer within 20 s \(model_timeout_seconds\)"):
            model.answer(HELLO)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "headers",
    [b"Content-Length: 99999999999", b"Content-Encoding: gzip\r\nContent-Length: 30"],
)
def test_a_huge_or_packed_answer_is_refused(headers: bytes) -> None:
    whole = b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n\r\n" + b"x" * 30
    with ScriptedModel(lambda _: Turn(pieces=(whole,))) as server, pytest.raises(SourceError):
        chat_to(server).answer(HELLO)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>busy</html>",
        b"[" * 200_000,
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "I cannot help with that."}}]}',
        b'{"choices": [{"message": {"content": "[1, 2]"}}]}',
        b'{"choices": [{"message": {"content": "{\\"yes\\": "}, "finish_reason": "length"}]}',
        b'{"choices": [{"message": {"content": "\\ud800"}}]}',
        b"\xff\xfe\x00",
    ],
)
def test_nonsense_is_unreadable_and_three_times_in_a_row_is_enough(body: bytes) -> None:
    with ScriptedModel(lambda _: Turn(body=body)) as server:
        model = chat_to(server)
        for _ in range(3):
            with pytest.raises(Unreadable):
                model.answer(HELLO)
        with pytest.raises(Refused, match="not asked again"):
            model.answer(HELLO)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "reply", [f"```json\n{YES}\n```", f"<think>Yes? Yes.</think>\n{YES}", f"\n {YES} \n"]
)
def test_a_reply_in_a_fence_or_behind_a_thought_is_read(reply: str) -> None:
    with ScriptedModel(lambda _: reply) as server:
        assert chat_to(server).answer(HELLO) == YES


def test_a_server_that_refuses_a_part_of_the_question_is_asked_more_plainly() -> None:
    def says(asked: Asked) -> str | Turn:
        return Turn(400) if "response_format" in asked.body or "temperature" in asked.body else YES

    with ScriptedModel(says) as server:
        model = chat_to(server)
        assert model.answer(HELLO) == YES
        assert model.answer(HELLO) == YES
    assert len(server.asked) == 4  # the way is found once
    assert "max_completion_tokens" in server.asked[-1].body


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ModelLimits(tokens=180), "model_tokens"),
        (ModelLimits(money=0.018, price=0.1), "model_money"),
        (ModelLimits(run_seconds=5), "model_seconds"),
    ],
)
def test_a_run_stops_asking_before_it_spends_more_than_it_may(
    limits: ModelLimits, words: str
) -> None:
    clock = MovingClock(NOW)
    usage = {"choices": [{"message": {"content": YES}}], "usage": {"total_tokens": 120}}

    def says(asked: Asked) -> Turn:
        clock.pass_time(6)
        return Turn(body=json.dumps(usage).encode())

    with ScriptedModel(says) as server:
        model = chat_to(server, limits, clock)
        model.answer(HELLO)
        with pytest.raises(Refused, match=words):
            model.answer(HELLO)
    assert len(server.asked) == 1


def test_what_was_asked_once_is_answered_from_the_store(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with ScriptedModel(lambda _: YES) as server:
        chosen = Chosen(address=server.address, model="tiny")
        for _ in range(2):
            writer = open_models(chosen, MovingClock(NOW), store.answers).writer
            assert writer is not None
            assert writer.answer(HELLO) == YES
        other = open_models(Chosen(address=server.address, model="larger"), MovingClock(NOW),
                            store.answers).writer  # fmt: skip
        assert other is not None
        other.answer(HELLO)
    assert len(server.asked) == 2  # once a model
    store.close()


def test_of_too_many_answers_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_MOST", 3)
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    for number in range(5):
        store.answers.put({f"key{number}": str(number)}, "tiny")
    store.answers.put({"key2": "anew"}, "tiny")
    keys = [f"key{number}" for number in range(5)]
    assert store.answers.get(keys) == {"key3": "3", "key4": "4", "key2": "anew"}
    store.close()


def test_nonsense_is_not_kept(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with ScriptedModel(in_turn("Hm.", YES)) as server:
        chosen = Chosen(address=server.address, model="tiny")
        writer = open_models(chosen, MovingClock(NOW), store.answers).writer
        assert writer is not None
        with pytest.raises(Unreadable):
            writer.answer(HELLO)
        assert writer.answer(HELLO) == YES
    store.close()


def _vectors(asked: Asked) -> Sequence[Sequence[float]]:
    texts = asked.body["input"]
    assert isinstance(texts, list)
    return [(float(len(text)), 0.1) for text in texts]


def test_vectors_come_in_order_and_are_kept_as_they_came(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    texts = [f"{'x' * n} text" for n in range(70)]
    with ScriptedModel(_vectors) as server:
        chosen = Chosen(address=server.address, embedder="bge")
        first = open_models(chosen, MovingClock(NOW), store.answers).embedder
        again = open_models(chosen, MovingClock(NOW), store.answers).embedder
        assert first is not None
        assert again is not None
        found = first.vectors(texts)
        asked = len(server.asked)
        assert again.vectors(texts) == found
        assert len(server.asked) == asked
    assert [vector[0] for vector in found] == [float(len(text)) for text in texts]
    store.close()


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": []}',
        b'{"data": [{"embedding": [], "index": 0}]}',
        b'{"data": [{"embedding": [1.0], "index": 0}, {"embedding": [1.0], "index": 0}]}',
        b'{"data": [{"embedding": [1.0, 2.0], "index": 0}, {"embedding": [1.0], "index": 1}]}',
        b'{"data": [{"embedding": [1e999], "index": 0}, {"embedding": [1.0], "index": 1}]}',
        b'{"data": [{"embedding": "AAAA", "index": 0}]}',
    ],
)
def test_vectors_that_do_not_fit_are_unreadable(body: bytes) -> None:
    with ScriptedModel(lambda _: Turn(body=body)) as server:
        model = open_models(Chosen(address=server.address, embedder="e"), MovingClock(NOW)).embedder
        assert model is not None
        with pytest.raises(Unreadable):
            model.vectors(["one", "two"])


def test_the_command_says_what_works_and_what_does_not() -> None:
    assert CliRunner().invoke(main, ["models"]).exit_code == 0
    with ScriptedModel(lambda a: YES if "chat" in a.path else Turn(404)) as server:
        env = {"TORIMATOME_MODEL_ADDRESS": server.address, "TORIMATOME_MODEL_NAME": "tiny"}
        works = CliRunner().invoke(main, ["models"], env=env)
        half = CliRunner().invoke(main, ["models"], env={**env, "TORIMATOME_EMBEDDER": "bge"})
    assert (works.exit_code, half.exit_code) == (0, 1)
    assert "the writer tiny at http://127.0.0.1" in works.output
    assert "the embedder bge: nothing answers there (404)" in half.output


def test_the_states_of_models_are_there_for_a_page_too() -> None:
    assert model_states(Settings()) == ()
    (state,) = model_states(Settings(model_address="http://127.0.0.1:9/v1"))
    assert (state.kind, state.works) == ("writer", False)
    assert "model_name" in state.words


def test_settings_without_models_open_none() -> None:
    models = open_models(chosen_models(Settings()), SystemClock())
    assert (models.writer, models.translator, models.embedder) == (None, None, None)


def test_pages_may_not_be_where_a_model_is(tmp_path: Path) -> None:
    with ScriptedModel(lambda _: YES) as server:
        settings = Settings(folder=str(tmp_path), model_address=server.address, model_name="tiny")
        desk = open_desk(settings)
        with pytest.raises(Refused, match="loopback"):
            desk.web.get(server.address)
        assert desk.models().writer is not None
        desk.store.close()
    assert server.asked == []
