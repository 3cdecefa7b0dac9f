"""Save a message as intel; list it; correct it."""

import uuid
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import briefing, understand
from bot.cards import Button, Buttons, Card
from bot.chat import Answer, Interaction, Message, PlaceKind, read_place, written
from bot.errors import UserMistake
from bot.model import Whom
from bot.model.intel import Intel, IntelKind
from bot.router import sentence
from bot.services import Services
from handlers.intel.captured import Captured, captured, form, quoted, read
from handlers.intel.card import expired_card, list_card, saved_card
from handlers.intel.words import LASTING, UNTIL, Knows, end_of, ends, heard, kind_of, mentioned, whom_said

GONE = "That is not kept any more."
NOT_YOURS = "You cannot read that any more: it was said where you are not."


async def intel(asked: Interaction, services: Services) -> Answer:
    """`intel Acme` lists, `intel Acme they froze hiring` saves, `intel security freeze at Acme?` searches."""
    if asked.text.rstrip().endswith("?"):
        return await _search(asked, services)
    said = heard(asked.text, _knows(services))
    if not said.note:
        return await _listed(asked, services, said.whom)
    place = await services.rooms.where(asked.place)
    told = asked.values.get("said_in")
    message = Message(place, told) if told else None
    link = await services.rooms.link(message) if message else None
    name = asked.who.name or "A colleague"
    by_me = Captured(said.note, place, asked.who.id, name, asked.at, link, told)
    return await _kept(asked, services, by_me, said.whom)


async def intel_form(asked: Interaction, services: Services) -> Answer:
    """The message action *Save as intel*: a form, filled in as far as the words and the thread tell."""
    return await _form(asked, services, await captured(asked, services))


async def heard_form(asked: Interaction, services: Services) -> Answer:
    """*Save intel* on a brief: what did you hear?"""
    brief = await briefing.kept(services, asked.team, asked.text)
    place = await services.rooms.where(asked.place)
    name = asked.who.name or "A colleague"
    return form(
        Captured("", place, asked.who.id, name, asked.at), briefing.whom(brief.prospect).title, IntelKind.EVENT, ""
    )


async def marked_form(asked: Interaction, services: Services) -> Answer:
    """A message was marked, and its saving needs to be told about whom."""
    said = await quoted(_marked(asked), asked, services)
    if said is None:
        raise UserMistake("I cannot read that message. Use the message's menu instead: Save as intel.")
    return await _form(asked, services, said)


def check_intel(asked: Interaction) -> None:
    """Raises UserMistake when it is about nobody, says nothing, or ends at no time I understand."""
    values = asked.values
    if "words" in values and not values["words"].strip():
        raise UserMistake("Say in a few words what you heard.", at="words")
    try:
        whom_said(values.get("about", ""), understand.nobody_knows)
    except UserMistake as mistake:
        raise UserMistake(str(mistake), at="about") from mistake
    _until(asked, asked.at)


async def save_intel(asked: Interaction, services: Services) -> Answer:
    """The form: now it is kept."""
    values, said = asked.values, read(asked.text)
    said = replace(said, text=said.text or values.get("words", "").strip())
    whom = whom_said(values.get("about", ""), _knows(services))
    until = _until(asked, services.now())
    await _kept(asked, services, said, whom, IntelKind(values.get("kind") or IntelKind.NOTE), until)
    return sentence(f"Saved for the next brief of {whom.title}.")


async def intel_marked(asked: Interaction, services: Services) -> Answer:
    """The reaction: that message is kept, when its words or its thread tell whom it is about; else ask.

    In a channel shared with another company its people cannot make us keep anything, and hear nothing of it.
    """
    if asked.message is None or asked.who.stranger:
        return None
    said = await quoted(asked.message, asked, services)
    if said is None:
        raise UserMistake("I cannot read that message. Use its menu instead: Save as intel.")
    whom = await _about(said, asked, services)
    change = Button("Say whom it is about", "intel_about", f"{written(asked.message.place)}\n{asked.message.id}")
    if whom is None:
        return _with(sentence("About whom is that? I kept nothing yet."), change)
    await _kept(asked, services, said, whom)
    return sentence(f"Saved for the next brief of {whom.title}.")


