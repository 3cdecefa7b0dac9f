"""Who may speak to the desk: a page of this very server, on this machine, and nobody else."""

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.errors import SettingsMistake

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with none at all, a form without scripts has no origin
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def check_host(host: str) -> None:
    """Raises SettingsMistake unless this address is loopback: the desk asks nobody who they are."""
    if not _is_loopback(host):
        raise SettingsMistake(
            f"The desk asks nobody who they are, so it listens on this machine only, not on {host}: set HOST=127.0.0.1."
        )


def guarded(handler: Handler) -> Handler:
    """The same, for a page of our own only: a name that was pointed here, or a page elsewhere, is refused (403)."""

    async def only_ours(request: web.Request) -> web.StreamResponse:
        why_not = refusal(request)
        if why_not:
            return web.Response(status=403, text=why_not, headers=HEADERS)
        return await handler(request)

    return only_ours


def refusal(request: web.Request) -> str | None:
    """Why this request is not taken; None when it is.

    A browser names the host it believes to speak to (so DNS rebinding shows), and at a POST the page that sent it.
    """
    peer = request.transport.get_extra_info("peername") if request.transport else None
    if peer and not _is_loopback(str(peer[0])):
        return "The desk speaks to this machine only."
    if not _is_ours(request.headers.get(hdrs.HOST, ""), request):
        return "The desk is at 127.0.0.1 and has no other name."
    if request.method in {hdrs.METH_GET, hdrs.METH_HEAD}:
        return None
    origin = request.headers.get(hdrs.ORIGIN)
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    same = origin is None or origin == f"{request.scheme}://{request.headers.get(hdrs.HOST)}"
    return None if same and site in {"same-origin", "none"} else "Another page may not press the desk's buttons."


def _is_ours(host: str, request: web.Request) -> bool:
    there = urlsplit(f"//{host}")
    try:
        port = there.port or 80
    except ValueError:
        return False
    here = request.transport.get_extra_info("sockname") if request.transport else None
    return _is_loopback(there.hostname or "") and (not here or port == here[1])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
