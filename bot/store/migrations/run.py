"""Runs what is missing in a transaction that is already open; importing this imports alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.errors import NotStored


def run(connection: Connection, head: str) -> bool:
    """Bring the schema to `head`; False when another process was faster. Raises NotStored."""
    if (MigrationContext.configure(connection).get_current_revision() or "") >= head:
        return False
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, head)
    except CommandError as error:
        raise NotStored(f"the database could not be brought to version {head}: {error}") from error
    return True
