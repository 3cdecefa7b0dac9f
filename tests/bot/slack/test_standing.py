"""What Slack vouches for of a person."""

import pytest

from bot.chat import Standing
from bot.slack.people import standing

DANA = {
    "id": "U1",
    "team_id": "T1",
    "is_admin": True,
    "is_email_confirmed": True,
    "profile": {"email": "dana@northwind.example"},
}


def test_a_member_with_a_confirmed_address():
    """A member, an admin, with the address Slack says is confirmed."""
    assert standing(DANA, "T1", "U1") == Standing("U1", "dana@northwind.example", member=True, admin=True)


def test_an_address_nobody_confirmed_counts_for_nothing():
    """What is only written in a profile may be anybody's."""
    unconfirmed: list[dict[str, object]] = [
        {"is_email_confirmed": False},
        {"is_email_confirmed": None},
        {"profile": {}},
    ]
    for told in unconfirmed:
        assert standing(DANA | told, "T1", "U1").email is None


@pytest.mark.parametrize(
    "told",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"deleted": True},
        {"is_bot": True},
        {"team_id": "T2"},
        {"team_id": None},
        {"id": "U2"},
    ],
    ids=str,
)
def test_guests_strangers_and_those_who_left_stand_for_nothing(told: dict[str, object]):
    """No member, hence no admin and no address, whatever else Slack says of them."""
    assert standing(DANA | told, "T1", "U1") == Standing("U1")
