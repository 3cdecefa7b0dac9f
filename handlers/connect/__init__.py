"""Connect the team's two platforms by a code, and be one rep on both; and undo it."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.cards import Card
from bot.chat import Answer, Elsewhere, Interaction, Place, PlaceKind, Standing, Who, read_place, written
from bot.errors import MessengerError, UserMistake
from bot.linking import PLATFORMS
from bot.router import DELIVERY, MEET, interactions, sentence
from bot.services import Services
from bot.store import Code, NewJob, Persona, Redeemed, Said, Tenant
from handlers.connect.card import (
    Connected,
    apart_card,
    code_card,
    connected_card,
    disconnect_card,
    linked_card,
    nothing_card,
    one_card,
    same_card,
    waits_card,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else: 5 bits each
LENGTH = 12  # 60 bits
LIVES = timedelta(minutes=15)
WHICH = "I can connect {names} with each other. For example: /warmup connect {example}"
NOT_SET_UP = "{title} is not set up here: whoever runs me finds how in the documentation, under {title}."
GUEST = "Only members of your team can do that, no guests."
NO_ADMIN = (
    "Only an administrator can do that. If you are one and I cannot see it, whoever runs me can name you in"
    " WARMUP_ADMINS, for example: WARMUP_ADMINS=dana@northwind.example"
)
IN_THE_OPEN = "Others could read that code, so it is worth nothing any more. Tell me a new one in our own conversation."
WRONG = (
    "That code is not valid: it may be over, used, or made here. For example: /warmup connect {example} 7K2M-9QXD-4TWV"
)
LOCKED = "Too many wrong codes. Try again in 15 minutes, with a new one."
TAKEN = "{title} is connected to another team already. Its administrator would have to disconnect it first."
OVER = "That question is over. Say connect, and I ask again."
NO_ADDRESS = "I see no confirmed e-mail address of yours here, so I cannot tell who you are on {title}."
NOBODY = "I know nobody with your e-mail address on {title} yet. Say hello to me there, then ask again."


async def connect(asked: Interaction, services: Services) -> Answer:
    """`connect` lists, `connect teams` makes a code, `connect slack CODE` enters one."""
    here, (what, _, code) = asked.place.platform, asked.text.strip().partition(" ")
    if here not in PLATFORMS:
        return nothing_card()
    digest = _digest(code)
    if code and asked.place.kind is not PlaceKind.DIRECT and not asked.reply_to:
        await services.store.links.forget(digest)
        raise UserMistake(IN_THE_OPEN)
    if not what:
        return connected_card(_connected(asked, services))
    other = _other(what, here, services)
    standing = await _administrator(asked, services)
    if code:
        return await _enter(asked, services, standing, other, digest)
    return await _make(asked, services, standing, other)


async def disconnect(asked: Interaction, services: Services) -> Answer:
    """`disconnect`: what can be undone, and what becomes of what is kept."""
    if asked.place.platform not in PLATFORMS:
        return nothing_card()
    return disconnect_card(_connected(asked, services))


async def linked(asked: Interaction, services: Services) -> Answer:
    """Whoever made a code hears what came of it."""
    await services.linking.refresh(now=True)
    return linked_card(_connected(services.linking.ours(asked), services), asked.text)


async def unlink(asked: Interaction, services: Services) -> Answer:
    """*Disconnect*: two teams again."""
    await _administrator(asked, services)
    done = await services.store.links.unlink(asked.team, services.now())
    services.linking.changed()
    return sentence("Disconnected: you are two teams again." if done else "You are two teams already.")


# ── One rep ──


async def meet(asked: Interaction, services: Services) -> Answer:
    """Somebody is new in a linked team: are they known on the other platform?"""
    return await _question(asked, services, None)


async def meet_again(asked: Interaction, services: Services) -> Answer:
    """They say so themselves, or have changed their mind."""
    me = await _persona(asked, services)
    title = PLATFORMS[_counterpart(asked.place.platform)]
    if not me.email:
        raise UserMistake(NO_ADDRESS.format(title=title))
    await services.store.personas.ask_again(me, services.now())
    question = await _question(asked, services, sentence("I have sent you a question directly."))
    if question is None:
        raise UserMistake(NOBODY.format(title=title))
    return question


async def same_me(asked: Interaction, services: Services) -> Answer:
    """*That's me*: it counts once it was said on both platforms."""
    me = await _persona(asked, services)
    said, twin = await services.store.personas.say(me, "me", services.now())
    services.linking.changed()
    if said is Said.OVER:
        raise UserMistake(OVER)
    if said is Said.ONE or twin is None:
        return one_card()
    await services.store.jobs.schedule(_asking(twin, asked, services))
    return waits_card(PLATFORMS[twin.platform])


async def same_not(asked: Interaction, services: Services) -> Answer:
    """*Not me*: nobody is asked again, unless they want to."""
    said, _ = await services.store.personas.say(await _persona(asked, services), "not", services.now())
    if said is Said.ONE:
        return one_card()
    return apart_card()


async def apart(asked: Interaction, services: Services) -> Answer:
    """*Be two reps again*."""
    await services.store.personas.part(asked.team, asked.who.id, services.now())
    services.linking.changed()
    return apart_card()


