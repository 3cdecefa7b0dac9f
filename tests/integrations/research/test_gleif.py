"""GLEIF: legal entities by name and by identifier; a lapsed registration is no dead company."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given

from bot.errors import SourceUnavailable
from bot.model import Company, Day, Evidence, Fact, Outcome, Prospect, Role, Status, Topic
from bot.services import Unclear
from bot.understand import Asked
from integrations.research.gleif import Gleif
from tests.integrations.research.played import JSON, URL, Answers, Played, came_of, recorded, sample, server

BASE = "/api/v1/lei-records"
LEI = "00000000000000ACME01"
RECORDS = cast("dict[str, list[dict[str, object]]]", recorded("gleif_records.json"))
RECORD = {"data": RECORDS["data"][0]}
ACME = Company("company:acme", "Acme Robotics", lei=LEI)
GLEIF = Gleif(URL)
ANSWERS: Answers = {
    BASE: RECORDS,
    f"{BASE}/{LEI}": RECORD,
    f"{BASE}/{LEI}/direct-parent": recorded("gleif_parent.json"),
    "/api/v1/fuzzycompletions": recorded("gleif_fuzzycompletions.json"),
}


async def found(typed: str, answers: Answers = ANSWERS) -> list[tuple[str, Evidence]]:
    return [(one.ref, one.evidence) for one in await GLEIF.candidates(Asked(typed, company=typed), Played(answers))]


async def researched(company: Company = ACME, answers: Answers = ANSWERS) -> list[Fact]:
    return list(await GLEIF.research(Prospect(None, company), Played(answers)))


async def test_an_active_entity_of_the_name_is_exact() -> None:
    """The active company is NAME, an inactive namesake is only offered; a person's trade and a fund are neither."""
    assert await found("Acme Robotics") == [
        (f"lei:{LEI}", Evidence.NAME),
        ("lei:00000000000000ACME02", Evidence.PREFIX),
    ]


async def test_a_candidate_says_where_it_is() -> None:
    """City, country and the entity's own status tell namesakes apart; the lapsed registration does not matter."""
    acme, other = await GLEIF.candidates(Asked("acme", company="Acme Robotics"), Played(ANSWERS))
    assert acme.reason == "Spring Valley, US, active legal entity"
    assert other.reason == "Ulm, DE, no longer active legal entity"
    assert acme.company == Company(
        id=f"company:lei:{LEI}",
        name="ACME ROBOTICS, INC.",
        legal_name="ACME ROBOTICS, INC.",
        aliases=("Acme Automata",),
        lei=LEI,
        city="Spring Valley",
        country="US",
    )


async def test_completion_helps_where_the_name_is_not_whole() -> None:
    """When the name finds nothing, GLEIF's own completion is asked, and its hits are read as records."""
    nothing: dict[str, object] = {"data": list[object]()}
    answers: Answers = {**ANSWERS, BASE: nothing, f"{BASE}?filter[lei]={LEI}": {"data": [RECORDS["data"][0]]}}
    assert await found("Acme", answers) == [(f"lei:{LEI}", Evidence.PREFIX)]
    assert await found("Hooli", {**ANSWERS, BASE: nothing}) == []


async def test_a_generic_word_is_never_exact() -> None:
    """An entity called just "Global" does not answer for the word."""
    body = {
        "data": [{"attributes": {"lei": LEI, "entity": {"legalName": {"name": "Global, Inc."}, "status": "ACTIVE"}}}]
    }
    assert await found("Global", {BASE: body}) == [(f"lei:{LEI}", Evidence.PREFIX)]


async def test_a_record_becomes_facts() -> None:
    """Legal name, number, other names, seat, founding and parent, each with the record's link and last update."""
    facts = await researched()
    said = [(fact.key, fact.value) for fact in facts]
    assert said == [
        ("company.legal_name", "ACME ROBOTICS, INC."),
        ("company.lei", LEI),
        ("company.alias", "Acme Automata"),
        ("company.headquarters", "Spring Valley, US"),
        ("company.founded", 2005),
        ("company.parent", "Northwind Holdings Corp."),
    ]
    assert facts[0].status is Status.DONE
    assert facts[0].others == {Role.PLACE: "US-DE"}
    assert facts[4].happened == Day(date(2005, 2, 17))
    assert facts[0].seen == Day(date(2025, 7, 31))
    assert facts[0].source.url == f"https://search.gleif.org/#/record/{LEI}"


