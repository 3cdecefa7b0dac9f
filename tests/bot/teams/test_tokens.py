"""Only Microsoft gets in, for us, for Teams, from a tenant we serve; everything else is a 4xx, never a 500."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.errors import SettingsMistake
from bot.settings import Settings
from bot.teams.config import is_enabled, is_loopback, teams_config
from bot.teams.tokens import Doorkeeper, Keys, Rejected
from tests.doubles.teams_activities import says
from tests.doubles.teams_door import NOW, TeamsDoor, settings_for
from tests.doubles.teams_server import TENANT, TeamsServer, public_key, signed

Make = Callable[[TeamsServer], str]


def at(hours: float) -> int:
    return int((NOW + timedelta(hours=hours)).timestamp())


BAD: dict[str, tuple[Make, int]] = {
    "none": (lambda _: " ", 401),
    "another scheme": (lambda _: "Basic dXNlcjpwdw==", 401),
    "no token": (lambda _: "Bearer ", 401),
    "garbage": (lambda _: "Bearer garbage", 401),
    "half a token": (lambda teams: teams.token(NOW)[:-30], 401),
    "broken base64": (lambda _: "Bearer a.b.c", 401),
    "not JSON inside": (lambda _: "Bearer bm90.bm90.bm90", 401),
    "signed with nothing": (lambda teams: signed(NOW, teams.service, algorithm="none"), 401),
    "signed with a shared secret": (lambda teams: signed(NOW, teams.service, algorithm="HS256"), 401),
    "another's key": (lambda teams: signed(NOW, teams.service, key=1), 401),
    "an unknown key": (lambda teams: signed(NOW, teams.service, kid="k9"), 401),
    "no key named": (lambda teams: signed(NOW, teams.service, kid=None), 401),
    "expired": (lambda teams: teams.token(NOW, exp=at(-1)), 401),
    "no end": (lambda teams: teams.token(NOW, exp=None), 401),
    "an end that is no number": (lambda teams: teams.token(NOW, exp="soon"), 401),
    "not begun": (lambda teams: teams.token(NOW, nbf=at(1)), 401),
    "for another bot": (lambda teams: teams.token(NOW, aud="22222222-2222-3333-4444-555555555555"), 401),
    "no audience": (lambda teams: teams.token(NOW, aud=None), 401),
    "another issuer": (lambda teams: teams.token(NOW, iss="https://sts.windows.net/x/"), 401),
    "no issuer": (lambda teams: teams.token(NOW, iss=None), 401),
    "for another serviceUrl": (lambda teams: teams.token(NOW, serviceurl="https://evil.example/"), 403),
    "no serviceUrl in it": (lambda teams: teams.token(NOW, serviceurl=None), 403),
    "far too long": (lambda _: "Bearer " + "x" * 7_000, 401),
}


@pytest.mark.parametrize("bad", BAD)
async def test_a_bad_token_is_turned_away(door: TeamsDoor, bad: str, caplog: pytest.LogCaptureFixture):
    """Each kind gets its 4xx and nothing is kept; the log has the reason, and neither the token nor the words."""
    make, status = BAD[bad]
    token = make(door.teams)

    with caplog.at_level(logging.DEBUG):
        answered, body = await door.deliver(says(door.teams.service, "Jane Doe at Acme"), token)

    assert (answered, body) == (status, None)
    assert door.reception.accepted == []
    assert "Jane" not in caplog.text
    assert len(token) < 30 or token.removeprefix("Bearer ") not in caplog.text


async def test_what_the_activity_says_has_to_fit(door: TeamsDoor):
    """Another channel, no serviceUrl, another tenant, none at all: 403 with a perfectly good token."""
    good = says(door.teams.service, "Jane Doe at Acme")
    wrong = {
        "another channel": good | {"channelId": "webchat"},
        "no channel": {name: value for name, value in good.items() if name != "channelId"},
        "no serviceUrl": {name: value for name, value in good.items() if name != "serviceUrl"},
        "a serviceUrl that is none": good | {"serviceUrl": 7},
        "another tenant": good | {"channelData": {"tenant": {"id": "bbbbbbbb-0000-0000-0000-000000000002"}}},
        "no tenant": good | {"channelData": None, "conversation": {"id": "a:1"}},
    }
    assert {name: (await door.deliver(body))[0] for name, body in wrong.items()} == dict.fromkeys(wrong, 403)
    assert door.reception.accepted == []
    assert (await door.deliver(good))[0] == 202


async def test_clocks_may_differ_by_a_few_minutes(door: TeamsDoor):
    """Four minutes either way are forgiven, ten are not."""
    body = says(door.teams.service, "help")
    tokens = [door.teams.token(NOW, exp=at(-m / 60)) for m in (4, 10)]
    tokens += [door.teams.token(NOW, nbf=at(m / 60)) for m in (4, 10)]
    assert [(await door.deliver(body, token))[0] for token in tokens] == [202, 401, 202, 401]


async def test_a_key_without_teams_endorsement_is_not_enough(door: TeamsDoor):
    """Microsoft says for which channels a key signs."""
    door.teams.keys = [public_key("k1", endorsements=("webchat",))]
    assert (await door.deliver(says(door.teams.service, "help")))[0] == 403


async def test_a_new_key_is_fetched_once_a_minute_at_most(teams: TeamsServer):
    """An unknown key is asked for once; the next one, a minute later, is found, and old tokens are checked anew."""
    clock = [NOW]
    door, keys = _door(teams, clock)
    await door.check(teams.token(NOW), "msteams", teams.service, TENANT)
    teams.keys = [public_key("k2", 2)]
    new = signed(NOW, teams.service, key=2, kid="k2")

    for _ in range(20):
        with pytest.raises(Rejected) as no:
            await door.check(new, "msteams", teams.service, TENANT)
        assert no.value.status == 401
    assert teams.keys_read == 1

    clock[0] += timedelta(minutes=1)
    await door.check(new, "msteams", teams.service, TENANT)
    with pytest.raises(Rejected, match="unknown key"):
        await door.check(teams.token(NOW), "msteams", teams.service, TENANT)
    assert teams.keys_read == 2
    await keys.close()


async def test_a_failed_fetch_keeps_the_old_keys_and_counts(teams: TeamsServer):
    """With Microsoft's login down what was known goes on; with nothing known it is 503, and asked once a minute."""
    clock = [NOW]
    door, keys = _door(teams, clock)
    teams.metadata = {"jwks_uri": 7}
    for _ in range(5):
        with pytest.raises(Rejected) as no:
            await door.check(teams.token(NOW), "msteams", teams.service, TENANT)
        assert no.value.status == 503
    assert teams.keys_read == 1

    clock[0] += timedelta(minutes=1)
    teams.metadata = None
    await door.check(teams.token(NOW), "msteams", teams.service, TENANT)
    teams.metadata = []
    await keys.refresh()
    await door.check(teams.token(NOW), "msteams", teams.service, TENANT)
    await keys.close()


