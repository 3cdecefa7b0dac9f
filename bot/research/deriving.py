"""What is built from large bodies (an index of all tickers): once for each new body, shared by all who ask."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar, cast

from bot.flights import Flights
from bot.research.keeping import Kept
from bot.research.threads import work_on

T = TypeVar("T")
MOST_BUILT = 16  # things remembered; few suppliers build, each from one or two files
ALWAYS = 2**62  # a size that always goes to a thread: nobody knows how long a build takes


class Derived:
    """What was built last from each address."""

    def __init__(self, flights: Flights) -> None:
        self._flights = flights
        self._built: OrderedDict[str, tuple[str, object]] = OrderedDict()

    async def of(self, key: str, kept: Kept, build: Callable[[bytes], T]) -> T:
        """What `build` makes of this body; raises what it raises, and then remembers nothing.

        Builds are told apart by their name: two of the same name are taken to be the same.
        """
        name = f"built:{key}:{getattr(build, '__module__', '')}.{getattr(build, '__qualname__', '')}"
        if (known := self._built.get(name)) and known[0] == kept.digest:
            self._built.move_to_end(name)
            return cast("T", known[1])
        return await self._flights.once(f"{name}:{kept.digest}", lambda: self._build(name, kept, build))

    async def _build(self, name: str, kept: Kept, build: Callable[[bytes], T]) -> T:
        built = await work_on(kept.body, ALWAYS, build)
        self._built[name] = (kept.digest, built)
        self._built.move_to_end(name)
        if len(self._built) > MOST_BUILT:
            self._built.popitem(last=False)
        return built
