"""A store that is new, or older than this program, is brought up to date by Alembic's steps."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from torimatome.errors import SetupError


def upgrade(connection: Connection, address: str, version: str) -> None:
    """Every step after `version` ("" = a new store). Raises SetupError for one not known here."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if version and version not in known:
        raise SetupError(
            f"the database {address!r} is at version {version!r}, newer than this program knows;"
            " upgrade torimatome, or open the backup made before"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
