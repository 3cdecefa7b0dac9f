"""`warmup desk`: where it keeps things, and where it refuses to listen."""

import asyncio
from pathlib import Path

import pytest

from bot import app
from bot.cli.desk import for_desk
from bot.errors import SettingsMistake
from bot.settings import Settings


def test_the_desk_has_a_database_of_its_own():
    """Trying things out does not mix with what a team keeps, unless a database is named."""
    assert for_desk(Settings()).database_url.endswith("desk.sqlite3")
    assert for_desk(Settings(database_url="sqlite:///mine.sqlite3")).database_url == "sqlite:///mine.sqlite3"


def test_the_sample_book_has_somebody_to_sell_for():
    """An opener names a company: the sample's own, or the one that is set."""
    assert for_desk(Settings(warmup_book="sample")).warmup_seller == "Northwind"
    assert for_desk(Settings(warmup_book="sample", warmup_seller="Acme")).warmup_seller == "Acme"
    assert for_desk(Settings(warmup_book="my.csv")).warmup_seller is None


async def test_the_desk_alone_refuses_an_address_that_others_can_reach(tmp_path: Path):
    """In one sentence that says what to set."""
    settings = Settings(host="0.0.0.0", database_url=f"sqlite:///{tmp_path / 'd.sqlite3'}")  # noqa: S104 (that it is refused is the point)
    with pytest.raises(SettingsMistake, match="this machine only"):
        await app.sit(settings, asyncio.Event(), print)


async def test_the_desk_beside_slack_refuses_it_as_well(tmp_path: Path):
    """WARMUP_DESK=1 is for loopback, whatever else is served."""
    settings = Settings.model_validate(
        {
            "host": "0.0.0.0",  # noqa: S104 (that it is refused is the point)
            "database_url": f"sqlite:///{tmp_path / 'd.sqlite3'}",
            "slack_bot_token": "xoxb-1",
            "warmup_desk": True,
        }
    )
    with pytest.raises(SettingsMistake, match="this machine only"):
        await app.serve(settings, asyncio.Event(), print)
