"""What lasting processes have in common: their event loop, how they are told to end, where they write."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable


def until_told() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C; from now on the log goes to stderr."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # who starts Warmup need not read how a database is made
    gc.freeze()  # what is loaded by now stays: looking through it again and again cost a tenth of all work
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Make the quicker event loop where it is installed (`pip install 'warmup[fast]'`), else Python's own (None)."""
    try:
        import uvloop  # noqa: PLC0415 (optional)
    except ImportError:
        return None
    return uvloop.new_event_loop
