"""Teams' side of our front door: signed deliveries, and what we answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.settings import Settings
from bot.teams.listen import PATH
from tests.doubles.slack_door import FakeReception
from tests.doubles.teams_server import APP, SECRET, TENANT, TeamsServer

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


@dataclass
class TeamsDoor:
    """Knocks at our door as Teams does."""

    client: "TestClient[web.Request, web.Application]"
    teams: TeamsServer
    reception: FakeReception

    async def deliver(
        self,
        body: object,
        token: str | None = None,
        kind: str = "application/json; charset=utf-8",
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Status and JSON (or None) of the answer to a delivery, signed unless another token is given."""
        given = {"Authorization": self.teams.token(NOW) if token is None else token, "Content-Type": kind}
        given = {name: value for name, value in (given | dict(headers or {})).items() if value}
        raw = {"data": body} if isinstance(body, bytes | str) else {"json": body}
        async with self.client.post(
            PATH, headers=given, skip_auto_headers=["Content-Type"], **cast("Any", raw)
        ) as answer:
            text = await answer.text()
            return answer.status, await answer.json() if text else None


def settings_for(teams: TeamsServer, **other: object) -> Settings:
    """Settings from nothing but these."""
    known: dict[str, object] = {
        "microsoft_app_id": APP,
        "microsoft_app_password": SECRET,
        "microsoft_app_tenant_id": TENANT,
        "teams_openid_url": f"{teams.url}/openid",
        "teams_login_url": f"{teams.url}/login",
    }
    return Settings.model_validate({name: value for name, value in (known | other).items() if value is not None})
