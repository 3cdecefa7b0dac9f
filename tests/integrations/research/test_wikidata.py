"""Wikidata: which company is meant, and what its item says by the rules of ranks, ends and half-known dates."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from bot.errors import SourceLimited, SourceUnavailable
from bot.model import Company, Day, Evidence, Fact, Kind, Outcome, Person, Precision, Prospect, Role, Topic
from bot.services import Unclear
from bot.understand import Asked
from integrations.research.wikidata import Wikidata
from integrations.research.wikidata.claims import Item, moment, quantity
from tests.integrations.research.played import JSON, NOW, URL, Answers, Played, came_of, recorded, sample, server

API = "/w/api.php"
SEARCH, GET, QUERY = (f"{API}?action={action}" for action in ("wbsearchentities", "wbgetentities", "query"))
LABELS = f"{GET}&props=labels"
ACME = Company("company:acme", "Acme", qid="Q99900010")
WIKIDATA = Wikidata(URL)
ANSWERS: Answers = {
    SEARCH: recorded("wikidata_search.json"),
    GET: recorded("wikidata_entities.json"),
    LABELS: recorded("wikidata_labels.json"),
    QUERY: {"batchcomplete": "", "query": {"search": [{"ns": 0, "title": "Q99900010"}]}},
}


async def found(typed: str, answers: Answers = ANSWERS) -> list[tuple[str, Evidence]]:
    return [(one.ref, one.evidence) for one in await WIKIDATA.candidates(Asked(typed, company=typed), Played(answers))]


async def researched(company: Company = ACME, answers: Answers = ANSWERS, person: str | None = None) -> list[Fact]:
    somebody = Person("person:typed", person) if person else None
    return list(await WIKIDATA.research(Prospect(somebody, company), Played(answers)))


def one(facts: list[Fact], key: str) -> Fact:
    (fact,) = [fact for fact in facts if fact.key == key]
    return fact


async def test_only_companies_are_candidates() -> None:
    """A record of the same name with a web address is no company; the exact label is NAME, a longer one PREFIX."""
    assert await found("Acme Robotics, Inc.") == [("qid:Q99900010", Evidence.NAME), ("qid:Q99900012", Evidence.PREFIX)]


async def test_a_candidate_carries_its_ids() -> None:
    """The numbers that lead to other sources come with the candidate, from two requests."""
    io = Played(ANSWERS)
    acme = (await WIKIDATA.candidates(Asked("acme", company="Acme Automata"), io))[0]
    assert (acme.evidence, acme.reason, len(io.asked)) == (Evidence.NAME, "American maker of robots", 2)
    assert acme.company == Company(
        id="company:qid:Q99900010",
        name="Acme Robotics",
        aliases=("Acme Robotics, Inc.", "Acme Automata", "AR"),
        domain="acme-robotics.example",
        qid="Q99900010",
        wikipedia="Acme Robotics",
        cik=9990001,
        lei="00000000000000ACME01",
        tickers=("ACMR",),
    )


async def test_two_letters_are_no_alias() -> None:
    """An alias of two letters means too many to be exact."""
    assert (await found("AR"))[0][1] is Evidence.PREFIX


async def test_nobody_found_is_no_candidate() -> None:
    """Without a hit, or without a company's name, there is nothing and no second request."""
    io = Played({SEARCH: {"search": [], "success": 1}})
    assert not await WIKIDATA.candidates(Asked("x", company="Hooli"), io)
    assert not await WIKIDATA.candidates(Asked("x", person="Jane Doe"), io)
    assert len(io.asked) == 1


async def test_identity_leads_to_other_sources() -> None:
    """Domain, numbers, ticker, article and other names are identity, with the values other sources need."""
    said = [(fact.key, fact.value) for fact in await researched() if fact.kind is Kind.IDENTITY]
    assert said == [
        ("company.qid", "Q99900010"),
        ("company.wikipedia", "Acme Robotics"),
        ("company.domain", "acme-robotics.example"),
        ("company.cik", "9990001"),
        ("company.lei", "00000000000000ACME01"),
        ("company.ticker", "ACMR"),
        ("company.alias", "Acme Robotics"),
        ("company.alias", "Acme Automata"),
        ("company.alias", "AR"),
    ]


async def test_the_newest_headcount_is_told_with_its_date() -> None:
    """Of several numbers the newest counts, dated as exactly as it is known."""
    headcount = one(await researched(), "company.headcount")
    assert headcount.amount
    assert (headcount.amount.number, headcount.amount.unit) == (1200, "people")
    assert (headcount.happened, headcount.dated) == (Day(date(2025, 6, 1), Precision.MONTH), "stated")


async def test_places_and_beginnings_are_told() -> None:
    """Headquarters and industry come by their names, the founding by its year; an unknown parent is left out."""
    facts = await researched()
    assert one(facts, "company.headquarters").value == "Spring Valley"
    assert one(facts, "company.industry").value == "robotics"
    assert one(facts, "company.founded").value == 2005
    assert not [fact for fact in facts if fact.topic is Topic.PARENT]