async def intel_followed(asked: Interaction, services: Services) -> Answer:
    """A message that was saved has been changed, or deleted: so is what was kept of it."""
    if asked.message is None:
        return None
    words = asked.text
    first, _, rest = words.partition(" ")
    if first.casefold() == "intel" and rest:
        words = heard(rest, _knows(services)).note
    message = _key(asked.message.place.channel, asked.message.id)
    await services.store.intel.follow(asked.team, message or "", words or None, services.now())
    return None


async def intel_expired(asked: Interaction, services: Services) -> Answer:
    """What no longer holds."""
    whom = whom_said(asked.text, _knows(services))
    entries = await services.store.intel.about(asked.team, whom.key.partition("|")[2])
    read_ = await briefing.readable(entries, briefing.reader(asked, services))
    return expired_card(whom.title, read_, asked.who.clock(services.now()))


async def intel_all(asked: Interaction, services: Services) -> Answer:
    """*Show me all*: everything about a prospect and their company that the person who asked may read."""
    if "|" in asked.text:
        title, _, company = asked.text.rpartition("|")
    else:
        brief = await briefing.kept(services, asked.team, asked.text)
        company, title = briefing.whom(brief.prospect).key.partition("|")[2], brief.prospect.title
    entries = await services.store.intel.about(asked.team, company)
    by = briefing.Reader(services.rooms, asked.who.id)
    read_ = await briefing.readable(entries, by)
    return list_card(f"All intel on {title}", read_, asked.who.clock(services.now()), more=(), by=by.person)


async def confirm_intel(asked: Interaction, services: Services) -> Answer:
    """It is so."""
    entry = await _entry(asked, services)
    await services.store.intel.confirm(asked.team, entry.id, asked.who.name or "a colleague", services.now())
    return await _said(asked, services, entry, "confirmed by " + (asked.who.name or "a colleague"))


async def end_intel(asked: Interaction, services: Services) -> Answer:
    """It is no longer true."""
    entry = await _entry(asked, services)
    await services.store.intel.end(asked.team, entry.id, services.now())
    return await _said(asked, services, entry, "no longer true, says " + (asked.who.name or "a colleague"))


async def share_intel(asked: Interaction, services: Services) -> Answer:
    """Its author lets everybody read it."""
    entry = await services.store.intel.find(asked.team, asked.text)
    if entry is None:
        raise UserMistake(GONE)
    if entry.author != asked.who.id:
        raise UserMistake("Only who said it may let everybody read it.")
    await services.store.intel.share(asked.team, entry.id)
    return sentence("Everybody in your team can read it from now on.")


async def _listed(asked: Interaction, services: Services, whom: Whom) -> Card:
    company = whom.key.partition("|")[2]
    by = briefing.reader(asked, services)
    entries = await briefing.readable(await services.store.intel.about(asked.team, company), by)
    alone = asked.place.kind is PlaceKind.DIRECT
    more = () if alone else (Button("Show me all", "intel_all", f"{whom.company}|{company}"),)
    return list_card(
        f"Intel on {whom.company or whom.title}", entries, asked.who.clock(services.now()), more=more, by=by.person
    )


async def _search(asked: Interaction, services: Services) -> Card:
    words = asked.text.rstrip(" ?")
    found = await services.store.intel.search(asked.team, words, services.now())
    by = briefing.reader(asked, services)
    entries = await briefing.readable(found, by)
    if not entries:
        return sentence(f"Nothing fits “{words}”. All that was heard about a company: /warmup intel Acme")
    return list_card(f"Intel that fits “{words}”", entries, asked.who.clock(services.now()), more=(), by=by.person)


async def _form(asked: Interaction, services: Services, said: Captured) -> Answer:
    whom = await _about(said, asked, services)
    return form(said, whom.title if whom else "", kind_of(said.text), _named(said.text, asked, services.now()))


