"""The heart: who is meant, what is known, how warm it is, and the words, each with its facts."""

import uuid
from collections.abc import AsyncGenerator
from datetime import datetime

from bot.briefing.dialling import Hours
from bot.briefing.document import candidates_document, document
from bot.briefing.gather import gather
from bot.briefing.identify import AS_TYPED, Candidates, Identified, identify, memory_key
from bot.briefing.words import Caller
from bot.briefing.write import Writer
from bot.model import Brief
from bot.services import Services

__all__ = [
    "AS_TYPED",
    "Caller",
    "Candidates",
    "Hours",
    "Identified",
    "Writer",
    "candidates_document",
    "document",
    "identify",
    "memory_key",
    "prepare",
]


async def prepare(
    found: Identified, services: Services, writer: Writer, as_of: datetime | None = None
) -> AsyncGenerator[Brief]:
    """The brief as it warms up: incomplete ones, a complete one within the deadline, then again for late sources."""
    brief_id, moment = uuid.uuid4().hex[:12], as_of or services.now()
    async for dossier in gather(found, services, moment):
        yield writer.write(dossier, brief_id)
