"""`warmup worker`: do what is due, and listen to nobody."""

import sys

from bot import app
from bot.cli.lasting import until_told
from bot.settings import Settings


async def work(settings: Settings) -> int:
    """Work until SIGTERM or Ctrl-C; what is in hand is finished first."""
    await app.work(settings, until_told(), _ready)
    return 0


def _ready() -> None:
    sys.stdout.write("Warmup works\n")
    sys.stdout.flush()
