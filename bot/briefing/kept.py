"""Briefs kept for their buttons: they work in any process, also after a restart, and obey a later do-not-call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from bot.briefing.team import marks, whom
from bot.errors import UserMistake
from bot.model import Brief, Consent, Line
from bot.services import Services

briefs: TypeAdapter[Brief] = TypeAdapter(Brief)
SEARCHED = 300  # of the newest
GONE = "That brief is not kept any more (they go after 30 days). Ask again, for example: /warmup Jane Doe at Acme"


async def keep(services: Services, team: str, brief: Brief) -> None:
    """Keep a brief under its id, replacing an earlier state of it."""
    body = briefs.dump_python(brief, mode="json")
    await services.store.briefs.keep(team, brief.id, body, services.now(), whom(brief.prospect).key)


async def kept(services: Services, team: str, brief_id: str) -> Brief:
    """A kept brief of this team, as it may be shown now. Raises UserMistake when it is gone."""
    brief = _read(await services.store.briefs.find(team, brief_id))
    if brief is None:
        raise UserMistake(GONE)
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
