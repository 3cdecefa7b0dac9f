"""Who is meant: silent only where it is proven, a question with reasons everywhere else, never the wrong person."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot import understand
from bot.briefing import AS_TYPED, Candidates, Identified, identify, memory_key
from bot.errors import UserMistake
from bot.model import Candidate, Company, Evidence, Fact, Identity, Person, Prospect
from bot.services import IO, Services, Terms
from bot.understand import Asked
from integrations.crm.book import Book
from tests.bot.briefing.conftest import Given
from tests.examples import ACME, JANE, NOW
from tests.fakes import FakeBook, good_book, terms

T = "T1"


@dataclass(slots=True)
class Register:
    """A source that offers these companies, whichever one is asked for; `sought` is what it was asked."""

    terms: Terms
    known: Sequence[Candidate] = ()
    sought: list[Asked] = field(default_factory=list[Asked])

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        self.sought.append(asked)
        return self.known if asked.company else ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        return ()


def register(name: str, *known: Candidate) -> Register:
    return Register(terms(name, "company"), known)


def company(
    number: int, name: str = "Kestrel", evidence: Evidence = Evidence.NAME, supplier: str = "sec", **slots: Any
) -> Candidate:
    """A company with that SEC number, or whatever numbers are given."""
    bare = Company(f"company:{supplier}:{number}", name, cik=number if supplier == "sec" else None)
    one = replace(bare, **slots)
    return Candidate(f"{supplier}:{number}", one, None, evidence, f"{name} number {number}", supplier, rank=number)


async def meant(services: Services, words: str, team: str = T, pick: str | None = None) -> Identified | Candidates:
    return await identify(understand.prospect(words), services, team, pick)


async def prospect(services: Services, words: str, pick: str | None = None) -> Prospect:
    """The prospect, where it has to be clear who is meant."""
    found = await meant(services, words, pick=pick)
    assert isinstance(found, Identified), found
    return found.prospect


async def offered(services: Services, words: str, team: str = T) -> list[str]:
    """The refs of a picker, where it has to be a question; every one has its reason."""
    found = await meant(services, words, team)
    assert isinstance(found, Candidates), found
    assert all(one.reason for one in found.candidates)
    return [one.ref for one in found.candidates]


@pytest.mark.parametrize("evidence", [Evidence.NAME, Evidence.TICKER, Evidence.BOOK])
async def test_one_exact_match_is_taken_without_asking(given: Given, evidence: Evidence) -> None:
    """A name only one company has, a ticker, a row of the records: no question."""
    services = await given(register("sec", company(1, evidence=evidence), company(2, "Kestrel Air", Evidence.PREFIX)))
    found = await prospect(services, "Jane Doe at Kestrel")

    assert found.company
    assert (found.company.cik, found.identity) == (1, Identity.YOUR_WORD)


@pytest.mark.parametrize("evidence", [Evidence.PREFIX, Evidence.FUZZY, Evidence.SEVERAL])
async def test_a_likeness_is_a_question_even_when_it_is_the_only_one(given: Given, evidence: Evidence) -> None:
    """What only begins so, or is nearly so, is offered with its reason and never taken."""
    known = [company(n, "Kestrel Air", evidence) for n in ((1, 2) if evidence is Evidence.SEVERAL else (1,))]
    services = await given(register("sec", *known))

    assert await offered(services, "Jane Doe at Kestrel") == [one.ref for one in known]


async def test_two_sources_that_mean_two_companies_are_a_question(given: Given) -> None:
    """Each source knows exactly one of that name, but not the same one."""
    other = company(9, supplier="wikidata", qid="Q9")
    services = await given(register("sec", company(1)), register("wikidata", other))

    assert sorted(await offered(services, "Kestrel")) == ["sec:1", "wikidata:9"]


async def test_one_company_told_by_three_is_one(given: Given) -> None:
    """SEC, Wikidata and GLEIF share numbers in a chain: one company, with every number, and no question."""
    wikidata = company(5, supplier="wikidata", cik=1, qid="Q5", lei="L" * 20, domain="kestrel.test-domain.com")
    gleif = company(7, "KESTREL, INC.", supplier="gleif", lei="L" * 20, city="Reno")
    for order in ((company(1), wikidata, gleif), (gleif, company(1), wikidata), (company(1), gleif, wikidata)):
        sources = [register(one.supplier, one) for one in order]
        found = (await prospect(await given(*sources), "Kestrel")).company
        assert found
        assert (found.cik, found.qid, found.lei, found.city) == (1, "Q5", "L" * 20, "Reno")


async def test_a_different_number_is_a_different_company(given: Given) -> None:
    """A shared web address does not unite what two SEC numbers part."""
    twins = [company(n, domain="kestrel.test-domain.com") for n in (1, 2)]

    assert len(await offered(await given(register("sec", *twins)), "Kestrel")) == 2


async def test_registers_of_everything_make_no_name_ambiguous(given: Given) -> None:
    """Five legal entities that only GLEIF knows do not question the listed company; alone, two of them do."""
    gleif = register("gleif", *(company(n, "KESTREL GMBH", Evidence.SEVERAL, "gleif", lei=f"{n}" * 20) for n in (3, 4)))

    found = await prospect(await given(register("sec", company(1)), gleif), "Kestrel")
    assert found.company
    assert found.company.cik == 1
    assert await offered(await given(gleif), "Kestrel") == ["gleif:3", "gleif:4"]


async def test_an_own_name_outranks_an_alias(given: Given) -> None:
    """One is called so, another was once: the first is meant."""
    alias = company(2, "Falcon Holdings", aliases=("Kestrel",))
    found = await prospect(await given(register("sec", company(1), alias)), "Kestrel")

    assert found.company
    assert found.company.cik == 1


@pytest.mark.parametrize(
    ("typed", "name"), [("Kestrel Dynamics", "Kestrel Dynamics"), ("kestrel dynamics", "KESTREL DYNAMICS INC")]
)
async def test_a_company_is_called_as_people_call_it(given: Given, typed: str, name: str) -> None:
    """A register's name is said as it was typed, where that is the same name, and written with care."""
    found = (await prospect(await given(register("sec", company(1, "KESTREL DYNAMICS INC"))), typed)).company
    assert found
    assert found.name == name


