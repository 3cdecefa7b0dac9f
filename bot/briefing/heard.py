"""What colleagues heard and whom they know, as facts: only what everybody may read, and only while it holds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.briefing.team import day_of, whom
from bot.chat import Interaction, Place, PlaceKind, read_place
from bot.model import Brief, Fact, Kind, Origin, Prospect, Role, Source, Topic
from bot.model.intel import Intel, IntelKind
from bot.model.introductions import Introduction, Knows
from bot.model.outside import canonical
from bot.rooms import Rooms
from bot.services import Services, Terms

TERMS = Terms("heard", "What your team heard", needs=())
SHOWN = 12  # pieces of intel in one brief, the newest
WEIGHT = 0.7  # of an event somebody heard of: a reason to call, and no more than that
ALONE, SEVERAL, CONFIRMED = 0.8, 0.9, 1.0  # how sure: one voice, several, somebody confirmed it
MARK = "intel."  # what the key of such a fact begins with


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom intel is shown: a person, or everybody of the team; `here` is a conversation they all can read."""

    rooms: Rooms
    person: str | None = None
    here: Place | None = None

    async def may(self, place: str) -> bool:
        """Whether what was said at this place could be read there by them now."""
        there = read_place(place)
        here = self.here and (self.here.platform, self.here.team, self.here.channel)
        return here == (there.platform, there.team, there.channel) or await self.rooms.reads(there, self.person)


def reader(asked: Interaction, services: Services) -> Reader:
    """Whoever will read the answer: the person alone in their direct messages, else everybody where it was asked."""
    if asked.place.kind is PlaceKind.DIRECT:
        return Reader(services.rooms, asked.who.id)
    return Reader(services.rooms, None, asked.place)


async def as_read(entry: Intel, by: Reader) -> Intel | None:
    """The entry with the voices they could have heard themselves; None when they could have heard none of them.

    Its author, who saved it, and everybody when its author lets them, may always read it.
    """
    voices = [v for v in entry.voices if v.author == by.person or await by.may(v.place)]
    mine = by.person is not None and by.person in {entry.author, entry.saved_by}
    if entry.shared or mine or await by.may(entry.place):
        return replace(entry, voices=tuple(voices))
    if not voices:
        return None
    first = voices[0]
    said = replace(entry, author=first.author, author_name=first.name, said_at=first.at, link=first.link)
    return replace(said, place=first.place, voices=tuple(voices[1:]))


async def readable(entries: Sequence[Intel], by: Reader) -> list[Intel]:
    """Those of the entries they may read, as they may read them."""
    read = await asyncio.gather(*(as_read(entry, by) for entry in entries))
    return [entry for entry in read if entry]


async def heard_facts(prospect: Prospect, services: Services, team: str, now: datetime, by: Reader) -> Sequence[Fact]:
    """What these readers may know about a prospect and their company. Raises NotStored."""
    store, who = services.store, whom(prospect)
    company = who.key.partition("|")[2]
    entries: Sequence[Intel] = await store.intel.about(team, company) if company else ()
    holds = [entry for entry in entries if entry.open_at(now)][:SHOWN]
    answers: Sequence[Introduction] = await store.introductions.of(team, who.key) if prospect.person else ()
    facts = [intel_fact(entry, prospect, now) for entry in await readable(holds, by)]
    return facts + [_answered(one, prospect, now) for one in answers]


def intel_fact(entry: Intel, prospect: Prospect, now: datetime) -> Fact:
    """A piece of intel in the right key; verified by nobody unless somebody confirmed it."""
    who, mine = whom(prospect), prospect.person or None
    about_them = mine is not None and entry.whom.key == who.key
    subject = mine.id if mine and about_them else prospect.company.id if prospect.company else ""
    said = day_of(entry.said_at, now)
    names = " and ".join(dict.fromkeys([entry.author_name, *(voice.name for voice in entry.voices)]))
    others = {Role.COLLEAGUE: names}
    if entry.whom.person and not about_them:
        others[Role.PERSON] = entry.whom.person
    sure = CONFIRMED if entry.confirmed_by else SEVERAL if entry.voices else ALONE
    kinds = {
        IntelKind.EVENT: (Kind.EVENT, Topic.STATEMENT, prospect.company.id if prospect.company else subject),
        IntelKind.WAY_IN: (Kind.RELATION, Topic.KNOWS, subject),
        IntelKind.NOTE: (Kind.PERSON if about_them else Kind.COMPANY, Topic.STATEMENT, subject),
    }
    kind, topic, of = kinds[entry.kind]
    fact = Fact(kind, topic, of, _source(entry, now), f"{MARK}{entry.id}", others=others, confidence=sure)
    known = {"confirmed_by": entry.confirmed_by} if entry.confirmed_by else None
    return replace(fact, happened=said, seen=said, value=known, weight=WEIGHT, quote=canonical(entry.text))


def _source(entry: Intel, now: datetime) -> Source:
    return Source("team", f"{entry.author_name}, your team", entry.link, now, Origin.COLLEAGUE, licence="own")


def _answered(one: Introduction, prospect: Prospect, now: datetime) -> Fact:
    """What a colleague said when they were asked: a confirmed way in, or that there is none."""
    source = Source("team", f"{one.colleague_name}, your team", None, now, Origin.COLLEAGUE, licence="own")
    how = {Knows.WELL: "well", Knows.SLIGHTLY: "slightly", Knows.INTRODUCES: "will introduce you", Knows.NOT: "not"}
    answer = one.answer or Knows.NOT
    others = {Role.COLLEAGUE: one.colleague_name, Role.HOW: how[answer]}
    subject = prospect.person.id if prospect.person else ""
    fact = Fact(Kind.RELATION, Topic.KNOWS, subject, source, f"introduction.{one.id}", others=others)
    day = day_of(one.answered_at or one.asked_at, now)
    value: dict[str, object] = {"denied": True} if answer is Knows.NOT else {"confirmed_by": one.colleague_name}
    sure = 0.6 if answer is Knows.SLIGHTLY else 1.0
    return replace(fact, value=value, seen=day, confidence=sure)


async def taken_back(brief: Brief, services: Services, team: str, by: Reader) -> frozenset[str]:
    """The ids of facts in a kept brief that rest on intel which has ended since, or is not for these readers."""
    used = {fact.key.removeprefix(MARK): fact.id for fact in brief.facts if fact.heard}
    if not used:
        return frozenset()
    entries = [await services.store.intel.find(team, id_) for id_ in used]
    holds = [entry for entry in entries if entry and entry.open_at(services.now())]
    still = {entry.id for entry in await readable(holds, by)}
    return frozenset(fact_id for id_, fact_id in used.items() if id_ not in still)
