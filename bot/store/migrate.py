"""Brings the schema to what this version needs, once, however many processes start together."""

from sqlalchemy import func, inspect, select, text

from bot.errors import NotStored
from bot.store.engine import Database, database

HEAD = "0013"  # the newest file in migrations/versions; zero-padded, so that text compares like numbers
PATIENCE = 60.0  # seconds: how long one process waits for another that migrates
LOCK = 0x7761726D  # PostgreSQL's advisory locks have numbers for names; this one is ours


async def is_current(there: Database) -> bool:
    """Whether the schema is this version's or newer (migrations only add, so an older process may go on)."""
    found = await _version(there)
    return found is not None and found >= HEAD


async def upgrade(there: Database, url: str) -> bool:
    """Bring the schema to HEAD; True if that changed something. Raises NotStored."""
    if await is_current(there):
        return False
    from bot.store.migrations.run import run  # noqa: PLC0415 (alembic: a third of a second, once in a database's life)

    patient = database(url, PATIENCE, pooled=False)
    try:
        async with patient.writing() as db:
            if db.dialect.name == "postgresql":  # on SQLite the transaction itself lets one process in at a time
                await db.execute(select(func.pg_advisory_xact_lock(LOCK)))
            return await db.run_sync(run, HEAD)
    finally:
        await patient.close()


async def _version(there: Database) -> str | None:
    """What the schema is at; None when there is none. One statement where all is well."""
    asked = text("SELECT version_num FROM alembic_version")
    try:
        async with there.reading() as db:
            return (await db.execute(asked)).scalar()
    except NotStored:
        async with there.reading() as db:
            if await db.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
                return (await db.execute(asked)).scalar()  # another process has just made it; or it fails again
        return None
