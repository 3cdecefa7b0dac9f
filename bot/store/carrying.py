"""Carries what one team has over to another, and apart again: every table says here how it goes along."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    true,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.accounts import KIND as LOOK
from bot.store.accounts import account, account_round
from bot.store.adoption import presence
from bot.store.assigning import experiment
from bot.store.changes import NO_BODY
from bot.store.digests import digest
from bot.store.intel import intel
from bot.store.introductions import introduction, introduction_quiet
from bot.store.money import money
from bot.store.nouns import do_not_call, follow_up, touch
from bot.store.numbering import number, take_turns
from bot.store.tables import Moment, brief, brief_thread, choice, job

PLACED = (follow_up, digest, intel)  # each row stands in a place of one platform: at a parting it stays with that
SHARED = (  # of these both have a copy then
    touch,
    do_not_call,
    choice,
    brief,
    brief_thread,
    introduction,
    introduction_quiet,
    account,
    experiment,
    money,
    presence,
)
CARRIED = (*PLACED, *SHARED)
# A platform's own, begun anew, or about links themselves:
STAYS = frozenset({"reach", "desk_message", "account_round", "team_link", "rep_link"})
PEOPLE = (  # where a rep's id is kept
    touch.c.rep,
    follow_up.c.rep,
    do_not_call.c.by,
    choice.c.picked_by,
    intel.c.author,
    intel.c.saved_by,
    introduction.c.rep,
    introduction.c.colleague,
    introduction_quiet.c.colleague,
    digest.c.made_by,
    experiment.c.started_by,
    money.c.by,
    presence.c.person,
)
AT_ONCE = 500  # prospects renumbered in one statement
PORTION = 5_000  # rows changed in one: PostgreSQL's connection gives up a statement of 15 seconds

Insert = Callable[[Table], Any]


async def carry(db: AsyncConnection, old: str, new: str, now: datetime) -> None:
    """Everything of the team `old` belongs to `new` from now on. May be repeated: it brings what has come since.

    Where both have the same (a choice, a do-not-call, a delivery that came to both names), `new` keeps its own; of
    two choices for the same words the later one; the same intel is two entries. An experiment of `old` ends. Jobs come
    last: whoever waits for a held one cannot keep the leases of others.
    """
    for team in sorted((old, new)):
        await take_turns(db, team)
    both = (
        select(touch.c.prospect)
        .where(touch.c.team == old)
        .intersect(select(touch.c.prospect).where(touch.c.team == new))
    )
    shared = [str(key) for key in (await db.execute(both)).scalars()]
    await end_experiment(db, old, now)
    await _later_choices(db, old, new)
    await _words_apart(db, old, new)
    for table in CARRIED:
        await db.execute(delete(table).where(table.c.team == old, or_(*_clashes(table, new))))
        await _move(db, table, old, new)
    await db.execute(delete(account_round).where(account_round.c.team == old))  # the next digest begins a new one
    await _find_words(db, old, new)
    await _count_anew(db, touch)
    await _number(db, new, shared)
    await _hold_jobs(db, old)
    await _move(db, job, old, new, job.c.kind != LOOK, await _once(db, job, old, new))
    twice = (job.c.team == old, job.c.state == "waiting", or_(job.c.kind == LOOK, *_clashes(job, new)))
    over = {"state": "cancelled", "next_at": None, "ended_at": job.c.due, "body": NO_BODY}
    await db.execute(update(job).where(*twice).values(**over))


async def separate(
    db: AsyncConnection, insert: Insert, team: str, leaves: str, platform: str, selves: Mapping[str, str]
) -> None:
    """The tenant `leaves` is a team of its own again: what stands in its places goes with it, the rest both have.

    `selves`: reps who were one, by the name they had in the team, with the one they go by there.
    """
    for one in sorted((team, leaves)):
        await take_turns(db, one)
    said = select(intel.c.id).where(intel.c.team == team, _stands(intel, platform))
    ids = [str(id_) for id_ in (await db.execute(said)).scalars()]
    for table in PLACED:
        there = _stands(table, platform)
        await _move(db, table, team, leaves, there, await _once(db, table, team, leaves, there))
    await _find_words(db, team, leaves, ids)
    for table in SHARED:
        names = [column.name for column in table.columns]
        mine = [literal(leaves).label("team") if name == "team" else table.c[name] for name in names]
        for portion in await _portions(db, table, table.c.team == team):
            copied: Select[Any] = select(*mine).where(table.c.team == team, portion)
            await db.execute(insert(table).from_select(names, copied).on_conflict_do_nothing())
    for rep, there in selves.items():
        await rename(db, leaves, rep, there)
    await _hold_jobs(db, team)
    await _jobs_along(db, team, leaves, platform)


async def split_person(db: AsyncConnection, team: str, rep: str, other: str, platform: str) -> None:
    """What a rep has promised and planned in places of this platform is another rep's from now on."""
    for table, column in ((follow_up, "rep"), (digest, "made_by")):
        those = (table.c.team == team, table.c[column] == rep, _stands(table, platform))
        await db.execute(update(table).where(*those).values(**{column: other}))


