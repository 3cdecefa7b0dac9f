"""`warmup jobs`: what was given up, and what an administrator decides about it; never what people wrote."""

import json
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from bot.errors import UserMistake
from bot.settings import Settings
from bot.store import Job, Store

SHOWN = ("kind", "team", "key", "due", "state", "tries", "maybe_sent", "error")
COUNTED = ("waiting", "claimed", "posting", "dead")


async def list_dead(settings: Settings, team: str | None, limit: int, *, as_json: bool) -> int:
    """Print the dead letters, newest first, and how many jobs are open."""
    async with _store(settings) as store:
        counts, dead = await store.jobs.counts(team), await store.jobs.dead(team, limit)
    if as_json:
        _json({"counts": dict(counts), "dead": [_document(job) for job in dead]})
    else:
        _table(dead)
        sys.stdout.write(" · ".join(f"{counts[state]} {state}" for state in COUNTED) + "\n")
    return 0


async def show(settings: Settings, key: str, team: str | None, *, as_json: bool) -> int:
    """Print one job, whatever its state."""
    async with _store(settings) as store:
        found = _document(await _the_one(store, key, team))
    if as_json:
        _json(found)
    else:
        sys.stdout.writelines(f"{name:<11}{_said(value)}\n" for name, value in found.items())
    return 0


async def retry(settings: Settings, key: str, team: str | None) -> int:
    """Have a dead job tried again; a worker takes it within a second."""
    async with _store(settings) as store:
        found = await _dead_one(store, key, team)
        if not await store.jobs.retry(found.team, key, datetime.now(UTC)):
            raise UserMistake("Somebody else has just decided about it. Look again: warmup jobs list")
    looks = " Something may have been sent: it looks before it sends again." if found.first_sent else ""
    sys.stdout.write(f"{key} is tried again.{looks}\n")
    return 0


async def drop(settings: Settings, key: str, team: str | None) -> int:
    """Decide that a dead job stays undone; what it held is emptied."""
    async with _store(settings) as store:
        found = await _dead_one(store, key, team)
        if not await store.jobs.drop(found.team, key, datetime.now(UTC)):
            raise UserMistake("Somebody else has just decided about it. Look again: warmup jobs list")
    sys.stdout.write(f"{key} is dropped and stays undone.\n")
    return 0


@asynccontextmanager
async def _store(settings: Settings) -> AsyncGenerator[Store]:
    """The store as it is: a look at it migrates nothing. Raises NotStored when it is behind."""
    store = await Store.open(settings.database_url)
    try:
        await store.ping()
        yield store
    finally:
        await store.close()


async def _the_one(store: Store, key: str, team: str | None) -> Job:
    """The job meant. Raises UserMistake when there is none, or one in several teams."""
    found = [job for job in await store.jobs.called(key) if team in {None, job.team}]
    if not found:
        raise UserMistake(f"There is no job “{key}”. The dead ones and their keys: warmup jobs list")
    if len(found) > 1:
        raise UserMistake(f"Several teams have a job “{key}”; say which, for example: --team {found[0].team}")
    return found[0]


async def _dead_one(store: Store, key: str, team: str | None) -> Job:
    found = await _the_one(store, key, team)
    if found.state != "dead":
        raise UserMistake(f"“{key}” is {found.state}; only a dead job can be retried or dropped: warmup jobs list")
    return found


def _document(job: Job) -> Mapping[str, object]:
    """What an administrator needs, and nothing of the body: people are named in it."""
    values = (
        job.kind,
        job.team,
        job.key,
        job.due.isoformat(timespec="seconds"),
        job.state,
        job.attempts,
        job.first_sent is not None,
        job.error,
    )
    return dict(zip(SHOWN, values, strict=True))


def _table(dead: Sequence[Job]) -> None:
    if not dead:
        sys.stdout.write("No dead letters.\n")
        return
    table = Table(box=None, padding=(0, 2), header_style="bold")
    columns = [name for name in SHOWN if name != "state"]
    for name in columns:  # a key is typed again, so it stays whole
        table.add_column(name.replace("_", " "), no_wrap=name == "key", overflow="fold")
    for job in dead:
        document = _document(job)
        table.add_row(*(_said(document[name]).replace("[", "\\[") for name in columns))
    Console(highlight=False).print(table)


def _said(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
