"""A new desk is a folder the program can read, made whole or not at all; the self-check speaks."""

import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.outlet_sites import COURRIER, HERALD, served_rooms
from tests.samples import sample_issue

from torimatome import desks
from torimatome.cli import main
from torimatome.cli.doctor import checkups, lines
from torimatome.cli.rooms import Rooms, manner_with_terms, read_past
from torimatome.desk import open_desk
from torimatome.desks.new import checked, files_of, presets, put
from torimatome.edit.web.live import Bell, Works
from torimatome.edit.web.plans import (
    checked_style,
    said_of,
    style_for,
    weights,
    with_manner,
    words_of,
)
from torimatome.edit.web.view import words
from torimatome.errors import EditError, SetupError
from torimatome.model import Outlet, Style
from torimatome.model.new_desk import NewDesk
from torimatome.publish import file_of
from torimatome.settings import Settings
from torimatome.store import backup
from torimatome.text.territories import countries, languages_of, zones_of

OUTLET = Outlet("paper", "Paper", "PAPER", "https://paper.example/", hosts=("paper.example",))
DESK = NewDesk(
    name="malta-desk", country="MT", country_en="Malta", country_ja="マルタ",
    languages=("mt", "en"), zone="Europe/Malta", bulletin="en",
    sections=tuple(presets().sections.values()), leave_out=presets().leave_out,
    outlets=(OUTLET,),
)  # fmt: skip
PERIOD = "2026-05-08_2026-05-15"


# The folder


def test_what_is_made_is_read_back_as_it_was_said(tmp_path: Path) -> None:
    desk = replace(DESK, style=style_for(DESK, {"issuer_en": "Somebody: “here” #1"}, presets()))
    place, house = put(desk, tmp_path)
    assert house == desks.load(place)
    assert (house.name, house.country, house.zone) == ("malta-desk", "MT", "Europe/Malta")
    assert house.sections == desk.sections
    assert house.leave_out == desk.leave_out
    assert house.outlets == desk.outlets
    assert house.style == desk.style
    assert house.bulletin == "en"
    (country,) = (t for t in house.terms if t.kind == "country")
    assert (country.en, country.ja, country.country) == ("Malta", "マルタ", "MT")


def test_the_same_desk_gives_the_same_files() -> None:
    assert files_of(DESK) == files_of(replace(DESK))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "../up"}, "name"),
        ({"name": "x"}, "name"),
        ({"name": "demo"}, "already"),
        ({"country": "??"}, "country"),
        ({"country": "IT"}, "Italy"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"languages": ()}, "languages"),
        ({"languages": ("maltese-language",)}, "languages"),
        ({"bulletin": "fr"}, "bulletin"),
        ({"sections": ()}, "section"),
        ({"outlets": ()}, "outlet"),
        ({"style": Style(title_ja="あ" * 300)}, "letters"),
    ],
)
def test_a_desk_that_cannot_be_says_why_and_leaves_nothing(
    tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(SetupError, match=said):
        put(checked(replace(DESK, **wrong), ["demo"]), tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_desk_the_loader_refuses_is_not_put_in_place(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="twelve"):
        put(replace(DESK, style=replace(Style(), months=("Jan",))), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_desk_that_is_there_is_not_put_over(tmp_path: Path) -> None:
    put(DESK, tmp_path)
    with pytest.raises(SetupError, match="already"):
        put(DESK, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["malta-desk"]


def test_a_desk_made_here_is_found_by_its_name(tmp_path: Path) -> None:
    put(DESK, tmp_path)
    assert desks.find("malta-desk", tmp_path) == tmp_path / "malta-desk"
    with pytest.raises(SetupError, match="malta-desk"):
        desks.find("nowhere", tmp_path)


def test_country_fills_in_zone_and_languages() -> None:
    desk = said_of({"name": "x", "country": "GE"}, presets())
    assert (desk.country_en, desk.country_ja) == ("Georgia", "ジョージア")
    assert desk.zone == "Asia/Tbilisi"
    assert desk.languages == ("ka", "en")
    assert len(countries("ja")) > 240
    assert zones_of("XX") == ()
    assert languages_of("XX") == ("en",)


def test_stems_and_weights_go_through_a_text_field_unharmed() -> None:
    for rule in presets().sections.values():
        assert weights(words_of(rule)) == rule.words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"citation": "({outlets})"}, "citation"),
        ({"citation": "({outlets} / {date}"}, ""),
        ({"day_opening": "On {month.__class__}"}, "__class__"),
        ({"day_opening": "On {month"}, "month"),
        ({"citation_date": "soon"}, "date"),
    ],
)
def test_a_form_that_cannot_be_printed_is_refused_before_the_desk_is_made(
    wrong: dict[str, str], said: str
) -> None:
    style = replace(Style(), **wrong)  # type: ignore[arg-type]
    if said:
        with pytest.raises(EditError, match=said):
            checked_style(style)
    else:
        assert checked_style(style) == style


