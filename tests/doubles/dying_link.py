"""A process that enters a code and kills itself on the way: `python -m tests.doubles.dying_link URL WHERE`."""

import asyncio
import os
import signal
import sys
from typing import NoReturn

from sqlalchemy import event

from bot.store.engine import database
from bot.store.links import Links
from tests.contracts.test_links import TEAMS, news
from tests.examples import NOW


def die(*_: object) -> NoReturn:
    """End as a machine does that loses its power."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit


async def enter(url: str, where: str) -> None:
    """Die before the first statement that begins so; "COMMIT" and "the end" are such places as well."""
    there = database(url)

    def before(*told: object) -> None:
        if str(told[2]).startswith(where):
            die()

    event.listen(there.writer.sync_engine, "before_cursor_execute", before)
    if where == "COMMIT":
        event.listen(there.writer.sync_engine, "commit", die)
    await Links(there).redeem(TEAMS, "d", "Sam", NOW, news)
    die()


if __name__ == "__main__":
    asyncio.run(enter(*sys.argv[1:]))
