"""The command line: `warmup` (the same as `python -m bot`)."""

import io
import sys

from bot.cli.commands import app


def main() -> None:
    """Run the command that was typed; a mistake is one sentence and an exit code of 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ☎ shows a question mark, not a traceback
    sys.exit(app())
