"""A model behind an OpenAI-compatible address: chat completions and embeddings, over HTTP.

The keeper's settings name the address, so it may be loopback or private; pages still may not.
Redirects are refused, every byte and second is counted (`wire.py`), waits go through the Clock.
"""

import json
import math
import re
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from torimatome.errors import Refused, SetupError, SourceError, Unreadable
from torimatome.outside.address import (
    Connector,
    Place,
    Resolver,
    SystemConnector,
    SystemResolver,
    check_url,
    not_public,
    plain_host,
)
from torimatome.outside.answer import Limits, NoPage
from torimatome.outside.clock import Clock
from torimatome.outside.decode import ACCEPTED
from torimatome.outside.models import Question
from torimatome.outside.models.allowance import Allowance
from torimatome.outside.web import retry_after
from torimatome.outside.wire import BODY_STATUSES, Budget, Reply, exchange, one_line

# A reply of 32,000 tokens has some 200 kB; 64 vectors of 4,096 numbers, written out, 6 MB.
_MOST_BYTES = 16 * 2**20
_LONGEST_VECTOR = 16_384
_AT_ONCE = 32  # texts in one question for vectors
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"^```(?:json)?\s*\n(.*)\n```$", re.DOTALL)
# Servers differ in what they take; the next way is tried when one is refused as malformed.
_WAYS = ("schema", "plain", "bare")


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    total_tokens: int | None = None


