"""`warmup db upgrade`: bring the database to this version."""

import sys

from bot.settings import Settings
from bot.store import Store


async def upgrade(settings: Settings) -> int:
    """Upgrade, and say whether anything changed."""
    store = await Store.open(settings.database_url)
    try:
        changed = await store.upgrade()
    finally:
        await store.close()
    sys.stdout.write("The database is up to date now.\n" if changed else "The database was up to date already.\n")
    return 0
