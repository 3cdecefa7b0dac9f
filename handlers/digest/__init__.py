"""Yesterday's prospecting, for the manager: now, or on the days and at the time somebody asked for."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.briefing.workdays import Workdays
from bot.cards import Card, Picture
from bot.chat import Answer, Elsewhere, Interaction, Place, written
from bot.errors import UserMistake
from bot.services import Services
from bot.store import Schedule
from handlers.digest.card import digest_card, off_card, planned_card
from handlers.digest.chart import drawn
from handlers.digest.gather import Gathered, gathered
from handlers.digest.turns import WORKING, next_turn, period
from handlers.digest.wish import Wish, wish

__all__ = ["check_digest", "due", "next_turn", "show_digest", "turn_off"]

NONE = "No digest comes there. Ask for one, for example: /warmup digest at 08:30 weekdays"

log = logging.getLogger(__name__)


def check_digest(asked: Interaction) -> None:
    """Raises UserMistake for words that are no time for a digest."""
    wish(asked.text, asked.named)


async def show_digest(asked: Interaction, services: Services) -> Answer:
    """`digest`, `digest week`, `digest at 08:30 weekdays in #sales-managers`, `digest off`."""
    wanted = wish(asked.text, asked.named, asked.who.locale or "en-US")
    if wanted.off:
        return await _off(asked, services, (await _place(asked, services, wanted)).channel)
    if wanted.at is not None:
        return await _plan(asked, services, wanted)
    await _wanted(asked.team, services)
    return await _digest(asked.team, services, ZoneInfo(asked.who.zone or "UTC"), None, week=wanted.week)


async def due(asked: Interaction, services: Services) -> Answer:
    """It is time: the scheduler asks, as if a person had; None when it was planned anew or turned off meanwhile."""
    channel, _, turn = asked.text.rpartition("\n")
    planned = await services.store.digests.find(asked.team, channel)
    if planned is None or planned.due is None or str(planned.turn) != turn:
        return None
    await _wanted(asked.team, services)
    return await _digest(asked.team, services, ZoneInfo(planned.zone), planned, week=planned.week)


async def turn_off(asked: Interaction, services: Services) -> Answer:
    """*Turn off* on any digest; its text is the channel."""
    return await _off(asked, services, asked.text)


async def _wanted(team: str, services: Services) -> None:
    """Somebody here reads digests: news of the book's accounts are looked for."""
    if services.settings.warmup_accounts_per_day and services.suppliers.crm:
        await services.store.accounts.wanted(team, services.now())


async def _digest(team: str, services: Services, zone: ZoneInfo, planned: Schedule | None, *, week: bool) -> Card:
    workdays = Workdays(zone, services.settings.warmup_region)
    days = period(services.now(), workdays, planned.weekdays if planned else WORKING, week=week)
    found = await gathered(services, team, days)
    return digest_card(found, await _chart(found) if found.dials else None, planned)


async def _chart(found: Gathered) -> Picture | None:
    """The picture, drawn off the loop; a digest without it is better than none."""
    try:
        return await asyncio.to_thread(drawn, found.steps, found.period.name)
    except Exception:  # whatever a library for drawing may raise
        log.exception("the chart of a digest could not be drawn")
        return None


async def _plan(asked: Interaction, services: Services, wanted: Wish) -> Answer:
    """Keep the schedule, say so to who asked, and in the channel it is for."""
    place, zone, now = await _place(asked, services, wanted), ZoneInfo(asked.who.zone or "UTC"), services.now()
    new = Schedule(
        team=asked.team,
        channel=place.channel,
        place=written(place),
        name=wanted.channel,
        at=wanted.at or now.time(),
        zone=zone.key,
        weekdays=wanted.weekdays,
        week=wanted.week,
        made_by=asked.who.id,
        made_by_name=asked.who.name or "A colleague",
    )
    due_at = next_turn(new, now, services.settings.warmup_region)
    planned = await services.store.digests.plan(new, due_at, now)
    await _wanted(asked.team, services)
    locale, country = asked.who.locale or "en-US", services.settings.warmup_region
    here = place.channel == asked.place.channel
    said = planned_card(planned, locale, country, here=here)
    return said if here else Elsewhere(place, planned_card(planned, locale, country, here=True), said)


async def _off(asked: Interaction, services: Services, channel: str) -> Card:
    planned = await services.store.digests.turn_off(asked.team, channel, services.now())
    if planned is None:
        raise UserMistake(NONE)
    return off_card(planned, asked.who.name or "A colleague")


async def _place(asked: Interaction, services: Services, wanted: Wish) -> Place:
    """The channel that is named, or the one it was asked in. Raises UserMistake for one nobody can tell."""
    if not wanted.channel:
        return replace(asked.place, thread=None)
    known = asked.named.get(wanted.channel)
    found = [("", known)] if known else await services.rooms.channels(asked, wanted.channel)
    if len(found) != 1:
        raise UserMistake(_which(wanted.channel[:60], sorted(called for called, _ in found)))
    return Place(asked.place.platform, asked.place.team, found[0][1])


def _which(name: str, found: Sequence[str]) -> str:
    """Why a name is no channel, and what works."""
    there = "Say it in that channel: @Warmup digest at 08:30 weekdays"
    if found:
        return f"There are several channels #{name} ({', '.join(found[:5])}). {there}"
    return f"I do not know a channel #{name} from here: is it private, or am I not in its team? {there}"
