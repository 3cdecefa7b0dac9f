"""Asks every source at once and hands out the dossier as it fills; never waits for the slowest."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.briefing.heard import TERMS as HEARD
from bot.briefing.heard import Reader, heard_facts
from bot.briefing.identify import Identified
from bot.briefing.team import TERMS as TEAM
from bot.briefing.team import team_facts
from bot.model import Company, Dossier, Fact, Kind, Outcome, Prospect, Report
from bot.services import CRM, IO, Answered, Researcher, Services, Terms
from bot.understand import is_reserved

HERE = timedelta(seconds=3)
TOGETHER = 0.15  # seconds: nobody sees a difference, and a platform takes one change of a message a second
LATE_GRACE = timedelta(seconds=12)  # how long a late source may still update the card
MADE_UP = "a made-up company: nobody outside is asked"


@dataclass(slots=True)
class _Gathering:
    """One brief's asking: what is known so far, who is being asked, who has answered."""

    prospect: Prospect
    services: Services
    team: str
    as_of: datetime
    resolved: Mapping[str, Report]  # what came of asking each source who is meant
    by: Reader
    facts: list[Fact] = field(default_factory=list[Fact])
    reports: dict[str, Report] = field(default_factory=dict[str, Report])
    asking: dict[asyncio.Task[Answered[Sequence[Fact]]], Terms] = field(
        default_factory=dict[asyncio.Task[Answered[Sequence[Fact]]], Terms]
    )

    def begin(self, budget: timedelta) -> None:
        """Start everybody who can be asked now and is not being asked yet; again after each answer."""
        self.begin_here(budget)
        for researcher in self.services.suppliers.researchers:
            if not self._met(researcher.terms) and self._ready(researcher.terms):
                self._ask(researcher.terms, _asking(researcher, self.prospect), budget)

    def begin_here(self, budget: timedelta) -> None:
        """Start what needs nobody outside: the team's own log and records."""
        crm, prospect, team = self.services.suppliers.crm, self.prospect, self.team
        if team and not self._met(TEAM):
            self._ask(TEAM, lambda _: team_facts(prospect, self.services, team, self.as_of), budget)
        if team and not self._met(HEARD):  # apart: whether a call is allowed never waits for who may read what
            self._ask(HEARD, lambda _: heard_facts(prospect, self.services, team, self.as_of, self.by), budget)
        if crm and not self._met(crm.terms):
            self._ask(crm.terms, lambda io: _records(crm, prospect, io), budget)

    def _met(self, terms: Terms) -> bool:
        return terms.name in self.reports or any(known.name == terms.name for known in self.asking.values())

    def _ready(self, terms: Terms) -> bool:
        if terms.name in self.services.suppliers.missing:
            return False
        domain = self.prospect.company and self.prospect.company.domain
        if domain and is_reserved(domain) and terms.name != "linkedin_export":
            return False
        return any(needs <= self.prospect.known for needs in terms.needs)

    def _ask(self, terms: Terms, call: Callable[[IO], Awaitable[Sequence[Fact]]], budget: timedelta) -> None:
        task = asyncio.create_task(self.services.asker.ask(terms, call, (), budget), name=f"ask {terms.name}")
        self.asking[task] = terms

    def take(self, task: asyncio.Task[Answered[Sequence[Fact]]]) -> None:
        """Add what a source answered, each fact with its id, and learn from it what others need."""
        terms, answer = self.asking.pop(task), task.result()
        numbered = [replace(fact, id=f"F{len(self.facts) + n}") for n, fact in enumerate(answer.result, 1)]
        self.facts += numbered
        self.reports[terms.name] = Report(
            terms.name, terms.title, answer.outcome, answer.ms, len(numbered), answer.note
        )
        self.prospect = learned(self.prospect, numbered)

    def dossier(self, *, complete: bool) -> Dossier:
        """What is known at this moment."""
        reports = {**self.reports, **{r.name: r for r in self._open(complete=complete)}}
        order = [terms.name for terms in self._everybody()]
        ranked = sorted(reports.values(), key=lambda report: order.index(report.name))
        return Dossier(self.prospect, tuple(self.facts), tuple(ranked), self.as_of, complete)

    def _everybody(self) -> list[Terms]:
        suppliers = self.services.suppliers
        own = [*([TEAM, HEARD] if self.team else []), suppliers.crm.terms if suppliers.crm else NO_BOOK]
        return [*own, *(researcher.terms for researcher in suppliers.researchers)]

    def _open(self, *, complete: bool) -> list[Report]:
        """A line for everybody who has not answered: late, not configured, or without what it needs."""
        lines: list[Report] = []
        missing = self.services.suppliers.missing
        waited = {terms.name for terms in self.asking.values()}
        for terms in self._everybody():
            if terms.name in self.reports:
                continue
            if terms.name in missing or terms is NO_BOOK:
                lines.append(
                    Report(terms.name, terms.title, Outcome.NOT_CONFIGURED, note=missing.get(terms.name, BOOKLESS))
                )
            elif terms.name in self.resolved and terms.name not in waited:
                lines.append(self.resolved[terms.name])
            elif terms.name in waited:
                note = "did not answer in time" if complete else "being asked"
                lines.append(Report(terms.name, terms.title, Outcome.LATE, note=note))
            else:
                lines.append(Report(terms.name, terms.title, Outcome.SKIPPED, note=self._why_skipped(terms)))
        return lines

    def _why_skipped(self, terms: Terms) -> str:
        domain = self.prospect.company and self.prospect.company.domain
        if domain and is_reserved(domain):
            return MADE_UP
        least = min(terms.needs, key=lambda needs: len(needs - self.prospect.known), default=frozenset[str]())
        return "needs " + " and ".join(sorted(NEEDED.get(need, need) for need in least - self.prospect.known))


