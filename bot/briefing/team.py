"""What the team itself knows: its touches and who asked not to be called, as facts like any other."""

from collections.abc import Sequence
from datetime import datetime

from bot.model import (
    CallOutcome,
    Day,
    Fact,
    Identity,
    Kind,
    NotToCall,
    Origin,
    Prospect,
    Role,
    Source,
    Status,
    Topic,
    Touch,
    Whom,
)
from bot.model.outside import canonical
from bot.services import Services, Terms
from bot.understand import company_key, person_key

TERMS = Terms("team", "Your team's log", needs=())


def whom(prospect: Prospect) -> Whom:
    """A prospect as touches and follow-ups name it: by person and company, as compared, not as typed."""
    person, company = prospect.person, prospect.company
    key = f"{person_key(person.name) if person else ''}|{company_key(company.name) if company else ''}"
    return Whom(key, person.name if person else None, company.name if company else None)


def marks(prospect: Prospect) -> list[tuple[str, str]]:
    """What a do-not-call may stand against: the person, their address, their number; (kind, value) each."""
    person = prospect.person
    if person is None:
        return []
    known = [("person", whom(prospect).key), ("email", (person.email or "").casefold()), ("phone", person.phone or "")]
    return [(kind, value) for kind, value in known if value]


async def team_facts(prospect: Prospect, services: Services, team: str, now: datetime) -> Sequence[Fact]:
    """Touches of the person and of others at the company, and do-not-call. Raises NotStored."""
    store = services.store
    who = whom(prospect)
    forbidden = await store.consents.of(team, marks(prospect))
    touches = await store.touches.of(team, who.key)
    company = who.key.partition("|")[2]
    around: Sequence[Touch] = await store.touches.at_company(team, company) if company else ()
    facts = [_forbidden(entry, prospect, now) for entry in forbidden]
    facts += [fact for touch in touches for fact in _touched(touch, prospect, now)]
    return facts + [_nearby(touch, prospect, now) for touch in around if touch.whom.key != who.key]


def day_of(at: datetime, now: datetime) -> Day:
    """The day of a moment, as it stands on the clock that `now` is read from: tonight is not tomorrow."""
    return Day(at.astimezone(now.tzinfo).date())


def _source(now: datetime) -> Source:
    return Source(TERMS.name, TERMS.title, None, now, Origin.COLLEAGUE, licence="own")


def _forbidden(entry: NotToCall, prospect: Prospect, now: datetime) -> Fact:
    said = canonical(f"{entry.by_name}: {entry.reason}" if entry.reason else f"noted by {entry.by_name}")
    subject = prospect.person.id if prospect.person else _company_id(prospect)
    return Fact(
        Kind.CONSENT,
        Topic.DO_NOT_CALL,
        subject,
        _source(now),
        f"consent.{entry.kind}",
        happened=day_of(entry.at, now),
        quote=said,
    )


def _touched(touch: Touch, prospect: Prospect, now: datetime) -> list[Fact]:
    """The touch; and when they were found to have left, that too."""
    subject = prospect.person.id if prospect.person else _company_id(prospect)
    facts = [_touch(touch, subject, now)]
    if touch.outcome is CallOutcome.LEFT and prospect.person and prospect.identity is not Identity.PICKED:
        there = {Role.COMPANY: touch.whom.company or "", Role.PERSON: prospect.person.name}
        day = day_of(touch.at, now)
        facts.append(
            Fact(
                Kind.PERSON,
                Topic.EMPLOYMENT,
                subject,
                _source(now),
                "person.left",
                status=Status.ENDED,
                others=there,
                seen=day,
                ended=day,
            )
        )
    return facts


def _nearby(touch: Touch, prospect: Prospect, now: datetime) -> Fact:
    return _touch(touch, _company_id(prospect), now, touch.whom.person)


def _touch(touch: Touch, subject: str, now: datetime, person: str | None = None) -> Fact:
    others = {Role.CHANNEL: touch.channel, Role.OUTCOME: touch.outcome.value, Role.COLLEAGUE: touch.rep_name}
    return Fact(
        Kind.HISTORY,
        Topic.TOUCH,
        subject,
        _source(now),
        f"history.{touch.channel}",
        others={**others, Role.PERSON: person} if person else others,
        happened=day_of(touch.at, now),
        quote=canonical(touch.note),
    )


def _company_id(prospect: Prospect) -> str:
    return prospect.company.id if prospect.company else ""