async def test_many_at_once_ask_for_the_keys_once(door: TeamsDoor):
    """Fifty first deliveries wait for one fetch."""
    door.teams.keys_delay = 0.05
    bodies = [says(door.teams.service, f"Jane {n} at Acme") for n in range(50)]
    assert {status for status, _ in await asyncio.gather(*map(door.deliver, bodies))} == {202}
    assert door.teams.keys_read == 1


async def test_a_remembered_token_still_ends(teams: TeamsServer):
    """A token verified once is taken at once, for its serviceUrl only, and not after its end."""
    clock = [NOW]
    door, keys = _door(teams, clock)
    token = teams.token(NOW)
    await door.check(token, "msteams", teams.service, TENANT)
    await door.check(token, "msteams", teams.service, TENANT)
    with pytest.raises(Rejected, match="another serviceUrl"):
        await door.check(token, "msteams", "https://evil.example/", TENANT)
    clock[0] += timedelta(hours=2)
    with pytest.raises(Rejected, match="ended"):
        await door.check(token, "msteams", teams.service, TENANT)
    await keys.close()


async def test_keys_come_over_https_only(teams: TeamsServer):
    """Where Microsoft's metadata names another way, its keys are not believed."""
    teams.metadata = {"jwks_uri": "http://evil.example/keys"}
    keys = Keys(f"{teams.url}/openid", lambda: NOW)
    await keys.refresh()
    with pytest.raises(Rejected):
        await keys.get("k1")
    await keys.close()


REFUSED: dict[str, dict[str, object]] = {
    "nothing to check with": {"microsoft_app_id": None},
    "no secret": {"microsoft_app_password": None},
    "no tenant": {"microsoft_app_tenant_id": None},
    "everybody, unsaid": {"microsoft_app_type": "MultiTenant", "microsoft_app_tenant_id": None},
    "unsigned, for everybody": {"microsoft_app_id": None, "teams_insecure_local": True, "host": "0.0.0.0"},  # noqa: S104 (that is the point)
}


@pytest.mark.parametrize("wrong", REFUSED)
async def test_it_refuses_to_start_unsafely(teams: TeamsServer, wrong: str):
    """Half a configuration, or one that lets anybody in, is a sentence at the start."""
    with pytest.raises(SettingsMistake):
        teams_config(settings_for(teams, **REFUSED[wrong]))


def test_what_is_safe_starts():
    """A managed identity needs no secret; unsigned messages are taken on loopback when asked for; off is off."""
    managed = Settings.model_validate(
        {
            "microsoft_app_id": "1" * 36,
            "microsoft_app_type": "UserAssignedMSI",
            "teams_allowed_tenants": "A, b",
        }
    )
    assert teams_config(managed).tenants == {"a", "b"}
    assert teams_config(Settings.model_validate({"teams_insecure_local": True})).insecure
    assert not is_enabled(Settings.model_validate({}))
    assert [is_loopback(host) for host in ("127.0.0.1", "http://[::1]:1/", "localhost", "10.0.0.1", "x.example")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert "secret" not in repr(teams_config(managed))


async def test_the_loop_is_never_blocked(door: TeamsDoor, caplog: pytest.LogCaptureFixture):
    """While a hundred bad tokens wait for keys that do not come, whoever else knocks is answered: before them."""
    door.teams.keys_answer.clear()
    body = says(door.teams.service, "Jane Doe at Acme")
    knocks = [(make(door.teams), status) for make, status in BAD.values()] * 5
    with caplog.at_level(logging.DEBUG):
        waiting = asyncio.gather(*(door.deliver(body, token) for token, _ in knocks))
        await door.teams.keys_asked.wait()
        for _ in range(20):
            assert (await door.deliver(b"<html>", kind="text/html"))[0] == 415
        assert not waiting.done()
        door.teams.keys_answer.set()
        answers = await waiting

    assert [status for status, _ in answers] == [status for _, status in knocks]
    assert door.teams.keys_read == 1
    assert door.reception.accepted == []
    assert not [token for token, _ in knocks if len(token) > 30 and token.removeprefix("Bearer ") in caplog.text]


def _door(teams: TeamsServer, clock: list[datetime]) -> tuple[Doorkeeper, Keys]:
    config = teams_config(settings_for(teams))
    keys = Keys(config.openid_url, lambda: clock[0])
    return Doorkeeper(config, keys, lambda: clock[0]), keys
