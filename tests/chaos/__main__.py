"""`make chaos`: the whole soak, on SQLite with one worker and on PostgreSQL with three; 1 when anything went wrong."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from tests.chaos.soak import Plan, soak
from tests.servers import POSTGRES, execute

DATABASES = ("sqlite", "postgresql")


@asynccontextmanager
async def throwaway(folder: Path, database: str) -> AsyncGenerator[str]:
    """The address of a database of this kind that nobody else has; gone afterwards."""
    if database == "sqlite":
        yield f"sqlite:///{folder / 'warmup.sqlite3'}"
        return
    name = f"warmup_chaos_{uuid4().hex}"
    await execute(POSTGRES, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    finally:
        await execute(POSTGRES, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def main() -> int:
    """Run what was asked for; 1 when anything was lost or came twice."""
    asked = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    asked.add_argument("databases", nargs="*", default=DATABASES, help="sqlite, postgresql (default: both)")
    asked.add_argument("--promises", type=int, default=2000)
    asked.add_argument("--kills", type=int, default=40)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--keep", type=Path, help="a folder for the workers' log")
    given = asked.parse_args()
    good = True
    for database in given.databases:
        workers = 1 if database == "sqlite" else 3
        plan = Plan(given.promises, max(1, given.promises // 5), workers=workers, kills=given.kills, seed=given.seed)
        with tempfile.TemporaryDirectory() as folder:
            async with throwaway(Path(folder), database) as url:
                outcome = await soak(plan, url, given.keep or Path(folder))
        sys.stdout.write(f"{database}: {outcome}\n")
        sys.stdout.writelines(f"  {what}\n" for what in [*outcome.lost, *outcome.twice][:20])
        sys.stdout.flush()
        good = good and outcome.good
    return 0 if good else 1


sys.exit(asyncio.run(main()))