async def test_only_the_present_chief_is_told() -> None:
    """Who has left is not the CEO; who is, is told with the day they began and the day the item was edited."""
    chief = one(await researched(), "person.ceo")
    assert (chief.kind, chief.subject) == (Kind.COMPANY, "company:acme")
    assert chief.others == {Role.PERSON: "Jane Doe", Role.TITLE: "CEO", Role.COMPANY: "Acme"}
    assert (chief.happened, chief.seen) == (Day(date(2020, 2, 1)), Day(date(2026, 11, 20)))
    assert chief.source.url == "https://www.wikidata.org/wiki/Q99900010"


async def test_a_role_is_the_prospects_only_by_their_name() -> None:
    """The CEO's fact is about the prospect when it is their name, and about the company otherwise."""
    assert one(await researched(person="Jane A. Doe"), "person.ceo").subject == "person:typed"
    assert one(await researched(person="Jane A. Doe"), "person.ceo").kind is Kind.PERSON
    assert one(await researched(person="Jane Roe"), "person.ceo").subject == "company:acme"


async def test_a_founder_need_not_be_there_any_more() -> None:
    """Having founded it is never taken for a present role, not even of the prospect."""
    founder = one(await researched(person="Jo Roe"), "person.founder")
    assert (founder.kind, founder.seen) == (Kind.COMPANY, None)


@pytest.mark.parametrize(
    "company", [replace(ACME, qid=None, cik=9990001), replace(ACME, qid=None, lei="A" * 18 + "01")]
)
async def test_a_register_number_finds_the_item(company: Company) -> None:
    """The SEC's or GLEIF's number leads to the item."""
    assert one(await researched(company), "company.qid").value == "Q99900010"


async def test_a_number_of_several_items_is_unclear() -> None:
    """Two items with one register number: none is used."""
    several = {"query": {"search": [{"title": "Q1"}, {"title": "Q2"}]}}
    with pytest.raises(Unclear):
        await researched(replace(ACME, qid=None, cik=1), {**ANSWERS, QUERY: several})


@pytest.mark.parametrize(
    ("name", "domain", "told"),
    [
        ("Acme Robotics", None, True),
        ("Acme Robotics", "acme-robotics.example", True),
        ("Acme Robotics", "another.example", False),
        ("Acme", None, False),
    ],
)
async def test_a_name_alone_needs_one_exact_company(name: str, domain: str | None, told: bool) -> None:  # noqa: FBT001 (a case's expectation)
    """Without any number the one company of exactly that name is used, unless its web address is another's."""
    company = Company("company:acme", name, domain=domain)
    assert bool(await researched(company)) is told


async def test_a_person_is_no_company() -> None:
    """An item about a human is never used."""
    human = {"snaktype": "value", "datavalue": {"value": {"id": "Q5"}}}
    item = {"id": "Q99900010", "claims": {"P31": [{"rank": "normal", "mainsnak": human}]}}
    with pytest.raises(Unclear):
        await researched(answers={GET: {"entities": {"Q99900010": item}}})


async def test_without_names_of_others_the_rest_is_told() -> None:
    """When the second request fails, facts that need no other item's name still come."""
    facts = await researched(answers={**ANSWERS, LABELS: 500})
    assert one(facts, "company.headcount")
    assert not [fact for fact in facts if fact.topic is Topic.EMPLOYMENT]


async def test_errors_come_inside_good_answers() -> None:
    """An unknown item is nothing; "too fast" is a limit; any other error is no answer."""
    assert not await researched(answers={GET: {"error": {"code": "no-such-entity", "info": "…"}}})
    assert not await researched(answers={GET: {"entities": {"Q99900010": {"id": "Q99900010", "missing": ""}}}})
    for code in ("ratelimited", "maxlag"):
        with pytest.raises(SourceLimited):
            await researched(answers={GET: {"error": {"code": code}}})
    with pytest.raises(SourceUnavailable):
        await researched(answers={GET: {"error": {"code": "internal_api_error"}}})


async def test_a_merged_item_comes_under_its_new_id() -> None:
    """An old id leads to the item it was merged into."""
    entities = {"Q99900010": {"id": "Q99900099", "labels": {"en": {"value": "Acme"}}}}
    facts = await researched(answers={GET: {"entities": entities}})
    assert one(facts, "company.qid").value == "Q99900099"


