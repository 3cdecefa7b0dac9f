"""What the desk's messenger promises."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards import Card, text
from bot.chat import Audience, Interaction, Message, Place, Who
from bot.desk.clock import DeskClock
from bot.desk.rooms import DANA, SALES, TEAM, direct
from bot.desk.screen import Screen
from bot.desk.send import DeskMessenger
from bot.errors import MessengerError, Refused
from bot.store import Store
from tests import examples

BEFORE, AFTER = Card("before", (text("before"),)), Card("after", (text("after"),))
ASKED = Interaction(TEAM, Who(DANA.id), SALES.place(), "", "", "k", examples.NOW)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store of one's own."""
    store = await Store.open(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    await store.upgrade()
    yield store
    await store.close()


@pytest.fixture
def messenger(store: Store) -> DeskMessenger:
    """The messenger of a desk."""
    return DeskMessenger(store.desk_messages, Screen(), DeskClock(lambda: examples.NOW))


async def summaries(store: Store) -> list[object]:
    return [one.card["summary"] for one in await store.desk_messages.newest(TEAM, SALES.id) if one.card]


async def test_the_same_marker_is_the_same_message(messenger: DeskMessenger, store: Store):
    """Whoever posts again after a crash posts nothing twice, and finds it."""
    first = await messenger.post(SALES.place(), BEFORE, "T1:k")
    again = await messenger.post(SALES.place(), BEFORE, "T1:k")
    assert first == again == await messenger.find(SALES.place(), "T1:k", examples.NOW)
    assert await summaries(store) == ["before"]
    assert await messenger.find(SALES.place(), "T1:other", examples.NOW) is None


async def test_a_message_is_changed_and_removed(messenger: DeskMessenger, store: Store):
    """Changing what is gone is refused, removing it is fine."""
    message = await messenger.post(SALES.place(), BEFORE, "m")
    await messenger.update(message, AFTER)
    assert await summaries(store) == ["after"]
    await messenger.remove(message)
    await messenger.remove(message)
    assert await summaries(store) == []
    with pytest.raises(Refused):
        await messenger.update(message, BEFORE)


async def test_a_number_is_never_used_again(messenger: DeskMessenger):
    """What points to a message that was removed points to no other one."""
    message = await messenger.post(SALES.place(), BEFORE, "m1")
    await messenger.remove(message)
    assert (await messenger.post(SALES.place(), AFTER, "m2")).id != message.id


async def test_nothing_is_posted_where_nobody_sits(messenger: DeskMessenger):
    """A room the desk does not have is refused, and nobody is said to read it."""
    nowhere = Place("desk", TEAM, "C1")
    with pytest.raises(Refused):
        await messenger.post(nowhere, BEFORE, "m")
    assert await messenger.audience(nowhere) is Audience.UNKNOWN
    assert await messenger.audience(SALES.place()) is Audience.TEAM


async def test_a_person_is_known(messenger: DeskMessenger):
    """Name, time zone and language, and their own conversation with Warmup."""
    assert await messenger.person(TEAM, Who(DANA.id)) == Who(DANA.id, "Dana Cho", "America/New_York", "en-US")
    assert await messenger.person(TEAM, Who("U9")) == Who("U9")
    assert await messenger.direct(ASKED) == direct(DANA).place()


async def test_a_database_that_is_gone_is_the_platforms_trouble(messenger: DeskMessenger, store: Store):
    """The router hears a messenger's error, and looks before it posts again."""
    async with store.desk_messages._database.writing() as db:  # noqa: SLF001 (what only an administrator does)  # pyright: ignore[reportPrivateUsage] (likewise)
        await db.exec_driver_sql("DROP TABLE desk_message")
    message = Message(SALES.place(), "1")
    for deed in (
        messenger.post(SALES.place(), BEFORE, "m"),
        messenger.update(message, BEFORE),
        messenger.remove(message),
        messenger.find(SALES.place(), "m", examples.NOW),
        messenger.whisper(ASKED, BEFORE),
    ):
        with pytest.raises(MessengerError):
            await deed
