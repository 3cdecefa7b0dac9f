"""Which addresses are understood, who may read the file, and what a locked or missing database looks like."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from stat import S_IMODE

import pytest
from sqlalchemy import text

from bot.errors import NotStored, SettingsMistake
from bot.store import NewJob, Store
from bot.store.engine import Database, address, database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Database]:
    """Give the engines of an empty SQLite file."""
    there = database(f"sqlite:///{tmp_path / 'warmup.sqlite3'}")
    yield there
    await there.close()


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("sqlite:////data/warmup.sqlite3", "sqlite+aiosqlite:////data/warmup.sqlite3"),
        ("sqlite:///here.sqlite3", "sqlite+aiosqlite:///here.sqlite3"),
        (" sqlite+aiosqlite:///here.sqlite3\n", "sqlite+aiosqlite:///here.sqlite3"),
        ("postgres://me@db/warmup", "postgresql+asyncpg://me@db/warmup"),
        ("postgresql://me@db:5433/warmup", "postgresql+asyncpg://me@db:5433/warmup"),
        ("postgresql+asyncpg://me@db/warmup", "postgresql+asyncpg://me@db/warmup"),
        ("postgres://me@db/warmup?sslmode=require", "postgresql+asyncpg://me@db/warmup?ssl=require"),
    ],
)
def test_every_usual_spelling_is_understood(given: str, understood: str):
    """What hosts and manuals print works as it is, sslmode too."""
    assert address(given).render_as_string() == understood


@pytest.mark.parametrize(
    "given",
    [
        "",
        "warmup.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://server/warmup.sqlite3",
        "sqlite:///warmup.sqlite3?mode=ro",
        "mysql://me:hush-hush@db/warmup",
        "postgresql://me:hush-hush@db:port/warmup",
        "postgresql+psycopg://me:hush-hush@db/warmup",
        "postgresql://me:hush-hush@db/warmup?channel_binding=require",
    ],
)
def test_a_wrong_address_is_one_sentence_with_an_example(given: str):
    """Warmup refuses to start, says how it is done, and never repeats a password."""
    with pytest.raises(SettingsMistake) as raised:
        address(given)
    said = str(raised.value)
    assert said.startswith("DATABASE_URL")
    assert "for example sqlite:////" in said
    assert "hush" not in said


async def test_the_file_is_for_its_owner_only(tmp_path: Path):
    """Folder and file are made, and nobody else may read them, nor what SQLite puts beside them."""
    path = tmp_path / "new" / "deep" / "warmup.sqlite3"
    store = await Store.open(f"sqlite:///{path}")
    await store.upgrade()
    await store.jobs.schedule(NewJob("follow_up", "T1", "k", {}, NOW))
    assert {S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}
    assert len(list(path.parent.iterdir())) > 1
    assert S_IMODE(path.parent.stat().st_mode) == 0o700
    await store.close()


async def test_a_file_that_cannot_be_made_is_a_wrong_setting(tmp_path: Path):
    """A folder in the place of the file is said at once, with its name."""
    with pytest.raises(SettingsMistake, match="cannot be opened or made"):
        await Store.open(f"sqlite:///{tmp_path}")


async def test_sqlite_keeps_what_it_has_acknowledged(there: Database):
    """The writing connection syncs every commit, and the reading one cannot write."""
    async with there.writing() as db:
        found = [(await db.execute(text(f"PRAGMA {name}"))).scalar() for name in ("journal_mode", "synchronous")]
    assert found == ["wal", 2]
    with pytest.raises(NotStored, match="readonly"):
        async with there.reading() as db:
            await db.execute(text("CREATE TABLE sneaky (id INTEGER)"))


async def test_a_transaction_holds_the_lock_from_its_beginning(there: Database, tmp_path: Path):
    """Nobody writes between what it reads and what it writes, or SQLite would refuse it at once."""
    async with there.writing() as db:
        await db.execute(text("SELECT 1"))
        other = sqlite3.connect(tmp_path / "warmup.sqlite3", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


async def test_a_locked_database_stores_nothing_and_goes_on_afterwards(tmp_path: Path):
    """Who has waited in vain is told so; once the lock is gone the next delivery is stored."""
    path = tmp_path / "warmup.sqlite3"
    store = await Store.open(f"sqlite:///{path}", patience=0.1)
    await store.upgrade()
    new = NewJob("delivery", "T1", "k", {}, NOW)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotStored, match="locked"):
        await store.inbox.accept(new, owner=None, now=NOW, until=None)
    with pytest.raises(NotStored, match="locked"):
        await store.jobs.schedule(new)
    other.execute("ROLLBACK")
    other.close()
    assert await store.inbox.accept(new, owner=None, now=NOW, until=None)
    await store.close()


async def test_what_is_no_database_is_not_stored(tmp_path: Path):
    """A file of another kind is refused in plain words, and is not overwritten."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Jane," * 100)
    store = await Store.open(f"sqlite:///{path}")
    with pytest.raises(NotStored, match="not a database"):
        await store.upgrade()
    await store.close()
    assert path.read_text().startswith("Dear Jane,")


async def test_a_refused_row_is_not_quoted(tmp_path: Path):
    """An error names its kind, and never what was in the row."""
    store = await Store.open(f"sqlite:///{tmp_path / 'warmup.sqlite3'}")
    await store.upgrade()
    naive = NewJob("delivery", "T1", "canary", {"text": "canary"}, NOW.replace(tzinfo=None))
    with pytest.raises(NotStored, match="refused it") as raised:
        await store.jobs.schedule(naive)
    assert "canary" not in f"{raised.value} {raised.value.__cause__}"
    await store.close()
