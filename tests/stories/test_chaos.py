"""Whatever dies, and whatever Slack does: a promise is kept, and once. `make chaos` is the same, much longer."""

from pathlib import Path

import pytest

from tests.chaos.soak import Plan, soak


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_no_promise_is_lost_or_kept_twice_on_sqlite(tmp_path: Path) -> None:
    """One worker, killed again and again at work, before a Slack that loses answers."""
    outcome = await soak(Plan(150, 40, spread=5, kills=4), f"sqlite:///{tmp_path / 'warmup.sqlite3'}", tmp_path)

    assert outcome.good, outcome


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_no_promise_is_lost_or_kept_twice_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    """Three workers at once, all of them killed again and again, before the same Slack."""
    outcome = await soak(Plan(150, 40, spread=5, workers=3, kills=8), postgres_url, tmp_path)

    assert outcome.good, outcome