async def test_another_sources_writing_is_better_than_capitals(given: Given) -> None:
    """Wikidata calls the same company by a name that can be said."""
    wikidata = company(5, "Kestrel Dynamics", supplier="wikidata", cik=1)
    services = await given(register("sec", company(1, "KESTREL DYNAMICS INC")), register("wikidata", wikidata))
    found = (await prospect(services, "kestrel dynamics")).company

    assert found
    assert (found.name, found.legal_name) == ("Kestrel Dynamics", "KESTREL DYNAMICS INC")


async def test_a_web_address_settles_it(given: Given) -> None:
    """Of two namesakes the one that has the address is meant; an address nobody has is nobody's namesake."""
    twins = [company(n, evidence=Evidence.SEVERAL, domain=f"kestrel{n}.com") for n in (1, 2)]
    services = await given(register("sec", *twins))

    mine = (await prospect(services, "jane.doe@kestrel2.com")).company
    other = (await prospect(services, "jane.doe@kestrel3.com")).company
    assert mine
    assert other
    assert (mine.cik, mine.domain) == (2, "kestrel2.com")
    assert (other.cik, other.domain) == (None, "kestrel3.com")


async def test_nobody_outside_is_asked_about_a_made_up_address(given: Given) -> None:
    """`.example` and its like exist nowhere: no source hears of them."""
    outside = register("gleif", company(1))
    services = await given(outside, crm=FakeBook())
    await meant(services, "jane.doe@acme.example")

    assert outside.sought == []


async def test_who_stands_in_the_records_needs_no_asking_around(given: Given) -> None:
    """A person of the book is meant at once; others are asked for facts only."""
    outside = register("sec", company(1, "Acme"))
    found = await prospect(await given(outside, crm=good_book()), "Jane Doe at Acme")

    assert (found.person, found.identity, outside.sought) == (JANE, Identity.RECORD, [])


async def test_a_choice_is_the_teams_and_nobody_elses(given: Given) -> None:
    """What one picked is taken for all of their team, and in another team it is still a question."""
    services = await given(register("sec", company(1), company(2)))
    asked = understand.prospect("Jane Doe at Kestrel")
    await services.store.choices.remember(T, memory_key(asked), "sec:2", "U1", NOW)

    mine = await meant(services, "jane doe, KESTREL")
    assert isinstance(mine, Identified)
    assert mine.prospect.company
    assert mine.prospect.company.cik == 2
    assert await offered(services, "Jane Doe at Kestrel", team="T2") == ["sec:1", "sec:2"]


