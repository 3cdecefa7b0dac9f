"""What comes of jobs that are due: the same interaction as a person's, which nobody typed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.briefing.accounts import WANTED, look
from bot.chat import Interaction, Who, read_place
from bot.errors import Refused, Unsure
from bot.router import DELIVERY, Router
from bot.scheduler import Dead, Done, Ending, Later, Work
from bot.services import Services
from bot.store import ACCOUNTS, CARRY_OVER, DIGEST, FOLLOW_UP, Job, Schedule

SEEN = (FOLLOW_UP, DIGEST)  # what somebody waits for; all else is done without their noticing
KINDS = (DELIVERY, *SEEN, ACCOUNTS, CARRY_OVER)
LOOK_AGAIN = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Due:
    """One work for each kind of job; `next_turn` says when a digest comes after a moment, in a country."""

    router: Router
    services: Services
    next_turn: Callable[[Schedule, datetime, str | None], datetime]

    async def do(self, job: Job) -> Ending:
        """Do a job of one of KINDS."""
        works: dict[str, Work] = {FOLLOW_UP: self.remind, DIGEST: self.digest, ACCOUNTS: self.accounts}
        works |= {CARRY_OVER: self.carry_over}
        ending = await works.get(job.kind, self.deliver)(job)
        if job.kind in SEEN and ending == Done() and not await self._is_there(job):
            return Later(LOOK_AGAIN)  # their team was linked meanwhile: what they are about has moved before their eyes
        return ending

    async def deliver(self, job: Job) -> Ending:
        """What a person did."""
        return await ended(self.router.work(job), job)

    async def remind(self, job: Job) -> Ending:
        """A follow-up."""
        promise = await self.services.store.follow_ups.find(job.team, str(job.body["id"]))
        if promise is None:
            return Done()
        rep, words = Who(promise.rep, promise.rep_name, promise.zone), f"{promise.id}\n{job.body['turn']}"
        now = self.services.now()
        asked = Interaction(job.team, rep, read_place(promise.place), "follow_up_due", words, job.key, now)
        return await ended(self.router.run(asked, job), job)

    async def digest(self, job: Job) -> Ending:
        """A digest; once it is shown, or never will be, its next turn is planned."""
        digests, channel, turn = self.services.store.digests, str(job.body["channel"]), int(str(job.body["turn"]))
        planned = await digests.find(job.team, channel)
        if planned is None:
            return Done()
        maker, place = Who(planned.made_by, planned.made_by_name, planned.zone), read_place(planned.place)
        words, now = f"{channel}\n{turn}", self.services.now()
        asked = Interaction(job.team, maker, place, "digest_due", words, job.key, now)
        ending = await ended(self.router.run(asked, job), job)
        if not isinstance(ending, Later):
            after = max(self.services.now(), job.due)  # what was missed meanwhile is not made up for
            following = self.next_turn(planned, after, self.services.settings.warmup_region)
            await digests.ended(job.team, channel, turn, following)
        return ending

    async def accounts(self, job: Job) -> Ending:
        """A look at an account of the book; the next is planned as long as the team reads digests."""
        rounds, turn = self.services.store.accounts, int(str(job.body["turn"]))
        there = await rounds.round(job.team)
        if there is None or there.turn != turn:
            return Done()
        wanted = there.wanted_at + WANTED > self.services.now() and self.services.settings.warmup_accounts_per_day
        await rounds.ended(job.team, turn, await look(self.services, job.team) if wanted else None)
        return Done()

    async def _is_there(self, job: Job) -> bool:
        """Whether it still goes by the team it was claimed with."""
        return await self.services.store.jobs.find(job.team, job.key) is not None

    async def carry_over(self, job: Job) -> Ending:
        """What was written meanwhile under a name that a linked team had before."""
        await self.services.store.links.sweep(job.team, self.services.now())
        return Done()


async def ended(work: Awaitable[None], job: Job) -> Ending:
    """How showing something ended, as the scheduler writes it down."""
    try:
        await work
    except Unsure:
        return Later(LOOK_AGAIN, look=True)
    except Refused as refused:
        return Later(refused.again, look=job.state == "posting") if refused.again else Dead(refused.reason)
    return Done()
