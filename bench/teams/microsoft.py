"""Microsoft's side on this machine: keys, login, a connector that counts, and deliveries that are signed beforehand."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bench.played import Played, http

APP, TENANT = "11111111-2222-3333-4444-555555555555", "aaaaaaaa-0000-0000-0000-000000000001"
PATH = "/api/messages"
ISSUER = "https://api.botframework.com"
PEOPLE, CHANNELS, TEAMS = 50, 200, 20  # that take part


class PlayedMicrosoft(Played):
    """Counts what it was asked; `calls["activities"]` are messages of the bot's."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        self._keys = {"keys": [public | {"kid": "k1", "use": "sig", "endorsements": ["msteams"]}]}
        self._numbers = count(1)
        super().__init__(self._said)

    @property
    def service(self) -> str:
        """The serviceUrl of its deliveries."""
        return f"{self.url}/"

    def messages(self, words: str, number: int, *, tokens: int) -> Sequence[bytes]:
        """So many mentions in channels, none of them twice, as whole requests; signed with so many tokens in turn."""
        signed = [self._token() for _ in range(tokens)]
        return [self._request(words, signed[n % tokens], next(self._numbers)) for n in range(number)]

    def _token(self) -> str:
        now = time.time()
        claims = {"iss": ISSUER, "aud": APP, "exp": int(now) + 3600, "nbf": int(now) - 60, "serviceurl": self.service}
        return jwt.encode(claims | {"jti": str(next(self._numbers))}, self._key, "RS256", headers={"kid": "k1"})

    def _request(self, words: str, token: str, number: int) -> bytes:
        body = json.dumps(self._mention(words, number)).encode()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: warmup.bench\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _mention(self, words: str, number: int) -> dict[str, object]:
        bot, channel = {"id": f"28:{APP}", "name": "Warmup"}, f"19:{number % CHANNELS}@thread.tacv2"
        person = {
            "id": f"29:{number % PEOPLE}",
            "name": f"Rep {number % PEOPLE}",
            "aadObjectId": f"rep-{number % PEOPLE}",
        }
        conversation = {"id": f"{channel};messageid={number}", "conversationType": "channel", "isGroup": True}
        return {
            "type": "message",
            "id": f"{number}",
            "channelId": "msteams",
            "serviceUrl": self.service,
            "from": person,
            "recipient": bot,
            "conversation": conversation | {"tenantId": TENANT},
            "text": f"<at>Warmup</at> {words}\n",
            "entities": [{"type": "mention", "mentioned": bot, "text": "<at>Warmup</at>"}],
            "channelData": {
                "tenant": {"id": TENANT},
                "channel": {"id": channel},
                "team": {"id": f"19:{number % TEAMS}"},
            },
        }

    def _said(self, path: str) -> bytes:
        kind = next((one for one in ("activities", "pagedmembers", "openid", "keys", "token") if one in path), "other")
        self.calls[kind] += 1
        if kind == "activities":
            return _POSTED
        told: dict[str, object] = {
            "openid": {"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"},
            "keys": self._keys,
            "token": {"access_token": "ours", "expires_in": 3600},
            "pagedmembers": {"members": [{"id": "29:1", "aadObjectId": "rep-1", "userRole": "user"}]},
        }
        return http(json.dumps(told.get(kind, {})).encode())


_POSTED = http(b'{"id": "m1"}', status="201 Created")
