"""Templates that lie beside the code: all they print is escaped, no name goes missing unseen."""

from importlib import resources

import jinja2


def templates(package: str, folder: str = "") -> jinja2.Environment:
    """The templates of a package, or of a folder in it; made once by whoever asks."""
    return jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(lambda name: beside(package, f"{folder}/{name}".lstrip("/"))),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def beside(package: str, name: str) -> str:
    """The text of a file that lies in a package's folder."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")