class _Chat(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class _Vector(msgspec.Struct):
    embedding: list[float]
    index: int = 0


class _Vectors(msgspec.Struct):
    data: list[_Vector]
    usage: _Usage | None = None


@dataclass(frozen=True)
class Reach:
    """How the machine's own sockets and names are reached; tests hand over fakes."""

    resolver: Resolver
    connector: Connector


def real_reach() -> Reach:
    """The system's."""
    return Reach(SystemResolver(), SystemConnector())


class Endpoint:
    """One address and its key: JSON is posted there, JSON comes back."""

    def __init__(
        self, address: str, key: str, allowance: Allowance, clock: Clock, reach: Reach | None = None
    ) -> None:
        self._base = _checked(address)
        if key and not one_line(key):
            raise SetupError("TORIMATOME_MODEL_KEY cannot be sent; it must be one line")
        self._key = key
        self._clock = clock
        self._reach = reach or real_reach()
        self.address = address.rstrip("/")
        self.allowance = allowance
        seconds = allowance.limits.question_seconds
        self._limits = Limits(
            connect_seconds=min(10.0, seconds),
            read_seconds=seconds,
            total_seconds=seconds,
            max_bytes=_MOST_BYTES,
            retries=2,
            max_wait_seconds=min(20.0, seconds),
        )

    def post(self, path: str, asked: object) -> bytes:
        """The answer's body. Raises NoPage, or Refused for what it may not do."""
        place = check_url(f"{self._base.url.rstrip('/')}{path}", {self._base.host})
        body = msgspec.json.encode(asked)
        limits = self._limits
        ends = self._clock.monotonic() + limits.total_seconds
        for tries in range(1, limits.retries + 2):
            try:
                return self._once(place, body, ends - self._clock.monotonic())
            except NoPage as failure:
                wait = failure.wait or limits.backoff_seconds * 2.0 ** (tries - 1)
                late = wait > ends - self._clock.monotonic()
                if not failure.again or tries > limits.retries or late:
                    words = failure.reason + (f"; tried {tries} times" if tries > 1 else "")
                    raise NoPage(self.address, words, status=failure.status) from failure
                self._clock.sleep(wait)
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(self, place: Place, body: bytes, seconds: float) -> bytes:
        budget = Budget(self._clock, self._limits, self.address, seconds)
        asking = [
            ("Accept", "application/json"),
            ("Accept-Encoding", ACCEPTED),
            ("Content-Type", "application/json"),
        ]
        asking += [("Authorization", f"Bearer {self._key}")] if self._key else []
        try:
            with self._connected(place, budget) as sock:
                reply = exchange(place, sock, asking, budget, body)
        except ssl.SSLCertVerificationError as error:
            words = f"its certificate is not good: {error.verify_message}"
            raise NoPage(self.address, words) from error
        except (TimeoutError, Refused) as error:
            if isinstance(error, TimeoutError) or not budget.left:
                words = f"no answer within {self._limits.total_seconds:g} s (model_timeout_seconds)"
                raise NoPage(self.address, words) from error
            raise
        except OSError as error:
            raise NoPage(self.address, f"no connection ({error})", again=True) from error
        if reply.status not in BODY_STATUSES:
            raise self._no_answer(reply)
        return reply.body

    def _connected(self, place: Place, budget: Budget) -> socket.socket:
        host, port = place.host, place.port
        found = (host,) if place.is_literal else self._reach.resolver.resolve(host, port)
        if self._key and place.scheme == "http" and not all(map(not_public, found)):
            raise Refused(
                self.address,
                "the key would cross the internet unencrypted; write https in model_address",
            )
        failure: OSError = OSError("the name has no address")
        for address in found[:4]:
            try:
                wait = budget.next_wait(self._limits.connect_seconds)
                sock = self._reach.connector.connect(address, port, wait)
            except OSError as error:
                failure = error
                continue
            if place.scheme == "http":
                return sock
            try:
                sock.settimeout(budget.next_wait(self._limits.read_seconds))
                return self._tls.wrap_socket(sock, server_hostname=host)
            except BaseException:
                sock.close()
                raise
        raise failure

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _no_answer(self, reply: Reply) -> NoPage:
        status = reply.status
        again = status == 429 or status >= 500
        wait = retry_after(reply.header("retry-after"), self._clock.now()) if again else 0.0
        return NoPage(self.address, _in_words(status), status=status, again=again, wait=wait)


class ChatModel:
    """A Writer: one question, one JSON object; no tools, no memory, always the coolest choice."""

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        self._endpoint = endpoint
        self._model = model
        self._way = 0

    @property
    def name(self) -> str:
        """The model's name at its address."""
        return self._model

    @property
    def mark(self) -> str:
        """Address and model; the temperature is always 0."""
        return f"chat/1 {self._endpoint.address} {self._model}"

    def answer(self, question: Question) -> str:
        """The reply's JSON object. Raises NoPage, Refused, or Unreadable for anything else."""
        allowance = self._endpoint.allowance
        asked_tokens = tokens_about(question.rules + question.matter + question.shape)
        allowance.check(self.name, asked_tokens + question.most_tokens)
        began, used = allowance.began(), asked_tokens
        try:
            chat = self._ask(question)
            text = chat.choices[0].message.content or "" if chat.choices else ""
            used = _used(chat.usage, asked_tokens + tokens_about(text))
            if chat.choices and chat.choices[0].finish_reason == "length":
                raise Unreadable(self.name, f"it was cut off at {question.most_tokens} tokens")
            found = _object(text, self.name)
        except SourceError as error:
            allowance.failed(self.name, error)
            raise
        finally:
            allowance.spend(began, used)
        allowance.worked(self.name)
        return found

    def _ask(self, question: Question) -> _Chat:
        while True:
            way = _WAYS[self._way]
            try:
                body = self._endpoint.post("/chat/completions", _asked(question, self._model, way))
                return _decoded(body, _Chat, self.name)
            except NoPage as failure:
                if failure.status not in {400, 422}:
                    raise
                if way == _WAYS[-1]:
                    raise Unreadable(self.name, failure.reason) from failure
                self._way += 1


class VectorModel:
    """An EmbeddingModel behind the same kind of address."""

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        self._endpoint = endpoint
        self._model = model

    @property
    def name(self) -> str:
        """The model's name at its address."""
        return self._model

    @property
    def mark(self) -> str:
        """Address and model."""
        return f"vectors/1 {self._endpoint.address} {self._model}"

    def vectors(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """One vector a text. Raises NoPage, Refused, or Unreadable."""
        found: list[tuple[float, ...]] = []
        for start in range(0, len(texts), _AT_ONCE):
            found += self._some(texts[start : start + _AT_ONCE])
        return found

    def _some(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        allowance = self._endpoint.allowance
        tokens = sum(map(tokens_about, texts))
        allowance.check(self.name, tokens)
        began = allowance.began()
        try:
            asked = {"model": self._model, "input": list(texts)}
            body = self._endpoint.post("/embeddings", asked)
            reply = _decoded(body, _Vectors, self.name)
            tokens = _used(reply.usage, tokens)
            found = _in_order(reply.data, len(texts), self.name)
        except SourceError as error:
            allowance.failed(self.name, error)
            raise
        finally:
            allowance.spend(began, tokens)
        allowance.worked(self.name)
        return found


def tokens_about(text: str) -> int:
    """About how many tokens a model makes of `text`, rather too many.

    A token has some 4 bytes of English, 5 of Russian and 3 of Japanese in the vocabularies in use.
    """
    return len(text.encode("utf-8", "replace")) // 3 + 8


def _checked(address: str) -> Place:
    try:
        host = urlsplit(address).hostname or ""
        return check_url(address, {plain_host(host)})
    except (Refused, ValueError, SetupError) as error:
        raise SetupError(
            f"model_address {address!r}: {error}; it looks like http://127.0.0.1:8080/v1"
        ) from error


def _asked(question: Question, model: str, way: str) -> dict[str, object]:
    asked: dict[str, object] = {
        "model": model,
        "messages": [
            {"role": "system", "content": f"{question.rules}\nSchema: {question.shape}"},
            {"role": "user", "content": question.matter},
        ],
    }
    if way == "bare":  # models that choose their own temperature
        return asked | {"max_completion_tokens": question.most_tokens}
    asked |= {"temperature": 0, "max_tokens": question.most_tokens}
    if way == "schema":
        schema = {"name": "reply", "strict": True, "schema": json.loads(question.shape)}
        asked["response_format"] = {"type": "json_schema", "json_schema": schema}
    return asked


_Kind = TypeVar("_Kind", _Chat, _Vectors)


def _decoded(body: bytes, kind: type[_Kind], model: str) -> _Kind:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(model, f"its answer is not what the protocol says ({error})") from error


def _object(text: str, model: str) -> str:
    """The JSON object that is the reply: alone, in a fence, or behind a thought."""
    bare = _THOUGHT.sub("", text, count=1).strip()
    fenced = _FENCE.match(bare)
    bare = fenced[1].strip() if fenced else bare
    try:
        found = msgspec.json.decode(bare)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise Unreadable(model, f"its reply is no JSON: {bare[:60]!r}") from error
    if not isinstance(found, dict):
        raise Unreadable(model, f"its reply is no JSON object: {bare[:60]!r}")
    return bare


def _in_order(rows: Sequence[_Vector], wanted: int, model: str) -> list[tuple[float, ...]]:
    by_index = {row.index: row.embedding for row in rows}
    if wanted == 1 and len(rows) == 1:
        by_index = {0: rows[0].embedding}
    sizes = {len(row) for row in by_index.values()}
    if (
        set(by_index) != set(range(wanted))
        or len(sizes) != 1
        or not 0 < sizes.pop() <= (_LONGEST_VECTOR)
    ):
        raise Unreadable(model, f"{wanted} vectors were asked for, {len(rows)} came that fit")
    if not all(math.isfinite(x) for row in by_index.values() for x in row):
        raise Unreadable(model, "a vector holds what is no number")
    return [tuple(by_index[n]) for n in range(wanted)]


def _used(usage: _Usage | None, about: int) -> int:
    """The tokens used, as the server says or, where it does not, about so many."""
    told = usage.total_tokens if usage else None
    return told if told is not None and told > 0 else about


def _in_words(status: int) -> str:
    if 300 <= status < 400:
        return f"it redirects ({status}), which is not followed; set model_address anew"
    if status in {401, 403}:
        return f"it does not accept the key ({status}); set TORIMATOME_MODEL_KEY"
    if status == 404:
        return "nothing answers there (404); see model_address and model_name"
    if status == 429:
        return "too many questions for it (429)"
    if status >= 500:
        return f"the server is in trouble ({status})"
    return f"it refuses the question ({status})"
