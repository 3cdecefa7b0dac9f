"""SEC EDGAR: who is meant, and what was reported, with the event's day apart from the filing's."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import cast

import pytest
from hypothesis import given

from bot.errors import SourceUnavailable
from bot.model import Company, Day, Evidence, Fact, Kind, Outcome, Prospect, Role, Status, Topic
from bot.services import Unclear
from bot.understand import Asked
from integrations.research.sec import Sec
from tests.integrations.research.played import JSON, NOW, URL, Answers, Played, came_of, recorded, sample, server

TICKERS = "/files/company_tickers.json"
CIK = 9990001
SUBMISSIONS = f"/submissions/CIK{CIK:010d}.json"
ACME = Prospect(None, Company("company:acme", "Acme Robotics", cik=CIK))
SEC = Sec(URL, URL)


async def found(typed: str, answers: Answers | None = None) -> list[tuple[str, Evidence]]:
    io = Played({TICKERS: recorded("sec_company_tickers.json")} if answers is None else answers)
    return [(one.ref, one.evidence) for one in await SEC.candidates(Asked(typed, company=typed), io)]


async def researched(body: object, now: datetime = NOW) -> list[Fact]:
    return list(await SEC.research(ACME, Played({SUBMISSIONS: body}, now)))


def events(facts: list[Fact]) -> dict[str, Fact]:
    return {f"{fact.key} {fact.published}": fact for fact in facts if fact.kind is Kind.EVENT}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Acme Robotics Inc", [("cik:9990001", Evidence.NAME)]),
        ("northwind holdings", [("cik:9990002", Evidence.NAME)]),
        ("Northwind", [("cik:9990002", Evidence.PREFIX)]),
        ("Kestrel", [("cik:9990004", Evidence.SEVERAL), ("cik:9990005", Evidence.SEVERAL)]),
        ("ACMR", [("cik:9990001", Evidence.TICKER)]),
        ("$acmr", [("cik:9990001", Evidence.TICKER)]),
        ("ACMR.PA", [("cik:9990001", Evidence.TICKER)]),
        ("acmr", []),
        ("Forthright", [("cik:9990006", Evidence.PREFIX)]),
        ("Acme Robtics", [("cik:9990001", Evidence.FUZZY)]),
        ("First", [("cik:9990008", Evidence.PREFIX), ("cik:9990003", Evidence.PREFIX)]),
        ("Hooli", []),
    ],
)
async def test_a_name_or_ticker_finds_its_filer(typed: str, expected: list[tuple[str, Evidence]]) -> None:
    """Exact names, tickers in capitals, first words and likely mistakes are told apart; "First" is never exact."""
    assert await found(typed) == expected


async def test_a_former_name_finds_its_filer() -> None:
    """A company that shortened its name is found under the old one; one that never bore the name is not."""
    answers = {TICKERS: recorded("sec_company_tickers.json")}
    body = {"name": "ACME ROBOTICS INC", "cik": CIK, "formerNames": [{"name": "ACME ROBOTICS TOOLS INC"}]}
    io = Played({**answers, SUBMISSIONS: body})

    (told,) = await SEC.candidates(Asked("x", company="Acme Robotics Tools"), io)

    assert (told.ref, told.evidence) == ("cik:9990001", Evidence.NAME)
    assert told.reason.startswith("formerly ACME ROBOTICS TOOLS INC, listed")
    assert not await SEC.candidates(Asked("x", company="Acme Robotics Dentists"), io)


async def test_a_ticker_that_is_another_ones_name_is_not_sure() -> None:
    """DRAY is a ticker of one filer and the first word of another's name: both are offered, neither is taken."""
    assert await found("DRAY") == [("cik:9990006", Evidence.PREFIX), ("cik:9990007", Evidence.PREFIX)]


async def test_share_classes_are_one_candidate() -> None:
    """Rows that share a number are one company with all its tickers, named without EDGAR's suffix."""
    io = Played({TICKERS: recorded("sec_company_tickers.json")})
    (acme,) = await SEC.candidates(Asked("acme", company="Acme Robotics"), io)
    (northwind,) = await SEC.candidates(Asked("nwnd", company="NWND"), io)
    assert acme.company == Company("company:cik:9990001", "Acme Robotics, Inc.", cik=CIK, tickers=("ACMR", "ACMR-PA"))
    assert acme.reason == "listed, tickers ACMR, ACMR-PA"
    assert northwind.company
    assert northwind.company.name == "NORTHWIND HOLDINGS CORP"


async def test_without_a_company_nobody_is_asked() -> None:
    """A person alone, or a web address alone, says nothing to the SEC."""
    io = Played({})
    assert not await SEC.candidates(Asked("jane", person="Jane Doe", domain="acme.example"), io)
    assert not await SEC.research(Prospect(None, Company("company:acme", "Acme")), io)
    assert not io.asked


