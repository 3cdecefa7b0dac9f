"""`warmup serve`: listen, and finish what was acknowledged before ending."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable

from bot import app
from bot.settings import Settings


async def serve(settings: Settings) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # who starts Warmup need not read how a database is made
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await app.serve(settings, stop, _ready)
    return 0


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Make the quicker event loop where it is installed (`pip install 'warmup[fast]'`), else Python's own (None)."""
    try:
        import uvloop  # noqa: PLC0415 (optional)
    except ImportError:
        return None
    return uvloop.new_event_loop


def _ready(address: str) -> None:
    sys.stdout.write(f"Warmup listens on {address}\n")
    sys.stdout.flush()