# Past issues


def test_past_issues_teach_titles_citations_sections_and_terms() -> None:
    body = file_of(sample_issue(), "docx")
    issue = read_past("2026-05.docx", body)
    manner = manner_with_terms([issue])
    assert manner.issues == 1
    assert manner.title_ja == sample_issue().title_ja
    assert manner.citation == "({outlets} / {date})"
    assert manner.citation_date == "%d.%m.%Y"
    assert [kind for kind, _ in manner.sections] == ["military_security", "domestic", "foreign"]
    assert dict(manner.cited)["VELPRESS"] == 4
    desk = with_manner(DESK, manner, presets())
    assert desk.style.title_ja == sample_issue().title_ja
    assert desk.sections[0].words == presets().sections["military_security"].words


def test_the_real_past_issues_show_their_form() -> None:
    shared = Path(__file__).parents[2] / "shared/seeds"
    if not shared.is_dir():
        pytest.skip("needs ../shared")
    issues = [read_past(path.name, path.read_bytes()) for path in sorted(shared.glob("*.txt"))]
    manner = manner_with_terms(issues)
    assert manner.citation == "({outlets} / {date})"
    assert manner.citation_date == "%d.%m.%Y"
    assert manner.day_opening == "On {month}.{day:02d}, "
    assert {"military_security", "domestic", "foreign"} <= {kind for kind, _ in manner.sections}
    assert len(manner.terms) > 50


# The pages


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Rooms]]:
    with served_rooms(tmp_path_factory.mktemp("rooms")) as made:
        yield made


def ask(
    address: str, sent: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, str, bytes]:
    request = urllib.request.Request(address, sent, {"Accept-Language": "en", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.url, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, address, refused.read()


def post(desk: str, path: str, **given: str) -> tuple[int, str, str]:
    sent = urllib.parse.urlencode({"period": PERIOD, **given}).encode()
    status, url, body = ask(desk + path, sent, {"Origin": desk})
    return status, url, body.decode()


def upload(
    desk: str, path: str, file: bytes, field: str = "file", called: str = "b.zip", **given: str
) -> tuple[int, str, str]:
    edge = "----edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in {"period": PERIOD, **given}.items()
    ]
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{called}"\r\n\r\n'
    )
    body = b"".join(parts) + head.encode() + file + f"\r\n--{edge}--\r\n".encode()
    kind = f"multipart/form-data; boundary={edge}"
    status, url, answer = ask(desk + path, body, {"Origin": desk, "Content-Type": kind})
    return status, url, answer.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["outlets", "outlets?q=vel", "outlets?open=velpress", "setup"])
def test_the_pages_answer_in_both_languages(
    rooms: tuple[str, Rooms], name: str, language: str
) -> None:
    status, _, body = ask(f"{rooms[0]}/w/{PERIOD}/{name}", None, {"Accept-Language": language})
    assert status == 200
    assert f'<html lang="{language}"' in body.decode()
    assert b"style=" not in body
    assert len(body) < 150_000


def test_an_outlet_that_is_not_there_is_said_to_be_missing(rooms: tuple[str, Rooms]) -> None:
    address = f"{rooms[0]}/w/{PERIOD}/outlets?open=nobody"
    status, _, body = ask(address, None, {"Accept-Language": "en"})
    assert status == 404
    assert "This desk has no outlet “nobody”" in body.decode()


