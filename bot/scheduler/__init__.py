"""Does what is due, as if a person had asked."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from bot.errors import NotStored
from bot.scheduler.endings import Dead, Done, Ending, Failed, Finished, Later, Work, pause, said
from bot.scheduler.slots import Hand, Slots, cancelled
from bot.store import Job, Store

__all__ = ["TRIES", "Dead", "Done", "Ending", "Later", "Scheduler", "Work"]

TRIES = 8  # after that many, a person decides
TAKEN_UP = 25  # likewise for what never came to an end: most die with their process by no fault of their own
KEEP_JOBS = timedelta(days=7)
KEEP_BRIEFS = timedelta(days=30)  # and the news of accounts
AHEAD = 4  # times as many jobs as slots are claimed at most
BATCH = 0.03  # seconds between claims while more is due than there are slots: each costs as much as a small job
PRUNED_AT_ONCE = 1000
PRUNE_EVERY = 3600.0  # seconds

DONE = Done()

log = logging.getLogger(__name__)


class Scheduler:
    """Claims due jobs, keeps their leases while they are worked on, and writes down how they ended."""

    def __init__(
        self,
        store: Store,
        works: Mapping[str, Work],
        now: Callable[[], datetime],
        lease: timedelta = timedelta(seconds=30),
        slots: int = 100,
        poll: timedelta = timedelta(seconds=1),
    ) -> None:
        """`works` has one work for each kind of job; other kinds are left to other processes."""
        self.me = uuid4().hex  # new at each start: nobody is mistaken for a process that has died
        self._jobs, self.lease, old = store.jobs, lease, KEEP_BRIEFS
        self._prunes = (store.jobs.prune, KEEP_JOBS), (store.briefs.prune, old), (store.accounts.prune, old)
        self._works, self._now, self._slots, self._poll = dict(works), now, slots, poll
        self._hands: dict[int, Hand] = {}
        self._at_work = Slots(slots, self._do, self._failed)
        self._finished = Finished(self._end, self._written, self._failed)  # in hand still, but in no slot
        self._wake, self._stopped, self._crash = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._room = asyncio.Event()  # most slots are free again
        self._stopping = self._gone = self._behind = False
        self._ended = 0  # works since the last claim
        self._error: BaseException | None = None
        self.looked: datetime | None = None  # when it last asked what is due, and had an answer

    def wake(self) -> None:
        """Something may be due: look at once. Only a hint; the poll is the guarantee."""
        self._wake.set()

    def adopt(self, job: Job) -> None:
        """Start a job this process has accepted as claimed by `me`; once stopped, its lease leaves it to others."""
        if job.owner != self.me:
            raise ValueError("only a job claimed by this scheduler can be adopted")
        if not self._stopping:
            self._take(job, self._now() + self.lease)

    def room(self) -> bool:
        """Whether a delivery can be started at once; once one could not, the next queue behind it in the database."""
        self._behind = self._behind or self._taken >= self._slots
        return not self._behind

    async def run(self) -> None:
        """Do what is due until `stop`; raises whatever unexpectedly ended one of its tasks."""
        loops = [asyncio.create_task(loop()) for loop in (self._claiming, self._renewing, self._pruning, self._crashed)]
        try:
            done, _ = await asyncio.wait(loops, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            self._finished.cancel()
            await cancelled(loops)
            await self._at_work.cancel()

    async def stop(self, grace: timedelta) -> None:
        """Claim nothing more, let what is in hand finish for `grace`, then cancel it and give it back."""
        self._stopping = True
        self.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace.total_seconds()):
                await self._emptied()
        left = {id_: hand for id_, hand in self._hands.items() if not hand.ended}
        await self._at_work.cancel()
        await self._give_back(left)
        self._stopped.set()

    async def _emptied(self) -> None:
        await self._at_work.empty()
        await self._finished.empty()

    @property
    def _taken(self) -> int:
        return len(self._hands) - len(self._finished)

    # ── claiming ──

    async def _claiming(self) -> None:
        while not self._stopping:
            self._wake.clear()
            self._room.clear()
            try:
                rest = await self._claim()
            except NotStored as error:
                rest = self._poll
                self._unreachable(error)
            if self._behind:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._room.wait(), BATCH)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), rest.total_seconds())
        await self._stopped.wait()

    async def _claim(self) -> timedelta:
        """Claim as many as can be begun before the next claim; how long to rest.

        That is as many as there are free slots; when all that was claimed has ended already, twice what ended since the
        last claim. What then waits for a slot keeps its lease.
        """
        if (free := self._slots - self._taken) <= 0:
            return self._poll
        ahead = 0 if self._taken else min(2 * self._ended, AHEAD * self._slots)
        now, wanted, self._ended = self._now(), max(free, ahead), 0
        claimed = await self._jobs.claim(self.me, now, now + self.lease, wanted, self._works)
        self.looked = now
        self._reachable()
        if self._stopping:
            await self._give_back([job.id for job in claimed])
            return self._poll
        for job in claimed:
            self._take(job, now + self.lease)
        self._behind = len(claimed) == wanted
        if self._behind or (due := await self._jobs.next_at()) is None or due <= now:
            return self._poll  # the next free slot wakes us; or what is due is another process's kind
        return min(self._poll, max(due - self._now(), timedelta(milliseconds=1)))

    def _take(self, job: Job, until: datetime) -> None:
        """Queue it for a slot, unless it is in hand already (the clock was moved, and we claimed our own)."""
        if hand := self._hands.get(job.id):
            hand.until = until
            return
        self._hands[job.id] = hand = Hand(job, until)
        self._at_work.queue(hand)

    def _put_down(self, hand: Hand) -> None:
        if hand.job.id not in self._finished and self._hands.get(hand.job.id) is hand:
            del self._hands[hand.job.id]
        self._ended += 1
        taken = self._taken
        if self._behind and taken <= self._slots * 3 // 4:  # a claim costs as much as a small job
            self.wake()
        if taken <= self._slots // 4:
            self._room.set()

    async def _end(self, ids: Sequence[int]) -> Collection[int]:
        return await self._jobs.done_all(self.me, ids, self._now())

    def _written(self, ids: Sequence[int], ours: Collection[int]) -> None:
        for id_ in ids:
            self._hands.pop(id_, None)
        if len(ours) < len(ids):
            log.warning("jobs %s ended, but were no longer ours", sorted({*ids} - {*ours}))

    def _failed(self, error: BaseException) -> None:
        self._error = error
        self._crash.set()

    async def _crashed(self) -> None:
        await self._crash.wait()
        if self._error:
            raise self._error

    # ── working ──

    async def _do(self, hand: Hand) -> None:
        try:
            ending = await self._ending(hand.job)
            hand.ended = True
            if ending == DONE:
                self._finished.add(hand.job.id)
            else:
                await self._write_down(hand.job, ending)
        finally:
            self._put_down(hand)

    async def _write_down(self, job: Job, ending: Ending | Failed) -> None:
        while True:
            with suppress(NotStored):  # claiming and renewing tell of it; what was done must not be done again
                if not await self._write(job, ending):
                    log.warning("job %s (%s) ended, but was no longer ours", job.id, job.kind)
                return
            await asyncio.sleep(self._poll.total_seconds())

    async def _ending(self, job: Job) -> Ending | Failed:
        if job.attempts > TAKEN_UP:  # perhaps it is what kills its process
            return Dead(f"taken up {job.attempts - 1} times without an end")
        try:
            return await self._works[job.kind](job)
        except Exception as error:  # noqa: BLE001 (a work may fail in any way; its row says how)
            why, frames = said(error), "".join(traceback.format_tb(error.__traceback__))
            log.warning("job %s (%s), try %s of %s: %s\n%s", job.id, job.kind, job.attempts, TRIES, why, frames)
            return Dead(why) if job.attempts >= TRIES else Failed(pause(job.attempts))

    async def _write(self, job: Job, ending: Ending | Failed) -> bool:
        match ending:
            case Done(ts):
                return await self._jobs.done(job, self._now(), ts)
            case Later(after, look):
                return await self._jobs.wait(job, self._now() + after, look=look, counted=look)
            case Failed(after):
                return await self._jobs.wait(job, self._now() + after, look=True)
            case Dead(reason):
                return await self._jobs.bury(job, reason, self._now())

    # ── leases ──

    async def _renewing(self) -> None:
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 4)
            if held := dict(self._hands):
                await self._renew(held)

    async def _renew(self, held: Mapping[int, Hand]) -> None:
        until = self._now() + self.lease
        try:
            kept = await self._jobs.renew(self.me, held, until)
        except NotStored as error:
            self._unreachable(error)
            kept = {id_ for id_, hand in held.items() if hand.until > self._now()}
        else:
            self._reachable()
            for id_ in kept:
                held[id_].until = until
        for id_ in held.keys() - kept:
            if self._at_work.let_go(held[id_]):
                if held[id_].task is None:  # nobody else will put it down; what is at work stays in hand to its end
                    self._hands.pop(id_, None)
                log.warning("job %s: the lease was lost, so it is left to whoever has it now", id_)

    async def _give_back(self, ids: Collection[int]) -> None:
        if ids:
            with suppress(NotStored):  # then the lease does it
                await self._jobs.release(self.me, ids, self._now())

    # ── the rest ──

    async def _pruning(self) -> None:
        while True:
            with suppress(NotStored):  # the next hour is soon enough
                await self._prune()
            await asyncio.sleep(PRUNE_EVERY)

    async def _prune(self) -> None:
        """Delete what has been over for long enough, a batch at a time, so that nobody waits long for the database."""
        for prune, kept in self._prunes:
            while await prune(self._now() - kept, PRUNED_AT_ONCE) == PRUNED_AT_ONCE:
                log.debug("pruned %s rows", PRUNED_AT_ONCE)

    def _unreachable(self, error: NotStored) -> None:
        if not self._gone:
            log.error("what is due has to wait: %s", error)
        self._gone = True

    def _reachable(self) -> None:
        if self._gone:
            log.warning("the database is back, and what was due is done now")
        self._gone = False
