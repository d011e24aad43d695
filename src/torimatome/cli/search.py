"""The commands that ask the archive: search it, who somebody is, what came earlier on an item."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from rich.cells import cell_len

from torimatome import remember
from torimatome.cli.common import day_option, opened
from torimatome.errors import SetupError
from torimatome.model.archive import Earlier, Found, Hit, Kept, Query, Results
from torimatome.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)
_KINDS = {"person": "人物", "organisation": "組織", "place": "地名", "country": "国"}


@click.command("search")
@click.argument("words", nargs=-1)
@click.option("--from", "start", callback=day_option, help="first day, YYYY-MM-DD")
@click.option("--to", "end", callback=day_option, help="last day, YYYY-MM-DD")
@click.option("--section", default="", help="kind of section, e.g. foreign")
@click.option("--outlet", default="", help="as printed in citations")
@click.option("--person", default="", help="any spelling of the name, any script")
@click.option("--country", default="", help="name or code")
@click.option("--best", is_flag=True, help="best match first instead of newest first")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=20, show_default=True,
              help="how many items to show")  # fmt: skip
@click.option("--html", type=_FILE, help="write a page of it, with the items' text, to this file")
@click.pass_obj
def search_command(
    settings: Settings,
    /,
    words: tuple[str, ...],
    start: date | None,
    end: date | None,
    html: Path | None,
    **filters: str,
) -> None:
    """Find items of past issues, in any spelling and script the desk's terms know.

    A word finds the characters wherever they stand; "in quotes" it stands whole.
    """
    query = Query(
        words=" ".join(words),
        start=start.isoformat() if start else "",
        end=end.isoformat() if end else "",
        section=filters["section"],
        outlet=filters["outlet"],
        person=filters["person"],
        country=filters["country"],
        order="best" if filters["best"] else "newest",
        limit=int(filters["limit"]),
    )
    with opened(settings) as desk:
        results = remember.search(desk, query)
        _show(_found(results))
        if html is not None:
            _write(html, remember.search_html(desk, results))


@click.command("who")
@click.argument("name", nargs=-1)
@click.option("--kind", type=click.Choice(list(_KINDS)), default=None, help="only names of a kind")
@click.option("--html", type=_FILE, help="write the page, with the items' text, to this file")
@click.option("--all", "folder", type=click.Path(path_type=Path, file_okay=False),
              help="write a page for every name, and an index, into this folder")  # fmt: skip
@click.pass_obj
def who_command(
    settings: Settings, name: tuple[str, ...], kind: str | None, html: Path | None,
    folder: Path | None,
) -> None:  # fmt: skip
    """A person, organisation or place: offices and when, who met whom, every item by date."""
    words = " ".join(name)
    if not words and folder is None:
        raise SetupError("whom? give a name in any spelling, or --all FOLDER for every name")
    with opened(settings) as desk:
        if folder is not None:
            for file, made in remember.all_pages(desk):
                _write(folder / file, made, told=False)
            click.echo(f"begin with {folder / 'index.html'}")
        if not words:
            return
        found = remember.meant(desk, words, kind or "")
        told_of = [one for one in found if one[2]] or found
        if not told_of:
            raise SetupError(f"no name {words!r} in the terms or the archive; try a search for it")
        if len(told_of) > 1:
            click.echo(f"{words!r} may be each of these; give the name as it stands here:")
            _show(_choice(told_of))
            return
        page = remember.page_of(desk, *told_of[0][:2])
        _show(_name(page))
        if html is not None:
            _write(html, remember.name_html(desk, page))


@click.command("earlier")
@click.argument("item")
@click.option("--html", type=_FILE, help="write a page of it, with the items' text, to this file")
@click.pass_obj
def earlier_command(settings: Settings, item: str, html: Path | None) -> None:
    """What past issues said on an item's matter: ISSUE/ITEM, or an ITEM of the latest draft."""
    with opened(settings) as desk:
        asked, found = remember.earlier(desk, item)
        click.secho(asked.headline_ja or asked.headline_en, bold=True)
        if asked.headline_ja and asked.headline_en:
            click.echo(asked.headline_en)
        _show(_earlier(found))
        if html is not None:
            _write(html, remember.earlier_html(desk, asked, found))


def _show(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line.rstrip())


