"""`warmup desk`: the bot as a web page of this machine, without Slack, Teams or any key."""

import sys

from platformdirs import user_data_path

from bot import app
from bot.cli.lasting import until_told
from bot.settings import Settings

SELLER = "Northwind"  # the made-up company of the sample book


async def desk(settings: Settings) -> int:
    """Serve the desk until SIGTERM or Ctrl-C. Raises SettingsMistake on an address that others can reach."""
    await app.sit(for_desk(settings), until_told(), _ready)
    return 0


def for_desk(settings: Settings) -> Settings:
    """With a database of its own where none is named, and a company to sell for beside the sample book."""
    own: dict[str, object] = {}
    if "database_url" not in settings.model_fields_set:
        own["database_url"] = f"sqlite:///{user_data_path('warmup') / 'desk.sqlite3'}"
    if settings.warmup_book == "sample" and settings.warmup_seller is None:
        own["warmup_seller"] = SELLER
    return settings.model_copy(update=own)


def _ready(address: str) -> None:
    sys.stdout.write(f"The desk is at {address}/desk, for this machine only. Ctrl-C ends it.\n")
    sys.stdout.flush()