async def test_a_choice_nobody_offers_any_more_is_asked_again(given: Given) -> None:
    """The remembered company is gone from every source: a question, not a guess."""
    services = await given(register("sec", company(1), company(2)))
    asked = understand.prospect("Jane Doe at Kestrel")
    await services.store.choices.remember(T, memory_key(asked), "sec:3", "U1", NOW)

    assert await offered(services, "Jane Doe at Kestrel") == ["sec:1", "sec:2"]


async def test_none_of_these_is_an_answer(given: Given) -> None:
    """As typed: the brief goes on with the words alone, and no candidate's numbers."""
    found = await prospect(await given(register("sec", company(1), company(2))), "Jane Doe at Kestrel", AS_TYPED)

    assert found.company
    assert (found.company.name, found.company.cik, found.identity) == ("Kestrel", None, Identity.YOUR_WORD)


async def test_a_person_alone_has_to_be_in_the_records(given: Given) -> None:
    """Nobody there: which company? Two there: which one?"""
    with pytest.raises(UserMistake, match="Which company is Nina Ivanova at"):
        await meant(await given(register("sec", company(1)), crm=good_book()), "Nina Ivanova")
    other = Person("person:book:8", "Jane Doe", "Buyer", book_id="8")
    globex = Company("company:globex", "Globex", book_id="2")
    book = good_book()
    book.people = [*book.people, Candidate("book:person:8", globex, other, Evidence.BOOK, "Buyer at Globex", "book")]

    assert await offered(await given(crm=book), "Jane Doe") == ["book:person:7", "book:person:8"]


async def test_the_other_jane_doe_is_never_taken(given: Given) -> None:
    """The book's Jane Doe is at Acme; the one at Globex is another, and nothing of the first is said of her."""
    book = Book.open("sample", now=lambda: NOW)
    found = await prospect(await given(crm=book), "Jane Doe at Globex")

    assert found.person
    assert (found.person.book_id, found.person.phone, found.person.title) == (None, None, None)
    assert found.identity is Identity.YOUR_WORD
    assert found.company
    assert found.company.domain == "globex.example"


async def test_a_picker_is_short(given: Given) -> None:
    """Of forty namesakes five are shown, the likeliest first."""
    many = [company(n, evidence=Evidence.SEVERAL) for n in range(40)]

    assert await offered(await given(register("sec", *many)), "Kestrel") == [f"sec:{n}" for n in range(5)]


async def test_the_wrong_one_can_be_said_to_be_wrong(given: Given) -> None:
    """*Not them?* asks, also where the choice was clear."""
    services = await given(register("sec", company(1)))
    found = await identify(understand.prospect("Kestrel"), services, T, question=True)

    assert isinstance(found, Candidates)
    assert [one.ref for one in found.candidates] == ["sec:1"]
    assert ACME.id not in {one.company.id for one in found.candidates if one.company}


async def test_an_address_nobody_knows_asks_about_the_listed_company_named_so(given: Given) -> None:
    """jane@kestrel.com, and a Kestrel is listed whose address no source knows: a question, and the answer counts."""
    services = await given(register("sec", company(1)))
    for words in ("jane.doe@kestrel.com", "Jane Doe at kestrel.com"):
        assert await offered(services, words) == ["sec:1"]

    yes = await meant(services, "jane.doe@kestrel.com", pick="sec:1")
    no = await meant(services, "jane.doe@kestrel.com", pick=AS_TYPED)
    assert isinstance(yes, Identified)
    assert isinstance(no, Identified)
    assert yes.prospect.company
    assert no.prospect.company
    assert (yes.prospect.company.cik, yes.prospect.company.domain) == (1, "kestrel.com")
    assert (no.prospect.company.cik, no.prospect.company.domain) == (None, "kestrel.com")


async def test_an_address_of_somebody_else_is_no_question(given: Given) -> None:
    """The listed Kestrel has another address, or only begins like this one: the address alone stands."""
    for other in (company(1, domain="kestrel-air.com"), company(1, "Kestrel Air", Evidence.PREFIX)):
        found = (await prospect(await given(register("sec", other)), "jane.doe@kestrel.com")).company
        assert found
        assert (found.cik, found.domain) == (None, "kestrel.com")
