"""Right person or a question: what the book offers for the words that were typed."""

import pytest

from tests.integrations.crm.conftest import Read, Write

PEOPLE = """id,name,email,phone,title,company,domain,linkedin,city
1,Jane Doe,jane.doe@acme.example,+1 312 555 0123,VP Operations,"Acme, Inc.",acme.example,linkedin.com/in/Jane-D,Chicago
2,John Smith,john@acme.example,,Plant Manager,Acme,acme.example,,Reno
3,John Smith,js@acme.example,,CFO,Acme,acme.example,,Chicago
4,Jane Doe,jane@globex.example,,Buyer,Globex,globex.example,,
5,Robert Tables,,,Nurse,Acme,other.example,,
"""
COMPANIES = """id,name,aliases,domain,city
1,Acme,Acme Industrial|Road Runner Supplies,acme.example,Chicago
2,Meridian Freight,,meridian.example,Leeds
3,Meridian Freight,,meridianfreight.example,Denver
4,Goldfinch Sachets International,,goldfinch.example,Bath
"""


@pytest.fixture
def read(write: Write) -> Read:
    """A book with namesakes of both kinds."""
    return write({"people.csv": PEOPLE, "companies.csv": COMPANIES})


async def test_name_and_company_together_are_the_person(read: Read) -> None:
    """The exact name at the named company is taken, also by domain or alias."""
    one = [("book:person:1", "BOOK")]
    assert await read.found(person="DOE, Jane", company="ACME Incorporated") == one
    assert await read.found(person="Jane Doe", domain="acme.example") == one
    assert await read.found(person="Jane Doe", company="Road Runner Supplies") == one


async def test_email_profile_and_number_are_the_person(read: Read) -> None:
    """E-mail (whatever its case and tag), LinkedIn and telephone settle who is meant."""
    assert await read.found(email="Jane.Doe+news@ACME.example") == [("book:person:1", "EMAIL")]
    assert await read.found(linkedin="https://www.linkedin.com/in/jane-d") == [("book:person:1", "BOOK")]
    assert await read.found(phone="+13125550123") == [("book:person:1", "BOOK")]


async def test_a_name_alone_is_a_question(read: Read) -> None:
    """A name without a company proves nothing, even when only one has it."""
    assert await read.found(person="Jane Doe") == [("book:person:1", "SEVERAL"), ("book:person:4", "SEVERAL")]
    assert await read.found(person="Robert Tables") == [("book:person:5", "SEVERAL")]


async def test_two_of_a_name_at_one_company_are_a_question(read: Read) -> None:
    """Both John Smiths are offered, with title, address and city to tell them apart."""
    found = await read.candidates(person="John Smith", company="Acme")
    persons = [one for one in found if one.person]
    assert [(one.ref, one.evidence.name) for one in persons] == [
        ("book:person:2", "SEVERAL"),
        ("book:person:3", "SEVERAL"),
    ]
    assert "Plant Manager" in persons[0].reason
    assert "Reno" in persons[0].reason
    assert persons[1].details["title"] == "CFO"


async def test_a_near_name_is_only_proposed(read: Read) -> None:
    """A likely typing mistake is a question, and only at that company."""
    assert ("book:person:5", "FUZZY") not in await read.found(
        person="Robert Tabels", company="Acme", domain="acme.example"
    )
    assert ("book:person:2", "FUZZY") in await read.found(person="John Smithh", company="Acme")
    assert await read.found(person="Jhon Doe", company="Globex") == [("book:company:globex|globex.example", "BOOK")]


async def test_another_company_of_the_same_name_is_not_theirs(read: Read) -> None:
    """A row whose domain is another's does not answer for this company, whatever its name says."""
    assert ("book:person:5", "BOOK") not in await read.found(person="Robert Tables", domain="acme.example")


async def test_companies_are_found_by_domain_name_beginning_and_typing_mistake(read: Read) -> None:
    """The evidence says how: what is not exact, or is shared, asks."""
    assert await read.found(domain="acme.example") == [("book:company:1", "DOMAIN")]
    assert await read.found(company="acme industrial") == [("book:company:1", "BOOK")]
    assert await read.found(company="Meridian Freight") == [
        ("book:company:2", "SEVERAL"),
        ("book:company:3", "SEVERAL"),
    ]
    assert await read.found(company="Goldfinch") == [("book:company:4", "PREFIX")]
    assert await read.found(company="Meridain Freight") == [("book:company:2", "FUZZY"), ("book:company:3", "FUZZY")]
    assert await read.found(company="Nobody Knows") == []


async def test_a_person_brings_their_company(read: Read) -> None:
    """A person's candidate carries the company's row, its id by the domain."""
    found = await read.candidates(email="jane.doe@acme.example")
    company, person = found[0].company, found[0].person
    assert company is not None
    assert person is not None
    assert (company.id, company.name, company.city) == ("company:acme.example", "Acme", "Chicago")
    assert (person.id, person.phone, person.linkedin) == (
        "person:book:1",
        "+13125550123",
        "https://www.linkedin.com/in/jane-d",
    )
