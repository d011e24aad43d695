"""`torimatome site`: everything published and kept as a static web site."""

from pathlib import Path

import click

from torimatome import flow
from torimatome.cli.common import opened
from torimatome.publish.site import SITE_FORMS, SiteOptions
from torimatome.settings import Settings

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("site")
@click.option("--out", type=_FOLDER, required=True,
              help="the site's folder: empty, or one this command made")  # fmt: skip
@click.option("--address", default="", help="where it will be served, https://example.org/news/")
@click.option("--files", type=_FOLDER, default=Path("out"), show_default=True,
              help="where `publish` wrote; its files are offered as they are")  # fmt: skip
@click.option(
    "--form", "forms", multiple=True, help="files to offer; default: all but HTML and RSS"
)
@click.pass_obj
def site_command(
    settings: Settings, out: Path, address: str, files: Path, forms: tuple[str, ...]
) -> None:
    """Write a web site of every issue published or kept; only what is new is made."""
    with opened(settings) as desk:
        done = flow.site(desk, out, SiteOptions(address, files, forms or SITE_FORMS))
    written = done.written
    versions = f" ({done.versions} versions)" if done.versions > done.issues else ""
    click.echo(
        f"{done.issues} issues{versions}: {written.made} files written, {written.kept} as before,"
        f" {written.removed} removed"
    )
    if not address:
        click.echo("without --address there is no sitemap, no RSS and no picture on shared links")
    click.echo(f"look at it: {done.front.resolve().as_uri()}")


COMMANDS = (site_command,)
