"""What came of asking each source, and everything found, together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.facts import Fact, Role
from bot.model.prospects import Prospect


class Outcome(StrEnum):
    """What came of asking one source."""

    ANSWERED = "answered"
    EMPTY = "empty"  # asked, and it has nothing
    UNCLEAR = "unclear"  # several subjects fit; none was used
    NOT_CONFIGURED = "not_configured"
    SKIPPED = "skipped"  # what it needs is not known, or it is resting after failures
    REFUSED = "refused"
    LIMITED = "limited"
    FAILED = "failed"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Report:
    """One line of a brief's list of sources. `ms` is milliseconds until it answered or was given up."""

    name: str
    title: str
    outcome: Outcome
    ms: int = 0
    facts: int = 0
    note: str = ""  # a few plain words: "token rejected", "needs WARMUP_CONTACT"


@dataclass(frozen=True, slots=True)
class Dossier:
    """All facts about a prospect, each with its id, and for each source what came of it."""

    prospect: Prospect
    facts: tuple[Fact, ...]
    reports: tuple[Report, ...]
    as_of: datetime
    complete: bool = True  # False while sources are still being asked

    def name(self, subject: str) -> str:
        """What to call a subject in a sentence."""
        known = (noun.name for noun in (self.prospect.company, self.prospect.person) if noun and noun.id == subject)
        return next(known, None) or names(self.prospect, self.facts).get(subject, subject)


def names(prospect: Prospect, facts: Iterable[Fact]) -> dict[str, str]:
    """What to call each subject: the prospect's own names, and for others what their facts call them."""
    called = {fact.subject: fact.others[Role.PERSON] for fact in facts if Role.PERSON in fact.others}
    called |= {noun.id: noun.name for noun in (prospect.person, prospect.company) if noun}
    return called
