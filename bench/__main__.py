"""Measure, and print the figures of this run."""

import argparse
import asyncio
import signal
import sys
from typing import NoReturn

from bench import brief, digest, front_door, lateness, teams, yields
from bench.machine import described

BENCHES = {
    "front_door": front_door.run,
    "brief": brief.run,
    "lateness": lateness.run,
    "yields": yields.run,
    "digest": digest.run,
    "teams": teams.run,
}


def _ended(*_: object) -> NoReturn:
    """Told to end: the way out leads through every `finally`, which ends the processes that were started."""
    sys.exit(128 + signal.SIGTERM)


def main() -> int:
    """Run the benches that were named, all when none was."""
    asked = argparse.ArgumentParser(
        prog="python -m bench", description="Measure Warmup beside what it could have been."
    )
    asked.add_argument("benches", nargs="*", metavar="bench", help=f"any of: {', '.join(BENCHES)} (default: all)")
    asked.add_argument("--rounds", type=int, default=3, help="how often each variant is measured, in turn (default: 3)")
    asked.add_argument("--tiny", action="store_true", help="as short as can be: shows that it works, measures nothing")
    given = asked.parse_args()
    if unknown := set(given.benches) - BENCHES.keys():
        asked.error(f"no such bench: {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, _ended)
    print(f"{described()}\n", flush=True)
    for name, run in BENCHES.items():
        if name in (given.benches or BENCHES):
            print(asyncio.run(run(given.rounds, tiny=given.tiny)), end="\n\n", flush=True)
    return 0


sys.exit(main())