def _write(path: Path, page: bytes, told: bool = True) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page)
    except OSError as error:
        raise SetupError(f"{str(path)!r} cannot be written: {error.strerror}") from error
    if told:
        click.echo(f"\nwritten to {path}")


def _found(results: Results) -> Iterator[str]:
    shown = len(results.hits)
    if results.total is None:
        count = f"{shown} items shown of more" if results.more else f"{shown} items"
    else:
        count = _items(results.total) + (f", {shown} shown" if results.more else "")
    yield count + (", best first" if results.query.order == "best" else ", newest first")
    for word, forms in results.spellings:
        yield click.style(f"{word}: also {', '.join(forms)}", dim=True)
    for hit in results.hits:
        yield ""
        yield from _hit(hit)


def _hit(hit: Hit) -> Iterator[str]:
    item = hit.item
    heads = {"headline_ja": item.headline_ja, "headline_en": item.headline_en}
    marked = {found.part: _marked(found) for found in hit.sentences if found.part in heads}
    filed = "  ".join(part for part in (item.section_ja, ", ".join(item.outlets)) if part)
    yield f"{click.style(item.day, fg='cyan')}  {filed}  {_place(item)}"
    for part, words in heads.items():
        if words:
            yield f"  {marked.get(part) or click.style(words, bold=part == 'headline_ja')}"
    for found in hit.sentences:
        if found.part not in heads:
            yield f"    {_marked(found)}"
    if hit.further:
        yield click.style(f"    and {hit.further} more sentences", dim=True)


def _marked(found: Found) -> str:
    text = found.text
    for start, end in reversed(found.spans):
        mark = click.style(text[start:end], bold=True, fg="yellow")
        text = f"{text[:start]}{mark}{text[end:]}"
    return text


def _choice(found: Sequence[tuple[str, str, int]]) -> Iterator[str]:
    for kind, name, count in found:
        yield f"  {name}  {click.style(f'{kind} {_KINDS[kind]}, {_items(count)}', dim=True)}"


def _name(page: remember.NamePage) -> Iterator[str]:
    names = "  ".join(name for name in (page.ja, page.name) if name)
    yield f"{click.style(names, bold=True)}  ({page.kind} {_KINDS[page.kind]})"
    if page.spellings:
        yield click.style(f"also {', '.join(page.spellings)}", dim=True)
    rows = [
        (f"{office.name}  {office.ja}", f"{office.since or '…'} – {office.until or 'now'}", "terms")
        for office in page.offices
    ]
    for role in page.roles:
        days = role.first if role.last == role.first else f"{role.first} – {role.last}"
        rows.append((f"{role.name}  {role.ja}".rstrip(), days, _items(role.count)))
    if rows:
        yield from ("", click.style("Offices 役職", bold=True), *_columns(rows))
    if page.met:
        what = "Met 会談・接触" if page.kind == "person" else "Who met 会談・接触"
        yield from ("", click.style(what, bold=True))
        met = [
            ("  ".join(part for part in (one.ja, one.name) if part), f"{len(one.items)}×",
             ", ".join(item.day for item in one.items[:6]) + (" …" if len(one.items) > 6 else ""))
            for one in page.met
        ]  # fmt: skip
        yield from _columns(met)
    yield from ("", click.style(f"Items 項目 ({len(page.items)})", bold=True))
    for item in page.items:
        yield from _line(item)


def _earlier(found: Sequence[Earlier]) -> Iterator[str]:
    if not found:
        yield "\nnothing on this in past issues"
    for one in found:
        yield ""
        yield from _line(one.item)
        yield click.style(f"  in common: {', '.join(one.shared)}", dim=True)


def _line(item: Kept) -> Iterator[str]:
    day = click.style(item.day, fg="cyan")
    yield f"  {day}  {item.headline_ja or item.headline_en}  {_place(item)}"
    if item.headline_ja and item.headline_en:
        yield f"              {item.headline_en}"


def _place(item: Kept) -> str:
    """What `torimatome earlier` takes."""
    return click.style(f"[{item.issue}/{item.id}]", dim=True)


def _items(count: int) -> str:
    return f"{count} item" if count == 1 else f"{count} items"


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows in columns; Japanese takes two cells a character."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  " + "   ".join(cells)


COMMANDS = (search_command, who_command, earlier_command)
