"""The password page, for a desk that other machines may reach."""

import time
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from torimatome.edit.web.api import Given
from torimatome.edit.web.guard import COOKIE, Access
from torimatome.edit.web.view import page

# A wrong password costs this much, so that nobody tries many; a person hardly notices.
WRONG_SECONDS = 1.0


@dataclass(frozen=True)
class Login:
    """The page."""

    wrong: bool


def login(request: Request) -> Response:
    """Ask for the password."""
    return page(request, "login.html.jinja", Login(wrong=False))


def enter(request: Request, given: Given) -> Response:
    """Let in who knows it."""
    access: Access = request.app.state.access
    if not access.password or access.opens(str(given.get("password", ""))[:200]):
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, access.session(), httponly=True, samesite="strict")
        return answer
    time.sleep(WRONG_SECONDS)
    return page(request, "login.html.jinja", Login(wrong=True), 403)
