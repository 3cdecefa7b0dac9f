"""Wikipedia: the first sentences of the company's own article, and of no other."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SourceUnavailable
from bot.model import Company, Day, Fact, Outcome, Prospect, Topic
from bot.services import Unclear
from bot.understand import Asked
from integrations.research.wikipedia import Wikipedia, excerpt
from tests.integrations.research.played import JSON, URL, Played, came_of, recorded, server

SUMMARY = "/api/rest_v1/page/summary/Acme_Robotics"
ACME = Company("company:acme", "Acme", qid="Q99900010", wikipedia="Acme Robotics")
WIKIPEDIA = Wikipedia(URL)
BODY = cast("dict[str, object]", recorded("wikipedia_summary.json"))


async def researched(body: object, company: Company = ACME) -> list[Fact]:
    return list(await WIKIPEDIA.research(Prospect(None, company), Played({SUMMARY: body})))


async def test_two_sentences_are_quoted_and_attributed() -> None:
    """The quotation ends after two sentences, "Inc." ends none, and licence and article stand beside it."""
    (fact,) = await researched(BODY)
    assert fact.quote == (
        "Acme Robotics, Inc. is an American maker of robots based in Spring Valley, Illinois. "
        "It was founded in 2005 by J. Roe."
    )
    assert (fact.topic, fact.subject, fact.value) == (Topic.SUMMARY, "company:acme", None)
    assert (fact.source.url, fact.source.licence) == ("https://en.wikipedia.org/wiki/Acme_Robotics", "CC BY-SA 4.0")
    assert fact.seen == Day(date(2026, 10, 1))
    assert WIKIPEDIA.terms.attribution == "Wikipedia, CC BY-SA 4.0"


async def test_the_article_must_be_the_companys() -> None:
    """An article of another item, of none, or a list of several is not used."""
    for changed in ({"wikibase_item": "Q1"}, {"wikibase_item": None}, {"type": "disambiguation"}):
        with pytest.raises(Unclear):
            await researched({**BODY, **changed})
    assert await researched({**BODY, "wikibase_item": "Q1"}, replace(ACME, qid=None))


async def test_a_page_of_another_kind_is_nothing() -> None:
    """A page that is no article, or says nothing, gives no fact."""
    assert not await researched({**BODY, "type": "mainpage"})
    assert not await researched({**BODY, "extract": None})


async def test_a_title_is_one_part_of_the_path() -> None:
    """Slashes and question marks in a title are encoded."""
    io = Played({})
    await WIKIPEDIA.research(Prospect(None, replace(ACME, wikipedia="AC/DC? & Söhne")), io)
    assert io.asked == ["/api/rest_v1/page/summary/AC%2FDC%3F_%26_S%C3%B6hne?redirect=true"]


async def test_without_a_title_nothing_is_asked() -> None:
    """A title is never guessed, and no candidate is made of one."""
    io = Played({})
    assert not await WIKIPEDIA.research(Prospect(None, replace(ACME, wikipedia=None)), io)
    assert not await WIKIPEDIA.candidates(Asked("Acme", company="Acme"), io)
    assert not io.asked


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("One. Two. Three.", "One. Two."),
        ("Made in the U.S. State of Ohio. Then sold. More.", "Made in the U.S. State of Ohio. Then sold."),
        ("No end", "No end"),
        ("", ""),
        ("First. " + "Long " * 60 + ".", "First."),
        ("word " * 60, ("word " * 47).strip() + " …"),
    ],
)
def test_an_excerpt_ends_with_a_sentence(text: str, quoted: str) -> None:
    """At most two sentences and 240 characters; only a sentence that is too long is cut, at a word."""
    assert excerpt(text) == quoted


@given(st.text(alphabet="ab .A!\u200b\n", max_size=600))
def test_an_excerpt_is_short(text: str) -> None:
    """Whatever the article says, the quotation is short."""
    assert len(excerpt(text)) <= 240


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (BODY, Outcome.ANSWERED),
        (404, Outcome.EMPTY),
        ({**BODY, "type": "disambiguation"}, Outcome.UNCLEAR),
        (403, Outcome.REFUSED),
        (429, Outcome.LIMITED),
        (500, Outcome.FAILED),
        (b"<html>", Outcome.FAILED),
        ([1], Outcome.FAILED),
    ],
)
async def test_what_came_of_asking_is_reported(answer: object, outcome: Outcome) -> None:
    """Each kind of answer over the wire becomes its outcome."""
    async with server({SUMMARY: answer}) as url:
        wikipedia = Wikipedia(url)
        came = await came_of(wikipedia.terms, lambda io: wikipedia.research(Prospect(None, ACME), io), ())
    assert came.outcome is outcome


@given(JSON)
async def test_no_body_makes_it_raise_anything_else(body: object) -> None:
    """Whatever comes as JSON, there are facts or one of the allowed errors."""
    for shape in (body, {**BODY, "extract": body}, {**BODY, "timestamp": body, "title": body}):
        with suppress(SourceUnavailable, Unclear):
            await researched(shape)
