"""`python -m bot`: the same as `warmup`."""

from bot.cli import main

main()