async def _question(asked: Interaction, services: Services, then: Card | None) -> Answer:
    me = await _persona(asked, services)
    twin = await services.store.personas.meet(me, services.now())
    services.linking.changed()
    if twin is None:
        return None
    try:
        place = await services.rooms.direct(asked, asked.who.id)
    except MessengerError:  # they have not let us write to them: they can still say `connect`
        return None
    return Elsewhere(place, same_card(PLATFORMS[twin.platform], twin.name), then)


def _asking(twin: Persona, asked: Interaction, services: Services) -> NewJob:
    """The same question, to their account on the other platform, wherever they can be written to."""
    now, tenant = services.now(), services.linking.tenant(twin.platform, asked.team)
    key = f"{twin.platform}:{MEET}:{twin.id}:{asked.key}"
    place = Place(twin.platform, tenant, "", PlaceKind.UNKNOWN)
    there = Interaction(tenant, Who(twin.id), place, MEET, "", key, now)
    return NewJob(DELIVERY, asked.team, key, interactions.dump_python(there, mode="json"), now)


async def _persona(asked: Interaction, services: Services) -> Persona:
    """Their account here, with the address their platform vouches for now: as a hash that tells nothing elsewhere."""
    told = await services.rooms.standing(asked)
    email = sha256(f"{asked.team}\n{told.email.casefold()}".encode()).hexdigest() if told.email else ""
    return Persona(asked.team, asked.place.platform, told.id, asked.who.name or "", email)


# ── One team ──


async def _make(asked: Interaction, services: Services, standing: Standing, other: str) -> Card:
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    maker = Tenant(asked.place.platform, asked.place.team)
    new = Code(
        maker,
        _digest(code),
        standing.id,
        asked.who.name or "An administrator",
        written(await _told_at(asked, services)),
        services.now() + LIVES,
    )
    if not await services.store.links.make(new):
        raise UserMistake("You are connected already. Say disconnect to see what that means.")
    shown = "-".join(code[first : first + 4] for first in range(0, LENGTH, 4))
    return code_card(PLATFORMS[other], PLATFORMS[maker.platform], shown)


async def _enter(asked: Interaction, services: Services, standing: Standing, other: str, digest: str) -> Answer:
    here, by, now = Tenant(asked.place.platform, asked.place.team), asked.who.name or "An administrator", services.now()
    who = f"{by} ({standing.email})" if standing.email else by
    redeemed, _ = await services.store.links.redeem(here, digest, by, now, lambda code: _news(code, who, now))
    await services.linking.refresh(now=True)
    match redeemed:
        case Redeemed.WRONG:
            raise UserMistake(WRONG.format(example=other))
        case Redeemed.LOCKED:
            raise UserMistake(LOCKED)
        case Redeemed.THERE_TAKEN:
            raise UserMistake(TAKEN.format(title=PLATFORMS[other]))
        case Redeemed.LINKED | Redeemed.HERE_TAKEN:
            return connected_card(_connected(services.linking.ours(asked), services))


def _news(code: Code, by: str, now: datetime) -> NewJob:
    """Its maker is told: whoever did not expect it can undo it at once."""
    key = f"{code.maker.platform}:linked:{code.digest[:20]}"
    told = Interaction(code.maker.id, Who(code.made_by), read_place(code.place), "linked", by, key, now)
    return NewJob(DELIVERY, code.maker.id, key, interactions.dump_python(told, mode="json"), now)


async def _told_at(asked: Interaction, services: Services) -> Place:
    try:
        return await services.rooms.direct(asked, asked.who.id)
    except MessengerError:
        return replace(asked.place, thread=None)


async def _administrator(asked: Interaction, services: Services) -> Standing:
    """What is vouched for of an administrator. Raises UserMistake for anybody else."""
    told = await services.rooms.standing(asked)
    if not told.member:
        raise UserMistake(GUEST)
    named = {one.strip().casefold() for one in (services.settings.warmup_admins or "").split(",") if one.strip()}
    if not (told.admin or named & {told.id.casefold(), (told.email or "").casefold()}):
        raise UserMistake(NO_ADMIN)
    return told


def _other(what: str, here: str, services: Services) -> str:
    """The platform that is meant. Raises UserMistake for what cannot be connected."""
    other = _counterpart(here)
    if what.casefold() not in {other, PLATFORMS[other].casefold()}:
        raise UserMistake(WHICH.format(names=" and ".join(PLATFORMS.values()), example=other))
    if other not in services.rooms.messengers:
        raise UserMistake(NOT_SET_UP.format(title=PLATFORMS[other]))
    return other


def _counterpart(here: str) -> str:
    return next(name for name in PLATFORMS if name != here)


def _connected(asked: Interaction, services: Services) -> Connected:
    here, linking = asked.place.platform, services.linking
    other = _counterpart(here)
    return Connected(
        here=PLATFORMS[here],
        other=PLATFORMS[other],
        word=other,
        team=linking.is_linked(asked.team),
        person=linking.is_one(here, asked.team, asked.who.id),
    )


def _digest(code: str) -> str:
    """What is kept of a code; case, hyphens, and letters that look like digits do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum()).translate(str.maketrans("OIL", "011"))
    return sha256(f"warmup code {plain}".encode()).hexdigest()
