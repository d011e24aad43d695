"""The demo's desk as weeks of work leave it: past issues, edits, a signed issue and its after."""

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from tests.demo_desk import WEEK
from tests.read.sample import demo_issue
from tests.word_hand import Hand

from torimatome import demo, flow
from torimatome.collect import collect
from torimatome.desk import Desk
from torimatome.edit import Editor
from torimatome.edit.acts.issues import GRAVE
from torimatome.edit.copies import bring
from torimatome.edit.working import fingerprint
from torimatome.model import Item, Period
from torimatome.model.delivery import FAILED, REFUSED, SENT, Delivery, Recipient
from torimatome.outside.progress import Nobody
from torimatome.publish.mail import mark_of
from torimatome.remember import keep
from torimatome.remember.from_json import issue_of_json
from torimatome.settings import Settings
from torimatome.text.times import to_text

OPEN = Period(*WEEK.split("_"))
SIGNED = Period("2026-05-08", "2026-05-10")
# Settings under which the desk is served, so that the Mail page may send.
MAIL = {"mail_server": "smtp://127.0.0.1:9", "mail_from": "Torimatome <desk@readers.example>"}
COPY = "torimatome-aya.docx"
READERS = (
    Recipient("ambassador@readers.example", "大使"),
    Recipient("desk@ministry.example", "Orvenia desk", "ja"),
    Recipient("j.harlan@press.example", "Jo Harlan", "en", "linked"),
    Recipient("old.address@readers.example", "", "en", "words"),
    Recipient("verylongname.of.somebody.in.the.secretariat@foreign-affairs.readers.example",
              "Somebody in the Secretariat", "en", "linked"),
)  # fmt: skip
COOKIES = "<!doctype html><title>One moment</title><p>Please enable cookies"
GONE_WORDS = "550 5.1.1 <old.address@readers.example>: Recipient address rejected: User unknown"


@dataclass
class Worker:
    """Somebody who works on an issue of a desk."""

    editor: Editor
    period: Period
    name: str

    def do(self, act: str, **given: object) -> None:
        """One act, as a click on the pages does it."""
        self.editor.perform(act, self.period, self.name, given)

    def items(self) -> list[Item]:
        """The issue's items as they stand."""
        return [shown.item for shown in self.editor.working(self.period).items]

    def approve(self, item: Item) -> None:
        """Let it go out as it is now."""
        self.do("approve_item", item=item.id, seen=fingerprint(item))


def lived_in(folder: Path) -> None:
    """A desk's folder with all there is to see on its pages; to be served as the demo's."""
    settings = replace(Settings(), folder=str(folder), desk="demo")
    wire, house = demo.the_week()
    for _ in demo.collect_week(settings, wire, house, Nobody()):
        pass
    evening = demo.evenings(wire, house)[-1]
    with demo.demo_desk(settings, wire, house, evening, Nobody()) as desk:
        _keep_past(desk)
        for period in (SIGNED, OPEN):
            flow.redraft(desk, period)
        editor = flow.editor(desk)
        _sign(Worker(editor, SIGNED, "Aya"))
        _work(Worker(editor, OPEN, "Aya"), Worker(editor, OPEN, "Ben"))
        _bring_a_copy(editor)
        _mail(Worker(editor, SIGNED, "Aya"))
    # A page is looked at once a moment, so this is a while later.
    with demo.demo_desk(settings, wire, house, evening + timedelta(minutes=20), Nobody()) as desk:
        _change_pages(flow.editor(desk), folder / "demo-web")
        flow.look_again(desk, SIGNED)


