"""How the team uses Warmup, as counts; and a rep's own rates, which nobody but they can ask for."""

import asyncio

from bot.chat import Answer, Interaction
from bot.measuring import adopted, measure_own, window
from bot.services import Services
from handlers.yields.span import days_of
from handlers.yields.using_card import adoption_card, own_card


async def show_adoption(asked: Interaction, services: Services) -> Answer:
    """`yield adoption`: how many use it, read before they call, keep what they promised."""
    days, now = days_of(asked.text), services.now()
    during, store = window(now, days), services.store
    tallies, uses = await asyncio.gather(
        store.yields.tally(asked.team, during), store.adoption.uses(asked.team, during.since, now)
    )
    return adoption_card(adopted(uses, tallies.logged), days)


async def show_mine(asked: Interaction, services: Services) -> Answer:
    """`yield mine`: of whoever asks, as their platform knows them; its words and its button can name no person."""
    days, now = days_of(asked.text), services.now()
    during = window(now, days)
    tallies = await services.store.own_dials.tally(asked.team, asked.who.id, during)
    return own_card(measure_own(tallies, during, now), days)
