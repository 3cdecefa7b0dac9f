"""Reads what Slack tells of a person."""

from typing import cast

from bot.chat import Standing, Who
from bot.slack.call import Answer


def known(told: Answer, who: Who, team: str | None = None) -> Who:
    """The same person with what `users.info` tells: name, time zone, language, whether they are gone, or not ours."""
    profile = told.get("profile")
    named = cast("Answer", profile).get("real_name") if isinstance(profile, dict) else None
    return Who(
        who.id,
        _said(told.get("real_name")) or _said(named) or who.name,
        _said(told.get("tz")) or who.zone,
        gone=told.get("deleted") is True,
        locale=_said(told.get("locale")) or who.locale,
        stranger=team is not None and _is_elsewhere(told, team),
    )


def _is_elsewhere(told: Answer, team: str) -> bool:
    """Whether they belong to another company: Slack names their own team, and in an organisation all of theirs.

    `is_stranger` says less: it is false for those whom a shared channel brought together with us.
    """
    found = told.get("enterprise_user")
    within: Answer = cast("Answer", found) if isinstance(found, dict) else {}
    teams = within.get("teams")
    ours = cast("list[object]", teams) if isinstance(teams, list) else []
    theirs = {_said(each) for each in (told.get("team_id"), within.get("enterprise_id"), *ours)}
    return told.get("is_stranger") is True or (_said(told.get("team_id")) is not None and team not in theirs)


def standing(told: Answer, team: str, person: str) -> Standing:
    """What `users.info` vouches for: an address only when Slack says that its owner has confirmed it."""
    profile = told.get("profile")
    email = _said(cast("Answer", profile).get("email")) if isinstance(profile, dict) else None
    outside = any(told.get(flag) for flag in ("deleted", "is_bot", "is_restricted", "is_ultra_restricted"))
    ours = _said(told.get("team_id")) is not None and not _is_elsewhere(told, team)
    member = ours and not outside and told.get("id") == person
    admin = member and (told.get("is_admin") is True or told.get("is_owner") is True)
    return Standing(person, email if member and told.get("is_email_confirmed") is True else None, member, admin)


def _said(found: object) -> str | None:
    return found if isinstance(found, str) and found else None
