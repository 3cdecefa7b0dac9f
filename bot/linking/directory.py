"""Who is who in linked teams: read from the store, remembered for seconds, asked at every door."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.chat import Interaction, Who
from bot.store import Directory, Links

PLATFORMS: Mapping[str, str] = {"slack": "Slack", "teams": "Teams"}  # those that can be linked, as people call them
FRESH = 5.0  # seconds after which it is looked whether something has changed
RUNG = 0.2  # likewise when somebody says that something may have


@dataclass(frozen=True, slots=True)
class _Known:
    """A directory, ready to be asked."""

    teams: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    tenants: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    reps: Mapping[tuple[str, str, str], str] = field(default_factory=dict[tuple[str, str, str], str])
    natives: Mapping[tuple[str, str, str], str] = field(default_factory=dict[tuple[str, str, str], str])
    homes: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])


class Linking:
    """Says which team a tenant is, and which rep an account. Without a store nothing is linked."""

    def __init__(self, kept: Links | None = None) -> None:
        """Nothing is known before `refresh`."""
        self._kept, self._known = kept, _Known()
        self._version, self._looked, self._rung = "", -FRESH, True

    def stale(self) -> None:
        """Something may have changed: look at the next door. Never waits."""
        self._rung = True

    def changed(self) -> None:
        """We have changed something ourselves: look at the very next door."""
        self._looked, self._rung = -FRESH, True

    async def refresh(self, *, now: bool = False) -> None:
        """Look whether something has changed, if that was long ago (or `now`). Raises NotStored."""
        age = time.monotonic() - self._looked
        if self._kept is None or not (now or age >= FRESH or (self._rung and age >= RUNG)):
            return
        first, self._rung = not self._version, False
        if not first:
            self._looked = time.monotonic()  # whoever comes meanwhile goes by what is known
        version = await self._kept.version()
        if version != self._version:
            self._known = _known(await self._kept.directory())
            self._version = version
        self._looked = time.monotonic()

    # ── Teams ──

    def team(self, platform: str, tenant: str) -> str:
        """The team a tenant is, or is part of."""
        return self._known.teams.get((platform, tenant), tenant)

    def tenant(self, platform: str, team: str) -> str:
        """How this platform calls a team."""
        return self._known.tenants.get((platform, team), team)

    def is_linked(self, team: str) -> bool:
        """Whether the team is at home on two platforms."""
        return team in self._known.teams.values()

    # ── People ──

    def rep(self, platform: str, team: str, account: str) -> str:
        """The rep whose account this is."""
        return self._known.reps.get((team, platform, account), account)

    def account(self, platform: str, team: str, rep: str) -> str:
        """What this platform calls a rep."""
        return self._known.natives.get((team, platform, rep), rep)

    def home(self, team: str, rep: str) -> str | None:
        """The one platform on which somebody of a linked team is known; None for who is on both, and elsewhere."""
        return self._known.homes.get((team, rep))

    def is_one(self, platform: str, team: str, rep: str) -> bool:
        """Whether they are one rep on both platforms."""
        return (team, platform, rep) in self._known.natives

    def is_new(self, platform: str, team: str, rep: str) -> bool:
        """Whether they have not been met since their team was linked."""
        return self.is_linked(team) and (team, rep) not in self._known.homes and not self.is_one(platform, team, rep)

    # ── What somebody did ──

    def ours(self, asked: Interaction) -> Interaction:
        """An interaction as a platform tells it, with the team and the reps as the store knows them."""
        there = asked.place
        team = self.team(there.platform, there.team)
        if not self.is_linked(team):
            return asked
        who = replace(asked.who, id=self.rep(there.platform, team, asked.who.id))
        values = {name: self.rep(there.platform, team, value) for name, value in asked.values.items()}
        return replace(asked, team=team, who=who, values=values)

    def theirs(self, asked: Interaction) -> Interaction:
        """The same interaction as its platform knows it."""
        there = asked.place
        if not self.is_linked(asked.team):
            return replace(asked, team=there.team) if there.platform in PLATFORMS else asked
        who = replace(asked.who, id=self.account(there.platform, asked.team, asked.who.id))
        return replace(asked, team=there.team, who=who)

    def named(self, who: Who, rep: str) -> Who:
        """A person as a platform tells of them, under the rep's own name."""
        return who if who.id == rep else replace(who, id=rep)


def _known(found: Directory) -> _Known:
    one = [account for account in found.personas if account.rep]
    return _Known(
        {(each.tenant.platform, each.tenant.id): each.team for each in found.tenants},
        {(each.tenant.platform, each.team): each.tenant.id for each in found.tenants},
        {(account.team, account.platform, account.id): account.rep or account.id for account in one},
        {(account.team, account.platform, account.rep or account.id): account.id for account in one},
        {(account.team, account.id): account.platform for account in found.personas if not account.rep},
    )
