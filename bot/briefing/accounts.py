"""Looks for news of the book's accounts in the background, one account at a time, the one not looked at for longest."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.briefing.dialling import Hours, consent
from bot.briefing.gather import gather, known_here
from bot.briefing.held_out import held_out
from bot.briefing.identify import Identified
from bot.briefing.words import Caller
from bot.briefing.write import Writer
from bot.model import Brief, Company, Fact, Identity, Kind, Origin, Outcome, Prospect, Topic
from bot.services import Account, Services
from bot.store import News
from bot.understand import is_reserved

FRESH = timedelta(days=30)  # an event, from the day it happened
REST = timedelta(hours=20)  # between two looks at one account: of a small book one look a day
WANTED = timedelta(days=14)  # after the last digest a team is looked after: longer than from one Monday to the next
AWAY = timedelta(hours=1)  # until the next look where nobody outside answered, or the book could not be read
OURS = frozenset({Origin.CRM, Origin.COLLEAGUE})  # not public: such an event stays where it was told
REAL = 0.5  # an event's weight below which it is background
RECORDS = timedelta(seconds=5)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What the records say of an account at this moment."""

    do_not_call: bool
    touched: date | None  # the last touch in the records


async def accounts(services: Services) -> Sequence[Account]:
    """The companies of the book with an owner; none where it cannot be read."""
    crm = services.suppliers.crm
    return (await services.asker.ask(crm.terms, crm.accounts, (), RECORDS)).result if crm else ()


async def look(services: Services, team: str) -> datetime:
    """Look at one account, if it is time for one; when to look again."""
    now, every = services.now(), timedelta(days=1) / max(services.settings.warmup_accounts_per_day, 1)
    looked = await services.store.accounts.looked(team)
    chosen = _next(await accounts(services), looked)
    if chosen is None:
        return now + REST
    before = looked.get(chosen.company.id)
    if before and before + REST > now:
        return max(before + REST, now + every)
    try:
        reached, found = await _found(services, team, chosen.company)
    except Exception:  # one account's oddity must not keep the others from being looked at
        log.exception("an account could not be looked at")
        reached, found = True, None
    if not reached:
        return now + max(AWAY, every)
    await services.store.accounts.keep(team, chosen.company.id, now, found)
    return now + every


async def known(services: Services, company: Company) -> Known:
    """Whether an account may be called, and when anybody last touched it, as the records have it now."""
    dossier = await known_here(_identified(company), services)
    touched = (fact.happened.on for fact in dossier.facts if fact.topic is Topic.TOUCH and fact.happened)
    return Known(consent(dossier).do_not_call, max(touched, default=None))


def newest(brief: Brief, today: date) -> News | None:
    """The newest fresh event of a brief in its words, if only public sources told of it."""
    company, found = brief.prospect.company, list[News]()
    if brief.sample or brief.consent.do_not_call or company is None:
        return None
    subjects = {noun.id for noun in (brief.prospect.person, company) if noun}
    facts = {fact.id: fact for fact in brief.facts if fact.subject in subjects}
    for line in (*brief.news, *brief.care):
        told = [facts[id_] for id_ in line.facts if id_ in facts]
        if told and len(told) == len(line.facts) and all(map(_public, told)) and (day := _day(told[0], today)):
            found.append(News(company.id, line.text, told[0].source.url, day))
    return max(found, key=lambda one: one.happened, default=None)


def _day(fact: Fact, today: date) -> date | None:
    """The day of an event that is real news; None: it is not."""
    day = fact.happened.on if fact.happened and fact.weight >= REAL else None
    return day if day and today - FRESH <= day <= today else None


def _public(fact: Fact) -> bool:
    return fact.kind is Kind.EVENT and fact.source.origin not in OURS


def _next(there: Sequence[Account], looked: Mapping[str, datetime]) -> Account | None:
    """One nobody has looked at yet, in the book's order; else the one not looked at for longest."""
    real = [one for one in there if not (one.company.domain and is_reserved(one.company.domain))]
    return min(
        real, key=lambda one: looked[one.company.id].timestamp() if one.company.id in looked else 0, default=None
    )


async def _found(services: Services, team: str, company: Company) -> tuple[bool, News | None]:
    """Whether anybody outside answered, and the news; of one not to be called, or held out, none is looked for."""
    held = await held_out(_identified(company).prospect, services, team, services.now())
    if held or (await known(services, company)).do_not_call:
        return True, None
    brief = await _brief(services, company)
    crm = services.suppliers.crm
    outside = [report for report in brief.reports if not crm or report.name != crm.terms.name] if brief else []
    asked = [one for one in outside if one.outcome not in {Outcome.SKIPPED, Outcome.NOT_CONFIGURED}]
    reached = not asked or any(one.outcome in {Outcome.ANSWERED, Outcome.EMPTY, Outcome.UNCLEAR} for one in asked)
    return reached, newest(brief, services.now().date()) if brief else None


async def _brief(services: Services, company: Company) -> Brief | None:
    """The company's brief with everything that came, late answers too."""
    writer, last = Writer(Caller(), Hours.read(services.settings.warmup_window)), None
    async with aclosing(gather(_identified(company), services, services.now())) as dossiers:
        async for dossier in dossiers:
            last = dossier
    return writer.write(last, "") if last else None


def _identified(company: Company) -> Identified:
    return Identified(Prospect(None, company, Identity.RECORD, company.name), {})
