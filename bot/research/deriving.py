"""What is made of bodies (an index of all tickers, a record read): once for each new body, shared by all who ask."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar, cast

from bot.flights import Flights
from bot.research.keeping import Kept
from bot.research.threads import work_on

T = TypeVar("T")
MOST_BYTES = 8 * 2**20  # of the bodies that remembered things are made of; those may take several times as much
ALWAYS = 2**62  # a size that always goes to a thread: nobody knows how long a build takes


class Derived:
    """What was built last from each address."""

    def __init__(self, flights: Flights) -> None:
        self._flights = flights
        self._built: OrderedDict[str, tuple[Kept, object]] = OrderedDict()
        self._bytes = 0

    async def of(self, key: str, kept: Kept, build: Callable[[bytes], T], size: int = ALWAYS) -> T:
        """What `build` makes of this body; raises what it raises, and then remembers nothing.

        A build of a large `size` is done in a thread, one of unknown size too.
        Builds are told apart by their name: two of the same name are taken to be the same.
        """
        name = f"built:{key}:{getattr(build, '__module__', '')}.{getattr(build, '__qualname__', '')}"
        if (known := self._built.get(name)) and known[0].digest == kept.digest:
            self._built.move_to_end(name)
            return cast("T", known[1])
        return await self._flights.once(f"{name}:{kept.digest}", lambda: self._build(name, kept, build, size))

    async def _build(self, name: str, kept: Kept, build: Callable[[bytes], T], size: int) -> T:
        built = await work_on(kept.body, size, build)
        if old := self._built.pop(name, None):
            self._bytes -= len(old[0].body)
        self._built[name] = (kept, built)
        self._bytes += len(kept.body)
        while self._bytes > MOST_BYTES and len(self._built) > 1:
            _, (gone, _) = self._built.popitem(last=False)
            self._bytes -= len(gone.body)
        return built
