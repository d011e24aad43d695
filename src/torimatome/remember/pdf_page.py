"""Run as a script on a PDF from standard input: its rows, or the JSON it carries, as JSON.

Stands alone, so that it can run in a process of its own: a PDF made to eat memory or time
meets the limits set here and not the desk. from_pdf is the other end.
"""

import contextlib
import io
import json
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

# Not every system has limits; where it has none, from_pdf's clock still runs.
with contextlib.suppress(ImportError):
    import resource

# A 7-page issue took 5 seconds on a busy core (pdfminer's parser: 0.6 s a page) and 96 MB.
_MOST_MEMORY = 1_500_000_000
_MOST_SECONDS = 90
_MOST_PAGES = 120
_MOST_FILES, _MOST_NODES = 200, 1_000_000
# Characters whose middles lie closer than this share of their size stand on one row.
_ROW = 0.45
# A gap wider than this share of the size is a space nobody wrote: word spaces are about 0.25.
_GAP = 0.18
_PARAGRAPHS = frozenset("P H H1 H2 H3 H4 H5 H6 LI TD TH Title Caption BlockQuote Note".split())


def limit() -> None:
    """Memory and seconds this process may take; on systems without limits, nothing."""
    if "resource" not in globals():
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(octets: bytes, layout: bool) -> dict[str, Any]:
    """{"json": …} when the PDF carries an issue's JSON, else {"rows": […], "tagged": …}."""
    with pdfplumber.open(io.BytesIO(octets)) as pdf:
        attached = "" if layout else attachment(pdf)
        if attached:
            return {"json": attached}
        if len(pdf.pages) > _MOST_PAGES:
            return {"error": f"{len(pdf.pages)} pages are no bulletin"}
        tags = _tags(pdf)
        rows: list[dict[str, Any]] = []
        for page in pdf.pages:
            rows += page_rows(page, tags)
            page.close()
    return {"rows": rows, "tagged": bool(tags)}


def attachment(pdf: Any) -> str:
    """The JSON among the files inside the PDF that is an issue of ours; "" when there is none."""
    names = resolve1(resolve1(pdf.doc.catalog.get("Names", {})).get("EmbeddedFiles", {}))
    waiting = [names, *({"Names": ["", f]} for f in resolve1(pdf.doc.catalog.get("AF", [])) or [])]
    seen = 0
    while waiting and seen < _MOST_FILES:
        seen += 1
        node = resolve1(waiting.pop(0))
        if not isinstance(node, dict):
            continue
        waiting += resolve1(node.get("Kids", [])) or []
        for entry in (resolve1(node.get("Names", [])) or [])[1::2]:
            text = _file(resolve1(entry))
            if '"torimatome-issue/' in text:
                return text
    return ""


