"""Intel: kept once with all its voices, found by company and by words, with the full-text search of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat import read_place
from bot.model import Whom
from bot.model.intel import Intel, IntelKind, Voice
from bot.store.engine import Database
from bot.store.tables import Moment, metadata, plain
from bot.store.wording import WORDS, names, searched

LONGEST = 3000  # characters of what was heard
SEARCHED = 50  # the best by words, before recency ranks them

intel = Table(
    "intel",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("delivery", Text, nullable=False),
    Column("prospect", Text, nullable=False),
    Column("company_key", Text, nullable=False),
    Column("person", Text),
    Column("company", Text),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("same", Text, nullable=False),  # prospect and words as compared: said twice is one entry
    Column("author", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("place", Text, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("link", Text),
    Column("message", Text),
    Column("expires", Moment),
    Column("confirmed_by", Text),
    Column("confirmed_at", Moment),
    Column("ended_at", Moment),
    Column("shared", Boolean, nullable=False),
    Column("voices", JSON, nullable=False),
    Column("words", Text, nullable=False),  # what the full-text search reads: text, person and company
    UniqueConstraint("team", "delivery", name="intel_delivery"),
    UniqueConstraint("team", "same", name="intel_same"),
)
Index("intel_company", intel.c.team, intel.c.company_key, intel.c.said_at)
Index("intel_message", intel.c.team, intel.c.message)


class IntelNotes:
    """The table of intel. Raises NotStored. Who may read an entry is decided by whoever shows it."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def save(self, new: Intel, delivery: str) -> tuple[Intel, bool]:
        """Keep what was heard; the entry, and whether it is new. Said again it has one more voice and a later end."""

        async def write(db: AsyncConnection) -> tuple[Intel, bool]:
            row = {**_row_of(new), "delivery": delivery}
            insert = self._database.insert(intel).values(row).on_conflict_do_nothing().returning(intel.c.id)
            if (await db.execute(insert)).first():
                await self._index(db, new.team, new.id, str(row["words"]))
                return new, True
            same = select(intel).where(
                intel.c.team == new.team, or_(intel.c.delivery == delivery, intel.c.same == row["same"])
            )
            there = _intel_of((await db.execute(same.with_for_update())).one())
            return await self._once_more(db, there, new), False

        return await self._database.transact(write)

    async def find(self, team: str, id: str) -> Intel | None:  # noqa: A002 (its name everywhere)
        """The entry, or None when the team has none of that id."""
        async with self._database.reading() as db:
            row = (await db.execute(select(intel).where(intel.c.team == team, intel.c.id == id))).first()
        return _intel_of(row) if row else None

    async def about(self, team: str, company_key: str, limit: int = 100) -> Sequence[Intel]:
        """What was heard about a company and its people, newest first; what has ended as well."""
        wanted = select(intel).where(intel.c.team == team, intel.c.company_key == company_key)
        return await self._list(wanted.order_by(intel.c.said_at.desc()).limit(limit))

    async def confirm(self, team: str, id: str, by: str, now: datetime) -> Intel | None:  # noqa: A002 (its name everywhere)
        """Somebody says that it is so."""
        return await self._change(team, id, confirmed_by=plain(by), confirmed_at=now, ended_at=None)

    async def end(self, team: str, id: str, now: datetime) -> Intel | None:  # noqa: A002 (its name everywhere)
        """Somebody says that it is no longer true."""
        return await self._change(team, id, ended_at=now)

    async def share(self, team: str, id: str) -> Intel | None:  # noqa: A002 (its name everywhere)
        """Its author lets everybody in the team read it."""
        return await self._change(team, id, shared=True)

    async def follow(self, team: str, message: str, words: str | None, now: datetime) -> int:
        """The message was edited, or deleted (None); how many entries follow it."""
        mine = (intel.c.team == team, intel.c.message == message)

        async def write(db: AsyncConnection) -> int:
            rows = (await db.execute(select(intel).where(*mine).with_for_update())).all()
            for row in rows:
                await self._reword(db, _intel_of(row), words, now)
            return len(rows)

        return await self._database.transact(write)

    async def _reword(self, db: AsyncConnection, there: Intel, words: str | None, now: datetime) -> None:
        """The entry in its new words; of one whose message is gone nothing stays that could be read or found."""
        mine = (intel.c.team == there.team, intel.c.id == there.id)
        new = replace(there, text=words or "")
        said, same = _words(new) if words else "", _same(new) if words else there.id
        others = select(intel.c.id).where(intel.c.team == there.team, intel.c.same == same, intel.c.id != there.id)
        if (await db.execute(others)).first():
            same = there.id  # the same words are another entry already: two entries then, for once
        change: dict[str, object] = {"text": plain(new.text)[:LONGEST], "words": said, "same": same}
        if words is None:
            change |= {"ended_at": now, "voices": []}
        await db.execute(update(intel).where(*mine).values(**change))
        await self._index(db, there.team, there.id, said)

    async def search(self, team: str, words: str, now: datetime, limit: int = SEARCHED) -> Sequence[Intel]:
        """What the words find, best first: the database's own rank, halved for each 90 days of age.

        Where they name a company it is of that company, and fits what else they say.
        """
        terms = searched(words)
        if not terms:
            return []
        ranked = await self._ranked(team, terms)
        found = await self._list(select(intel).where(intel.c.team == team, intel.c.id.in_(ranked)))
        if named := [one for one in found if names(words, one.whom.company)]:
            beside = searched(words, without=" ".join(one.whom.company or "" for one in named))
            hits = await self._ranked(team, beside) if beside else ranked
            found = [one for one in named if one.id in hits]
        half = {one.id: 0.5 ** (max(0.0, (now - one.said_at).days) / 90) for one in found}
        return sorted(found, key=lambda one: -ranked[one.id] * half[one.id])[:limit]

    async def _ranked(self, team: str, terms: Sequence[str]) -> dict[str, float]:
        async with self._database.reading() as db:
            return {str(row.id): float(row.rank) for row in await db.execute(*self._query(team, terms))}

    def _query(self, team: str, terms: Sequence[str]) -> tuple[Any, dict[str, object]]:
        if self._database.writer.dialect.name == "sqlite":
            asked = " OR ".join(f'"{term}"' for term in terms)
            statement = text(
                "SELECT id, -bm25(intel_words) AS rank FROM intel_words WHERE intel_words MATCH :asked AND team = :team"
                " ORDER BY 2 DESC LIMIT :most"
            )
            return statement, {"asked": f"words : ({asked})", "team": team, "most": SEARCHED}
        vector = "to_tsvector('english', words)"
        statement = text(
            f"SELECT id, ts_rank({vector}, asked) AS rank FROM intel, to_tsquery('english', :asked) AS asked"  # noqa: S608 (constants)
            f" WHERE team = :team AND {vector} @@ asked ORDER BY 2 DESC LIMIT :most"
        )
        return statement, {"asked": " | ".join(terms), "team": team, "most": SEARCHED}

    async def _once_more(self, db: AsyncConnection, there: Intel, new: Intel) -> Intel:
        """One more voice, unless it is the same one's; the later end counts, and what had ended holds again."""
        known = {voice.author for voice in there.voices} | {there.author}
        voices = there.voices if new.author in known else (*there.voices, _voice(new))
        later = max(there.expires, new.expires) if there.expires and new.expires else None
        values = {"voices": [_kept(voice) for voice in voices], "expires": later, "ended_at": None}
        await db.execute(update(intel).where(intel.c.team == there.team, intel.c.id == there.id).values(**values))
        return replace(there, voices=voices, expires=later, ended_at=None)

    async def _index(self, db: AsyncConnection, team: str, id: str, words: str) -> None:  # noqa: A002 (its name everywhere)
        """SQLite's full-text table is kept by hand; PostgreSQL's index keeps itself."""
        if db.dialect.name == "sqlite":
            mine = {"team": team, "id": id}
            await db.execute(text("DELETE FROM intel_words WHERE team = :team AND id = :id"), mine)
            row = {**mine, "words": words}
            await db.execute(text("INSERT INTO intel_words (team, id, words) VALUES (:team, :id, :words)"), row)

    async def _change(self, team: str, id: str, **values: object) -> Intel | None:  # noqa: A002 (its name everywhere)
        change = update(intel).where(intel.c.team == team, intel.c.id == id).values(**values).returning(intel)

        async def write(db: AsyncConnection) -> Intel | None:
            row = (await db.execute(change)).first()
            return _intel_of(row) if row else None

        return await self._database.transact(write)

    async def _list(self, wanted: Select[Any]) -> list[Intel]:
        async with self._database.reading() as db:
            return [_intel_of(row) for row in await db.execute(wanted)]


