"""Loaded by a Warmup process that a test starts: it reaches this machine only, as if it had no way out."""

import ipaddress
import socket
import sys
from typing import Any


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    match event, arguments:
        case "socket.getaddrinfo", (str() | bytes() as host, *_):
            _check(host if isinstance(host, str) else host.decode("ascii", "replace"))
        case "socket.connect", (_, (str(host), *_)):
            _check(host)
        case _:
            pass


def _check(host: str) -> None:
    try:
        here = host in {"", "localhost"} or ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here:
        raise socket.gaierror(socket.EAI_NONAME, "tests stay on this machine")


sys.addaudithook(_watch)
