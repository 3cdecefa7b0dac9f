"""People and rooms of the desk."""

from bot.chat import PlaceKind
from bot.desk.rooms import DANA, MANAGERS, MARIA, PEOPLE, SALES, direct, room_called, rooms_of


def test_nobody_reads_a_room_they_are_not_in():
    """The managers' room and others' direct messages are closed to a rep."""
    assert rooms_of(DANA) == (SALES, direct(DANA))
    assert rooms_of(MARIA) == (SALES, MANAGERS, direct(MARIA))
    assert room_called("sales-managers", DANA) is None


def test_a_direct_message_is_ones_own():
    """The same address is another room for each person."""
    rooms = {room_called("warmup", person) for person in PEOPLE}
    assert len(rooms) == len(PEOPLE)
    assert {room.kind for room in rooms if room} == {PlaceKind.DIRECT}
