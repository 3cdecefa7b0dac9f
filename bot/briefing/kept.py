"""Briefs kept for their buttons: they work in any process, also after a restart, and obey a later do-not-call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from bot.briefing.heard import Reader, reader, taken_back
from bot.briefing.team import marks, whom
from bot.chat import Interaction, PlaceKind
from bot.errors import UserMistake
from bot.model import Brief, Consent, Key, Keys, Line
from bot.services import Services

briefs: TypeAdapter[Brief] = TypeAdapter(Brief)
SEARCHED = 300  # of the newest
GONE = "That brief is not kept any more (they go after 30 days). Ask again, for example: /warmup Jane Doe at Acme"


async def keep(services: Services, team: str, brief: Brief) -> None:
    """Keep a brief under its id, replacing an earlier state of it; one that was withheld is nobody's newest brief."""
    body, about = briefs.dump_python(brief, mode="json"), None if brief.held_out else whom(brief.prospect).key
    await services.store.briefs.keep(team, brief.id, body, services.now(), about)


async def kept(services: Services, team: str, brief_id: str, by: Reader | None = None) -> Brief:
    """A kept brief of this team, as these readers may see it now. Raises UserMistake when it is gone."""
    brief = _read(await services.store.briefs.find(team, brief_id))
    if brief is None:
        raise UserMistake(GONE)
    if gone := await taken_back(brief, services, team, by or Reader(services.rooms)):
        brief = without(brief, gone)
    forbidden = await services.store.consents.of(team, marks(brief.prospect))
    return not_to_call(brief, forbidden[0].by_name) if forbidden else brief


async def newest(services: Services, team: str, prospect: str, since: datetime) -> Brief | None:
    """The newest brief of a prospect (a Whom's key) kept since then."""
    return _read(await services.store.briefs.newest(team, prospect, since))


async def search(services: Services, team: str, words: str, most: int = 10) -> Sequence[Brief]:
    """The team's newest briefs whose prospect has all of these words, each prospect once; all when there are none."""
    wanted = words.casefold().split()
    found: dict[str, Brief] = {}
    for brief in map(_read, await services.store.briefs.recent(team, SEARCHED)):
        title = brief.prospect.title.casefold() if brief else ""
        if brief and title not in found and all(word in title for word in wanted):
            found[title] = await kept(services, team, brief.id)
        if len(found) == most:
            break
    return list(found.values())


async def in_thread(services: Services, asked: Interaction) -> Brief | None:
    """The brief that words said there are about: the thread's, or in direct messages the last one of a day."""
    team, place, briefs_ = asked.team, asked.place, services.store.briefs
    found = _read(await briefs_.in_thread(team, place.channel, place.thread)) if place.thread else None
    if found is None and place.kind is PlaceKind.DIRECT:
        found = _read(await briefs_.last_in(team, place.channel, services.now() - timedelta(days=1)))
    return await kept(services, team, found.id, reader(asked, services)) if found else None


def without(brief: Brief, gone: frozenset[str]) -> Brief:
    """The same brief with nothing that rests on these facts."""
    stays = {
        name: tuple(line for line in getattr(brief, name) if not gone & set(line.facts))
        for name in ("care", "timeline", "news", "background", "company", "people", "conflicts", "questions")
    }
    said = {
        name: None if (one := getattr(brief, name)) and gone & set(one.facts) else one
        for name in ("opener", "voicemail", "email")
    }
    keys = brief.keys
    kept_keys = Keys(*(_turned_back(key, gone) for key in (keys.who, keys.why_now, keys.way_in)))
    facts = tuple(fact for fact in brief.facts if fact.id not in gone)
    objections = tuple(one for one in brief.objections if not gone & set(one.facts))
    return replace(brief, keys=kept_keys, facts=facts, objections=objections, **stays, **said)


def _turned_back(key: Key, gone: frozenset[str]) -> Key:
    if not gone & set(key.line.facts):
        return key
    return Key(turned=False, line=Line("What stood here was taken back"), missing="ask for a new brief")


def not_to_call(brief: Brief, by: str) -> Brief:
    """The same brief without anything to call with."""
    if brief.consent.do_not_call:
        return brief
    said = Line(f"{brief.prospect.title}: do not call, noted by {by}")
    quiet = replace(brief, consent=Consent(do_not_call=True, line=said), phone=None, opener=None, voicemail=None)
    return replace(quiet, email=None, questions=(), objections=())


def _read(body: object) -> Brief | None:
    """None when there is none, or it was kept by a version with another shape."""
    try:
        return briefs.validate_python(body)
    except ValidationError:
        return None
