"""What the settings say of Teams, or why Warmup refuses to start with them."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import SettingsMistake
from bot.settings import Settings

EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class TeamsConfig:
    """Who we are in Teams, and whom we serve."""

    app_id: str  # "" only where unsigned messages of this machine are taken
    kind: str
    home: str  # the tenant our token is fetched from
    secret: str | None
    tenants: frozenset[str] | None  # None: everybody
    openid_url: str
    login_url: str

    @property
    def insecure(self) -> bool:
        """Whether nothing is signed: on this machine only."""
        return not self.app_id

    def __repr__(self) -> str:
        """Without the secret."""
        return f"TeamsConfig({self.app_id or 'insecure'}, {self.kind})"


def is_enabled(settings: Settings) -> bool:
    """Whether anything says that Teams is wanted."""
    said = (settings.microsoft_app_id, settings.microsoft_app_password, settings.teams_allowed_tenants)
    return settings.teams_insecure_local or any(said)


def teams_config(settings: Settings) -> TeamsConfig:
    """What to go by. Raises SettingsMistake; what is unsigned is taken from this machine only, if asked."""
    if not settings.microsoft_app_id:
        _only_here(settings)
    elif settings.microsoft_app_type != "UserAssignedMSI" and settings.microsoft_app_password is None:
        raise SettingsMistake("MICROSOFT_APP_PASSWORD is missing: see docs/deploy-azure.md, step 2.")
    elif settings.microsoft_app_type == "SingleTenant" and not settings.microsoft_app_tenant_id:
        raise SettingsMistake("MICROSOFT_APP_TENANT_ID is missing: see docs/deploy-azure.md, step 2.")
    multi = settings.microsoft_app_type == "MultiTenant"
    secret = settings.microsoft_app_password
    return TeamsConfig(
        app_id=settings.microsoft_app_id or "",
        kind=settings.microsoft_app_type,
        home="botframework.com" if multi else settings.microsoft_app_tenant_id or "",
        secret=secret.get_secret_value() if secret else None,
        tenants=_tenants(settings),
        openid_url=settings.teams_openid_url,
        login_url=settings.teams_login_url.rstrip("/"),
    )


def no_token(config: TeamsConfig, reason: str) -> str:
    """One sentence on why Microsoft gives us no token, and what to mend."""
    if config.kind == "UserAssignedMSI":
        return (
            "The managed identity gives no token: is the one with the client ID of MICROSOFT_APP_ID assigned to this"
            " machine? See docs/deploy-azure.md, step 2."
        )
    if reason == "login_unreachable":
        return "Microsoft's login cannot be reached at the moment."
    return "Microsoft refuses MICROSOFT_APP_ID with its password or tenant: docs/deploy-azure.md, step 2."


def is_loopback(address: str) -> bool:
    """Whether this address (or bare host) is this machine."""
    host = (urlsplit(address).hostname if "://" in address else address) or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _only_here(settings: Settings) -> None:
    if not settings.teams_insecure_local:
        raise SettingsMistake(
            "MICROSOFT_APP_ID is missing, so nobody can tell Teams from somebody else:"
            " see docs/deploy-azure.md, step 2."
        )
    if not is_loopback(settings.host):
        raise SettingsMistake("TEAMS_INSECURE_LOCAL takes messages of this machine only: set HOST=127.0.0.1.")


def _tenants(settings: Settings) -> frozenset[str] | None:
    """Those named, else our own. Raises SettingsMistake when everybody would be let in without a word."""
    named = frozenset(
        name.strip().lower() for name in (settings.teams_allowed_tenants or "").split(",") if name.strip()
    )
    if EVERYBODY in named or not settings.microsoft_app_id:
        return None
    if not named and settings.microsoft_app_tenant_id:
        return frozenset({settings.microsoft_app_tenant_id.lower()})
    if not named:
        raise SettingsMistake(
            "TEAMS_ALLOWED_TENANTS is missing: name the tenants that may talk to Warmup, or * for all."
        )
    return named
