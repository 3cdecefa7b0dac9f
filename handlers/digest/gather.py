"""What a digest is made of, each part as it may be read by everybody of the team."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import briefing
from bot.briefing.accounts import FRESH, accounts, known, newest
from bot.chat import read_place
from bot.measuring import Fall, Rate
from bot.measuring.comparing import fallen
from bot.measuring.intervals import clustered
from bot.model import Company, FollowUp, Prospect
from bot.model.intel import Intel
from bot.services import Services
from bot.store import Dials, News, Owed, Sums
from handlers.digest.turns import Period

BRIEFS = 40  # the newest, one for each prospect
LISTED = 10  # of each kind, in the thread
FEW_NOW, FEW_BEFORE = 10, 30  # below which a step is not compared: its interval would span nearly everything
FEW_IN_AN_HOUR = 30  # dials, below which no hour is recommended


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
    owner: str = ""  # who looks after it, where the book says so


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
    held_out: int = 0  # accounts with such news that an experiment keeps out of it
    looked_at: int = 0  # accounts of the book whose news were looked for in the background, lately


async def gathered(services: Services, team: str, period: Period) -> Gathered:
    """Count and look, all at once."""
    counts, now = services.store.prospecting, services.now()
    found, hours = await asyncio.gather(
        counts.dials(team, period.before, period.since, period.until),
        counts.hours(team, period.before, period.until),
    )
    owed, overdue, (uncalled, held), heard, looked = await asyncio.gather(
        counts.owed(team, now),
        _overdue(services, team),
        _uncalled(services, team),
        _heard(services, team, period),
        services.store.accounts.looked(team),
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
        held_out=held,
        looked_at=sum(at >= now - FRESH for at in looked.values()),
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


async def _uncalled(services: Services, team: str) -> tuple[list[Uncalled], int]:
    """The newest fresh public event of each account, from the team's kept briefs and the looks in the background.

    Left out are accounts touched since (in the team's log or the book), those that must not be called now, and those an
    experiment holds out: of these how many there are.
    """
    now = services.now()
    owned = {one.company.id: one for one in await accounts(services)}
    newest_ = await _from_briefs(services, team)
    for news in await services.store.accounts.news(team, (now - FRESH).date()):
        if (known_ := owned.get(news.account)) and _is_newer(news, newest_.get(news.account)):
            newest_[news.account] = known_.company, news
    touched = await services.store.prospecting.touched(team, [_key(it) for it, _ in newest_.values()], now - FRESH)
    tried = await services.store.experiments.newest(team)
    fresh = [
        (company, news)
        for company, news in newest_.values()
        if (last := touched.get(_key(company))) is None or last.date() < news.happened
    ]
    left = [one for one in fresh if not (tried and tried.holds_back(_key(one[0]), now))]
    held = len(fresh) - len(left)
    left.sort(key=lambda one: one[1].happened, reverse=True)
    left = left[: 2 * LISTED]
    known_now = await asyncio.gather(*(known(services, company) for company, _ in left))
    return [
        Uncalled(company.name, news.event, news.link, news.happened, owned[id_].owner if id_ in owned else "")
        for (company, news), it in zip(left, known_now, strict=True)
        if (id_ := company.id) and not it.do_not_call and (it.touched is None or it.touched < news.happened)
    ][:LISTED], held


async def _from_briefs(services: Services, team: str) -> dict[str, tuple[Company, News]]:
    """By the company's id."""
    today, found = services.now().date(), dict[str, tuple[Company, News]]()
    for brief in await briefing.search(services, team, "", BRIEFS):
        company, news = brief.prospect.company, newest(brief, today)
        if company and news and _is_newer(news, found.get(company.id)):
            found[company.id] = company, news
    return found


def _is_newer(news: News, there: tuple[Company, News] | None) -> bool:
    return there is None or there[1].happened < news.happened


def _key(company: Company) -> str:
    """As touches name it."""
    return briefing.whom(Prospect(None, company)).key.partition("|")[2]
