"""The site is whole and valid, fetches nothing, grows by what is new, and survives a kill."""

import os
import re
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.samples import sample_issue
from tests.site_samples import (
    ADDRESS,
    FIRST,
    NOTE,
    broken_links,
    build,
    contents,
    loaded,
    pages,
    reached,
    small_desk,
    tree,
    week_of,
)

from torimatome.cli import main
from torimatome.errors import SetupError
from torimatome.model import Period
from torimatome.publish.site import SiteOptions, Told, editions, write_site
from torimatome.publish.site.address import name_slug, slug
from torimatome.publish.site.writing import Folder
from torimatome.remember import as_kept, keep, names_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("site")
    desk = small_desk(room / "var")
    build(desk, room / "out")
    desk.store.close()
    return room / "out"


def text_of(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def test_every_page_is_valid_html_with_ids_that_are_unique(site: Path) -> None:
    for page in pages(site):
        ids = [e.get("id") for e in tree(page.read_bytes()).iter() if e.get("id")]
        assert len(ids) == len(set(ids)), page


def test_every_link_and_anchor_of_the_site_leads_somewhere(site: Path) -> None:
    assert len(pages(site)) > 25
    assert broken_links(site) == []


def test_a_page_fetches_nothing_but_the_sites_own_files(site: Path) -> None:
    for page in pages(site):
        for address in loaded(page.read_bytes()):
            assert not re.match(r"(?:[a-z]+:)?//", address), (page, address)
        policy = page.read_text(encoding="utf-8")
        assert "default-src 'none'; style-src 'self'; script-src 'self'" in policy


def test_only_the_search_has_a_script(site: Path) -> None:
    with_script = {p.name for p in pages(site) if "<script" in p.read_text(encoding="utf-8")}
    assert with_script == {"search.html"}
    assert "noscript" in text_of(site, "search.html")
    assert 'href="issues.html"' in text_of(site, "search.html")


def test_words_from_outside_stay_words(site: Path) -> None:
    for page in pages(site):
        page_tree = tree(page.read_bytes())
        assert not [e for e in page_tree.iter() if e.tag in ("b", "iframe", "img")]
        for element in page_tree.iter():
            assert not [name for name in element.attrib if str(name).startswith("on")]
            assert not (element.get("href") or "").startswith("javascript:")


def test_every_item_has_its_own_page_with_all_it_rests_on(site: Path) -> None:
    for item in sample_issue().items[1:]:
        page = text_of(site, f"issues/{FIRST}/item-{item.id}.html")
        told = tree(page.encode())
        quotes = ["".join(e.itertext()) for e in told.iter("blockquote")]
        wanted = {p.quote for b in item.blocks for s in b.sentences for p in s.passages}
        assert wanted <= set(quotes)
        assert f"{ADDRESS}issues/{FIRST}/card.png" in page


def test_both_versions_of_a_corrected_issue_stand_with_the_note(site: Path) -> None:
    now, before = text_of(site, f"issues/{FIRST}.html"), text_of(site, f"issues/{FIRST}/v1.html")
    first = sample_issue().items[0]
    assert NOTE in now
    assert f'href="../issues/{FIRST}/v1.html"' in now
    assert first.headline_ja not in re.sub("<wbr>", "", now.split("取り下げた項目")[0])
    assert first.headline_ja in re.sub("<wbr>", "", before)
    assert "この版は差し替えられました" in before
    assert "v1.html" in text_of(site, "issues.html")
    assert NOTE in text_of(site, f"issues/{FIRST}/item-{sample_issue().items[1].id}.html")
    assert NOTE in text_of(site, "feed.xml")


def test_the_address_of_a_withdrawn_item_says_so(site: Path) -> None:
    page = text_of(site, f"issues/{FIRST}/item-{sample_issue().items[0].id}.html")
    assert "この項目は取り下げられました" in page
    assert "v1.html#item-velmora-01" in page


def test_a_flash_stands_as_an_issue_of_its_own_kind(site: Path) -> None:
    flash = f"issues/flash-2026-05-22-{sample_issue().items[4].id}.html"
    assert "速報" in text_of(site, flash)
    assert "速報" in text_of(site, "index.html")


def test_each_form_of_an_issue_is_linked_and_there(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var", hostile=False)
    build(desk, tmp_path / "out", forms=("pdf", "docx", "json"))
    page = text_of(tmp_path / "out", f"issues/{FIRST}.html")
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("json", b"{")):
        name = f"issues/{FIRST}/demo-{FIRST}-v2.{form}"
        assert f'href="../{name}"' in page
        assert (tmp_path / "out" / name).read_bytes().startswith(begins)
        old = tmp_path / "out" / f"issues/{FIRST}/demo-{FIRST}.{form}"
        assert old.read_bytes().startswith(begins)
    desk.store.close()


def test_the_files_that_went_out_are_offered_as_they_are(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var", hostile=False)
    build(desk, tmp_path / "one", forms=("json",))
    (tmp_path / "sent").mkdir()
    name = f"demo-{FIRST}-v2"
    body = (tmp_path / "one" / "issues" / FIRST / f"{name}.json").read_bytes()
    (tmp_path / "sent" / f"{name}.json").write_bytes(body)
    (tmp_path / "sent" / f"{name}.md").write_bytes(b"as it was sent")
    (tmp_path / "sent" / f"demo-{FIRST}.json").write_bytes(b"{}")  # of another issue
    (tmp_path / "sent" / f"demo-{FIRST}.md").write_bytes(b"not this one")
    options = SiteOptions("", tmp_path / "sent", ("md", "json"))
    write_site(desk, tmp_path / "two", options, Told(partial(as_kept, desk), names_of(desk)))
    folder = tmp_path / "two" / "issues" / FIRST
    assert (folder / f"{name}.md").read_bytes() == b"as it was sent"
    assert (folder / f"demo-{FIRST}.md").read_bytes() != b"not this one"
    desk.store.close()


def test_the_same_issues_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var")
    build(desk, tmp_path / "out")
    desk.store.close()
    assert contents(tmp_path / "out") == contents(site)


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var")
    build(desk, tmp_path / "out")
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*") if p.is_file()}
    report = build(desk, tmp_path / "out")
    assert (report.written.made, report.written.removed) == (0, 0)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*") if p.is_file()} == times
    desk.store.close()


def test_a_new_issue_leaves_the_pages_of_the_others_alone_and_gives_what_a_whole_build_gives(
    tmp_path: Path,
) -> None:
    desk, out = small_desk(tmp_path / "var"), tmp_path / "out"
    build(desk, out)
    kept = {p: p.stat().st_mtime_ns for p in (out / "issues").rglob("item-*.html")}
    desk.store.issues.publish(week_of(sample_issue(), "2026-05-22", "2026-05-29"))
    report = build(desk, out)
    assert {p: p.stat().st_mtime_ns for p in kept} == kept
    assert report.written.made < report.written.kept
    build(desk, tmp_path / "whole")
    assert contents(out) == contents(tmp_path / "whole")
    assert broken_links(out) == []
    desk.store.close()


def test_the_pages_of_an_issue_that_is_gone_go(tmp_path: Path) -> None:
    first, second = small_desk(tmp_path / "a", hostile=False), small_desk(tmp_path / "b")
    build(second, tmp_path / "out")
    report = build(first, tmp_path / "out")
    assert report.written.removed > 5
    build(first, tmp_path / "clean")
    assert contents(tmp_path / "out") == contents(tmp_path / "clean")
    assert not [p for p in (tmp_path / "out").rglob("*") if p.is_dir() and not any(p.iterdir())]
    first.store.close()
    second.store.close()


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", [0, 1, 20, 40, 55])
def test_a_kill_while_files_are_put_in_place_leaves_every_link_a_reader_meets_whole(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, out = small_desk(tmp_path / "var", hostile=False), tmp_path / "out"
    build(desk, out)
    desk.store.issues.publish(week_of(sample_issue(), "2026-05-22", "2026-05-29"))
    placed = 0
    whole = Path.replace

    def placing(self: Path, target: Path) -> Path:
        nonlocal placed
        if placed == after:
            raise Killed
        placed += 1
        return whole(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", placing)
        try:
            build(desk, out)
        except Killed:
            assert placed == after
    seen = reached(out)
    assert len(seen) > 10
    assert [line for line in broken_links(out) if line.partition(":")[0] in seen] == []
    build(desk, out)
    build(desk, tmp_path / "clean")
    assert contents(out) == contents(tmp_path / "clean")
    desk.store.close()


def test_a_file_that_was_lost_or_a_list_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    desk, out = small_desk(tmp_path / "var", hostile=False), tmp_path / "out"
    build(desk, out)
    before = contents(out)
    (out / f"issues/{FIRST}.html").unlink()
    build(desk, out)
    assert contents(out) == before
    (out / ".made" / "manifest.json").write_text("{ damaged", encoding="utf-8")
    build(desk, out)
    assert contents(out) == before
    desk.store.close()


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SetupError, match=r"letters\.txt.*empty folder"):
        Folder.open(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SetupError, match="cannot be written"):
        Folder.open(tmp_path / "site")


@pytest.mark.parametrize(
    "address", ["news.example", "ftp://a.example/", "https://", "https://a/?q=1"]
)
def test_an_address_that_is_none_is_named(address: str, tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var", hostile=False)
    with pytest.raises(SetupError, match="address"):
        build(desk, tmp_path / "out", address)
    desk.store.close()


def test_two_names_never_share_an_address() -> None:
    names = [
        "Elena Savir",
        "elena savir",
        "Elena-Savir",
        "Élena Savir",
        "Элена Савир",
        "",
        "..",
        "/",
    ]
    assert len({name_slug(name) for name in names}) == len(names)
    assert len({slug(name) for name in names}) == len(names)
    assert name_slug("Elena Savir") == "elena-savir"
    for name in names:
        assert re.fullmatch("[a-z0-9-]+", name_slug(name)), name


def test_people_are_listed_with_their_offices_and_whom_they_met(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var", hostile=False)
    person = next(t for t in desk.house.terms if t.kind == "person" and t.office and t.ja)
    other = next(t for t in desk.house.terms if t.kind == "person" and t.en != person.en and t.ja)
    issue = week_of(sample_issue(), "2026-05-22", "2026-05-29")
    first = issue.items[5 - 1]
    met = replace(
        first,
        headline_en=f"{person.en} meets {other.en}",
        headline_ja=f"{person.ja}、{other.ja}と会談",
    )
    desk.store.issues.publish(replace(issue, items=(met,)))
    build(desk, tmp_path / "out")
    page = text_of(tmp_path / "out", f"people/{name_slug(person.en)}.html")
    assert person.office in page
    assert f"{name_slug(other.en)}.html" in page.split("会った人")[1].split("</section>")[0]
    assert met.headline_ja in page
    assert f"{name_slug(person.en)}.html" in text_of(tmp_path / "out", "people.html")
    desk.store.close()


def test_the_command_writes_the_site_and_says_what_it_did(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var", hostile=False)
    desk.store.close()
    given = ["--desk", "demo", "--folder", str(tmp_path / "var"), "site", "--form", "json",
             "--out", str(tmp_path / "out")]  # fmt: skip
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 0, done.output
    assert "2 issues (3 versions)" in done.output
    assert (tmp_path / "out" / "index.html").exists()
    assert not (tmp_path / "out" / "sitemap.xml").exists()
    wrong = CliRunner().invoke(main, [*given[:-2], "--form", "nosuch.txt", "--out", str(tmp_path)])
    assert wrong.exit_code == 2
    assert "nosuch.txt" in wrong.output


def test_several_processes_give_the_bytes_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = small_desk(tmp_path / "var")
    build(desk, tmp_path / "one")
    monkeypatch.setattr("torimatome.publish.site.build.MANY", 1)
    monkeypatch.setattr("torimatome.publish.site.render.os.sched_getaffinity", lambda _: {0, 1})
    build(desk, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    desk.store.close()


def test_a_crew_whose_processes_die_does_the_work_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise BrokenProcessPool

    desk = small_desk(tmp_path / "var")
    build(desk, tmp_path / "one")
    monkeypatch.setattr("torimatome.publish.site.build.MANY", 1)
    monkeypatch.setattr("torimatome.publish.site.render.os.sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(ProcessPoolExecutor, "submit", broken)
    build(desk, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    desk.store.close()


def test_a_signed_issue_has_the_address_it_keeps_once_it_is_published(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "var")
    published = {one.key for one in editions(desk, ("json",))}
    signed = replace(sample_issue(), period=Period("2031-03-07", "2031-03-14"))
    keep(desk, signed, "2031-03-07_2031-03-14")
    assert {one.key for one in editions(desk, ("json",))} - published == {"2031-03-07_2031-03-14"}
    desk.store.issues.publish(signed)
    assert {one.key for one in editions(desk, ("json",))} - published == {"2031-03-07_2031-03-14"}
    desk.store.close()