@pytest.mark.parametrize("name", ["outlets", "setup"])
def test_a_short_address_leads_to_the_week_at_hand(rooms: tuple[str, Rooms], name: str) -> None:
    status, url, _ = ask(f"{rooms[0]}/{name}?q=x")
    assert status == 200
    assert url == f"{rooms[0]}/w/{PERIOD}/{name}?q=x"


def test_an_outlet_is_looked_at_added_paused_and_taken_back_over_http(
    rooms: tuple[str, Rooms],
) -> None:
    desk, open_rooms = rooms
    status, url, text = post(desk, "/outlets/look", address=COURRIER)
    assert status == 200
    assert "trial=" in url
    given = {
        "new": "1", "id": "courrier", "name": "Courrier", "citation": "COURRIER",
        "home": f"http://{COURRIER}/", "hosts": COURRIER, "languages": "fr", "s0_take": "1",
        "s0_id": "courrier/feed", "s0_kind": "feed", "s0_url": f"http://{COURRIER}/feed",
        "s0_state": "live", "s0_pace": "1", "s0_poll": "6", "s0_quiet": "3",
    }  # fmt: skip
    status, url, text = post(desk, "/outlets/save", **given)
    assert (status, "/outlets" in url) == (200, True)
    assert "COURRIER" in text
    editor = open_rooms.now.editor
    assert editor.desk.house.outlets[-1].id == "courrier"
    post(desk, "/act/pause_outlet", outlet="courrier", back="/")
    assert editor.desk.house.outlets[-1].paused
    for act in editor.desk.store.records.latest(about="courrier"):
        post(desk, "/undo", act=str(act.id), back="/")
    assert [o.id for o in editor.desk.house.outlets] == ["velpress"]


def test_a_form_that_cannot_be_taken_comes_back_with_what_was_typed(
    rooms: tuple[str, Rooms],
) -> None:
    status, _, text = post(
        rooms[0], "/outlets/save", new="1", id="x", name="<b>Bold</b>", citation="X",
        home="http://127.0.0.1/", hosts="x.example",
    )  # fmt: skip
    assert status == 422
    assert "&lt;b&gt;Bold&lt;/b&gt;" in text
    assert "http://127.0.0.1/" in text


def test_a_conflict_shows_both_versions_and_keeps_what_was_typed(rooms: tuple[str, Rooms]) -> None:
    desk = rooms[0]
    given = {
        "id": "velpress", "citation": "VELPRESS", "home": "https://velpress.example/",
        "hosts": "velpress.example", "base": "0",
    }  # fmt: skip
    assert post(desk, "/outlets/save", name="Hers", **given)[0] == 200
    status, _, text = post(desk, "/outlets/save", name="Mine", **given)
    assert status == 409
    assert "Hers (VELPRESS)" in text
    assert 'value="Mine"' in text


def test_a_backup_is_saved_and_put_back_over_http(rooms: tuple[str, Rooms], tmp_path: Path) -> None:
    desk, open_rooms = rooms
    made = post(
        desk, "/setup/plan", name="malta", country="MT", addresses=f"http://{HERALD}/",
        preset="embassy", bulletin="en",
    )  # fmt: skip
    plan = urllib.parse.parse_qs(urllib.parse.urlsplit(made[1]).query)["plan"][0]
    style = {
        "citation": "({outlets} / {date})", "citation_date": "%d.%m.%Y",
        "day_opening": "On {month}.{day:02d}, ",
    }  # fmt: skip
    status, _, text = post(
        desk, "/setup/make", plan=plan, name="malta", country="MT", languages="en",
        zone="Europe/Malta", bulletin="en", o0_use="1", c0_use="1", c0_kind="domestic",
        c0_ja="内政", c0_en="Domestic", c0_words="parliament 2", **style,
    )  # fmt: skip
    assert status == 200, text
    assert "The new desk is made and open" in text
    assert open_rooms.now.editor.desk.house.name == "malta"
    assert open_rooms.now.editor.desk.house.sections[0].words == {"parliament": 2.0}
    status, _, file = ask(f"{desk}/setup/backup")
    assert status == 200
    with zipfile.ZipFile(BytesIO(file)) as packed:
        assert "desk/desk.yaml" in packed.namelist()
    post(desk, "/act/add_outlet", outlet="x")  # refused: a form sends no such thing
    open_rooms.now.editor.perform("add_outlet", open_rooms.period(), "Aya", {"outlet": OUTLET})
    status, url, text = upload(desk, "/setup/restore", file, sure="1")
    assert (status, "said=restored" in url) == (200, True), text
    assert [o.id for o in open_rooms.now.editor.desk.house.outlets] == ["herald-merland"]
    assert upload(desk, "/setup/restore", file)[0] == 422  # not sure
    assert upload(desk, "/setup/restore", b"PK nothing", sure="1")[0] == 500
    status, url, _ = post(desk, "/setup/open", name="velmora")
    assert open_rooms.now.editor.desk.house.name == "velmora"


