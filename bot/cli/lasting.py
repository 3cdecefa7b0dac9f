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
    look_less_for_garbage()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


def look_less_for_garbage() -> None:
    """What is loaded by now stays, and a brief makes thousands of objects: as Python sets it, a tenth was looking."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Make the quicker event loop where it is installed (`pip install 'warmup[fast]'`), else Python's own (None)."""
    try:
        import uvloop  # noqa: PLC0415 (optional)
    except ImportError:
        return None
    return uvloop.new_event_loop
