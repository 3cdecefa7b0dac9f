"""Brief me before a call: on `/warmup <prospect>`, by a picker's button, with *More* and *Share*."""

from collections.abc import AsyncIterator
from dataclasses import replace

from bot import briefing, understand
from bot.cards import Card, ChannelInput, Form, TextInput
from bot.chat import Answer, Elsewhere, Interaction, Place, PlaceKind
from bot.errors import UserMistake
from bot.router import sentence
from bot.services import Services
from handlers.warmup.card import brief_card, warming_card
from handlers.warmup.more import more_card
from handlers.warmup.picker import chosen, picker_card


def warming_up(asked: Interaction) -> Card:
    """What stands there while sources are asked; a picker's button carries a ref before the words."""
    return warming_card(chosen(asked.text)[1] if asked.action == "pick" else _words(asked))


def check_prospect(asked: Interaction) -> None:
    """Raises UserMistake when the words name nobody."""
    understand.prospect(_words(asked))


async def brief_me(asked: Interaction, services: Services) -> Answer:
    """A brief that warms up, or a picker where several may be meant."""
    return await _brief(asked, services, _words(asked))


async def pick(asked: Interaction, services: Services) -> Answer:
    """The brief of the candidate somebody chose; the choice is remembered for the team."""
    ref, words = chosen(asked.text)
    if ref != briefing.AS_TYPED:
        key = briefing.memory_key(briefing.understood(words, services))
        await services.store.choices.remember(asked.team, key, ref, asked.who.id, services.now())
    return await _brief(asked, services, words, ref)


def warming_anyway(asked: Interaction) -> Card:
    """What stands there while sources are asked about a held-out account all the same."""
    return warming_card(asked.text.partition("\n")[2])


async def brief_anyway(asked: Interaction, services: Services) -> Answer:
    """The brief of a held-out account: it stays held out, and is judged so."""
    brief = await briefing.kept(services, asked.team, asked.text.partition("\n")[0])
    return _warming(asked, services, briefing.Identified(brief.prospect, {}, asked.team), anyway=True)


async def not_them(asked: Interaction, services: Services) -> Answer:
    """The wrong person or company: forget the team's choice and ask."""
    brief = await briefing.kept(services, asked.team, asked.text)
    understood = briefing.understood(brief.prospect.typed, services)
    await services.store.choices.forget(asked.team, briefing.memory_key(understood))
    found = await briefing.identify(understood, services, asked.team, question=True)
    if isinstance(found, briefing.Candidates):
        return picker_card(brief.prospect.typed, found.candidates)
    raise UserMistake("I know nobody else of that name. Add their e-mail, for example: /warmup jane.doe@acme.com")


async def more(asked: Interaction, services: Services) -> Answer:
    """Everything behind the first screen, in the thread."""
    by = briefing.reader(asked, services)
    return more_card(await briefing.kept(services, asked.team, asked.text, by))


async def share_where(asked: Interaction, services: Services) -> Answer:
    """Ask for the channel."""
    brief = await briefing.kept(services, asked.team, asked.text)
    return Form("Share this brief", "share_to", (ChannelInput("channel", "Channel"),), submit="Share", hidden=brief.id)


async def share(asked: Interaction, services: Services) -> Answer:
    """Post the brief in the channel they chose, with what everybody there may read."""
    channel = asked.values.get("channel")
    if not channel:
        raise UserMistake("Choose the channel to share it in, for example #sales.")
    there = Place(asked.place.platform, asked.place.team, channel, PlaceKind.UNKNOWN)
    by = briefing.Reader(services.rooms, None, there)
    brief = await briefing.kept(services, asked.team, asked.text, by)
    return Elsewhere(there, brief_card(brief), sentence(f"Shared the brief of {brief.prospect.title}."))


async def ask_whom(asked: Interaction, services: Services) -> Answer:
    """The form of the shortcut *Warm up a call*."""
    del asked, services
    whom = TextInput("who", "Whom do you want to call?", placeholder="Jane Doe at Acme")
    return Form("Warm up a call", "warmup", (whom,), submit="Warm up")


def _words(asked: Interaction) -> str:
    return asked.values.get("who", asked.text)


async def _brief(asked: Interaction, services: Services, words: str, ref: str | None = None) -> Answer:
    found = await briefing.identify(briefing.understood(words, services), services, asked.team, ref)
    if isinstance(found, briefing.Candidates):
        return picker_card(words, found.candidates)
    found = replace(found, prospect=replace(found.prospect, typed=words))
    return _warming(asked, services, found)


async def _warming(
    asked: Interaction, services: Services, found: briefing.Identified, *, anyway: bool = False
) -> AsyncIterator[Card]:
    """The brief again and again as it fills; kept once it is complete, so that its buttons work anywhere."""
    clock, by = asked.who.clock(services.now()), briefing.reader(asked, services)
    async for brief in briefing.prepare(found, services, writer(asked, services), clock, anyway=anyway, by=by):
        if brief.complete:
            await briefing.keep(services, asked.team, brief)
        yield brief_card(brief)


def writer(asked: Interaction, services: Services) -> briefing.Writer:
    settings, unnamed = services.settings, briefing.Caller()
    caller = briefing.Caller(
        asked.who.name or settings.warmup_rep or unnamed.name, settings.warmup_seller or unnamed.company
    )
    return briefing.Writer(caller, briefing.Hours.read(settings.warmup_window))


__all__ = [
    "ask_whom",
    "brief_anyway",
    "brief_card",
    "brief_me",
    "check_prospect",
    "more",
    "more_card",
    "not_them",
    "pick",
    "picker_card",
    "share",
    "share_where",
    "warming_anyway",
    "warming_up",
    "writer",
]
