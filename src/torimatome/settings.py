"""Every setting in one table: name, default, help. Read from the environment or a file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import msgspec
import yaml

from torimatome.errors import SetupError
from torimatome.text.halves import half_in
from torimatome.text.mistakes import in_words


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
    model_address: str = ""
    model_name: str = ""
    model_key: str = field(default="", repr=False)
    model_timeout_seconds: float = 60.0
    model_seconds: float = 600.0
    model_tokens: int = 200_000
    model_price: float | None = None
    model_money: float | None = None
    translators: str = ""
    embedder: str = ""
    mail_server: str = ""
    mail_password: str = field(default="", repr=False)
    mail_from: str = ""
    mail_reply_to: str = ""
    notices: str = field(default="", repr=False)
    site_address: str = ""


# Read from the environment alone: a file is copied, mailed and backed up.
SECRETS = frozenset({"model_key", "mail_password", "notices"})

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
    "model_address": "an OpenAI-compatible address, http://127.0.0.1:8080/v1; empty: no model",
    "model_name": "the model there that writes, and translates where no folder does",
    "model_key": "its key, from the environment only: TORIMATOME_MODEL_KEY",
    "model_timeout_seconds": "one question to a model may take this long, tries together",
    "model_seconds": "all questions of one run may take this long",
    "model_tokens": "how many tokens one run may use, read and written",
    "model_price": "what 1,000 tokens cost, the dearer of read and written; not set: nothing",
    "model_money": "what one run may cost, in the price's currency; not set: no such limit",
    "translators": "CTranslate2 folders, parted by commas: one for many languages, or ru:FOLDER",
    "mail_server": "smtp://user@host:587 or smtps://user@host; empty: no mail is sent",
    "mail_password": "its password, from the environment only: TORIMATOME_MAIL_PASSWORD",
    "mail_from": "who the mail is from: Name <address@example.org>",
    "mail_reply_to": "where answers go; empty: to mail_from",
    "notices": "addresses for apprise, parted by spaces; from the environment only",
    "site_address": "where the published files and the site stand: https://…",
    "embedder": "a CTranslate2 encoder's folder, or a model's name at model_address",
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
        for secret in SECRETS & set(found):
            raise SetupError(
                f"settings file {str(file)!r}: keys stay out of files; take {secret!r} out and set"
                f" TORIMATOME_{secret.upper()} in the environment"
            )
    prefix = "TORIMATOME_"
    known = {each.name for each in fields(Settings)}
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
    for name, value in found.items():
        if "\0" in str(value):
            raise SetupError(f"setting {name!r} holds a zero byte; take it out")
    half = half_in(found)
    if half:
        raise SetupError(f"setting {half!r} holds half of a character; write it whole")
    try:
        settings = msgspec.convert(found, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SetupError(
            f"settings: {in_words(error, Settings)}; see `torimatome settings`"
        ) from error
    for each in fields(settings):
        value = getattr(settings, each.name)
        if isinstance(value, int | float) and value <= 0:
            raise SetupError(f"setting {each.name!r} is {value!r}; it must be more than 0")
    return settings
