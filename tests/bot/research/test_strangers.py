"""Addresses that came from data lead to the internet and nowhere else."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from ipaddress import IPv4Address, ip_address

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Outcome
from bot.research import Research
from bot.research.strangers import IPAddress, NotPublic, allowed, guard, is_public
from bot.services import IO, Answered
from bot.shared import Shared
from tests.bot.research.players import Clock, Desk, Supplier, hang, ok, status

INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 (one of the addresses to refuse)
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::127.0.0.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "",
    "localhost",
]
OUTSIDE = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("host", INSIDE)
def test_inside_addresses_are_refused(host: str) -> None:
    """Nothing of this machine, this network or the cloud's own services, in whatever clothes."""
    assert not allowed(host, is_public)


@pytest.mark.parametrize("host", OUTSIDE)
def test_public_addresses_are_not(host: str) -> None:
    """Everybody's addresses are allowed, also in the clothes of IPv6."""
    assert allowed(host, is_public)


@given(st.ip_addresses(v=4))
def test_clothes_change_nothing(address: IPv4Address) -> None:
    """An IPv4 address is judged alike, plain, mapped and through NAT64; what is private never passes."""
    plain = allowed(str(address), is_public)
    assert allowed(f"::ffff:{address}", is_public) == plain
    assert allowed(str(ip_address(int(ip_address("64:ff9b::")) + int(address))), is_public) == plain
    assert not (plain and (address.is_private or address.is_loopback or address.is_link_local))


async def stranger(desk: Desk, url: str, budget: float = 5.0) -> Answered[Sequence[object]]:
    """Ask for a page whose address came from data."""

    async def call(io: IO) -> Sequence[object]:
        page = await io.get_stranger(url)
        return [page.body] if page else []

    return await desk.ask(call, budget)


@pytest.fixture
async def open_desk(supplier: Supplier, shared: Shared, clock: Clock) -> AsyncIterator[Desk]:
    """A desk whose strangers may live on 127.0.0.1, for the server of these tests, and nowhere else."""

    def only_here(address: IPAddress) -> bool:
        return str(address) == "127.0.0.1"

    research = Research(shared, clock.now, strangers_may_be=only_here)
    yield Desk(research)
    await research.close()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]", "[::]", "169.254.169.254"]
)
async def test_this_machine_is_no_stranger(desk: Desk, supplier: Supplier, host: str) -> None:
    """Whatever name or number leads here, nothing connects."""
    supplier.says(ok())
    port = supplier.url.rpartition(":")[2]
    answered = await stranger(desk, f"http://{host}:{port}/")
    assert answered.outcome is Outcome.FAILED
    assert not supplier.asked


async def test_a_refusal_is_said(desk: Desk, supplier: Supplier) -> None:
    """The note says that the address is not public."""
    assert (await stranger(desk, supplier.url)).note == "not a public address"
    assert (await stranger(desk, supplier.url.replace("127.0.0.1", "localhost"))).note == "not a public address"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://user:secret@127.0.0.1/",
        "http://user@127.0.0.1/",
        "javascript:alert(1)",
        "127.0.0.1/",
        "http:///x",
        "http://127.0.0.1/" + "x" * 3000,
    ],
)
async def test_only_plain_web_addresses(open_desk: Desk, url: str) -> None:
    """No other scheme, no user in the address, no endless one."""
    assert (await stranger(open_desk, url)).note == "not a web address"


async def test_a_stranger_is_read(open_desk: Desk, supplier: Supplier) -> None:
    """A page at an allowed address is read, and kept like others."""
    supplier.says(status(302, Location="/feed"), ok(b"<rss>"))
    for _ in range(2):
        assert (await stranger(open_desk, supplier.url)).result == [b"<rss>"]
    assert len(supplier.asked) == 2


@pytest.mark.parametrize(
    "onward",
    ["http://[::1]:{port}/", "http://0.0.0.0:{port}/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/"],
)
async def test_each_redirect_is_checked(open_desk: Desk, supplier: Supplier, onward: str) -> None:
    """A stranger that sends us inside gets nowhere."""
    location = onward.format(port=supplier.url.rpartition(":")[2])
    supplier.says(status(302, Location=location), ok(b"secret"))
    answered = await stranger(open_desk, supplier.url)
    assert (answered.outcome, answered.note) == (Outcome.FAILED, "not a public address")
    assert len(supplier.asked) == 1


@pytest.mark.parametrize("onward", ["http://user:pw@127.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/"])
async def test_a_redirect_to_no_web_address_ends(open_desk: Desk, supplier: Supplier, onward: str) -> None:
    """Redirects are held to the same rules as the first address."""
    supplier.says(status(302, Location=onward), ok(b"secret"))
    assert (await stranger(open_desk, supplier.url)).note == "not a web address"
    assert len(supplier.asked) == 1


async def test_a_strangers_redirects_end(open_desk: Desk, supplier: Supplier) -> None:
    """At most three."""
    supplier.says(status(301, Location="/again"))
    assert (await stranger(open_desk, supplier.url)).note == "redirected too often"
    assert len(supplier.asked) == 4


async def test_two_megabytes_are_enough(open_desk: Desk, supplier: Supplier) -> None:
    """A larger page is cut off, also when it says no length or unpacks to more."""

    async def unsaid(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(3):
            await response.write(b"x" * 2**20)
        return response

    async def packed(request: web.Request) -> web.StreamResponse:
        response = web.Response(body=b"x" * 3 * 2**20)
        response.enable_compression(web.ContentCoding.gzip)
        return response

    for number, answer in enumerate((ok(b"x" * 3 * 2**20), unsaid, packed)):
        supplier.says(answer)
        assert (await stranger(open_desk, f"{supplier.url}/{number}")).note == "answer too large"


async def test_what_a_stranger_does_is_not_the_suppliers_fault(open_desk: Desk, supplier: Supplier) -> None:
    """Refusals and failures of strangers do not rest the supplier that found their address."""
    for code in (401, 403, 429, 500, 500, 500, 500, 500, 500):
        supplier.says(status(code))
        assert (await stranger(open_desk, f"{supplier.url}/{code}")).outcome is Outcome.FAILED
    supplier.says(ok())
    assert (await open_desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_a_hanging_stranger_is_given_up(open_desk: Desk, supplier: Supplier) -> None:
    """A stranger has no more time than the ask."""
    supplier.says(hang)
    assert (await stranger(open_desk, supplier.url, budget=0.1)).outcome is Outcome.LATE


async def test_a_name_that_changes_its_address_gains_nothing() -> None:
    """The address that is connected to is the one that is checked: a name that turned inwards since is refused."""

    class Rebinding(AbstractResolver):
        """Gives this machine's address to whoever asks."""

        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            await asyncio.sleep(0)
            return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)]

        async def close(self) -> None:
            """Nothing to close."""

    connector = aiohttp.TCPConnector(resolver=Rebinding(), family=socket.AF_INET, socket_factory=guard(is_public))
    async with aiohttp.ClientSession(connector=connector) as session:
        with pytest.raises(aiohttp.ClientConnectorError) as refused:
            await session.get("http://public.example/")
    assert isinstance(refused.value.os_error, NotPublic)
