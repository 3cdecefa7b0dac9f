"""Asking everybody at once: nobody is waited for too long, nobody is forgotten, and nothing is left running."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from bot.briefing import Identified
from bot.briefing.gather import gather, learned
from bot.errors import SourceLimited, SourceRefused, SourceUnavailable
from bot.model import Company, Dossier, Fact, Identity, Kind, Outcome, Prospect, Topic
from bot.services import Services, Unclear
from integrations.crm.book import Book
from tests import examples
from tests.bot.briefing.conftest import Given
from tests.examples import JANE, NOW
from tests.fakes import FakeSource, good_book, terms

ACME = replace(examples.ACME, domain="acme.test-domain.com")
FOUND = Identified(Prospect(JANE, ACME, Identity.RECORD, "Jane Doe at Acme"), {})
UNKNOWN = Identified(Prospect(JANE, Company(ACME.id, "Acme"), Identity.RECORD), {})


async def states(services: Services, found: Identified = FOUND) -> list[Dossier]:
    return [dossier async for dossier in gather(found, services, NOW)]


def outcomes(dossier: Dossier) -> dict[str, str]:
    return {report.name: report.outcome.value for report in dossier.reports}


def identity(key: str, value: str) -> Fact:
    source = replace(examples.REGISTER, supplier="wikidata")
    return Fact(Kind.IDENTITY, Topic.DOMAIN, ACME.id, source, key, value=value)


async def test_every_fact_has_an_id_of_its_own(given: Given) -> None:
    """Facts of several sources are numbered through, and every source says how many it gave."""
    sources = [FakeSource(terms(name, "company"), [examples.event(), examples.event()]) for name in ("one", "two")]
    last = (await states(await given(*sources, crm=good_book())))[-1]

    assert sorted(fact.id for fact in last.facts) == sorted({f"F{n}" for n in range(1, len(last.facts) + 1)})
    assert sum(report.facts for report in last.reports) == len(last.facts)
    assert last.complete


async def test_what_one_source_tells_makes_another_able_to_answer(given: Given) -> None:
    """The web address comes from Wikidata; only then is the feed asked, with it."""
    wikidata = FakeSource(terms("wikidata", "company"), [identity("company.domain", "acme.test-domain.com")])
    feeds = FakeSource(terms("feeds", "domain"), [examples.event()])
    last = (await states(await given(feeds, wikidata), UNKNOWN))[-1]

    assert [asked.company and asked.company.domain for asked in feeds.asked] == ["acme.test-domain.com"]
    assert outcomes(last) == {"book": "not_configured", "feeds": "answered", "wikidata": "answered"}


async def test_nobody_is_asked_twice(given: Given) -> None:
    """Each answer looks for who can be asked now; who was asked already is left alone."""
    sources = [FakeSource(terms(name, "company"), [identity("company.cik", "7")]) for name in ("one", "two", "three")]
    await states(await given(*sources))

    assert [len(source.asked) for source in sources] == [1, 1, 1]


async def test_what_is_known_already_stands() -> None:
    """An id is learned once: a second, different one changes nothing; tickers and other names add up."""
    told = [identity("company.cik", "7"), identity("company.cik", "8"), identity("company.domain", "evil.com")]
    more = [identity("company.ticker", "ACM"), identity("company.ticker", "ACME"), identity("company.cik", "x")]
    elsewhere = replace(identity("company.lei", "L" * 20), subject="company:other")
    company = learned(FOUND.prospect, [*told, *more, elsewhere]).company

    assert company
    assert (company.cik, company.domain, company.lei) == (7, "acme.test-domain.com", None)
    assert company.tickers == ("ACM", "ACME")


async def test_a_slow_source_is_not_waited_for_but_its_answer_comes(given: Given) -> None:
    """At the deadline the brief is complete and names who is late; the late answer still updates it."""
    slow = FakeSource(terms("slow", "company"), [examples.event()], delay=0.5)
    quick = FakeSource(terms("quick", "company"), [examples.role()])
    loop = asyncio.get_running_loop()
    began, seen = loop.time(), list[tuple[float, Dossier]]()
    async for dossier in gather(FOUND, await given(slow, quick, deadline=0.2), NOW):
        seen.append((loop.time() - began, dossier))

    complete = [(at, dossier) for at, dossier in seen if dossier.complete]
    assert outcomes(complete[0][1])["slow"] == "late"
    assert complete[0][0] < 0.5
    assert outcomes(complete[-1][1]) == {"book": "not_configured", "slow": "answered", "quick": "answered"}
    assert len(complete[-1][1].facts) == 2


async def test_whoever_stops_listening_leaves_nothing_running(given: Given) -> None:
    """Closed in the middle: every question is withdrawn."""
    hangs = [FakeSource(terms(f"hangs{n}", "company", timeout=60), delay=60) for n in range(3)]
    quick = FakeSource(terms("quick", "company"), [examples.event()])
    async with aclosing(gather(FOUND, await given(quick, *hangs), NOW)) as dossiers:
        await anext(dossiers)
    await asyncio.sleep(0)

    assert not [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("ask ")]


async def test_consent_is_the_first_thing_the_records_say(given: Given) -> None:
    """Do-not-call facts come before all others of the book."""
    book = good_book(consents=[examples.do_not_call()])
    last = (await states(await given(crm=book)))[-1]

    assert last.facts[0].kind is Kind.CONSENT
    assert [fact.kind for fact in last.facts].count(Kind.CONSENT) == 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (SourceUnavailable("odd", "no answer (HTTP 500)"), Outcome.FAILED),
        (SourceRefused("odd", "token rejected"), Outcome.REFUSED),
        (SourceLimited("odd"), Outcome.LIMITED),
        (Unclear("several companies have this name"), Outcome.UNCLEAR),
        (ValueError("a bug of ours"), Outcome.FAILED),
        (RecursionError(), Outcome.FAILED),
    ],
)
async def test_whatever_a_source_does_the_others_are_heard(given: Given, error: Exception, outcome: Outcome) -> None:
    """One fails in any way: it is named with what became of it, and the brief has what the others gave."""
    odd = FakeSource(terms("odd", "company"), error=error)
    good = FakeSource(terms("good", "company"), [examples.event()])
    last = (await states(await given(odd, good)))[-1]

    assert outcomes(last)["odd"] == outcome
    assert len(last.facts) == 1


async def test_nobody_outside_hears_of_a_made_up_company(given: Given) -> None:
    """`.example` exists nowhere: only files of one's own are read, and the brief says why the others were not asked."""
    outside = FakeSource(terms("sec", "company"), [examples.event()])
    own = FakeSource(terms("linkedin_export", "company"))
    made_up = Identified(Prospect(JANE, examples.ACME, Identity.RECORD), {})
    last = (await states(await given(outside, own, crm=good_book()), made_up))[-1]

    assert outside.asked == []
    assert outcomes(last) == {"book": "answered", "sec": "skipped", "linkedin_export": "empty"}
    assert "made-up" in next(report.note for report in last.reports if report.name == "sec")


