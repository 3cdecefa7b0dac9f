"""What a reader gets of an entry: the voices they could have heard themselves, and no other."""

from dataclasses import replace

from bot.briefing import Reader, as_read
from bot.chat import Place, PlaceKind, written
from bot.model import Whom
from bot.model.intel import Intel, IntelKind, Voice
from bot.rooms import Rooms
from tests.examples import NOW
from tests.fakes import FakeMessenger

SALES = written(Place("desk", "T1", "C-sales", PlaceKind.CHANNEL))
OTHER = written(Place("desk", "T1", "C-other", PlaceKind.CHANNEL))
MARIA = Voice("U3", "Maria Ruiz", NOW, "https://chat.example/2", OTHER)
ENTRY = Intel(
    id="i1",
    team="T1",
    whom=Whom("|acme", None, "Acme"),
    kind=IntelKind.EVENT,
    text="They froze hiring",
    author="U2",
    author_name="Sam Lee",
    said_at=NOW,
    saved_by="U2",
    saved_at=NOW,
    place=SALES,
    private=False,
    link="https://chat.example/1",
    voices=(MARIA,),
)


def rooms(**members: set[str]) -> Rooms:
    """Rooms of which these are closed to all but their members."""
    closed = {f"C-{name}": those for name, those in members.items()}
    return Rooms({"desk": FakeMessenger(members=closed)})


async def test_every_voice_that_everybody_could_hear():
    """Both, where both channels are open."""
    assert await as_read(ENTRY, Reader(rooms())) == ENTRY


async def test_a_voice_from_a_closed_channel_is_not_heard():
    """That Maria said it too is for those who were there."""
    assert await as_read(ENTRY, Reader(rooms(other={"U3"}))) == replace(ENTRY, voices=())
    assert await as_read(ENTRY, Reader(rooms(other={"U1"}), "U1")) == ENTRY


async def test_who_could_hear_only_the_second_voice_hears_that_one():
    """With its name and its link; nothing says that there is a first."""
    read = await as_read(ENTRY, Reader(rooms(sales={"U2"})))
    assert read
    assert (read.author_name, read.link, read.voices) == ("Maria Ruiz", "https://chat.example/2", ())


async def test_letting_everybody_read_it_lets_nobody_hear_another():
    """Sam opens his own words, not Maria's."""
    shared = replace(ENTRY, shared=True)
    assert await as_read(shared, Reader(rooms(sales={"U2"}, other={"U3"}))) == replace(shared, voices=())


async def test_without_a_platform_the_door_is_shut():
    """But for its author."""
    assert await as_read(ENTRY, Reader(Rooms())) is None
    assert await as_read(ENTRY, Reader(Rooms(), "U2")) == replace(ENTRY, voices=())
