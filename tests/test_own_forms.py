"""A house's own form: the one in docs/change.md works; a wrong one is named by file and line."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.samples import hostile_issue, sample_issue

from torimatome.desk import open_desk
from torimatome.errors import SetupError
from torimatome.publish import publish
from torimatome.publish.hook import Bounds, OwnForm, own_forms, to_own
from torimatome.publish.order import arrange
from torimatome.settings import Settings

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "src" / "torimatome" / "desks" / "demo"
ISSUE, HOSTILE = arrange(sample_issue()), arrange(hostile_issue())


def shown_in_the_docs() -> tuple[str, str]:
    """The name and the text of the template in docs/change.md."""
    text = (ROOT / "docs" / "change.md").read_text(encoding="utf-8")
    match = re.search(r"`forms/([\w.]+\.jinja)`:\n\n```jinja\n(.*?)```", text, re.DOTALL)
    assert match
    return match[1], match[2]


def own(folder: Path, words: str, name: str = "telegram.txt.jinja") -> OwnForm:
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "forms" / name).write_text(words, encoding="utf-8")
    return own_forms(folder)[name.removesuffix(".jinja")]


def test_the_form_shown_in_the_docs_works(tmp_path: Path) -> None:
    name, words = shown_in_the_docs()
    made = to_own(ISSUE, own(tmp_path, words, name)).decode()
    for item in ISSUE.items:
        assert item.headline_ja in made
        assert item.citations[0].raw in made
    assert "15.05.2026" in made
    assert "1,240 servicemen" in made


def test_publish_writes_the_desks_own_form(tmp_path: Path) -> None:
    for path in SHIPPED.iterdir():
        if path.suffix in (".yaml", ".csv"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "outlets").symlink_to(SHIPPED / "outlets")
    own(tmp_path, "{{ issue.period.end }}\n")
    desk = open_desk(Settings(desk=str(tmp_path), folder=str(tmp_path / "var")))
    done = publish(desk, sample_issue(), tmp_path / "out", ("telegram.txt", "csv"))
    assert done.files["telegram.txt"].read_text() == "2026-05-15\n"
    assert done.files["telegram.txt"].name.endswith(".telegram.txt")
    assert done.files["csv"].exists()
    with pytest.raises(SetupError, match=r"no form 'fax\.txt'.*telegram\.txt"):
        publish(desk, sample_issue(), tmp_path / "out", ("fax.txt",))
    desk.store.close()


def test_words_of_a_page_are_no_markup_in_an_html_form(tmp_path: Path) -> None:
    words = "{% for i in issue['items'] %}<p>{{ i.headline_en }}</p>{% endfor %}"
    for name in ("web.html.jinja", "web.xml.jinja"):
        made = to_own(HOSTILE, own(tmp_path, words, name)).decode()
        assert "<script" not in made
        assert "&lt;script" in made
    assert "<script" in to_own(HOSTILE, own(tmp_path, words)).decode()


@pytest.mark.parametrize(
    ("words", "line", "told"),
    [
        ("ok\n{% for %}\n", 2, "Expected"),
        ("{{ issue.title_ja }}\n\n{{ issue.colour }}\n", 3, "colour"),
        ("{{ nosuch }}", 1, "nosuch"),
        ("\n{{ 'x' | nofilter }}", 2, "nofilter"),
        ("\n\n\n{{ 'May 5' | day }}", 4, "May 5"),
        ("{{ 1 / 0 }}", 1, "ZeroDivision"),
        ("{{ issue['items'][99].id }}", 1, ""),
        ("{% include 'other.txt' %}", 1, "other.txt"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("{{ issue.__init__.__globals__ }}", 1, "unsafe"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 1, "without end"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(
    words: str, line: int, told: str, tmp_path: Path
) -> None:
    form = own(tmp_path, words)
    with pytest.raises(SetupError) as raised:
        to_own(ISSUE, form)
    assert f"telegram.txt.jinja, line {line}" in str(raised.value)
    assert told in str(raised.value)


def test_a_form_cannot_change_the_issue_or_fill_the_disk(tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        to_own(ISSUE, own(tmp_path, "{% set _ = issue.__setattr__('desk', 'x') %}"))
    endless = "{% for a in range(90000) %}{% for b in range(90000) %}xxxx{% endfor %}{% endfor %}"
    with pytest.raises(SetupError, match="endless"):
        to_own(ISSUE, own(tmp_path, endless))


SMALL = Bounds(seconds=1, octets=400_000_000)
_LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    "words",
    [
        _LOOPS,  # not a word comes out of it
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
        "{{ m(60) }}",
        "{% set n = 7 ** 99999999 %}",
    ],
)
def test_a_form_that_does_not_end_is_stopped_and_named(words: str, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"telegram\.txt\.jinja: stopped after 1 seconds of work"):
        to_own(ISSUE, own(tmp_path, words), SMALL)


@pytest.mark.parametrize(
    "words",
    [
        "\n{{ 'x' * 10 ** 9 }}",
        "\n{{ '%999999999d' | format(1) }}",
        "\n{% macro m(s, n) %}{{ m(s ~ s, n - 1) if n }}{% endmacro %}{{ m('x' * 1000, 60) }}",
        "\n{{ 'x' | center(10 ** 10) }}",
    ],
)
def test_a_form_that_eats_memory_is_stopped_and_named(words: str, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"telegram\.txt\.jinja, line 2: it needs more memory"):
        to_own(ISSUE, own(tmp_path, words), SMALL)


def test_a_form_within_its_bounds_is_made(tmp_path: Path) -> None:
    name, words = shown_in_the_docs()
    form = own(tmp_path, words, name)
    assert to_own(ISSUE, form, SMALL) == to_own(ISSUE, form)


@pytest.mark.parametrize("name", ["Telegram.txt.jinja", "noending.jinja", "a b.txt.jinja"])
def test_a_template_that_can_be_no_form_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / name).write_text("x", encoding="utf-8")
    with pytest.raises(SetupError, match=r"NAME\.EXT\.jinja"):
        own_forms(tmp_path)


def test_a_template_that_is_no_text_is_named(tmp_path: Path) -> None:
    form = own(tmp_path, "x")
    form.path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SetupError, match=r"telegram\.txt\.jinja"):
        to_own(ISSUE, form)


def test_an_empty_issue_has_its_forms_too(tmp_path: Path) -> None:
    name, words = shown_in_the_docs()
    assert to_own(replace(ISSUE, items=()), own(tmp_path, words, name))
