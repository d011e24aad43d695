#!/usr/bin/env python3
"""Check an evidence file of Torimatome without Torimatome: standard library only, Python 3.9+.

It checks the folder it lies in, or the one whose path it is given. It says what it checked and
what is wrong, line by line, and ends with status 1 when anything is.
"""

import gzip
import hashlib
import json
import sys
import zlib
from base64 import b32encode
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import DOTALL, IGNORECASE, sub
from typing import Any

Row = dict[str, Any]


def main(folder: Path) -> int:
    """Run every check and print what was found; give the process's exit status."""
    try:
        return checked(folder)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        print(f"WRONG: {folder} holds no whole evidence file: {type(error).__name__}: {error}")
        return 1


def checked(folder: Path) -> int:
    """All checks, one after the other."""
    wrong: list[str] = []
    sums = check_sums(folder, wrong)
    articles = {row["key"]: row for row in read_lines(folder / "articles.jsonl")}
    pages = check_pages(folder, articles, wrong)
    claims, passages = check_claims(folder, articles, wrong)
    near = sum(stands_on(row["text"], pages.get(row["snapshot"], b"")) for row in articles.values())
    print(f"{sums} files have the SHA-256 that SHA256SUMS gives")
    print(f"{len(pages)} pages in the WARC have the digests they claim")
    print(f"{claims} sentences, {passages} passages: each is cut from its article's text")
    print(f"{near} of {len(articles)} articles: 9 in 10 of their words stand on the kept page too")
    print("  (a page that builds its text by script, or is no HTML, cannot be compared so)")
    for line in wrong:
        print("WRONG:", line)
    print("all as it should be" if not wrong else f"{len(wrong)} things are wrong")
    return 1 if wrong else 0


def read_lines(path: Path) -> list[Row]:
    """The JSON objects of a file, one a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def check_sums(folder: Path, wrong: list[str]) -> int:
    """Every file against the list; files the list does not name are named."""
    named = set()
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        named.add(name)
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"{name} was altered")
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in named | {"SHA256SUMS"}:
            wrong.append(f"{path.name} does not belong here")
    return len(named)


def check_pages(folder: Path, articles: dict[str, Row], wrong: list[str]) -> dict[str, bytes]:
    """The archive's records: their digests, and the snapshots that articles name."""
    pages: dict[str, bytes] = {}
    for head, block in records(folder / "snapshots.warc.gz"):
        name = head.get("warc-target-uri", head.get("warc-type", "?"))
        if digest(block) != head.get("warc-block-digest"):
            wrong.append(f"the record of {name} was altered")
        if head.get("warc-type") == "warcinfo":
            continue
        body = block
        if head.get("warc-type") == "response":
            body = block.partition(b"\r\n\r\n")[2]
        if digest(body) != head.get("warc-payload-digest"):
            wrong.append(f"the page of {name} was altered")
        pages[hashlib.sha256(body).hexdigest()] = body
    for row in articles.values():
        if row["snapshot"] not in pages:
            wrong.append(f"article {row['key']}: the page it was read from is missing")
    return pages


def digest(octets: bytes) -> str:
    """A digest as WARC writes it."""
    return "sha256:" + b32encode(hashlib.sha256(octets).digest()).decode()


def records(path: Path) -> Iterator[tuple[dict[str, str], bytes]]:
    """Headers (names in lower case) and block of each record."""
    with gzip.open(path) as stream:
        while True:
            line = stream.readline()
            if not line:
                return
            if not line.startswith(b"WARC/"):
                continue
            head: dict[str, str] = {}
            for raw in iter(stream.readline, b"\r\n"):
                if not raw:
                    break
                name, _, value = raw.decode("utf-8", "replace").partition(":")
                head[name.strip().lower()] = value.strip()
            yield head, stream.read(int(head.get("content-length", 0)))


def check_claims(folder: Path, articles: dict[str, Row], wrong: list[str]) -> tuple[int, int]:
    """Every passage: its words stand where it says, in the version of the article it names."""
    claims = read_lines(folder / "claims.jsonl")
    count = 0
    for claim in claims:
        for passage in claim["passages"]:
            count += 1
            key = f"{passage['article']}/{passage['version']}"
            row = articles.get(key)
            where = f"item {claim['item']}, “{claim['text'][:40]}”"
            if row is None:
                wrong.append(f"{where}: article {key} is missing")
            elif row["text"][passage["start"] : passage["end"]] != passage["quote"]:
                wrong.append(f"{where}: its words do not stand in article {key}")
            elif row["snapshot"] != passage["sha256"]:
                wrong.append(f"{where}: it names another page than article {key} was read from")
    return len(claims), count


def stands_on(text: str, body: bytes) -> bool:
    """Whether nearly all words of a text are among the words of the page's bytes."""
    page = body.decode("utf-8", "ignore")
    page = sub(r"<(script|style)\b.*?</\1>", " ", page, flags=DOTALL | IGNORECASE)
    shown = set(unescape(sub(r"<[^>]*>", " ", page)).split())
    words = text.split()
    return bool(words) and sum(word in shown for word in words) >= 0.9 * len(words)


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    sys.exit(main(given.resolve()))
