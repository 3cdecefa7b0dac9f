"""`warmup check`, as somebody who runs several processes reads it."""

from datetime import timedelta

import pytest

from bot.cli.check import BROKEN, FINE, WHAT_FOR, clocks
from bot.settings import Settings
from tests.doubles.warmup_process import ran
from tests.examples import NOW


def test_what_is_not_set_says_what_it_is_for() -> None:
    """No line of the check is a dead end: every setting without a value says what it does and where to read on."""
    unset = [name for name, value in Settings() if value is None]
    assert [name for name in unset if not WHAT_FOR.get(name)] == []


@pytest.mark.slow
async def test_several_processes_without_redis_is_said(postgres_url: str) -> None:
    """On PostgreSQL it says what each process keeps to itself without Redis, and compares the clocks."""
    _, shown, errors = await ran({"DATABASE_URL": postgres_url, "COLUMNS": "250"}, "check")

    assert "where several run on this database set REDIS_URL" in shown, errors
    assert "s from the database's" in shown


def test_clocks_that_disagree_are_broken() -> None:
    """A lease is a moment: two seconds apart is bearable, more is not, whichever way."""
    assert clocks(NOW + timedelta(seconds=1.5), NOW).state == FINE
    assert clocks(None, NOW).state == FINE
    for apart in (-40, 40):
        wrong = clocks(NOW + timedelta(seconds=apart), NOW)
        assert (wrong.state, wrong.mend.startswith("40 s from")) == (BROKEN, True)
