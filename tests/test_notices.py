"""What the desk watches for is told to its notice service when something new speaks of it."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.editing import HOUSE, MOMENT

from torimatome import flow
from torimatome.collect import CollectReport, HandIn, add_by_hand
from torimatome.desk import World, open_desk
from torimatome.flow import daily
from torimatome.model.act import Intent, Watched
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.settings import Settings


@pytest.fixture
def service():
    """A service on loopback that takes notices as JSON; its address and what it heard."""
    heard = []

    class Hears(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hears)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    server.server_close()


def collecting(monkeypatch, *texts):
    """Collecting brings these texts in."""

    def brings(desk):
        for text in texts:
            given = HandIn(text=text, title=text[:40], outlet="velpress", day="2026-05-14")
            add_by_hand(desk, given)
        return CollectReport()

    monkeypatch.setattr(daily, "collect", brings)


def watching(tmp_path, address, *words):
    settings = replace(Settings(), folder=str(tmp_path), notices=address)
    world = World(FakeResolver({}), LoopbackConnector(9), FixedClock(MOMENT))
    desk = open_desk(settings, world, house=HOUSE)
    for each in words:
        value = json.dumps({"words": each, "by": "Ada", "at": "2026-05-14T00:00:00Z"})
        intent = Intent("watch_words", each, (("watch", each, value),))
        desk.store.records.perform(lambda _look, i=intent: i, "Ada", MOMENT)
    assert all(isinstance(one, Watched) for one in desk.store.records.watched())
    return desk


def test_a_new_article_that_speaks_of_watched_words_is_told_once(tmp_path, service, monkeypatch):
    pytest.importorskip("apprise")
    address, heard = service
    desk = watching(tmp_path, address, "Karden pass", "avalanche")
    collecting(monkeypatch, "Soldiers closed the Karden pass on Thursday, the ministry said.")
    flow.collect_and_tell(desk)
    assert [one["title"] for one in heard] == ["Karden pass"]
    assert "Soldiers closed" in heard[0]["message"]
    flow.collect_and_tell(desk)
    assert len(heard) == 1
    desk.store.close()


def test_a_desk_that_watches_nothing_tells_nothing(tmp_path, service, monkeypatch):
    address, heard = service
    desk = watching(tmp_path, address)
    collecting(monkeypatch, "Soldiers closed the Karden pass on Thursday, the ministry said.")
    flow.collect_and_tell(desk)
    assert heard == []
    desk.store.close()
