"""`warmup import touches FILE.csv`: a team's past calls, so that yields need not begin at nothing."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import UserMistake
from bot.measuring import counted
from bot.measuring.touch_file import Loadable, missing_columns, read_touches
from bot.model import CallOutcome, NotToCall, Touch
from bot.settings import Settings
from bot.store import Store
from integrations.sheet import read_sheet

BATCH = 2_000  # touches in one transaction: others write in between


async def touches(settings: Settings, file: Path, team: str, zone: str) -> int:
    """Load the good rows, once however often the file is given, and list the bad ones; 1 when no row is good."""
    found, problems = await asyncio.to_thread(_read, file, team, _zone(zone))
    store = await Store.open(settings.database_url, patience=60)
    try:
        await store.upgrade()
        loaded = await _load(store, team, found.touches)
    finally:
        await store.close()
    there = len(found.touches) - loaded
    said = "1 touch" if loaded == 1 else f"{loaded:,} touches"
    sys.stdout.write(f"{said} loaded, {there:,} there already, {counted(len(found.bad), 'row')} not loaded.\n")
    sys.stdout.writelines(f"line {row.line}: not loaded, {row.reason}\n" for row in found.bad)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return int(not found.touches and bool(found.bad))


async def _load(store: Store, team: str, all_of_them: Sequence[tuple[Touch, str]]) -> int:
    loaded = 0
    for start in range(0, len(all_of_them), BATCH):
        some = all_of_them[start : start + BATCH]
        forbidden = [_forbidden(touch) for touch, _ in some if touch.outcome is CallOutcome.DO_NOT_CALL]
        await store.consents.forbid(forbidden)  # first, so that nobody is shown the number meanwhile
        loaded += await store.touches.load(team, some)
    return loaded


def _forbidden(touch: Touch) -> NotToCall:
    return NotToCall(touch.team, "person", touch.whom.key, "", touch.rep, touch.rep_name, touch.at, touch.id)


def _read(file: Path, team: str, zone: tzinfo) -> tuple[Loadable, Sequence[str]]:
    """What the file holds, and what had to be guessed about it."""
    try:
        sheet = read_sheet(file.read_bytes(), lambda header: not missing_columns(header))
    except OSError as error:
        raise UserMistake(f"I cannot read {file}: {error.strerror}.") from error
    rows = ((row.line, row.cells) for row in sheet.rows)
    return read_touches(sheet.header, rows, team, zone), sheet.problems


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UserMistake(f"“{name}” is no time zone I know. For example: --zone America/Chicago") from error