async def rename(db: AsyncConnection, team: str, old: str, new: str) -> None:
    """What a rep has done goes by another name from now on."""
    await take_turns(db, team)
    dialled = select(touch.c.prospect).where(touch.c.team == team, touch.c.rep == old).distinct()
    prospects = [str(key) for key in (await db.execute(dialled)).scalars()]
    for column in PEOPLE:
        table = column.table
        clash = _clashes(table, new, column.name) if column.primary_key else []
        those = (table.c.team == team, column == old)
        for portion in await _portions(db, table, *those):
            await db.execute(update(table).where(*those, portion, *(~one for one in clash)).values({column.name: new}))
        if clash:
            await db.execute(delete(table).where(*those))
    spoke = select(intel.c.id, intel.c.voices).where(
        intel.c.team == team, cast(intel.c.voices, Text).contains(old, autoescape=True)
    )
    for row in (await db.execute(spoke)).all():
        voices = [one | {"author": new} if one["author"] == old else one for one in row.voices]
        await db.execute(update(intel).where(intel.c.team == team, intel.c.id == row.id).values(voices=voices))
    await _number(db, team, prospects)


async def end_experiment(db: AsyncConnection, team: str, now: datetime) -> None:
    """What runs ends, keeping what was measured: whoever is held out from now on was drawn from other accounts."""
    runs = (experiment.c.team == team, experiment.c.ended_at.is_(None))
    over = case((experiment.c.until < now, experiment.c.until), else_=literal(now, Moment))
    await db.execute(update(experiment).where(*runs).values(ended_at=over))


async def _number(db: AsyncConnection, team: str, prospects: Sequence[str]) -> None:
    for first in range(0, len(prospects), AT_ONCE):
        await number(db, team, prospects[first : first + AT_ONCE])


async def _hold_jobs(db: AsyncConnection, team: str) -> None:
    """Take the locks of open jobs in the order in which every other process takes them."""
    open_ones = select(job.c.id).where(job.c.team == team, job.c.next_at.is_not(None))
    (await db.execute(open_ones.order_by(job.c.id).with_for_update())).all()


async def _move(db: AsyncConnection, table: Table, old: str, new: str, *which: ColumnElement[bool]) -> None:
    """Rows that the other team does not have.

    That is asked before and not in each statement: PostgreSQL, which takes `new` for as small as it was, would compare
    every row with every one that has come already.
    """
    for portion in await _portions(db, table, table.c.team == old, *which):
        await db.execute(update(table).where(table.c.team == old, *which, portion).values(team=new))


async def _once(
    db: AsyncConnection, table: Table, old: str, new: str, *which: ColumnElement[bool]
) -> ColumnElement[bool]:
    """That a row is not one of those, always few, which the other team has as well."""
    key = next(column for column in table.primary_key.columns if column.name != "team")
    twice = select(key).where(table.c.team == old, *which, or_(*_clashes(table, new)))
    return key.not_in((await db.execute(twice)).scalars().all())


async def _count_anew(db: AsyncConnection, table: Table) -> None:
    """Tell PostgreSQL that a team is larger now, before it plans how to read it."""
    if db.dialect.name == "postgresql":
        await db.execute(text(f"ANALYZE (SKIP_LOCKED) {table.name}"))


