"""Every setting in one table: name, default, help. Read from the environment or a file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import msgspec
import yaml

from torimatome.errors import SetupError


@dataclass(frozen=True)
class Settings:
    """What a desk's keeper may set. Names in the environment: TORIMATOME_<NAME>."""

    desk: str = "demo"
    folder: str = "var"
    database: str = ""
    threads: int = 8
    max_page_bytes: int = 8 * 2**20
    timeout_seconds: float = 60.0
    user_agent: str = "Torimatome/0.1 (news desk; reads public pages a few times a day)"
    revisit_days: int = 7
    revisit_hours: float = 20.0
    password: str = ""


HELP = {
    "desk": "the desk to run: the name of one that ships, or the path of a desk's folder",
    "folder": "where everything kept lies: database, page snapshots",
    "database": "SQLAlchemy address of the store; empty: an SQLite file in the folder",
    "threads": "how many hosts are read at the same time",
    "max_page_bytes": "a page, feed or sitemap larger than this is refused",
    "timeout_seconds": "one request, redirects included, may take this long",
    "user_agent": "how we name ourselves to web sites, unless an outlet's file says otherwise",
    "revisit_days": "pages younger than this are looked at again for corrections",
    "password": "what the desk's pages ask for; needed before other machines may reach them",
    "revisit_hours": "how long to wait before a page is looked at again",
}


def read_settings(
    environment: Mapping[str, str] = os.environ, file: Path | None = None
) -> Settings:
    """Defaults, then the file (YAML, names as in the table), then the environment.

    Raises SetupError naming the setting, the value found and what it should be.
    """
    found: dict[str, object] = {}
    if file is not None:
        try:
            raw = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise SetupError(f"settings file {str(file)!r}: {error}") from error
        if not isinstance(raw, dict):
            raise SetupError(f"settings file {str(file)!r}: needs lines of the form `name: value`")
        found.update({str(key): value for key, value in raw.items()})
    prefix = "TORIMATOME_"
    known = {field.name for field in fields(Settings)}
    found.update(
        {
            key.removeprefix(prefix).lower(): value
            for key, value in environment.items()
            if key.startswith(prefix)
        }
    )
    for name in found:
        if name not in known:
            raise SetupError(f"unknown setting {name!r}; known are {', '.join(sorted(known))}")
    try:
        settings = msgspec.convert(found, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SetupError(f"settings: {error}; see `torimatome settings`") from error
    for field in fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, int | float) and value <= 0:
            raise SetupError(f"setting {field.name!r} is {value!r}; it must be more than 0")
    return settings
