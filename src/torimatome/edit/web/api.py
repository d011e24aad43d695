"""The acts over HTTP: forms of the pages and JSON of programs, described by OpenAPI."""

import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, get_type_hints
from urllib.parse import urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from torimatome import __version__
from torimatome.edit import ACTS
from torimatome.edit.web.room import period_of, room_of
from torimatome.edit.web.view import PREFERENCES, reader_of
from torimatome.errors import EditError
from torimatome.model import Act
from torimatome.text.halves import half_in

YEAR = 365 * 24 * 3600
# Fields of a request that are no parameter of the act.
AROUND = ("period", "back", "token", "by")

Given = Mapping[str, Any]


def posted(
    handler: Callable[[Request, Given], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """A handler of what was sent, form or JSON, run where it keeps nobody else waiting."""

    async def read(request: Request) -> Response:
        given = await _given(request)
        half = half_in(given) or half_in([getattr(v, "filename", "") for v in given.values()])
        if half:
            raise EditError(
                f"{half!r} holds half of a character, as \\ud800 is; send both halves, or leave it"
                " out"
            )
        return await run_in_threadpool(handler, request, given)

    return read


async def _given(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            read = json.loads(await request.body())
        except (ValueError, RecursionError) as error:
            raise EditError(f"what was sent is no JSON: {error}") from error
        if not isinstance(read, dict):
            raise EditError("send a JSON object: a name and a value for each parameter")
        return {str(key): value for key, value in read.items()}
    form = await request.form(max_files=4, max_fields=400)
    given: dict[str, Any] = {}
    for key in form:
        values = form.getlist(key)
        name, many = (key[:-2], True) if key.endswith("[]") else (key, False)
        given[name] = list(values) if many else values[-1]
    return given


def act(request: Request, given: Given) -> Response:
    """One act; a form comes back to its page, a program gets the Act as JSON."""
    arguments = {key: value for key, value in given.items() if key not in AROUND}
    done = room_of(request).editor.perform(
        request.path_params["name"],
        period_of(str(given.get("period", ""))),
        _by(request, given),
        arguments,
        str(given.get("token", ""))[:64],
    )
    return _answer(request, done, given)


def undo(request: Request, given: Given) -> Response:
    """Take one act back."""
    number = str(given.get("act", ""))
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise EditError(f"{number!r} is no act's number")
    done = room_of(request).editor.undo(
        int(number),
        period_of(str(given.get("period", ""))),
        _by(request, given),
        str(given.get("token", ""))[:64],
    )
    return _answer(request, done, given)


def preferences(request: Request, given: Given) -> Response:
    """Keep how a reader likes the pages, and her name, in her browser."""
    answer = RedirectResponse(_inside(str(given.get("back", "/"))), 303)
    for name, allowed in PREFERENCES.items():
        if given.get(name) in allowed:
            answer.set_cookie(name, str(given[name]), YEAR, samesite="strict", httponly=True)
    words = " ".join(str(given.get("name", "")).split())[:40]
    if words:
        coded = words.encode("utf-8", "replace").hex()
        answer.set_cookie("editor", coded, YEAR, samesite="strict", httponly=True)
    return answer


def wants_json(request: Request) -> bool:
    """Whether a program asks, or the script of a page."""
    return "application/json" in request.headers.get("accept", "") or request.headers.get(
        "content-type", ""
    ).startswith("application/json")


def openapi(_request: Request) -> Response:
    """The description of every act, worked out from the acts themselves."""
    return JSONResponse(described())


def described() -> dict[str, Any]:
    """OpenAPI 3.1: one path an act, and one to take acts back."""
    paths = {f"/act/{name}": {"post": _operation(name, call)} for name, call in ACTS.items()}
    number = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    paths["/undo"] = {"post": _described("undo", "Take an act back.", {"act": number})}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Torimatome", "version": __version__},
        "paths": paths,
        "components": {"schemas": _ANSWERS},
    }


def _operation(name: str, call: Callable[..., object]) -> dict[str, Any]:
    hints = get_type_hints(call)
    wanted = list(inspect.signature(call).parameters)[1:]
    schemas = {
        one: {"items": False, **made} if "prefixItems" in made else made
        for one in wanted
        for made in (msgspec.json.schema(hints[one]),)
    }
    return _described(name, inspect.getdoc(call) or "", schemas)


def _described(name: str, words: str, schemas: dict[str, Any]) -> dict[str, Any]:
    period = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d$"}
    body = {
        "type": "object",
        "properties": {
            **schemas,
            "period": {**period, "description": "first and last day of the Issue"},
            "by": {"type": "string", "maxLength": 40, "description": "who acts"},
            "token": {"type": "string", "maxLength": 64, "description": "the same twice: once"},
        },
        "required": [*schemas, "period"],
        "additionalProperties": False,
    }
    refused = {
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    }
    done = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Act"}}}}
    first = words.splitlines()[0] if words else name
    return {
        "operationId": name,
        "summary": first,
        "description": words,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": {"description": "done", **done},
            "403": {"description": "sent from another site, or not as JSON"},
            "409": {"description": "somebody changed it meanwhile", **refused},
            "413": {"description": "too much was sent"},
            "422": {"description": "it cannot be done; says why", **refused},
        },
    }


_TEXT = {"type": "string"}
_ANSWERS: dict[str, Any] = {
    "Act": {
        "type": "object",
        "properties": {
            "id": {"type": "integer"}, "at": _TEXT, "by": _TEXT, "name": _TEXT, "about": _TEXT,
        },
        "required": ["id", "at", "by", "name", "about"],
    },
    "Refusal": {
        "type": "object",
        "properties": {"error": _TEXT, "yours": _TEXT, "theirs": _TEXT},
        "required": ["error"],
    },
}  # fmt: skip


def _by(request: Request, given: Given) -> str:
    return " ".join(str(given.get("by") or reader_of(request).name).split())[:40] or "editor"


def _answer(request: Request, done: Act, given: Given) -> Response:
    told = {
        "id": done.id, "at": done.at.isoformat(), "by": done.by, "name": done.name,
        "about": done.about,
    }  # fmt: skip
    room_of(request).works.bell.ring("act", told)
    if wants_json(request):
        return JSONResponse(told)
    return RedirectResponse(_inside(str(given.get("back", "/"))), 303)


def _inside(address: str) -> str:
    """An address on this desk; anything else becomes the front page."""
    parts = urlsplit(address)
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours and not parts.netloc and "\n" not in address else "/"
