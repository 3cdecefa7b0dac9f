"""Reads what Slack tells of a person."""

from typing import cast

from bot.chat import Who
from bot.slack.call import Answer


def known(told: Answer, who: Who) -> Who:
    """The same person with what `users.info` tells: real name, time zone, language, and whether they are gone."""
    profile = told.get("profile")
    named = cast("Answer", profile).get("real_name") if isinstance(profile, dict) else None
    return Who(
        who.id,
        _said(told.get("real_name")) or _said(named) or who.name,
        _said(told.get("tz")) or who.zone,
        gone=told.get("deleted") is True,
        locale=_said(told.get("locale")) or who.locale,
    )


def _said(found: object) -> str | None:
    return found if isinstance(found, str) and found else None