NO_BOOK = Terms("book", "Your book", needs=())
BOOKLESS = "needs WARMUP_BOOK"
NEEDED = {
    "cik": "a company listed in the US",
    "qid": "the company's Wikidata entry",
    "wikipedia": "the company's Wikipedia article",
    "domain": "the company's web address",
    "company": "a company we could find",
    "lei": "a legal entity identifier",
}


async def gather(
    found: Identified, services: Services, as_of: datetime, by: Reader | None = None
) -> AsyncGenerator[Dossier]:
    """The dossier again and again as it fills: incomplete ones, a complete one at the deadline, then late answers.

    The deadline is `warmup_deadline` seconds (default 8) after the first question who is meant; whoever listens may
    stop at the first complete one. `by`: who will read it; everybody of the team where nobody says.
    """
    loop = asyncio.get_running_loop()
    gathering = _Gathering(found.prospect, services, found.team, as_of, found.reports, by or Reader(services.rooms))
    deadline = (found.began or loop.time()) + services.settings.warmup_deadline
    last = deadline + LATE_GRACE.total_seconds()
    try:
        gathering.begin(timedelta(seconds=last - loop.time()))
        while gathering.asking:
            late = loop.time() >= deadline
            if not await _some(gathering, last if late else deadline, last) and late:
                return
            complete = late or not gathering.asking or loop.time() >= deadline
            if not complete:  # whoever answers at nearly the same time is in the same state: each costs a brief
                await _some(gathering, min(deadline, loop.time() + TOGETHER), last, everybody=True)
                complete = not gathering.asking or loop.time() >= deadline
            yield gathering.dossier(complete=complete)
        if not gathering.reports:
            yield gathering.dossier(complete=True)
    finally:
        for task in gathering.asking:
            task.cancel()
        await asyncio.gather(*gathering.asking, return_exceptions=True)


async def _some(gathering: _Gathering, until: float, last: float, *, everybody: bool = False) -> bool:
    """Take what is answered until then, the first answer or everybody's, asking on with it; whether there was any."""
    loop, any_came = asyncio.get_running_loop(), False
    while gathering.asking:
        done, _ = await asyncio.wait(
            gathering.asking, timeout=max(0.0, until - loop.time()), return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            gathering.take(task)
        gathering.begin(timedelta(seconds=max(0.1, last - loop.time())))
        any_came = any_came or bool(done)
        if not done or not everybody:
            break
    return any_came


async def known_here(found: Identified, services: Services) -> Dossier:
    """What the team's own log and records know at this moment, without asking anybody outside."""
    now, everybody = services.now(), Reader(services.rooms)
    gathering = _Gathering(found.prospect, services, found.team, now, found.reports, everybody)
    gathering.begin_here(HERE)
    for task in list(gathering.asking):
        await task
        gathering.take(task)
    return gathering.dossier(complete=True)


def _asking(researcher: Researcher, prospect: Prospect) -> Callable[[IO], Awaitable[Sequence[Fact]]]:
    return lambda io: researcher.research(prospect, io)


async def _records(crm: CRM, prospect: Prospect, io: IO) -> Sequence[Fact]:
    return [*await crm.consent(prospect, io), *await crm.history(prospect, io)]


def learned(prospect: Prospect, facts: Sequence[Fact]) -> Prospect:
    """The prospect with the ids that identity facts about its company give, so that others can be asked."""
    company = prospect.company
    if company is None:
        return prospect
    for fact in facts:
        if fact.kind is Kind.IDENTITY and fact.subject == company.id:
            company = _with(company, fact)
    return replace(prospect, company=company)


def _with(company: Company, fact: Fact) -> Company:
    """The company with one more id; what is known already stands, lists grow."""
    field_name, value = LEARNED.get(fact.key, ""), str(fact.value)
    match field_name:
        case "cik" if not company.cik and value.isdigit():
            return replace(company, cik=int(value))
        case "tickers":
            return replace(company, tickers=tuple(dict.fromkeys((*company.tickers, value))))
        case "aliases":
            return replace(company, aliases=tuple(dict.fromkeys((*company.aliases, value))))
        case "domain" | "lei" | "qid" | "wikipedia" | "legal_name" if not getattr(company, field_name):
            return replace(company, **{field_name: value})
        case _:
            return company


LEARNED = {
    "company.domain": "domain",
    "company.cik": "cik",
    "company.lei": "lei",
    "company.qid": "qid",
    "company.wikipedia": "wikipedia",
    "company.ticker": "tickers",
    "company.alias": "aliases",
    "company.legal_name": "legal_name",
}
"""Which field of a Company an identity fact of that key fills."""
