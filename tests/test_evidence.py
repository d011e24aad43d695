"""Evidence of an issue can be checked by anyone, with nothing but Python; a change is found."""

import json
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.editing import HOUSE, MOMENT, articles
from tests.samples import sample_issue

from torimatome.collect.warc import WarcPage, read_warc
from torimatome.desk import World, open_desk
from torimatome.errors import SetupError
from torimatome.model import Snapshot
from torimatome.model.act import Intent
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.publish import evidence
from torimatome.settings import Settings


@pytest.fixture
def desk(tmp_path):
    world = World(FakeResolver({}), LoopbackConnector(9), FixedClock(MOMENT))
    with_pages = open_desk(replace(Settings(), folder=str(tmp_path / "var")), world, house=HOUSE)
    yield with_pages
    with_pages.store.close()


def kept(desk, keep=lambda article: True):
    """The sample Issue, resting on pages that really are in the store."""
    issue = sample_issue()
    sums = {}
    for article in articles(issue).values():
        body = f"<html><body><h1>x</h1><p>{article.text}</p></body></html>".encode()
        digest = sha256(body).hexdigest()
        sums[article.id] = digest
        snapshot = Snapshot(
            digest, article.url, MOMENT, 200, "text/html",
            (("content-type", "text/html"), ("content-encoding", "gzip")), len(body),
        )  # fmt: skip
        if keep(article):
            with desk.store.begin() as connection:
                kept_article = replace(article, snapshot=digest)
                desk.store.pages.keep(connection, snapshot, body, kept_article)
    return with_sums(issue, sums)


def with_sums(issue, sums):
    def moved(passages):
        return tuple(replace(p, sha256=sums.get(p.article, p.sha256)) for p in passages)

    def sourced(block):
        sentences = tuple(replace(s, passages=moved(s.passages)) for s in block.sentences)
        return replace(block, sentences=sentences)

    items = tuple(
        replace(item, blocks=tuple(map(sourced, item.blocks)), headline_sources=())
        for item in issue.items
    )
    return replace(issue, items=items)


def unpacked(body, folder):
    folder.mkdir()
    with ZipFile(BytesIO(body)) as archive:
        archive.extractall(folder)
    return folder


def verified(folder):
    # -I -S: nothing of ours, and no installed package, can be reached.
    command = [sys.executable, "-I", "-S", "verify.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_evidence_is_verified_by_its_own_program_without_us(desk, tmp_path):
    folder = unpacked(evidence(desk, kept(desk)), tmp_path / "out")
    done = verified(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all as it should be" in done.stdout


def test_evidence_is_verified_from_any_folder(desk, tmp_path):
    folder = unpacked(evidence(desk, kept(desk)), tmp_path / "out")
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "all as it should be" in done.stdout, done.stderr


@pytest.mark.parametrize("name", ["SHA256SUMS", "claims.jsonl", "snapshots.warc.gz"])
def test_a_file_that_is_missing_or_no_longer_whole_is_named_without_a_traceback(
    desk, tmp_path, name
):
    folder = unpacked(evidence(desk, kept(desk)), tmp_path / "out")
    body = (folder / name).read_bytes()
    (folder / name).write_bytes(body[: len(body) // 2])
    assert verified(folder).returncode == 1
    (folder / name).unlink()
    done = verified(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert name in done.stdout


@pytest.mark.parametrize("name", ["claims.jsonl", "articles.jsonl", "issue.json", "acts.jsonl"])
def test_a_changed_file_is_named(desk, tmp_path, name):
    folder = unpacked(evidence(desk, kept(desk)), tmp_path / "out")
    path = folder / name
    path.write_bytes(path.read_bytes() + b"\n")
    done = verified(folder)
    assert done.returncode == 1
    assert f"WRONG: {name} was altered" in done.stdout


def test_words_that_do_not_stand_in_the_page_are_found_even_when_the_sums_are_made_anew(
    desk, tmp_path
):
    folder = unpacked(evidence(desk, kept(desk)), tmp_path / "out")
    path = folder / "claims.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    sourced = next(row for row in rows if row["passages"])
    sourced["passages"][0]["quote"] = "words nobody wrote"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    sums = folder / "SHA256SUMS"
    lines = [line for line in sums.read_text().splitlines() if not line.endswith(f"  {path.name}")]
    lines.append(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}")
    sums.write_text("\n".join(lines) + "\n")
    done = verified(folder)
    assert done.returncode == 1
    assert "its words do not stand in article" in done.stdout


def test_the_pages_come_back_out_of_the_archive_byte_for_byte(desk, tmp_path):
    issue = kept(desk)
    folder = unpacked(evidence(desk, issue), tmp_path / "out")
    pages = list(read_warc(folder / "snapshots.warc.gz"))
    assert pages
    assert all(isinstance(page, WarcPage) for page in pages)
    for page in pages:
        assert page.body == desk.store.pages.body(page.sha256)
        assert page.fetched == MOMENT


def test_the_same_issue_gives_the_same_bytes(desk):
    issue = kept(desk)
    assert evidence(desk, issue) == evidence(desk, issue)


def test_who_did_what_stands_in_the_file(desk, tmp_path):
    issue = kept(desk)
    period = f"{issue.period.start}_{issue.period.end}"
    intent = Intent("approve_item", "one", (("approval", f"{period}/one", "{}"),), period)
    desk.store.records.perform(lambda _look: intent, "Ada", MOMENT)
    folder = unpacked(evidence(desk, issue), tmp_path / "out")
    acts = [json.loads(line) for line in (folder / "acts.jsonl").read_text().splitlines()]
    assert [(act["by"], act["name"]) for act in acts] == [("Ada", "approve_item")]


def test_a_page_the_store_lost_stops_the_packing_with_its_name(desk):
    lost = min(articles(sample_issue()))
    issue = kept(desk, keep=lambda article: article.id != lost)
    with pytest.raises(SetupError, match=lost):
        evidence(desk, issue)