def test_past_issues_dropped_on_the_page_give_the_desk_its_style_and_its_archive(
    rooms: tuple[str, Rooms],
) -> None:
    desk, open_rooms = rooms
    body = file_of(sample_issue(), "pdf")
    _, url, text = upload(
        desk, "/setup/plan", body, "past[]", "../2026-20.pdf", name="styled", country="MT",
        addresses=f"http://{HERALD}/", preset="embassy",
    )  # fmt: skip
    assert "read from 1 past issue" in text
    assert sample_issue().title_ja in text
    plan = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["plan"][0]
    rows = {
        f"c{n}_{key}": value
        for n, section in enumerate(sample_issue().sections)
        for key, value in {"use": "1", "kind": section.kind, "ja": section.heading_ja}.items()
    }
    status, _, text = post(
        desk, "/setup/make", plan=plan, name="styled", country="MT", languages="en",
        zone="Europe/Malta", bulletin="ja+en", o0_use="1", title_ja=sample_issue().title_ja,
        citation="({outlets} / {date})", citation_date="%d.%m.%Y", t0_use="1", **rows,
    )  # fmt: skip
    assert status == 200, text
    made = open_rooms.now.editor.desk
    assert made.house.style.title_ja == sample_issue().title_ja
    assert [kept.label for kept in made.store.archive.issues()] == ["2026-20"]
    assert len(made.house.terms) == 2  # the country, and the term that was ticked
    post(desk, "/setup/open", name="velmora")


def test_the_desk_the_server_was_started_with_is_put_back_too(tmp_path: Path) -> None:
    opened = open_desk(replace(Settings(), folder=str(tmp_path)))
    rooms = Rooms(opened, Works(Bell()))
    setup, period = rooms.now.services.setup, rooms.period()
    assert setup
    first = rooms.now.editor.perform("pause_outlet", period, "Aya", {"outlet": "ona"})
    setup.back_up(tmp_path / "b.zip")
    rooms.now.editor.undo(first.id, period, "Aya")
    assert setup.restore(tmp_path / "b.zip") == "demo"
    rooms.open("demo")
    paused = [o.id for o in rooms.now.editor.desk.house.outlets if o.paused]
    assert paused == ["ona"]
    assert rooms.now.editor.desk.store.records.count() == 1
    rooms.close()


@pytest.mark.parametrize("name", ["../../etc", "nowhere", "", "/", ".new-x"])
def test_no_other_folder_is_opened_as_a_desk(rooms: tuple[str, Rooms], name: str) -> None:
    status, _, text = post(rooms[0], "/setup/open", name=name)
    assert status == 500
    assert "no desk" in text


def test_a_desk_elsewhere_on_the_disk_is_not_opened_by_its_path(
    rooms: tuple[str, Rooms], tmp_path: Path
) -> None:
    place, _ = put(DESK, tmp_path)
    status, _, text = post(rooms[0], "/setup/open", name=str(place))
    assert status == 500
    assert "no desk" in text


