"""What a digest is made of, each part as it may be read by everybody of the team."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import briefing
from bot.chat import read_place
from bot.measuring import Fall, Rate
from bot.measuring.comparing import fallen
from bot.measuring.intervals import clustered
from bot.model import Brief, Fact, FollowUp, Kind, Origin
from bot.model.intel import Intel
from bot.services import Services
from bot.store import Dials, Owed, Sums
from handlers.digest.turns import Period

FRESH = timedelta(days=30)  # of an event, from the day it happened
BRIEFS = 40  # the newest, one for each prospect
LISTED = 10  # of each kind, in the thread
FEW_NOW, FEW_BEFORE = 10, 30  # below which a step is not compared: its interval would span nearly everything
FEW_IN_AN_HOUR = 30  # dials, below which no hour is recommended
OURS = frozenset({Origin.CRM, Origin.COLLEAGUE})  # not public: such an event stays where it was told
REAL = 0.5  # an event's weight below which it is background


@dataclass(frozen=True, slots=True)
class Step:
    """One step of prospecting: in the period, and in the four weeks before it."""

    name: str  # "connects"
    of: str  # "dials"
    now: Rate
    before: Rate

    @property
    def comparable(self) -> bool:
        """Whether there is enough on both sides."""
        return (self.now.of or 0) >= FEW_NOW and (self.before.of or 0) >= FEW_BEFORE


@dataclass(frozen=True, slots=True)
class Uncalled:
    """An account with a fresh public event, which nobody has called since."""

    company: str
    event: str
    link: str | None
    happened: date


@dataclass(frozen=True, slots=True)
class Gathered:
    """All of it."""

    period: Period
    dials: int
    steps: tuple[Step, ...]
    warm: Rate  # conversations per dial, the four weeks before included
    cold: Rate
    fall: Fall | None  # of the comparable steps the one that lost the most
    best_hour: tuple[int, Rate] | None
    owed: Sequence[Owed]
    overdue: Sequence[FollowUp]  # those everybody can read where they were made
    uncalled: Sequence[Uncalled]
    heard: Sequence[Intel]


async def gathered(services: Services, team: str, period: Period) -> Gathered:
    """Count and look, all at once."""
    counts, now = services.store.prospecting, services.now()
    found, hours = await asyncio.gather(
        counts.dials(team, period.before, period.since, period.until),
        counts.hours(team, period.before, period.until),
    )
    owed, overdue, uncalled, heard = await asyncio.gather(
        counts.owed(team, now), _overdue(services, team), _uncalled(services, team), _heard(services, team, period)
    )
    steps = _steps(found.now, found.before)
    compared = [(step.name, step.now, step.before) for step in steps if step.comparable]
    return Gathered(
        period=period,
        dials=found.now.connect.of,
        steps=steps,
        warm=_rate(found.warm),
        cold=_rate(found.cold),
        fall=fallen(compared),
        best_hour=_best(hours),
        owed=owed,
        overdue=overdue,
        uncalled=uncalled,
        heard=heard,
    )


def _steps(during: Dials, before: Dials) -> tuple[Step, ...]:
    return (
        Step("connects", "dials", _rate(during.connect), _rate(before.connect)),
        Step("conversations", "connects", _rate(during.converse), _rate(before.converse)),
        Step("meetings", "conversations", _rate(during.meet), _rate(before.meet)),
    )


def _rate(sums: Sums) -> Rate:
    return clustered(sums) if sums.of else Rate(0, 0)


def _best(hours: Sequence[tuple[int, int, int]]) -> tuple[int, Rate] | None:
    """The hour in which most dials connect, of those with enough of them."""
    there = [(connects / dials, hour, dials, connects) for hour, dials, connects in hours if dials >= FEW_IN_AN_HOUR]
    if not there:
        return None
    _, hour, dials, connects = max(there)
    return hour, Rate(connects, dials)


async def _overdue(services: Services, team: str) -> list[FollowUp]:
    """What was promised in a direct message or a private channel is told by its owner's name alone."""
    late = await services.store.follow_ups.overdue(team, services.now(), LISTED)
    readable = await asyncio.gather(*(services.rooms.reads(read_place(each.place), None) for each in late))
    return [each for each, everybody in zip(late, readable, strict=True) if everybody]


async def _heard(services: Services, team: str, period: Period) -> list[Intel]:
    """What everybody of the team can read where it was said, or its author has shared."""
    store, now = services.store, services.now()
    ids = await store.prospecting.heard(team, period.since, now, LISTED)
    found = [one for one in [await store.intel.find(team, id_) for id_ in ids] if one and one.open_at(now)]
    readable = await asyncio.gather(*(services.rooms.reads(read_place(one.place), None) for one in found))
    both = zip(found, readable, strict=True)
    return [one for one, everybody in both if one.shared or (everybody and not one.private)]


async def _uncalled(services: Services, team: str) -> list[Uncalled]:
    """From the team's kept briefs: the newest fresh public event of each account, unless somebody called since."""
    today = services.now().date()
    newest: dict[str, tuple[Fact, Brief]] = {}
    for brief in await briefing.search(services, team, "", BRIEFS):
        key = briefing.whom(brief.prospect).key.partition("|")[2]
        for fact in brief.facts if key and not brief.consent.do_not_call and not brief.sample else ():
            if _is_fresh(fact, today) and (key not in newest or _day(newest[key][0]) < _day(fact)):
                newest[key] = fact, brief
    called = await services.store.prospecting.called(team, list(newest), services.now() - FRESH)
    found = [
        Uncalled(brief.prospect.company.name if brief.prospect.company else key, said, fact.source.url, _day(fact))
        for key, (fact, brief) in newest.items()
        if (said := _said(fact, brief)) and not (key in called and called[key].date() >= _day(fact))
    ]
    return sorted(found, key=lambda one: one.happened, reverse=True)[:LISTED]


def _is_fresh(fact: Fact, today: date) -> bool:
    public = fact.kind is Kind.EVENT and fact.source.origin not in OURS and fact.weight >= REAL
    return public and fact.happened is not None and today - FRESH <= fact.happened.on <= today


def _day(fact: Fact) -> date:
    return fact.happened.on if fact.happened else date.min


def _said(fact: Fact, brief: Brief) -> str:
    """As the brief says it: only what rests on this fact alone."""
    lines = (*brief.news, *brief.care)
    return next((line.text for line in lines if line.facts == (fact.id,)), "")