async def _portions(db: AsyncConnection, table: Table, *which: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """Conditions that take these rows some thousands at a time, and together all: also those that come meanwhile."""
    key = [column for column in table.primary_key.columns if column.name != "team"]
    if not key:  # one row a team
        return [true()]
    listed = select(*key, func.row_number().over(order_by=key).label("number")).where(*which).subquery()
    wanted = select(*(listed.c[column.name] for column in key)).where(listed.c.number % PORTION == 1)
    _, *starts = (await db.execute(wanted.order_by(listed.c.number))).all() or [None]
    alone = len(key) == 1
    place, bounds = key[0] if alone else tuple_(*key), [row[0] if alone else tuple_(*row) for row in starts if row]
    return [and_(true(), *_between(place, first, last)) for first, last in pairwise((None, *bounds, None))]


def _between(place: Any, first: object, last: object) -> list[ColumnElement[bool]]:  # noqa: ANN401 (a column, or several)
    """From the first on, and before the last."""
    return [*([place >= first] if first is not None else ()), *([place < last] if last is not None else ())]


def _clashes(table: Table, new: str, named: str = "team") -> list[ColumnElement[bool]]:
    """For each unique key: that the row is there already once this column holds this value."""
    there = table.alias()
    keys = [[column.name for column in table.primary_key.columns]]
    keys += [[column.name for column in one.columns] for one in table.constraints if isinstance(one, UniqueConstraint)]
    return [
        exists().where(and_(*(there.c[name] == (literal(new) if name == named else table.c[name]) for name in key)))
        for key in keys
        if named in key
    ]


async def _later_choices(db: AsyncConnection, old: str, new: str) -> None:
    """Of two choices for the same words the later one counts."""
    there = choice.alias()
    same = (there.c.team == old, there.c.asked == choice.c.asked, there.c.picked_at > choice.c.picked_at)
    await db.execute(delete(choice).where(choice.c.team == new, exists().where(*same)))


async def _words_apart(db: AsyncConnection, old: str, new: str) -> None:
    """The same words heard in both are two entries, each with its own voices: nothing is merged unseen."""
    there = intel.alias()
    same = exists().where(there.c.team == new, there.c.same == intel.c.same)
    await db.execute(update(intel).where(intel.c.team == old, same).values(same=intel.c.id))


async def _find_words(db: AsyncConnection, old: str, new: str, ids: Sequence[str] | None = None) -> None:
    """SQLite's full-text table is kept by hand."""
    if db.dialect.name != "sqlite":
        return
    if ids is None:
        await db.execute(text("UPDATE intel_words SET team = :new WHERE team = :old"), {"new": new, "old": old})
    elif ids:
        moved = text("UPDATE intel_words SET team = :new WHERE team = :old AND id = :id")
        await db.execute(moved, [{"new": new, "old": old, "id": id_} for id_ in ids])


async def _jobs_along(db: AsyncConnection, team: str, leaves: str, platform: str) -> None:
    """Deliveries of the platform, and whatever keeps what stands in its places and has left already."""
    promised = select("follow_up:" + follow_up.c.id + ":" + cast(follow_up.c.turn, Text)).where(
        follow_up.c.team == leaves, _stands(follow_up, platform)
    )
    planned = select("digest:" + digest.c.channel + ":" + cast(digest.c.turn, Text)).where(
        digest.c.team == leaves, _stands(digest, platform)
    )
    theirs = or_(job.c.key.startswith(f"{platform}:", autoescape=True), job.c.key.in_(promised), job.c.key.in_(planned))
    await _move(db, job, team, leaves, theirs, await _once(db, job, team, leaves, theirs))


def _stands(table: Table, platform: str) -> ColumnElement[bool]:
    """Whether a row's place, as chat writes it, is one of this platform."""
    begins = f'{{"platform":"{platform}",'
    return func.substr(table.c.place, 1, len(begins)) == begins


def tables(names: Collection[str]) -> set[str]:
    """Of these tables (those with a team) the ones nobody has said anything about."""
    return set(names) - {table.name for table in (*CARRIED, job)} - STAYS
