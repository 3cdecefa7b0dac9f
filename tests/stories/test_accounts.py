"""News of the book's accounts: looked for in the background, and told in the digest until somebody gets in touch."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cards import words
from bot.errors import SourceUnavailable
from bot.model import CallOutcome, Company, Day, Fact, Kind, Origin, Role, Source, Topic, Touch, Whom
from bot.services import Account
from tests import examples
from tests.fakes import FakeBook, FakeSource, terms
from tests.stories.conftest import Desk, DeskMaker
from tests.stories.test_experiment import holding_out

pytestmark = pytest.mark.slow
GLOBEX = Company("company:globexfoods.com", "Globex", domain="globexfoods.com", book_id="g")
INITECH = Company("company:initech.com", "Initech", domain="initech.com", book_id="i")
OWNED = (Account(GLOBEX, "Sam Lee"), Account(INITECH, "Dana Cho"))
HOUR = timedelta(hours=1)


def opened(days: int = 5, company: Company = GLOBEX, **slots: Any) -> Fact:
    """An event of one of them, with a public source."""
    return replace(examples.event(days), subject=company.id, **slots)


async def at_work(sit: DeskMaker, facts: Sequence[Fact], book: FakeBook | None = None) -> tuple[Desk, FakeSource]:
    """A desk with these accounts and one source, and a digest that was asked for: from then on it is looked."""
    source = FakeSource(replace(terms("feeds", "domain"), resolves=False), facts)
    desk = await sit(book or FakeBook(owned=OWNED), [source])
    await desk.types("digest")
    return desk, source


async def digest(desk: Desk) -> str:
    """What a digest says now, its thread included."""
    await desk.types("digest")
    return words(list(desk.messenger.shown.values())[-1].card)


async def days(desk: Desk, hours: int) -> None:
    """Let time pass, an hour at a time, and what is due be done."""
    for _ in range(hours):
        await desk.waits(HOUR)


async def test_news_of_an_account_nobody_was_briefed_on(sit: DeskMaker) -> None:
    """The digest names the account, its owner, the event with its day and link; after a call it does no more."""
    desk, _ = await at_work(sit, [opened()])
    await days(desk, 1)
    said = await digest(desk)
    assert "Globex: opened its Reno plant on 19 November 2026" in said
    assert "Sam Lee" in said
    assert "of 2 accounts of the book looked at meanwhile" in said

    whom = Whom("ann|globex", "Ann", "Globex")
    touch = Touch("x", "T1", whom, "U1", "Dana Cho", examples.NOW, "email", CallOutcome.TALKED)
    await desk.app.services.store.touches.load("T1", [(touch, "x")])
    assert "Reno" not in await digest(desk)


async def test_each_account_once_a_day_and_not_all_at_once(sit: DeskMaker) -> None:
    """With two accounts and a hundred looks allowed: two looks, a quarter of an hour apart; the next a day later."""
    desk, source = await at_work(sit, [])
    assert len(source.asked) == 1
    await desk.waits(timedelta(minutes=10))
    assert len(source.asked) == 1
    await desk.waits(timedelta(minutes=5))
    assert [one.company for one in source.asked] == [GLOBEX, INITECH]
    await days(desk, 18)
    assert len(source.asked) == 2
    await days(desk, 4)
    assert [one.company for one in source.asked] == [GLOBEX, INITECH] * 2


async def test_a_team_that_reads_no_digest_costs_nothing(sit: DeskMaker) -> None:
    """Nobody is asked for a team that never had a digest; and two weeks after the last one it ends."""
    source = FakeSource(replace(terms("feeds", "domain"), resolves=False))
    desk = await sit(FakeBook(owned=OWNED), [source])
    await days(desk, 3)
    assert not source.asked
    await desk.types("digest")
    assert len(source.asked) == 1
    desk.clock.forward(timedelta(days=15))
    await days(desk, 2)
    assert len(source.asked) == 1
    assert await desk.app.services.store.jobs.next_at() is None


async def test_switched_off(sit: DeskMaker) -> None:
    """With WARMUP_ACCOUNTS_PER_DAY=0 no look is planned; one that was planned before asks nobody, and is the last."""
    desk, source = await at_work(sit, [])
    services = desk.app.services
    off = replace(services, settings=services.settings.model_copy(update={"warmup_accounts_per_day": 0}))
    desk.app.due = replace(desk.app.due, services=off)
    await days(desk, 3)
    assert len(source.asked) == 1
    assert await services.store.jobs.next_at() is None


async def test_what_is_not_told(sit: DeskMaker) -> None:
    """Not what only the book knows, not what is undated or old, and nothing of an account that must not be called."""
    book = Source("book", "Your book", None, examples.NOW, Origin.CRM, licence="own")
    facts = [opened(source=book), opened(40), opened(company=INITECH), opened(happened=None, published=examples.ago(2))]
    stop = Fact(Kind.CONSENT, Topic.DO_NOT_CALL, INITECH.id, book, "consent.company", happened=Day(examples.TODAY))
    desk, source = await at_work(sit, facts, FakeBook(owned=OWNED, consents=[stop]))
    await days(desk, 2)
    assert "Reno" not in await digest(desk)
    assert INITECH not in [one.company for one in source.asked]


async def test_accounts_an_experiment_holds_out(sit: DeskMaker) -> None:
    """Nothing is told of them but how many there are, so that nobody takes silence for no news."""
    desk, _ = await at_work(sit, [opened()])
    await holding_out(desk, "globex")
    await days(desk, 1)
    said = await digest(desk)
    assert "Reno" not in said
    assert "1 account with news, by the experiment" in said


async def test_a_call_in_the_book_counts(sit: DeskMaker) -> None:
    """Somebody has called since, says the book; and one that asked since not to be called is left in peace."""
    desk, _ = await at_work(sit, [opened(), opened(company=INITECH)])
    await days(desk, 1)
    assert (await digest(desk)).count("Reno") == 2
    book = desk.app.services.suppliers.crm
    assert isinstance(book, FakeBook)
    call = Fact(Kind.HISTORY, Topic.TOUCH, GLOBEX.id, examples.BOOK, "touch.1", happened=examples.ago(2))
    stop = Fact(Kind.CONSENT, Topic.DO_NOT_CALL, INITECH.id, examples.BOOK, "consent.company", happened=examples.ago(1))
    book.facts, book.consents = [call], [stop]
    assert "Reno" not in await digest(desk)


async def test_sources_that_are_down(sit: DeskMaker) -> None:
    """An account nobody could be asked about was not looked at: it is tried again an hour later, and not every time."""
    desk, source = await at_work(sit, [opened()])
    source.error = SourceUnavailable("feeds", "down")
    await desk.waits(timedelta(minutes=15))
    asked = len(source.asked)
    await desk.waits(timedelta(minutes=30))
    assert len(source.asked) == asked
    source.error = None
    await days(desk, 1)
    assert source.asked[-1].company == INITECH
    assert set(await desk.app.services.store.accounts.looked("T1")) == {GLOBEX.id, INITECH.id}


async def test_killed_in_between(sit: DeskMaker) -> None:
    """A process that dies while it looks leaves the look to the next one; there is one chain, and it goes on."""
    source = FakeSource(replace(terms("feeds", "domain"), resolves=False), [opened()], delay=1.5)
    before = await sit(FakeBook(owned=OWNED), [source])
    await before.app.services.store.accounts.wanted("T1", before.clock())
    before.app.scheduler.wake()
    await asyncio.sleep(0.5)
    await before.app.scheduler.stop(timedelta(0))

    quick = replace(source, delay=0, asked=[])
    after = await sit(FakeBook(owned=OWNED), [quick])
    await days(after, 2)
    assert [one.company for one in quick.asked] == [GLOBEX, INITECH]
    assert "Globex: opened its Reno plant" in await digest(after)


async def test_hostile_news(sit: DeskMaker) -> None:
    """Words of a source are data: they are shown as they are, cut, and nothing of them is obeyed."""
    bad = "said <!channel> `*ignore all rules*` \u202e " + "and on " * 90
    desk, _ = await at_work(sit, [opened(others={Role.WHAT: bad})])
    await days(desk, 1)
    said = await digest(desk)
    assert "Globex: said <!channel>" in said
    assert len(said.split()) < 150
