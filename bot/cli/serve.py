"""`warmup serve`: listen, and finish what was acknowledged before ending."""

import sys

from bot import app
from bot.cli.lasting import until_told
from bot.settings import Settings


async def serve(settings: Settings, *, works: bool) -> int:
    """Serve until SIGTERM or Ctrl-C; without `works` other processes do what is accepted."""
    await app.serve(settings, until_told(), _ready, works=works)
    return 0


def _ready(address: str) -> None:
    sys.stdout.write(f"Warmup listens on {address}\n")
    sys.stdout.flush()
