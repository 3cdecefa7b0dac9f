"""`warmup teams-package`: the zip that an admin uploads to Teams."""

import sys
from importlib.metadata import version
from pathlib import Path

from bot.errors import SettingsMistake
from bot.settings import Settings
from bot.teams.pack import package


def teams_package(settings: Settings, website: str, to: Path) -> int:
    """Write it. Raises SettingsMistake without an app id, and for what Teams would refuse."""
    if not settings.microsoft_app_id:
        raise SettingsMistake("MICROSOFT_APP_ID is missing: see docs/deploy-azure.md, step 2.")
    made = package(settings.microsoft_app_id, version("warmup"), website.rstrip("/"))
    try:
        to.write_bytes(made)
    except OSError as error:
        raise SettingsMistake(f"{to} cannot be written: {error.strerror}") from error
    sys.stdout.write(f"Wrote {to}: upload it in the Teams admin centre (docs/deploy-azure.md, step 5).\n")
    return 0
