"""The heart: who is meant, what is known, how warm it is, and the words, each with its facts."""

import uuid
from collections.abc import AsyncGenerator
from datetime import datetime

from bot import understand
from bot.briefing.dialling import Hours
from bot.briefing.document import candidates_document, document
from bot.briefing.gather import gather, known_here
from bot.briefing.heard import Reader, as_read, intel_fact, readable, reader
from bot.briefing.held_out import held_out, withheld
from bot.briefing.identify import AS_TYPED, Candidates, Identified, identify, memory_key
from bot.briefing.kept import in_thread, keep, kept, newest, search
from bot.briefing.keys import judge
from bot.briefing.team import marks, whom
from bot.briefing.words import Caller
from bot.briefing.write import Writer
from bot.model import Brief
from bot.services import Services
from bot.understand import Asked

__all__ = [
    "AS_TYPED",
    "Caller",
    "Candidates",
    "Hours",
    "Identified",
    "Reader",
    "Writer",
    "as_read",
    "candidates_document",
    "document",
    "held_out",
    "identify",
    "in_thread",
    "intel_fact",
    "judge",
    "keep",
    "kept",
    "known_here",
    "marks",
    "memory_key",
    "newest",
    "prepare",
    "readable",
    "reader",
    "search",
    "understood",
    "whom",
    "whom_meant",
]


def understood(words: str, services: Services) -> Asked:
    """What words mean, with the companies of the records as evidence. Raises UserMistake."""
    crm, region = services.suppliers.crm, services.settings.warmup_region
    return understand.prospect(words, crm.knows if crm else understand.nobody_knows, region)


async def whom_meant(words: str, services: Services, team: str) -> Identified | Candidates:
    """Who is meant by words. Raises UserMistake."""
    return await identify(understood(words, services), services, team)


async def prepare(
    found: Identified,
    services: Services,
    writer: Writer,
    as_of: datetime | None = None,
    *,
    anyway: bool = False,
    by: Reader | None = None,
) -> AsyncGenerator[Brief]:
    """The brief as it warms up: incomplete ones, a complete one within the deadline, then again for late sources.

    Of an account an experiment holds out, one with nothing but whether and how to call, unless they want it `anyway`.
    `by`: who will read it, so that it holds what they may know; everybody of the team where nobody says.
    """
    brief_id, moment = uuid.uuid4().hex[:12], as_of or services.now()
    if not anyway and (why := await held_out(found.prospect, services, found.team, moment)):
        yield withheld(writer.write(await known_here(found, services), brief_id), why)
        return
    async for dossier in gather(found, services, moment, by):
        yield writer.write(dossier, brief_id)
