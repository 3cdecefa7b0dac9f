"""What is kept, each row a team's own, over SQLite or PostgreSQL: one attribute of Store for each noun."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Self

from bot.errors import NotStored
from bot.store import migrate
from bot.store.accounts import KIND as ACCOUNTS
from bot.store.accounts import Accounts, News
from bot.store.adoption import Adoption, Uses, Week
from bot.store.assigning import Experiment
from bot.store.briefs import Briefs
from bot.store.choices import Choices
from bot.store.consents import Consents
from bot.store.desk_messages import DeskMessage, DeskMessages
from bot.store.digests import KIND as DIGEST
from bot.store.digests import Digests, Schedule
from bot.store.engine import Database, database
from bot.store.experiments import Arm, Experiments, Past, Trial
from bot.store.follow_ups import KIND as FOLLOW_UP
from bot.store.follow_ups import FollowUps
from bot.store.inbox import Inbox
from bot.store.intel import IntelNotes
from bot.store.introductions import Introductions
from bot.store.jobs import Job, Jobs, NewJob
from bot.store.links import Code, Directory, LinkedTenant, Links, Redeemed, Tenant
from bot.store.money import Money, Moneys
from bot.store.notices import Notices, clock
from bot.store.own_dials import OwnDials, OwnTallies
from bot.store.personas import Persona, Personas, Said
from bot.store.prospecting import Dials, Owed, Prospected, Prospecting
from bot.store.reaches import Reach, Reaches
from bot.store.sweeping import KIND as CARRY_OVER
from bot.store.touches import Touches
from bot.store.yields import Cohort, Logged, Sums, Tallies, Window, Yields

__all__ = [
    "ACCOUNTS",
    "CARRY_OVER",
    "DIGEST",
    "FOLLOW_UP",
    "Accounts",
    "Adoption",
    "Arm",
    "Briefs",
    "Choices",
    "Code",
    "Cohort",
    "Consents",
    "DeskMessage",
    "DeskMessages",
    "Dials",
    "Digests",
    "Directory",
    "Experiment",
    "Experiments",
    "FollowUps",
    "Inbox",
    "Job",
    "Jobs",
    "LinkedTenant",
    "Links",
    "Logged",
    "Money",
    "Moneys",
    "NewJob",
    "News",
    "Owed",
    "OwnDials",
    "OwnTallies",
    "Past",
    "Persona",
    "Personas",
    "Prospected",
    "Prospecting",
    "Reach",
    "Reaches",
    "Redeemed",
    "Said",
    "Schedule",
    "Store",
    "Sums",
    "Tallies",
    "Tenant",
    "Touches",
    "Trial",
    "Uses",
    "Week",
    "Window",
    "Yields",
]

PING = 5.0  # seconds until a database that does not answer counts as gone


class Store:
    """The one place that speaks SQL. Its methods raise NotStored, and no error of a library."""

    def __init__(self, there: Database, url: str) -> None:
        """Use `Store.open`."""
        self._database, self._url = there, url
        self.jobs = Jobs(there)
        self.inbox = Inbox(there)
        self.choices = Choices(there)
        self.briefs = Briefs(there)
        self.touches = Touches(there)
        self.yields = Yields(there)
        self.experiments = Experiments(there)
        self.own_dials = OwnDials(there)
        self.adoption = Adoption(there)
        self.money = Moneys(there)
        self.consents = Consents(there)
        self.follow_ups = FollowUps(there)
        self.digests = Digests(there)
        self.prospecting = Prospecting(there)
        self.accounts = Accounts(there)
        self.intel = IntelNotes(there)
        self.introductions = Introductions(there)
        self.desk_messages = DeskMessages(there)
        self.reaches = Reaches(there)
        self.links = Links(there)
        self.personas = Personas(there)
        self.notices = Notices(there, url)

    @classmethod
    async def open(cls, url: str, *, patience: float = 5.0) -> Self:
        """The store at a DATABASE_URL; connects when first asked and does not migrate.

        `patience` is how many seconds to wait for a connection or a lock. Raises SettingsMistake.
        """
        return cls(database(url, patience), url)

    async def upgrade(self) -> bool:
        """Bring the schema to what this version needs; True if that changed something. Any number may do it at once."""
        return await migrate.upgrade(self._database, self._url)

    def when_due(self, call: Callable[[], None]) -> None:
        """From now on call it after each commit that may have made something due; it must neither wait nor raise."""
        self._database.when_due(call)

    async def clock(self) -> datetime | None:
        """What the database's clock says; None where it is this machine's. Raises NotStored."""
        return await clock(self._database)

    async def ping(self) -> None:
        """Raise NotStored when the database cannot be reached, is behind, or nobody is there to write to it."""
        if not (self.inbox.alive and self.jobs.alive):
            raise NotStored("the store is closed")
        try:
            async with asyncio.timeout(PING):
                current = await migrate.is_current(self._database)
        except TimeoutError as error:
            raise NotStored("the database does not answer") from error
        if not current:
            raise NotStored("the database is behind: run warmup db upgrade")

    async def close(self) -> None:
        """Write what was handed over, and close every connection."""
        await self.inbox.close()
        await self.jobs.close()
        await self._database.close()