def _file(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    stream = resolve1((resolve1(entry.get("EF", {})) or {}).get("F"))
    if not isinstance(stream, PDFStream):
        return ""
    return bytes(stream.get_data()).decode("utf-8", "replace")


def _tags(pdf: Any) -> dict[tuple[int, int], tuple[int, str]]:
    """(page, marked content) → (number of its paragraph, the paragraph's tag).

    Read from the tree itself: pdfplumber forgets on which page the second half of a paragraph
    stands.
    """
    found: dict[tuple[int, int], tuple[int, str]] = {}
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return found
    pages = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    named = resolve1(root.get("RoleMap")) or {}
    waiting: list[tuple[Any, int, str, int]] = [(root.get("K"), 0, "", 0)]
    count, visits = 0, 0
    while waiting and visits < _MOST_NODES:
        visits += 1
        reference, number, kind, page = waiting.pop()
        node = resolve1(reference)
        if isinstance(node, int):
            found[(page, node)] = (number, kind)
        elif isinstance(node, list):
            waiting += [(child, number, kind, page) for child in reversed(node)]
        elif isinstance(node, dict):
            on = node.get("Pg")
            page = pages.get(on.objid, page) if isinstance(on, PDFObjRef) else page
            if "MCID" in node:
                waiting.append((node["MCID"], number, kind, page))
                continue
            tag = _name(node.get("S"))
            tag = _name(named.get(tag)) if tag not in _PARAGRAPHS and tag in named else tag
            if tag in _PARAGRAPHS and kind != "LI":
                count += 1
                number, kind = count, tag
            waiting.append((node.get("K"), number, kind, page))
    return found


def _name(literal: Any) -> str:
    return str(getattr(literal, "name", literal) or "")


def page_rows(page: Any, tags: dict[tuple[int, int], tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """The page's rows from top to bottom, with what is bold, italic or a link in each."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(page.chars, key=lambda c: (round(_middle(c), 1), c["x0"])):
        if rows and abs(_middle(char) - _middle(rows[-1][0])) < _ROW * float(char["size"]):
            rows[-1].append(char)
        else:
            rows.append([char])
    links = [box for link in page.hyperlinks if link.get("uri") for box in _boxes(link, page)]
    for row in rows:
        made = _row(sorted(row, key=lambda c: c["x0"]), page, links, tags)
        if made["text"].strip():
            yield made


def _boxes(link: dict[str, Any], page: Any) -> list[dict[str, Any]]:
    """The boxes a link covers: one a row where the PDF says so, else the one round them all."""
    points = resolve1((link.get("data") or {}).get("QuadPoints"))
    if not isinstance(points, list) or len(points) < 8 or len(points) > 800:
        return [link]
    boxes = []
    for at in range(0, len(points) - 7, 8):
        quad = [float(resolve1(point)) for point in points[at : at + 8]]
        across, up = quad[0::2], quad[1::2]
        boxes.append(
            {
                "uri": link["uri"], "x0": min(across), "x1": max(across),
                "top": float(page.height) - max(up), "bottom": float(page.height) - min(up),
            }
        )  # fmt: skip
    return boxes


def _middle(char: dict[str, Any]) -> float:
    return (float(char["top"]) + float(char["bottom"])) / 2


def _row(
    chars: list[dict[str, Any]], page: Any, links: list[Any],
    tags: dict[tuple[int, int], tuple[int, str]],
) -> dict[str, Any]:  # fmt: skip
    text = ""
    spans: list[list[Any]] = []
    before: dict[str, Any] | None = None
    for char in chars:
        words = _plain(char["text"])
        if before is not None and _apart(before, char) and not text.endswith(" "):
            text += " "
        for kind, target in _kinds(char, links):
            last = next((s for s in reversed(spans) if s[2:] == [kind, target]), None)
            if last and last[1] >= len(text.rstrip()):
                last[1] = len(text) + len(words)
            else:
                spans.append([len(text), len(text) + len(words), kind, target])
        text += words
        before = char
    inked = [c for c in chars if c["text"].strip()] or chars
    places = [(page.page_number, c["mcid"]) for c in inked if c.get("mcid") is not None]
    tagged = [tags.get(place) for place in places]
    number, kind = next((tag for tag in tagged if tag), (0, ""))
    if all(c.get("tag") == "Artifact" for c in inked):
        kind = "Artifact"
    return {
        "page": page.page_number, "text": text, "spans": spans, "paragraph": number, "tag": kind,
        "x0": float(inked[0]["x0"]), "x1": float(inked[-1]["x1"]),
        "top": float(min(c["top"] for c in inked)), "bottom": float(inked[0]["bottom"]),
        "size": max(float(c["size"]) for c in inked), "height": float(page.height),
    }  # fmt: skip


def _plain(text: str) -> str:
    if text.startswith("(cid:"):
        return "\ufffd"
    return unicodedata.normalize("NFKC", text) if "ﬀ" <= text[:1] <= "ﬆ" else text


def _apart(before: dict[str, Any], char: dict[str, Any]) -> bool:
    gap = float(char["x0"]) - float(before["x1"])
    wide = unicodedata.east_asian_width(before["text"][:1] or " ") in "WF"
    wide = wide or unicodedata.east_asian_width(char["text"][:1] or " ") in "WF"
    return gap > (3 if wide else 1) * _GAP * float(char["size"]) and bool(char["text"].strip())


def _kinds(char: dict[str, Any], links: list[Any]) -> Iterator[tuple[str, str]]:
    font = str(char["fontname"]).casefold()
    if any(word in font for word in ("bold", "black", "heavy", "demi")):
        yield "bold", ""
    if any(word in font for word in ("italic", "oblique")):
        yield "italic", ""
    across, down = (float(char["x0"]) + float(char["x1"])) / 2, _middle(char)
    for link in links:
        if link["x0"] <= across <= link["x1"] and link["top"] <= down <= link["bottom"]:
            yield "link", str(link["uri"])
            return


def _told(error: Exception) -> str:
    # pdfplumber wraps what pdfminer raises.
    inner = next((held for held in error.args if isinstance(held, Exception)), error)
    if "Password" in type(inner).__name__:
        return "it is locked with a password; save a copy without one"
    return f"{type(inner).__name__}: {inner}"[:200]


def main() -> None:
    """Read standard input, write one JSON object; any fault of the PDF is told as one."""
    limit()
    octets = sys.stdin.buffer.read()
    try:
        made = read(octets, layout="--layout" in sys.argv)
    except MemoryError:
        made = {"error": "it would take more memory than a bulletin needs"}
    except RecursionError:
        made = {"error": "its parts are nested too deeply"}
    # pdfminer raises errors of many kinds (struct, key, type, …) on broken files; this process
    # has nothing to lose, and every one of them means the same.
    except Exception as error:
        made = {"error": _told(error)}
    sys.stdout.buffer.write(json.dumps(made, ensure_ascii=True).encode("ascii", "replace"))


if __name__ == "__main__":
    main()
