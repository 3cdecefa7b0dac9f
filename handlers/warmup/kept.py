"""Briefs kept for their buttons: *More*, *Share* and *Not them?* work in any process, also after a restart."""

from pydantic import TypeAdapter, ValidationError

from bot.errors import UserMistake
from bot.model import Brief
from bot.services import Services

briefs: TypeAdapter[Brief] = TypeAdapter(Brief)
GONE = "That brief is not kept any more (they go after 30 days). Ask again, for example: /warmup Jane Doe at Acme"


async def keep(services: Services, team: str, brief: Brief) -> None:
    """Keep a brief under its id, replacing an earlier state of it."""
    await services.store.briefs.keep(team, brief.id, briefs.dump_python(brief, mode="json"), services.now())


async def kept(services: Services, team: str, brief_id: str) -> Brief:
    """A kept brief of this team. Raises UserMistake when it is gone."""
    body = await services.store.briefs.find(team, brief_id)
    try:
        return briefs.validate_python(body)
    except ValidationError as error:  # none there, or kept by a version with another shape
        raise UserMistake(GONE) from error