def troubled(folder: Path, lived: Path) -> None:
    """The same desk a day later, its outlets failing in every way there is."""
    shutil.copytree(lived, folder)
    settings = replace(Settings(), folder=str(folder), desk="demo")
    wire, house = demo.the_week()
    evening = demo.evenings(wire, house)[-1]
    with demo.demo_desk(settings, wire, house, evening + timedelta(minutes=30), Nobody()) as desk:
        web, by_id = folder / "demo-web", {outlet.id: outlet for outlet in house.outlets}
        _page(web, by_id["ona"].sources[0].url).unlink()
        _page(web, by_id["lantern"].sources[0].url).write_text(COOKIES)
        _page(web, by_id["kta"].sources[0].url).write_bytes(b"\x00\xff" * 40)
        (web / "vestnik.example" / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
        collect(desk)
        days = {"tidings": ("checked", 4), "ufuk": ("newest", 9)}
        for id_, (what, ago) in days.items():
            for source in by_id[id_].sources:
                state = desk.store.sources.state(source.id)
                moved = replace(state, **{what: evening - timedelta(days=ago)})
                desk.store.sources.visited(moved)
        Worker(flow.editor(desk), OPEN, "Ben").do("pause_outlet", outlet="gazette")
        flow.redraft(desk, OPEN)  # so that the first page need not


def _keep_past(desk: Desk) -> None:
    """Three issues of earlier weeks, told in the demo's own words."""
    week = demo_issue()
    for start, end in (("2026-04-24", "2026-05-01"), ("2026-05-01", "2026-05-08")):
        items = tuple(replace(item, id=f"{item.id}-{start}") for item in week.items)
        keep(desk, replace(week, items=items, period=Period(start, end)), f"{start}_{end}")
    other = Path(__file__).with_name("read") / "orvenia.json"
    keep(desk, issue_of_json(other.read_bytes(), "x.json"), "orvenia-winter")


def _sign(aya: Worker) -> None:
    """The issue of the first days goes out, is corrected, and goes out again."""
    _settle(aya)
    aya.do("sign_issue")
    aya.do(
        "correct_issue", note="第2項目の見出しを訂正しました。 The second headline was corrected."
    )
    item = aya.items()[1]
    text = item.headline_en + " on Friday"
    aya.do("write_headline", item=item.id, language="en", base=item.headline_en, text=text)
    _settle(aya)
    aya.do("sign_issue")


def _settle(aya: Worker) -> None:
    """Every finding waived, what can't be is taken out, every NOTE declined, all approved."""
    for shown in aya.editor.working(aya.period).items:
        for note in shown.proposals:
            aya.do("decline_note", item=shown.item.id, proposal=note.id)
    for point in aya.editor.points(aya.period):
        if point.severity in GRAVE and not point.kind.startswith("gate."):
            aya.do("waive_finding", finding=point.fingerprint, reason="looked at; it stands")
    bad = {p.item for p in aya.editor.points(aya.period) if p.severity in GRAVE}
    for item in aya.items():
        if item.id in bad:
            aya.do("drop_story", story=item.story)
    for item in aya.items():
        aya.approve(item)


def _work(aya: Worker, ben: Worker) -> None:
    """Half a morning's work on the open issue."""
    aya.do("watch_words", words="Yaldar")
    aya.do("watch_words", words="Ravian Telmor")
    aya.do("watch_words", words="小麦")
    items = aya.items()
    stories = [item.story for item in items if item.story]
    ben.do("drop_story", story=stories[-1])
    ben.do("put_off_story", story=stories[-2])
    first, second, third = items[:3]
    open_in = {p.item for p in aya.editor.points(OPEN) if p.severity in GRAVE}
    clean = next(item for item in items[3:-2] if item.id not in open_in)
    aya.do("write_headline", item=first.id, language="en", base=first.headline_en,
           text="Orvenian MOD acuses Kestria of opening fire at border positions")  # fmt: skip
    aya.do("add_block", item=second.id, after=0, kind="note",
           text="The border is not delimited here.")  # fmt: skip
    aya.approve(aya.items()[1])
    ben.approve(third)
    aya.do("write_headline", item=third.id, language="en", base=third.headline_en,
           text=f"{third.headline_en} again")  # fmt: skip
    ben.approve(clean)
    ben.do("send_flash", item=clean.id)
    ben.do("write_heading", field="remark", base="", text="（一部5月7日分を含む）")


def _bring_a_copy(editor: Editor) -> None:
    """A copy edited in Word comes back while the issue went on."""
    services = flow.services(editor.desk, Nobody())
    aya = Worker(editor, OPEN, "Aya")
    issue = editor.working(OPEN).issue
    hand = Hand(services.editing_copy(issue))
    items = [item for item in aya.items() if len(item.blocks[0].sentences) > 1]
    first, second, third, fourth = (item.blocks[0].sentences for item in items[:4])
    hand.type(first[0].text[-30:], first[0].text[-30:-1] + " with 1,420 men.")
    hand.type(second[0].text[:24], "In the words of the ministry, " + second[0].text[:24])
    hand.type(f" {third[-1].text}", "")
    hand.type(fourth[0].text[:20], "Nobody was hurt. " + fourth[0].text[:20])
    last = items[4]
    hand.type(last.headline_en, last.headline_en + ", ministry says")
    hand.delete(items[5].blocks[0].sentences[0].text[:40])
    hand.comment(second[1].text[:24], "Who took the notes?")
    hand.type("内政関連", "国内政治")
    copy = services.read_copy(COPY, hand.saved())
    aya.do("write_headline", item=last.id, language="en", base=last.headline_en,
           text=f"{last.headline_en}, press writes")  # fmt: skip
    made = bring(editor, OPEN, ("5a" * 6, copy), "Aya")
    taken = [edit.id for edit in made.edits if edit.kind == "sentence"]
    aya.do("accept_change", copy=made.id, change=taken[0])
    aya.do("refuse_change", copy=made.id, change=taken[1])


def _mail(aya: Worker) -> None:
    """The signed issue went out to most; one address is no more, one server refused."""
    desk = aya.editor.desk
    aya.do("import_recipients", recipients=list(READERS))
    signed = aya.editor.working(aya.period).signed
    assert signed
    at, issue = to_text(desk.clock.now()), mark_of(signed.issue)
    said = ((SENT, ""), (SENT, ""), (SENT, ""), (FAILED, GONE_WORDS),
            (REFUSED, "554 5.7.1 message too large"))  # fmt: skip
    for one, (state, words) in zip(READERS, said, strict=True):
        desk.store.deliveries.put(Delivery(issue, one.address, state, 1, words, at))


def _change_pages(editor: Editor, web: Path) -> None:
    """Of the pages the signed issue rests on, one loses our words, one grows, one is gone."""
    signed = editor.working(SIGNED).signed
    assert signed
    quotes = [
        sentence.passages[0]
        for item in signed.issue.items
        for sentence in item.blocks[0].sentences
        if sentence.passages
    ]
    found: dict[Path, str] = {}
    for passage in quotes:
        page = _page(web, passage.url)
        if page.is_file() and passage.quote.encode() in page.read_bytes():
            found.setdefault(page, passage.quote)
    (worded, quote), (grown, other), (gone, _) = list(found.items())[:3]
    half = quote[: len(quote) // 2].rpartition(" ")[0]
    for page, old, new in (
        (worded, quote, f"{half}, as the ministry corrected itself later."),
        (grown, other, f"{other} A spokesman added that talks go on."),
    ):
        page.write_bytes(page.read_bytes().replace(old.encode(), new.encode()))
    gone.unlink()


def _page(web: Path, url: str) -> Path:
    """The file that stands for an address of the demo's web."""
    place = web / url.partition("://")[2].rstrip("/")
    return place if place.suffix and not place.is_dir() else place / "index.html"
