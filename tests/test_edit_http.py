"""The desk's pages answer over real HTTP, refuse strangers, and show words only as words."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.editing import open_editor, served, week

from torimatome.edit import ACTS, Editor
from torimatome.edit.web.api import described
from torimatome.edit.web.guard import Access
from torimatome.edit.working import period_key

WEEK = week()
KEY = period_key(WEEK.period)
FIRST = WEEK.draft.items[0]
PAGES = (
    "today", "stories", "stories?out=1", "stories?q=border", f"stories/{FIRST.id}", "issue",
    f"items/{FIRST.id}", "preview", "terms", "terms?new=1", "archive", "archive?q=x",
)  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    made = open_editor(tmp_path_factory.mktemp("room"))
    yield made
    made.desk.store.close()


@pytest.fixture(scope="module")
def desk(room: Editor) -> Iterator[str]:
    with served(room, Access(max_bytes=200_000)) as address:
        yield address


def ask(
    address: str, headers: dict[str, str] | None = None, sent: bytes | None = None
) -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(address, sent, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers), refused.read().decode()


def do(desk: str, name: str, **given: object) -> tuple[int, dict[str, object]]:
    sent = json.dumps({"period": KEY, "by": "Aya", **given}).encode()
    status, _, text = ask(f"{desk}/act/{name}", {"Content-Type": "application/json"}, sent)
    return status, json.loads(text)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_answers_in_both_languages(desk: str, name: str, language: str) -> None:
    status, headers, text = ask(f"{desk}/w/{KEY}/{name}", {"Accept-Language": language})
    assert status == 200
    assert f'<html lang="{language}"' in text
    assert len(text.encode()) < 150_000
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "style=" not in text


def test_an_act_over_http_is_kept_and_can_be_taken_back(desk: str, room: Editor) -> None:
    status, told = do(desk, "drop_story", story=FIRST.id)
    assert status == 200
    assert room.working(WEEK.period).shown(FIRST.id) in room.working(WEEK.period).out
    sent = json.dumps({"period": KEY, "act": told["id"]}).encode()
    status, _, _ = ask(f"{desk}/undo", {"Content-Type": "application/json"}, sent)
    assert status == 200
    assert not room.working(WEEK.period).out


def test_a_conflict_answers_with_both_versions(desk: str, room: Editor) -> None:
    first = WEEK.draft.items[2]
    given = {"item": first.id, "language": "en", "base": first.headline_en}
    assert do(desk, "write_headline", **given, text="Mine")[0] == 200
    status, told = do(desk, "write_headline", **given, text="Yours")
    assert (status, told["yours"], told["theirs"]) == (409, "Yours", "Mine")


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://evil.example", "Content-Type": "application/json"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Content-Type": "application/json"}, 403),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 403),
        ({"Origin": "null", "Content-Type": "text/plain"}, 403),
    ],
)
def test_a_request_of_another_site_is_refused(
    desk: str, headers: dict[str, str], refusal: int
) -> None:
    status, answered, _ = ask(f"{desk}/act/sign_issue", headers, b"{}")
    assert status == refusal
    assert "frame-ancestors 'none'" in answered["content-security-policy"]


def test_too_large_a_request_is_refused_before_it_is_read(desk: str) -> None:
    sent = b'{"x":"' + b"a" * 300_000 + b'"}'
    assert ask(f"{desk}/act/sign_issue", {"Content-Type": "application/json"}, sent)[0] == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../../../pyproject.toml", "/static/x/%2e%2e%2fview.py", "/static/x/view.py",
        "/kept/../../etc/1", f"/w/{KEY}/files/../../x", "/w/2026-05-08/issue",
        "/w/2026-05-08_2029-05-08/issue", f"/w/{KEY}/items/%3Cscript%3E", f"/w/{KEY}/stories/x",
        f"/w/{KEY}/preview/99.png", f"/w/{KEY}/files/exe", "/kept/x/1", "/nowhere",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_gets_a_plain_page(desk: str, path: str) -> None:
    status, _, text = ask(desk + path)
    assert status in {404, 422}
    assert "<script>" not in text
    assert "Traceback" not in text


def test_words_from_outside_are_shown_as_words(desk: str) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    first = WEEK.draft.items[3]
    status, _ = do(desk, "write_headline", item=first.id, language="en",
                   base=first.headline_en, text=nasty)  # fmt: skip
    assert status == 200
    for name in (f"items/{first.id}", "issue", "today", "stories"):
        _, _, text = ask(f"{desk}/w/{KEY}/{name}")
        assert "<img src=x" not in text
        assert "<script>alert" not in text


@pytest.mark.parametrize("sent", [b"", b"[]", b"{", b"[" * 50_000, b'{"period": 7}', b"\xff\xfe"])
def test_what_is_no_request_is_refused_in_words(desk: str, sent: bytes) -> None:
    status, _, text = ask(f"{desk}/act/drop_story", {"Content-Type": "application/json"}, sent)
    assert status == 422
    assert json.loads(text)["error"]


def test_a_redirect_stays_on_the_desk(desk: str) -> None:
    sent = b"back=//evil.example/&language=en"
    headers = {"Origin": desk, "Content-Type": "application/x-www-form-urlencoded"}
    request = urllib.request.Request(f"{desk}/preferences", sent, headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.url.startswith(desk)


def test_the_description_names_every_act(desk: str) -> None:
    _, _, text = ask(f"{desk}/openapi.json")
    assert json.loads(text) == json.loads(json.dumps(described()))
    assert {f"/act/{name}" for name in ACTS} <= set(json.loads(text)["paths"])


def test_the_files_of_the_issue_can_be_saved(desk: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(f"{desk}/w/{KEY}/files/pdf", timeout=30) as answer:
        assert answer.read().startswith(b"%PDF")
    with urllib.request.urlopen(f"{desk}/w/{KEY}/preview/1.png", timeout=30) as answer:
        assert answer.read().startswith(b"\x89PNG")


def test_a_desk_with_a_password_shows_nothing_before_it_is_given(tmp_path: Path) -> None:
    room = open_editor(tmp_path)
    with served(room, Access(password="open sesame")) as desk:
        status, _, text = ask(f"{desk}/w/{KEY}/issue")
        assert (status, 'name="password"' in text) == (200, True)  # led to the password's page
        headers = {"Content-Type": "application/json"}
        assert ask(f"{desk}/act/sign_issue", headers, b"{}")[0] == 401
        assert ask(f"{desk}/login", headers, b'{"password": "guess"}')[0] == 403
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        sent = urllib.request.Request(f"{desk}/login", b'{"password": "open sesame"}', headers)
        with opener.open(sent) as answer:
            assert answer.url.endswith("/today")
    room.desk.store.close()
