"""A file of touches: any order and spelling of columns, each row whole or not at all."""

from datetime import UTC, datetime

import pytest

from bot.errors import UserMistake
from bot.measuring.touch_file import Loadable, missing_columns, read_touches
from bot.model import CallOutcome

HEADER = ("prospect", "company", "rep", "time", "channel", "outcome")
GOOD = ("Jane Doe", "Acme, Inc.", "Dana", "2026-11-24T15:00:00+00:00", "phone", "talked")


def read(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Loadable:
    return read_touches(header, list(enumerate(rows, 2)), "T1", UTC)


def one(at: int, cell: str) -> tuple[str, ...]:
    return (*GOOD[:at], cell, *GOOD[at + 1 :])


def test_a_row_is_the_same_prospect_as_in_a_brief():
    """Names are compared as everywhere: "DOE, Jane" at "Acme" is Jane Doe at Acme, Inc."""
    found = read(GOOD, ("DOE, Jane", "ACME", "Sam", "2026-11-25", "", "Not now"))
    assert {touch.whom.key for touch, _ in found.touches} == {"jane doe|acme"}
    assert [touch.channel for touch, _ in found.touches] == ["call", "call"]
    assert found.touches[1][0].outcome is CallOutcome.NOT_NOW


def test_columns_come_in_any_order_and_spelling_with_more_between():
    """Capitals, underscores and other words for the same are understood, and what is not needed is left."""
    row = ("x", "Meeting booked", "1795532400", "Jane Doe", "y")
    found = read(row, header=("job", "Call_Outcome", "TIMESTAMP", "Contact Name", "age"))
    [(touch, _)] = found.touches
    assert (touch.outcome, touch.at) == (CallOutcome.MEETING, datetime.fromtimestamp(1795532400, UTC))


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("2026-11-24T15:00:00+01:00", 14),
        ("2026-11-24T15:00:00Z", 15),
        ("2026-11-24 15:00", 15),
        ("2026-11-24", 0),
        ("1795532400", 15),
        ("1795532400.25", 15),
        ("1795532400000", 15),
    ],
)
def test_times_are_iso_or_an_epoch(said: str, hour: int):
    """With or without a zone, in seconds or milliseconds."""
    [(touch, _)] = read(one(3, said)).touches
    assert (touch.at.date(), touch.at.hour) == (datetime(2026, 11, 24, tzinfo=UTC).date(), hour)


@pytest.mark.parametrize("outcome", CallOutcome)
def test_every_outcome_is_known_by_value_and_by_name(outcome: CallOutcome):
    """As a program writes it and as a person reads it, however it is spelled."""
    for said in (outcome.value, outcome.label, outcome.value.upper(), outcome.value.replace("_", "-")):
        [(touch, _)] = read(one(5, said)).touches
        assert touch.outcome is outcome


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (one(3, "yesterday"), "its time “yesterday” is none I can read"),
        (one(3, ""), "it has no time"),
        (one(5, "sold the farm"), "its outcome “sold the farm” is none of no_answer"),
        (one(5, ""), "it has no outcome"),
        (one(4, "pigeon"), "its channel “pigeon” is none I know"),
        (("", "", *GOOD[2:]), "it names nobody"),
        (GOOD[:4], "it has no outcome"),
        ((*GOOD[:1], "Acme", *GOOD[1:]), "it has 7 cells, its header 6"),
        (one(3, "12"), "its time “12” is none"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_reason_and_not_loaded(row: tuple[str, ...], reason: str):
    """None is half loaded, and the rows around it are not harmed."""
    found = read(GOOD, row, GOOD)
    assert len(found.touches) == 2
    assert [bad.line for bad in found.bad] == [3]
    assert found.bad[0].reason.startswith(reason)


def test_a_header_without_its_columns_is_refused_by_name():
    """Nothing is guessed from a file that has no time or outcome."""
    assert missing_columns(("company", "time", "outcome")) == []
    with pytest.raises(UserMistake, match="lacks the column prospect and outcome"):
        read(("1",), header=("time",))


def test_the_same_row_has_the_same_delivery_next_time():
    """Wherever it stands; the second of two equal ones is another."""
    first, again = read(GOOD, GOOD), read(one(2, "Sam"), GOOD, GOOD)
    assert {key for _, key in first.touches} == {key for _, key in again.touches[1:]}
    assert len({key for _, key in again.touches}) == 3


def test_numbers_of_a_list_are_no_names():
    """Brackets are a nickname elsewhere; here "Client (12)" and "Client (13)" are two."""
    found = read(one(0, "Client (12)"), one(0, "Client (13)"), one(0, "P-0001"))
    assert len({touch.whom.key for touch, _ in found.touches}) == 3