def _voice(said: Intel) -> Voice:
    return Voice(said.author, said.author_name, said.said_at, said.link, said.place)


def _words(said: Intel) -> str:
    return plain(" ".join(part for part in (said.text, said.whom.person, said.whom.company) if part))[: 2 * LONGEST]


def _same(said: Intel) -> str:
    """What is compared: whom it is about, the words, and for what is private the conversation it was said in."""
    words = " ".join(WORDS.findall(said.text.casefold()))
    place = read_place(said.place) if said.private else None
    return plain(f"{said.whom.key}|{words}|{f'{place.platform}/{place.channel}' if place else ''}")[:1500]


def _row_of(new: Intel) -> dict[str, object]:
    company_key = new.whom.key.partition("|")[2]
    return {
        "team": new.team,
        "id": new.id,
        "prospect": plain(new.whom.key),
        "company_key": plain(company_key),
        "person": new.whom.person and plain(new.whom.person),
        "company": new.whom.company and plain(new.whom.company),
        "kind": new.kind.value,
        "text": plain(new.text)[:LONGEST],
        "same": _same(new),
        "author": new.author,
        "author_name": plain(new.author_name),
        "said_at": new.said_at,
        "saved_by": new.saved_by,
        "saved_at": new.saved_at,
        "place": new.place,
        "private": new.private,
        "link": new.link,
        "message": new.message,
        "expires": new.expires,
        "confirmed_by": new.confirmed_by,
        "confirmed_at": new.confirmed_at,
        "ended_at": new.ended_at,
        "shared": new.shared,
        "voices": [_kept(voice) for voice in new.voices],
        "words": _words(new),
    }


def _kept(voice: Voice) -> dict[str, object]:
    return {**asdict(voice), "at": voice.at.timestamp()}


def _heard(kept: Mapping[str, Any]) -> Voice:
    return Voice(kept["author"], kept["name"], datetime.fromtimestamp(kept["at"], UTC), kept.get("link"), kept["place"])


def _intel_of(row: Row[Any]) -> Intel:
    return Intel(
        id=row.id,
        team=row.team,
        whom=Whom(row.prospect, row.person, row.company),
        kind=IntelKind(row.kind),
        text=row.text,
        author=row.author,
        author_name=row.author_name,
        said_at=row.said_at,
        saved_by=row.saved_by,
        saved_at=row.saved_at,
        place=row.place,
        private=row.private,
        link=row.link,
        message=row.message,
        expires=row.expires,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
        shared=row.shared,
        voices=tuple(_heard(kept) for kept in row.voices),
    )