@pytest.mark.parametrize(
    ("time", "precision", "day"),
    [
        ("+2000-01-00T00:00:00Z", 10, "2000-01"),
        ("+1586-00-00T00:00:00Z", 9, "1586"),
        ("+2014-02-04T00:00:00Z", 11, "2014-02-04"),
        ("+2014-02-30T00:00:00Z", 11, "None"),
        ("+1900-00-00T00:00:00Z", 7, "None"),
        ("-0044-03-15T00:00:00Z", 11, "None"),
        ("+12014-02-04T00:00:00Z", 11, "None"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(time: str, precision: int, day: str) -> None:
    """Unknown months and days are `00`: what is known of them makes a month or a year."""
    assert str(moment({"time": time, "precision": precision})) == day


def test_quantities_are_signed_strings() -> None:
    """A number without unit is read; money and rubbish are not."""
    assert quantity({"amount": "+144000", "unit": "1"}) == 144_000
    assert quantity({"amount": "+1", "unit": "http://www.wikidata.org/entity/Q4917"}) is None
    assert quantity({"amount": "+1e999", "unit": "1"}) is None


def test_a_preferred_statement_that_has_ended_is_not_replaced() -> None:
    """The best rank is chosen first: an older statement does not come back when the preferred one ends."""

    def claim(value: str, rank: str, ended: str) -> dict[str, object]:
        end = {"snaktype": "value", "datavalue": {"value": {"time": ended, "precision": 11}}}
        snak = {"snaktype": "value", "datavalue": {"value": value}}
        return {"rank": rank, "mainsnak": snak, "qualifiers": {"P582": [end]}}

    claims = [claim("old", "normal", "+2030-01-01T00:00:00Z"), claim("new", "preferred", "+2026-01-01T00:00:00Z")]
    item = Item("Q1", {"claims": {"P856": claims}})
    assert item.strings("P856", NOW.date()) == []
    assert item.strings("P856", date(2025, 1, 1)) == ["new"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (recorded("wikidata_entities.json"), Outcome.ANSWERED),
        ({"error": {"code": "no-such-entity"}}, Outcome.EMPTY),
        (403, Outcome.REFUSED),
        (429, Outcome.LIMITED),
        (503, Outcome.FAILED),
        (b"<html>", Outcome.FAILED),
        ({}, Outcome.FAILED),
    ],
)
async def test_what_came_of_asking_is_reported(answer: object, outcome: Outcome) -> None:
    """Each kind of answer over the wire becomes its outcome."""
    async with server({GET: answer, LABELS: recorded("wikidata_labels.json")}) as url:
        wikidata = Wikidata(url)
        came = await came_of(wikidata.terms, lambda io: wikidata.research(Prospect(None, ACME), io), ())
    assert came.outcome is outcome
    assert bool(came.result) is (outcome is Outcome.ANSWERED)


@given(JSON)
async def test_no_body_makes_it_raise_anything_else(body: object) -> None:
    """Whatever comes as JSON, there are facts and candidates, or one of the allowed errors."""
    shapes: tuple[Answers, ...] = (
        {API: body},
        {SEARCH: recorded("wikidata_search.json"), GET: body, QUERY: body},
        {GET: {"entities": {"Q99900010": {"id": "Q99900010", "claims": body, "labels": body, "aliases": body}}}},
        {GET: {"entities": {"Q99900010": {"id": "Q99900010", "claims": {"P31": body, "P169": [body], "P1128": body}}}}},
    )
    for answers in shapes:
        for company in (ACME, replace(ACME, qid=None), replace(ACME, qid=None, cik=1)):
            try:
                await researched(company, answers)
                await found("Acme", answers)
            except (SourceUnavailable, Unclear):
                pass


async def test_the_real_microsoft() -> None:
    """In the sample the one preferred CEO of three and the one preferred headcount of six are told, with dates."""
    body = {"entities": {"Q2283": json.loads(sample("wikidata/entities/Q2283.json"))}}
    chief = {"entities": {"Q7426870": {"id": "Q7426870", "labels": {"en": {"value": "Satya Nadella"}}}}}
    io = Played({GET: body, LABELS: chief}, datetime(2021, 6, 1, tzinfo=UTC))
    prospect = Prospect(Person("person:typed", "Satya Nadella"), Company("company:ms", "Microsoft", qid="Q2283"))
    facts = list(await WIKIDATA.research(prospect, io))
    ceo, headcount = one(facts, "person.ceo"), one(facts, "company.headcount")
    assert (ceo.subject, ceo.happened) == ("person:typed", Day(date(2014, 2, 4)))
    assert headcount.amount
    assert headcount.amount.number > 100_000
    assert headcount.happened
    assert one(facts, "company.domain").value == "microsoft.com"
    assert one(facts, "company.cik").value == "789019"


async def test_a_real_publisher_is_a_company() -> None:
    """Oxford University Press and Microsoft are found by name; the ended WikiTribune is judged by its own dates."""
    ids = ["Q2283", "Q217595", "Q29568422"]
    items = {qid: json.loads(sample(f"wikidata/entities/{qid}.json")) for qid in ids}
    answers: Answers = {SEARCH: {"search": [{"id": qid} for qid in ids]}, GET: {"entities": items}}
    assert ("qid:Q217595", Evidence.NAME) in await found("Oxford University Press", answers)
    assert ("qid:Q2283", Evidence.NAME) in await found("Microsoft", answers)
