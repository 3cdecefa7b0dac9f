"""Guards for every test: no network but loopback, and nothing from this machine's environment."""

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from bot.settings import Settings

pytest_plugins = ["tests.servers"]

ROOT = Path(__file__).parent.parent
OURS = ("WARMUP_", "SLACK_", "TEAMS_", "MICROSOFT", "OPENAI_", "ANTHROPIC_")
SETTINGS = {name.upper() for name in Settings.model_fields}

set_hypothesis_home_dir(ROOT / ".hypothesis")  # tests run elsewhere, see below; what failed once is remembered here
hypothesis.settings.register_profile("warmup", deadline=None)  # a busy machine is no bug; pytest's time-out stays
hypothesis.settings.load_profile("warmup")


class NetworkForbidden(RuntimeError):
    """A test tried to leave this machine."""


class Border:
    """Refuses to connect to, send to or look up anything but this machine, and remembers who was asked for."""

    def __init__(self) -> None:
        self.closed = True
        self.asked: list[str] = []

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Be an audit hook: code in C passes here too."""
        match event, arguments:
            case (("socket.connect" | "socket.sendto" | "socket.sendmsg"), (_, (str(host), *_))):
                self.check(host)
            case "socket.getaddrinfo", (str(host), *_):
                self.check(host)
            case "socket.getaddrinfo", (bytes(name), *_):
                self.check(name.decode())
            case _:  # another event, a Unix socket, or no address at all
                pass

    def check(self, host: str) -> None:
        """Raise NetworkForbidden unless `host` is this machine."""
        if self.closed and not is_here(host):
            self.asked.append(host)
            message = f"tests stay on this machine, and this one asked for {host}"
            raise NetworkForbidden(message)


def is_here(host: str) -> bool:
    """Is it loopback, or the unspecified address on which our own servers listen? Other names are not looked up."""
    if host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


border = Border()
sys.addaudithook(border.watch)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that tried to leave this machine, even when its code took the refusal for an outage."""
    border.closed = request.node.get_closest_marker("live") is None
    border.asked.clear()
    yield
    border.closed = True
    assert not border.asked, f"tests stay on this machine, and this one asked for {border.asked}"


@pytest.fixture(autouse=True)
def nobodys_desk(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Start each test with no setting, no `.env`, no proxy and a home of its own, in which it stands."""
    if request.node.get_closest_marker("live"):
        return
    for name in list(os.environ):
        if name.upper().startswith(OURS) or name.upper().endswith("_PROXY") or name.upper() in SETTINGS:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.chdir(home)