def _named(text: str, asked: Interaction, now: datetime) -> str:
    """The words that say until when it holds, where they can be told."""
    named = UNTIL.search(text) or LASTING.search(text)
    try:
        return named[0].strip()[:80] if named and ends(text, now, _zone(asked), asked.who.locale) else ""
    except UserMistake:
        return ""


async def _about(said: Captured, asked: Interaction, services: Services) -> Whom | None:
    """Whom a message is about: a company of the records it names, else what its thread is about."""
    thread = replace(asked, place=replace(said.place, thread=said.place.thread or said.message))
    brief = await briefing.in_thread(services, thread)
    known = briefing.whom(brief.prospect) if brief else None
    company = mentioned(said.text, _knows(services))
    if company is None:
        return known
    named = whom_said(company, _knows(services))
    same = known is not None and known.key.partition("|")[2] == named.key.partition("|")[2]
    family = known.person.split()[-1].casefold() if known and known.person else ""
    return known if same and family and family in said.text.casefold() else named


async def _kept(
    asked: Interaction,
    services: Services,
    said: Captured,
    whom: Whom,
    kind: IntelKind | None = None,
    until: datetime | None = None,
) -> Card:
    now = services.now()
    entry = Intel(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"{asked.team}|{asked.key}").hex,
        team=asked.team,
        whom=whom,
        kind=kind or kind_of(said.text),
        text=said.text,
        author=said.author,
        author_name=said.name,
        said_at=said.at or now,
        saved_by=asked.who.id,
        saved_at=now,
        place=written(said.place),
        private=said.place.kind is not PlaceKind.CHANNEL,
        link=said.link,
        message=_key(said.place.channel, said.message),
        expires=until or ends(said.text, now, _zone(asked), asked.who.locale),
    )
    kept, new = await services.store.intel.save(entry, asked.key)
    return saved_card(
        kept,
        asked.who.clock(services.now()),
        new=new,
        mine=kept.author == asked.who.id and asked.place.kind is PlaceKind.DIRECT,
    )


def _until(asked: Interaction, now: datetime) -> datetime | None:
    """Until when the form says that it holds. Raises UserMistake."""
    expires = asked.values.get("expires", "").strip()
    zone, locale = _zone(asked), asked.who.locale
    if not expires:
        return ends(asked.values.get("words", ""), now, zone, locale)
    until = ends(expires, now, zone, locale) or end_of(expires, now, zone, locale)
    if until is None:
        words = f"I do not understand until when: “{expires}”. For example: until March, or 3 weeks"
        raise UserMistake(words, at="expires")
    return until


async def _entry(asked: Interaction, services: Services) -> Intel:
    """The entry a button stands on, if whoever pressed it may still read it."""
    found = await services.store.intel.find(asked.team, asked.text)
    if found is None or not found.text:
        raise UserMistake(GONE)
    if await briefing.as_read(found, briefing.Reader(services.rooms, asked.who.id)) is None:
        raise UserMistake(NOT_YOURS)
    return found


async def _said(asked: Interaction, services: Services, entry: Intel, what: str) -> Card:
    """What was done, with the words only where everybody may read them."""
    shown = await briefing.as_read(entry, briefing.reader(asked, services))
    return sentence(f"“{shown.text}”: {what}." if shown else f"{what[:1].upper()}{what[1:]}.")


def _marked(asked: Interaction) -> Message:
    place, _, id_ = asked.text.partition("\n")
    return Message(read_place(place), id_)


def _with(card: Card, *buttons: Button) -> Card:
    return replace(card, parts=(*card.parts, Buttons(buttons)))


def _key(channel: str, message: str | None) -> str | None:
    return f"{channel}/{message}" if message else None


def _knows(services: Services) -> Knows:
    crm = services.suppliers.crm
    return crm.knows if crm else understand.nobody_knows


def _zone(asked: Interaction) -> ZoneInfo:
    return ZoneInfo(asked.who.zone or "UTC")