async def test_events_carry_their_own_day() -> None:
    """An 8-K's item happened on the day reported; the filing's day is kept apart; the link is the filing's own page."""
    told = events(await researched(recorded("sec_submissions.json")))
    leader = told["event.8-K.5.02 2026-11-16"]
    assert (leader.topic, leader.weight, leader.dated) == (Topic.LEADERSHIP, 1.0, "stated")
    assert leader.happened == Day(date(2026, 11, 12))
    assert leader.others[Role.FORM] == "8-K"
    assert "directors or officers" in leader.others[Role.WHAT]
    assert isinstance(leader.value, Mapping)
    assert leader.value["accession"] == "0009990001-26-000110"
    page = "https://www.sec.gov/Archives/edgar/data/9990001/000999000126000110/0009990001-26-000110-index.htm"
    assert leader.source.url == page


async def test_exhibits_old_numbers_and_old_filings_are_no_events() -> None:
    """9.01 says nothing, `5` is an item of before 2004, and what was filed over a year ago is left out."""
    told = events(await researched(recorded("sec_submissions.json")))
    assert sorted(told) == [
        "event.10-K 2026-02-27",
        "event.8-K.2.01 2026-11-10",
        "event.8-K.5.02 2026-11-16",
        "event.8-K.6.99 2026-10-02",
        "event.8-K.7.01 2026-11-16",
        "event.D 2026-09-15",
    ]
    assert told["event.8-K.6.99 2026-10-02"].weight == 0.1


async def test_an_amendment_keeps_the_old_day() -> None:
    """A late 8-K/A about March is not news in November."""
    amended = events(await researched(recorded("sec_submissions.json")))["event.8-K.2.01 2026-11-10"]
    assert amended.happened == Day(date(2026, 3, 2))
    assert amended.others[Role.FORM] == "8-K/A"


async def test_a_periodic_report_did_not_happen_at_the_end_of_its_period() -> None:
    """A 10-K's report date is the end of the year: told in words, never as the day of an event."""
    told = events(await researched(recorded("sec_submissions.json")))
    annual, money = told["event.10-K 2026-02-27"], told["event.D 2026-09-15"]
    assert annual.happened is None
    assert annual.dated == "published"
    assert "period to 31 December 2025" in annual.others[Role.WHAT]
    assert (money.topic, money.happened) == (Topic.FUNDING, None)


async def test_identity_says_names_and_numbers() -> None:
    """Legal name, number, tickers and true former names are identity; a change of capitals is no former name."""
    facts = await researched(recorded("sec_submissions.json"))
    said = [(fact.key, fact.value) for fact in facts if fact.kind is not Kind.EVENT]
    assert said == [
        ("company.legal_name", "Acme Robotics, Inc."),
        ("company.cik", "9990001"),
        ("company.ticker", "ACMR"),
        ("company.ticker", "ACMR-PA"),
        ("company.alias", "ACME AUTOMATA CORP"),
        ("company.industry", "General Industrial Machinery & Equipment, NEC"),
        ("company.headquarters", "Spring Valley, IL"),
    ]
    assert all(fact.subject == "company:acme" for fact in facts)


@pytest.mark.parametrize(
    "changed",
    [
        {"entityType": "other", "tickers": [], "insiderTransactionForOwnerExists": 1},
        {"entityType": "other", "tickers": [], "sic": ""},
        {"entityType": None, "tickers": None, "sic": None},
    ],
)
async def test_a_person_or_fund_is_no_company(changed: dict[str, object]) -> None:
    """A filer that is a natural person, a fund or an investor is never taken for the company."""
    body = cast("dict[str, object]", recorded("sec_submissions.json"))
    with pytest.raises(Unclear):
        await researched({**body, **changed})


async def test_missing_and_uneven_columns_do_no_harm() -> None:
    """Columns of different lengths, nulls and missing keys leave out what cannot be read and keep the rest."""
    body = {"name": "Acme", "cik": "9990001", "tickers": ["ACMR"], "filings": {"recent": {
        "form": ["8-K", None, "8-K", "8-K"], "filingDate": ["2026-11-16", "2026-11-15", "not a day"],
        "accessionNumber": ["0009990001-26-000110", "0009990001-26-000111", 3], "items": ["2.02"], "reportDate": None,
    }}}  # fmt: skip
    (result,) = events(await researched(body)).values()
    assert (result.key, result.happened, result.dated) == ("event.8-K.2.02", None, "published")


async def test_an_event_after_its_filing_has_no_day() -> None:
    """A report date later than the filing is a mistake, not a day in the future."""
    row = {"form": ["8-K"], "filingDate": ["2026-11-16"], "accessionNumber": ["0009990001-26-000110"],
           "items": ["1.02"], "reportDate": ["2027-11-16"]}  # fmt: skip
    body = {"name": "Acme", "cik": 9990001, "tickers": ["ACMR"], "filings": {"recent": row}}
    (ended,) = events(await researched(body)).values()
    assert ended.happened is None
    assert ended.status is Status.ENDED