async def test_what_keeps_a_source_from_being_asked_is_said(given: Given) -> None:
    """A missing setting is named, and so is a missing number."""
    unset, needy = FakeSource(terms("unset", "company")), FakeSource(terms("needy", "cik"))
    services = await given(unset, needy, missing={"unset": "needs WARMUP_CONTACT"})
    last = (await states(services))[-1]
    notes = {report.name: report.note for report in last.reports}

    assert outcomes(last) == {"book": "not_configured", "unset": "not_configured", "needy": "skipped"}
    assert notes["unset"] == "needs WARMUP_CONTACT"
    assert notes["needy"] == "needs a company listed in the US"
    assert (unset.asked, needy.asked) == ([], [])


async def test_with_nobody_to_ask_there_is_a_brief_all_the_same(given: Given) -> None:
    """No source is able to answer: one complete state, at once."""
    (only,) = await states(await given())

    assert (only.complete, only.facts) == (True, ())


async def test_nothing_of_another_person_is_told(given: Given) -> None:
    """The records know a Jane Doe at Acme; of the one at Globex they say nothing but what is Globex's."""
    services = await given(crm=Book.open("sample", now=lambda: NOW))
    globex = Company("company:globex.example", "Globex", domain="globex.example", book_id="2")
    other = replace(JANE, id="person:typed", book_id=None, email=None, phone=None)
    last = (await states(services, Identified(Prospect(other, globex), {})))[-1]

    assert not [fact for fact in last.facts if fact.subject == other.id]
    assert "0123" not in str(last.facts)