async def test_without_a_parent_the_rest_is_told() -> None:
    """A parent that is unknown, unavailable, or not to be named costs nothing else."""
    parent = f"{BASE}/{LEI}/direct-parent"
    for answer in (404, 500, "x"):
        facts = await researched(answers={**ANSWERS, parent: answer})
        assert facts
        assert not [fact for fact in facts if fact.topic is Topic.PARENT]
    exception = {"direct-parent": {"links": {"reporting-exception": "…"}}}
    io = Played({f"{BASE}/{LEI}": {"data": {**RECORDS["data"][0], "relationships": exception}}})
    assert await GLEIF.research(Prospect(None, ACME), io)
    assert io.asked == [f"{BASE}/{LEI}"]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (Company("c", "Acme Robotics"), True),
        (Company("c", "Acme Robotics Inc", country="US", city="Dover"), True),
        (Company("c", "Acme Robotics", country="United States"), True),
        (Company("c", "Acme Robotics", country="GB"), False),
        (Company("c", "Acme Robotics", city="Berlin"), False),
        (Company("c", "Acme"), False),
    ],
)
async def test_a_name_needs_one_active_entity_whose_seat_fits(known: Company, told: bool) -> None:  # noqa: FBT001 (a case's expectation)
    """Without an identifier only the single active entity of exactly that name counts, and not one elsewhere."""
    assert bool(await researched(known)) is told


async def test_several_active_entities_are_unclear() -> None:
    """Two active entities of one name: none is used."""
    twin = {"attributes": {"lei": "00000000000000ACME09", "entity": {
        "legalName": {"name": "Acme Robotics Ltd"}, "status": "ACTIVE"}}}  # fmt: skip
    with pytest.raises(Unclear):
        await researched(replace(ACME, lei=None), {BASE: {"data": [*RECORDS["data"], twin]}})


async def test_another_record_than_asked_for_is_unreadable() -> None:
    """A record under another identifier is not used."""
    with pytest.raises(SourceUnavailable):
        await researched(answers={f"{BASE}/{LEI}": recorded("gleif_parent.json")})


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (RECORD, Outcome.ANSWERED),
        (404, Outcome.EMPTY),
        (401, Outcome.REFUSED),
        (429, Outcome.LIMITED),
        (502, Outcome.FAILED),
        (b"not json", Outcome.FAILED),
        ({"data": {}}, Outcome.FAILED),
    ],
)
async def test_what_came_of_asking_is_reported(answer: object, outcome: Outcome) -> None:
    """Each kind of answer over the wire becomes its outcome."""
    async with server({f"{BASE}/{LEI}": answer}) as url:
        gleif = Gleif(url)
        came = await came_of(gleif.terms, lambda io: gleif.research(Prospect(None, ACME), io), ())
    assert came.outcome is outcome
    assert bool(came.result) is (outcome is Outcome.ANSWERED)


@given(JSON)
async def test_no_body_makes_it_raise_anything_else(body: object) -> None:
    """Whatever comes as JSON, there are facts and candidates, or one of the allowed errors."""
    entity = {"legalName": {"name": "Acme Robotics"}, "status": "ACTIVE", "otherNames": body, "legalAddress": body}
    record = {"attributes": {"lei": LEI, "entity": entity, "registration": body}, "relationships": body}
    for shape in (body, {"data": body}, {"data": record}, {"data": [record, body]}):
        answers: Answers = {BASE: shape, f"{BASE}/{LEI}": shape, "/api/v1/fuzzycompletions": shape}
        for company in (ACME, replace(ACME, lei=None)):
            try:
                await researched(company, answers)
                await found("Acme Robotics", answers)
            except (SourceUnavailable, Unclear):
                pass


async def test_a_real_lapsed_record_is_alive() -> None:
    """The sample's registration is lapsed and the entity active: nothing says that it has ended."""
    lei = "549300LBI3LRIZ2V8V66"
    facts = await researched(replace(ACME, lei=lei), {f"{BASE}/{lei}": sample(f"gleif/{lei}_lapsed.json")})
    assert [(fact.key, fact.value) for fact in facts] == [
        ("company.legal_name", "UK EQUITY FUND (OFFSHORE)"),
        ("company.lei", lei),
        ("company.headquarters", "Dublin, IE"),
    ]
    assert not [fact for fact in facts if fact.status is Status.ENDED]
