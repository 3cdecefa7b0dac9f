"""The command line: `warmup` (the same as `python -m bot`)."""

import sys

from bot.cli.commands import app


def main() -> None:
    """Run the command that was typed; a mistake is one sentence and an exit code of 2."""
    sys.exit(app())