async def test_another_filers_body_is_unreadable() -> None:
    """A body about another number is not used."""
    with pytest.raises(SourceUnavailable):
        await researched({"name": "Acme", "cik": "1"})


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (recorded("sec_submissions.json"), Outcome.ANSWERED),
        (404, Outcome.EMPTY),
        (401, Outcome.REFUSED),
        (429, Outcome.LIMITED),
        (500, Outcome.FAILED),
        (b"<html>Request Rate Threshold Exceeded</html>", Outcome.FAILED),
        ([], Outcome.FAILED),
    ],
)
async def test_what_came_of_asking_is_reported(answer: object, outcome: Outcome) -> None:
    """Each kind of answer over the wire becomes its outcome, and facts come only with a good one."""
    async with server({SUBMISSIONS: answer}) as url:
        sec = Sec(url, url)
        came = await came_of(sec.terms, lambda io: sec.research(ACME, io), ())
    assert came.outcome is outcome
    assert bool(came.result) is (outcome is Outcome.ANSWERED)


async def test_the_tickers_are_read_over_the_wire() -> None:
    """The index is built behind the real door."""
    async with server({TICKERS: recorded("sec_company_tickers.json")}) as url:
        sec = Sec(url, url)
        came = await came_of(sec.terms, lambda io: sec.candidates(Asked("Acme", company="ACMR"), io), ())
    assert [one.ref for one in came.result] == ["cik:9990001"]


@pytest.mark.parametrize("body", [[], {"0": 1}, "x", b"<html>"])
async def test_another_file_is_no_index(body: object) -> None:
    """What is not the file of tickers makes no answer."""
    with pytest.raises(SourceUnavailable):
        await found("Acme", {TICKERS: body})


@given(JSON)
async def test_no_body_makes_it_raise_anything_else(body: object) -> None:
    """Whatever comes as JSON, there are facts and candidates, or one of the allowed errors."""
    whole = {"name": "Acme", "cik": CIK, "tickers": ["A"], "filings": {"recent": body}, "addresses": body}
    for shape in (body, whole):
        try:
            await researched(shape)
            await found("Acme", {TICKERS: shape})
        except (SourceUnavailable, Unclear):
            pass


@pytest.mark.parametrize("cik", [320193, 1318605])
async def test_real_filers_have_dated_events(cik: int) -> None:
    """Apple's and Tesla's 8-K events each have their own day, none after the filing's, and none is an exhibit."""
    body = json.loads(sample(f"sec/submissions/CIK{cik:010d}.json"))
    prospect = Prospect(None, Company("company:x", "X", cik=cik))
    io = Played({f"/submissions/CIK{cik:010d}.json": body}, datetime(2026, 2, 10, tzinfo=UTC))
    told = [fact for fact in await SEC.research(prospect, io) if fact.key.startswith("event.8-K")]
    assert len(told) > 5
    assert all(fact.happened and fact.published and fact.happened <= fact.published for fact in told)
    assert not any("9.01" in fact.key for fact in told)


@pytest.mark.parametrize(("cik", "company"), [(940418, False), (1911716, False), (1814722, True), (1830056, True)])
async def test_real_foreign_filers(cik: int, company: bool) -> None:  # noqa: FBT001 (a case's expectation)
    """Siemens AG (who files about others) and a fund are no companies here; TR Finance and an ADR are."""
    prospect = Prospect(None, Company("company:x", "X", cik=cik))
    io = Played({f"/submissions/CIK{cik:010d}.json": sample(f"sec/submissions/CIK{cik:010d}.json")})
    if company:
        assert await SEC.research(prospect, io)
    else:
        with pytest.raises(Unclear):
            await SEC.research(prospect, io)


@pytest.mark.parametrize(
    ("typed", "first", "evidence", "number"),
    [
        ("Apple", "cik:320193", Evidence.NAME, 1),
        ("AAPL", "cik:320193", Evidence.TICKER, 1),
        ("Microsft", "cik:789019", Evidence.FUZZY, 1),
        ("Rio Tinto", "cik:887028", Evidence.SEVERAL, 2),
        ("FORD", "cik:38264", Evidence.PREFIX, 2),
        ("First", "cik:798941", Evidence.PREFIX, 8),
    ],
)
async def test_real_names(typed: str, first: str, evidence: Evidence, number: int) -> None:
    """Among 7,919 real filers names, tickers, mistakes, ties and generic words are told apart."""
    io = Played({TICKERS: sample("sec/company_tickers.json")})
    told = await SEC.candidates(Asked(typed, company=typed), io)
    assert (told[0].ref, told[0].evidence, len(told)) == (first, evidence, number)