def test_a_plan_nobody_knows_is_said_to_be_gone(rooms: tuple[str, Rooms]) -> None:
    assert b"no longer known" in ask(f"{rooms[0]}/w/{PERIOD}/setup?plan=x")[2]
    assert post(rooms[0], "/setup/make", plan="x")[0] == 422


# The self-check


def test_the_self_check_has_words_for_everything_it_finds_in_both_languages(
    rooms: tuple[str, Rooms],
) -> None:
    found = checkups(rooms[1].now.editor.desk)
    assert {"python", "fonts", "disk", "store", "clock", "desk"} <= {one.name for one in found}
    for language in ("ja", "en"):
        assert len(list(lines(found, language))) == len(found)


def test_every_state_of_the_self_check_has_its_words_in_both_languages() -> None:
    told = {key for key in words() if key.startswith("doctor_")}
    for name in "python libraries fonts folder disk store clock desk outlet outlets model".split():
        assert any(key.startswith(f"doctor_{name}_") for key in told), name
    assert all(words()[key]["ja"] and words()[key]["en"] for key in told)


def test_a_damaged_store_is_found_and_says_what_to_do(tmp_path: Path) -> None:
    runner, folder = CliRunner(), tmp_path / "var"
    first = runner.invoke(main, ["--folder", str(folder), "doctor"])
    assert first.exit_code == 0, first.output
    assert "is whole" in first.output
    assert "desk demo can be read" in first.output
    store = folder / "demo.sqlite"
    body = bytearray(store.read_bytes())
    body[8192:20480] = b"\xff" * 12288
    store.write_bytes(bytes(body))
    assert backup.damage(store)


def test_a_desk_that_cannot_be_read_is_named_and_leaves_with_one(tmp_path: Path) -> None:
    desk = tmp_path / "mine"
    desk.mkdir()
    (desk / "desk.yaml").write_text("name: [")
    done = CliRunner().invoke(
        main, ["--folder", str(tmp_path / "var"), "--desk", str(desk), "doctor"]
    )
    assert done.exit_code == 1
    assert "cannot be read" in done.output


def test_a_store_that_cannot_be_opened_is_told_beside_what_the_machine_is_like(
    tmp_path: Path,
) -> None:
    (tmp_path / "var" / "demo.sqlite").mkdir(parents=True)
    done = CliRunner().invoke(main, ["--folder", str(tmp_path / "var"), "doctor"])
    assert done.exit_code == 1
    assert "unable to open database file" in done.output
    assert "✓ Python" in done.output


# The command line


def test_a_desk_is_made_backed_up_and_restored_on_the_command_line(tmp_path: Path) -> None:
    run, folder, file = CliRunner(), str(tmp_path / "var"), str(tmp_path / "b.zip")
    made = run.invoke(
        main,
        ["--folder", folder, "new-desk", "tiflis", "--country", "GE", "--take", "demo"],
    )
    assert made.exit_code == 0, made.output
    assert "11 outlets" in made.output
    kept = run.invoke(main, ["--folder", folder, "--desk", "tiflis", "backup", file])
    assert kept.exit_code == 0, kept.output
    elsewhere = str(tmp_path / "elsewhere")
    back = run.invoke(main, ["--folder", elsewhere, "restore", file])
    assert back.exit_code == 0, back.output
    told = run.invoke(main, ["--folder", elsewhere, "--desk", "tiflis", "outlets"])
    assert told.exit_code == 0, told.output
    assert len(told.output.splitlines()) == 11
    again = run.invoke(main, ["--folder", folder, "new-desk", "tiflis", "--country", "GE",
                              "--take", "demo"])  # fmt: skip
    assert again.exit_code == 2
    assert "already" in again.output


def test_a_paused_outlet_is_told_on_the_command_line(tmp_path: Path) -> None:
    run, folder = CliRunner(), str(tmp_path / "var")
    done = run.invoke(main, ["--folder", folder, "outlets", "--pause", "ona"])
    assert done.exit_code == 0, done.output
    told = run.invoke(main, ["--folder", folder, "outlets"])
    assert any(line.startswith("paused  ona") for line in told.output.splitlines())
