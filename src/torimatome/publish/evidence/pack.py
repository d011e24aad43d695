"""The evidence of one Issue as a ZIP: the same Issue and pages always give the same bytes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from torimatome.model import Act, Article, Issue, Passage, Snapshot
from torimatome.publish.evidence.warc import to_warc
from torimatome.publish.issue_json import to_json
from torimatome.publish.plain import printable
from torimatome.text.times import maybe_to_text, to_text

VERIFIER = "verify.py"
LIST = "SHA256SUMS"


@dataclass(frozen=True)
class Held:
    """A version of an Article as kept, and the Snapshot of the page it was read from."""

    article: Article
    snapshot: Snapshot
    body: bytes


@dataclass(frozen=True)
class Claim:
    """One printed sentence or headline, and the exact words it rests on."""

    item: str  # Item.id
    where: str  # headline_ja | headline_en | body | NOTE | a side's label
    text: str
    passages: tuple[Passage, ...]  # none: a person's NOTE, or unsourced


@dataclass(frozen=True)
class Pack:
    """Everything the file is made of."""

    issue: Issue
    held: Mapping[str, Held]  # by "<article id>/<version>"
    acts: Sequence[Act]  # of the Issue's period, the oldest first


def claims_of(issue: Issue) -> tuple[Claim, ...]:
    """Every printed sentence of an Issue, in its order."""
    found = []
    for item in issue.items:
        for where, text in (("headline_ja", item.headline_ja), ("headline_en", item.headline_en)):
            if text:
                found.append(Claim(item.id, where, text, item.headline_sources))
        for block in item.blocks:
            where = block.label or ("NOTE" if block.type == "note" else "body")
            found += [Claim(item.id, where, s.text, s.passages) for s in block.sentences]
    return tuple(found)


def packed(pack: Pack) -> bytes:
    """The ZIP: the list of SHA-256 sums names every other file in it."""
    claims = claims_of(pack.issue)
    files: dict[str, bytes] = {
        "README.txt": _readme(pack, claims).encode(),
        "issue.json": to_json(pack.issue),
        "claims.jsonl": _lines(_claim(claim) for claim in claims),
        "acts.jsonl": _lines(_act(act) for act in pack.acts),
        "articles.jsonl": _lines(_article(key, held) for key, held in sorted(pack.held.items())),
        "snapshots.warc.gz": to_warc(_pages(pack.held), pack.issue.period.end),
        VERIFIER: Path(__file__).with_name("verifier.py").read_bytes(),
    }
    sums = "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in sorted(files.items()))
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, body in [(LIST, sums.encode()), *sorted(files.items())]:
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = ZIP_STORED if name.endswith(".gz") else ZIP_DEFLATED
            archive.writestr(entry, body)
    return out.getvalue()


def _pages(held: Mapping[str, Held]) -> list[tuple[Snapshot, bytes]]:
    """Each Snapshot once: several Articles of a digest share their page."""
    pages = {(one.snapshot.sha256, one.snapshot.url): one for one in held.values()}
    return [(pages[key].snapshot, pages[key].body) for key in sorted(pages)]


def _lines(rows: Iterable[dict[str, object]]) -> bytes:
    made = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
    return "".join(f"{line}\n" for line in made).encode("utf-8", "replace")


def _claim(claim: Claim) -> dict[str, object]:
    return {
        "item": claim.item,
        "where": claim.where,
        "text": claim.text,
        "passages": [asdict(passage) for passage in claim.passages],
    }


def _act(act: Act) -> dict[str, object]:
    return {**asdict(act), "at": to_text(act.at)}


def _article(key: str, held: Held) -> dict[str, object]:
    article = held.article
    return {
        **asdict(article),
        "key": key,
        "published": maybe_to_text(article.published),
        "seen": to_text(article.seen),
        "snapshot_url": held.snapshot.url,
        "fetched": to_text(held.snapshot.fetched),
        "text_sha256": sha256(article.text.encode()).hexdigest(),
    }


def _readme(pack: Pack, claims: Sequence[Claim]) -> str:
    issue = pack.issue
    unsourced = sum(not claim.passages for claim in claims)
    title = printable(issue.title_ja or issue.title_en)
    return f"""\
{title}
{issue.period.start} to {issue.period.end}, version {issue.version}

This file holds what the {len(claims)} sentences and headlines of this bulletin rest on. Of them,
{unsourced} rest on no page: notes that a person of the desk signed, or words added by hand.

To check it, unpack it and run, with any Python 3.9 or newer and nothing else:

    python3 verify.py

Or by hand: `sha256sum -c SHA256SUMS`, then open snapshots.warc.gz with any reader of web archives.

SHA256SUMS         the SHA-256 of every other file here
issue.json         the bulletin as it was published
claims.jsonl       one sentence a line, with the exact words (quote) of the articles it rests on
articles.jsonl     the texts those words were cut from: text[start:end] is the quote
snapshots.warc.gz  the pages the texts were read from: the bytes as kept, address, time, headers
acts.jsonl         who decided, wrote and approved what, and when (UTC)
verify.py          the program that checks all of it; short, meant to be read

What the file shows: that the words stood in the kept text, and the text was read from these bytes.
What it cannot show: that the outlet sent these bytes at that time, or that they were true. For the
first, compare with another archive of the web; keep the SHA-256 of this file with a third party.

このファイルには、本資料の各文の根拠となる記事の該当箇所、保存したページ（WARC）、
誰がいつ何を承認したかの記録が入っています。`python3 verify.py` で検証できます。
"""
