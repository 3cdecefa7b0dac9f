"""Draws docs/brief.svg, the picture in the README, from the shipped sample book: `make picture`."""

import asyncio
import io
import tempfile
from pathlib import Path

from rich.console import Console

from bot.app import given
from bot.briefing import Identified, identify
from bot.cli.brief import TEAM, complete
from bot.settings import Settings
from bot.terminal.render import show
from bot.understand import prospect
from handlers.warmup import brief_card

ROOT = Path(__file__).parent.parent


async def draw() -> None:
    """Brief Jane Doe at Acme and keep what the terminal shows."""
    folder = Path(tempfile.mkdtemp())
    settings = Settings(
        database_url=f"sqlite:///{folder / 'picture.sqlite3'}",
        warmup_book="sample",
        warmup_rep="Dana Cho",
        warmup_seller="Northwind",
    )
    async with given(settings) as services:
        found = await identify(prospect("Jane Doe at Acme"), services, TEAM)
        assert isinstance(found, Identified)
        ready = await complete(found, services, None)
    console = Console(record=True, width=100, file=io.StringIO())
    show(brief_card(ready), console)
    console.save_svg(str(ROOT / "docs" / "brief.svg"), title='warmup brief "Jane Doe at Acme"')


if __name__ == "__main__":
    asyncio.run(draw())
