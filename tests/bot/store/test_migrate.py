"""The migrations make exactly the tables the code works with."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.errors import NotStored
from bot.store import Store, migrate
from bot.store.engine import database
from bot.store.tables import metadata

FOLDER = Path(migrate.__file__).parent / "migrations"


def ours(_: object, name: str | None, *__: object) -> bool:
    """SQLite's full-text search keeps tables of its own beside the one we made for it."""
    return not (name or "").startswith("intel_words")


def differences(connection: Connection) -> list[object]:
    opts = {"compare_type": True, "compare_server_default": True, "include_object": ours}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, metadata))


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index touch_account")
async def test_migrations_and_tables_agree(tmp_path: Path):
    """A database made by the migrations is the one bot/store/tables.py describes."""
    url = f"sqlite:///{tmp_path / 'warmup.sqlite3'}"
    store = await Store.open(url)
    await store.upgrade()
    await store.close()
    there = database(url)
    async with there.writing() as db:
        assert await db.run_sync(differences) == []
    await there.close()


def test_head_is_the_newest_migration():
    """The version compared without alembic is the one alembic knows, and versions compare as text."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrate.HEAD]
    assert all(len(each.revision) == len(migrate.HEAD) for each in script.walk_revisions())


async def test_a_newer_database_is_left_alone(tmp_path: Path):
    """While a new version is rolled out, the old one goes on with the schema it finds."""
    url = f"sqlite:///{tmp_path / 'warmup.sqlite3'}"
    store = await Store.open(url)
    await store.upgrade()
    there = database(url)
    await there.transact(lambda db: db.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    await there.close()
    assert not await store.upgrade()
    await store.ping()
    await store.close()


async def test_a_failed_migration_leaves_nothing_behind(tmp_path: Path):
    """A table in the way: nothing is half made, and once it is gone the upgrade works."""
    url = f"sqlite:///{tmp_path / 'warmup.sqlite3'}"
    there = database(url)
    await there.transact(lambda db: db.execute(text("CREATE TABLE brief (id TEXT)")))
    store = await Store.open(url)
    with pytest.raises(NotStored, match="already exists"):
        await store.upgrade()
    await there.transact(lambda db: db.execute(text("DROP TABLE brief")))
    assert await store.upgrade()
    await store.ping()
    await store.close()
    await there.close()
