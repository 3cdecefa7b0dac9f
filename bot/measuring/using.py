"""How Warmup is used by the team, as counts; and a rep's own rates, for their eyes alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.measuring.document import rate_document
from bot.measuring.intervals import Rate, clustered, share
from bot.measuring.report import STEPS
from bot.store import Logged, OwnTallies, Sums, Uses, Window

BY_DIAL = (
    "connects of dials",
    "conversations of connects",
    "meetings of conversations",
    "meetings of dials",
    "dials with a brief before",
)


@dataclass(frozen=True, slots=True)
class Adopted:
    """Adoption, for the manager: nobody is named."""

    uses: Uses
    briefed: Rate  # of the dials logged here, those with a brief in the 24 hours before
    kept: Rate  # of the follow-ups whose day is over, those done by then


@dataclass(frozen=True, slots=True)
class Own:
    """One rep's rates, in both units."""

    window: Window
    now: datetime
    by_prospect: Sequence[tuple[str, Rate]]
    by_dial: Sequence[tuple[str, Rate]]
    ripening: int


def adopted(uses: Uses, logged: Logged) -> Adopted:
    """The shares, each with its n and its interval."""
    return Adopted(uses, _clustered(logged.briefed), share(uses.kept, uses.promised))


def measure_own(tallies: OwnTallies, asked: Window, now: datetime) -> Own:
    """The same rates as the team's, of one rep's dials."""
    counts = tallies.prospects
    by_prospect = [(name, share(n, of)) for name, of, n in zip(STEPS[1:4], counts, counts[1:], strict=False)]
    by_dial = [(name, _clustered(sums)) for name, sums in zip(BY_DIAL, tallies.steps, strict=True)]
    return Own(asked, now, by_prospect, by_dial, tallies.ripening)


def adoption_document(told: Adopted) -> Mapping[str, object]:
    """The object `adoption` of the documented JSON."""
    weeks, since = told.uses.weeks, told.uses.since
    return {
        "weeks": [{"first": str(each.first), "last": str(each.last), "people": each.people} for each in weeks],
        "counted_since": since and str(since),
        "briefed": rate_document(told.briefed),
        "follow_ups_kept": rate_document(told.kept),
    }


def _clustered(sums: Sums) -> Rate:
    return clustered(sums) if sums.of else Rate(0, 0)
