"""Signed slash commands, each of its own, as Slack would deliver them: signed before the clock runs."""

import hashlib
import hmac
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

SECRET = "a-signing-secret-of-the-bench"  # noqa: S105 (the bench's own, on this machine only)
PATH = "/slack/events"
FORM = "application/x-www-form-urlencoded"
PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request: its body, and the two headers that prove it is Slack's."""

    body: str
    stamp: str
    signature: str

    def request(self, host: str) -> bytes:
        """The whole HTTP/1.1 request."""
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM}\r\nContent-Length: {len(self.body)}\r\n"
            f"X-Slack-Request-Timestamp: {self.stamp}\r\nX-Slack-Signature: {self.signature}\r\n\r\n"
        )
        return head.encode() + self.body.encode()


@dataclass(slots=True)
class Pool:
    """Deliveries with one text, none of them twice; signatures are good for five minutes."""

    text: str
    reply_to: str  # the response_url's beginning
    label: str
    used: int = 0

    def take(self, number: int) -> list[Delivery]:
        """So many new ones, signed now."""
        stamp = str(int(time.time()))
        found = [_signed(body, stamp) for body in islice(self._bodies(), number)]
        self.used += number
        return found

    def _bodies(self) -> Iterator[str]:
        for number in range(self.used, 2**31):
            yield urlencode(
                {
                    "token": "unused",
                    "team_id": "T0BENCH",
                    "team_domain": "bench",
                    "channel_id": f"C{number:07}",  # each of its own: Slack takes one message a second in one
                    "channel_name": "sales",
                    "user_id": f"U{number % PEOPLE:05}",
                    "user_name": "rep",
                    "command": "/warmup",
                    "text": self.text,
                    "api_app_id": "A0BENCH",
                    "is_enterprise_install": "false",
                    "response_url": f"{self.reply_to}{self.label}-{number}",
                    "trigger_id": f"13.37.{self.label}.{number}",
                }
            )


def write(deliveries: Sequence[Delivery], path: Path) -> None:
    """One a line, for wrk's script: stamp, signature, body."""
    path.write_text("".join(f"{one.stamp} {one.signature} {one.body}\n" for one in deliveries), "ascii")


def _signed(body: str, stamp: str) -> Delivery:
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return Delivery(body, stamp, f"v0={digest}")
