"""`torimatome demo`: the whole flow on a week of an invented country."""

from dataclasses import replace
from pathlib import Path

import click

from torimatome import demo
from torimatome.cli.common import say_files
from torimatome.cli.serve import quiet_end, serve
from torimatome.outside.progress import Terminal
from torimatome.settings import Settings


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@click.option("--serve", "port", type=click.IntRange(0, 65_535),
              help="then open its desk's pages on this port")  # fmt: skip
@click.option("--by-hand", is_flag=True, help="with --serve: begin with an empty desk on its pages")
@click.pass_obj
def demo_command(settings: Settings, out: Path, port: int | None, by_hand: bool) -> None:
    """Run a week of an invented country, from its web sites to the finished bulletin."""
    settings = replace(settings, desk="demo")
    if by_hand:
        serve_demo(settings, 0 if port is None else port)
        return
    with Terminal() as terminal:
        done = demo.run(settings, out, terminal)
    total = sum(report.articles for report in done.collected)
    changed = sum(report.revisions for report in done.collected)
    click.echo(f"{total} new articles collected, {changed} of them corrected later")
    for line in done.understood.lines():
        click.echo(line)
    say_files(done.published.files, len(done.published.issue.items))
    if port is not None:
        serve_demo(settings, port)


def serve_demo(settings: Settings, port: int) -> None:
    """The demo's pages, its invented web beside them, as they stand on the week's last evening."""
    with quiet_end(), Terminal() as terminal, demo.opened(settings, terminal) as desk:
        serve(desk, "127.0.0.1", port)


COMMANDS = (demo_command,)
