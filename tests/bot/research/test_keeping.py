"""Kept answers: bounded in this process, and read back from Redis only as they were written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.research import keeping
from bot.research.keeping import MOST_BYTES, Keeping, Kept, digest_of, pack, unpack
from bot.shared import Json, Shared
from tests.bot.research.players import TERMS

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def kept(body: bytes) -> Kept:
    """A kept answer with this body."""
    return Kept(200, "https://example.com/", NOW, body, "text/html", '"v1"', "", digest_of(body))


@given(st.binary(max_size=500))
def test_what_is_packed_unpacks(body: bytes) -> None:
    """Any body comes back equal, with everything about it."""
    assert unpack(pack(kept(body))) == kept(body)


@pytest.mark.parametrize(
    "change",
    [
        {"body": "bm90IHppcHBlZA=="},
        {"body": "*"},
        {"body": 7},
        {"status": 500},
        {"read_at": "2026-11-24T15:00:00"},
        {"digest": "0"},
        {"url": None},
    ],
)
def test_a_forged_answer_is_a_miss(change: dict[str, Json]) -> None:
    """An answer that is not what was written is asked again."""
    packed = pack(kept(b"body"))
    assert isinstance(packed, dict)
    assert unpack({**packed, **change}) is None


def test_a_packed_flood_is_a_miss() -> None:
    """A small value that unpacks to more than was ever written is not unpacked."""
    flood = replace(kept(b""), body=b"x" * 2 * keeping.MOST_SHARED, digest=digest_of(b"x" * keeping.MOST_SHARED))
    assert unpack(pack(flood)) is None


@pytest.mark.parametrize("value", [None, 1, "text", [], {}])
def test_anything_else_is_a_miss(value: Json | None) -> None:
    """What is no answer at all is asked again."""
    assert unpack(value) is None


async def test_this_process_keeps_the_latest_within_bounds(shared: Shared) -> None:
    """Old bodies make room for new ones; what was used lately stays."""
    answers = Keeping(shared)
    body = bytes(MOST_BYTES // 4)
    for number in range(4):
        await answers.put(str(number), kept(body), TERMS)
    assert answers.here("0")
    await answers.put("new", kept(body), TERMS)
    assert answers.here("0")
    assert answers.here("1") is None
    await answers.drop("0")
    await answers.put("newer", kept(body), TERMS)
    assert answers.here("2")
