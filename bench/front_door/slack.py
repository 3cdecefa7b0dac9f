"""The other end: a Slack's API on this machine that says yes to everything, as cheaply as can be."""

import json
from collections import Counter
from collections.abc import Mapping

from bench.played import Played, http

PEOPLE = [{"id": f"U{number:05}", "real_name": f"Rep {number}", "tz": "America/New_York"} for number in range(50)]
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "auth.test": {"user_id": "U0BOT", "bot_id": "B0BOT", "team_id": "T0BENCH", "team": "bench", "url": "https://x/"},
    "users.info": {"user": PEOPLE[0]},
    "users.list": {"members": PEOPLE},
    "conversations.info": {"channel": {"id": "C0SALES"}},
    "conversations.members": {"members": [person["id"] for person in PEOPLE]},
    "chat.postMessage": {"channel": "C0SALES", "ts": "1800000000.000100"},
    "chat.update": {"channel": "C0SALES", "ts": "1800000000.000100"},
}


class PlayedSlack(Played):
    """Counts what it was asked; `calls["reply"]` are messages by response_url."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        super().__init__(self._said)

    @property
    def api(self) -> str:
        """Where its methods are."""
        return f"{self.url}/api/"

    @property
    def reply_to(self) -> str:
        """Where answers by response_url go, up to the last part."""
        return f"{self.url}/reply/"

    def _said(self, path: str) -> bytes:
        kind, _, name = path.removeprefix("/").partition("/")
        self.calls[name if kind == "api" else kind] += 1
        return _PREPARED.get(name, _OK) if kind == "api" else _REPLIED


_OK = http(b'{"ok": true}')
_REPLIED = http(b"ok", "text/plain")
_PREPARED = {name: http(json.dumps({"ok": True, **answer}).encode()) for name, answer in ANSWERS.items()}
