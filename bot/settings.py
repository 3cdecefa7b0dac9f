"""Every environment variable, read once."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Address = Annotated[str, Field(pattern=r"^https?://[^\s@]+$")]


def default_database() -> str:
    """An SQLite file in the user's data folder."""
    return f"sqlite:///{user_data_path('warmup') / 'warmup.sqlite3'}"


class Settings(BaseSettings):
    """All settings; each field's name in capitals is its environment variable, `.env` is read as well."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: Address = "https://slack.com/api/"
    warmup_slack_looks_per_minute: float = Field(default=1, gt=0, le=600)

    microsoft_app_id: str | None = Field(default=None, pattern=r"^[0-9A-Fa-f-]{36}$")
    microsoft_app_password: SecretStr | None = None
    microsoft_app_type: Literal["SingleTenant", "UserAssignedMSI", "MultiTenant"] = "SingleTenant"
    microsoft_app_tenant_id: str | None = None
    teams_allowed_tenants: str | None = None
    teams_insecure_local: bool = False
    teams_openid_url: Address = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    teams_login_url: Address = "https://login.microsoftonline.com"

    database_url: str = Field(default_factory=default_database, repr=False)  # may hold a password, as the next two
    redis_url: str | None = Field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    warmup_desk: bool = False

    warmup_contact: str | None = None
    warmup_admins: str | None = Field(default=None, repr=False)
    warmup_book: str | None = Field(default=None, repr=False)
    warmup_connections: Path | None = None
    warmup_rep: str | None = None
    warmup_seller: str | None = None
    warmup_region: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    warmup_deadline: float = Field(default=8.0, gt=0, le=60)
    warmup_intel_emoji: str = Field(default="bulb", pattern=r"^[a-z0-9_+'-]{1,100}$")
    warmup_accounts_per_day: int = Field(default=100, ge=0, le=10_000)
    warmup_window: str = Field(default="9-18", pattern=r"^\d{1,2}-\d{1,2}$")

    warmup_sec_data_url: Address = "https://data.sec.gov"
    warmup_sec_www_url: Address = "https://www.sec.gov"
    warmup_wikidata_url: Address = "https://www.wikidata.org"
    warmup_wikipedia_url: Address = "https://en.wikipedia.org"
    warmup_hn_url: Address = "https://hn.algolia.com"
    warmup_gleif_url: Address = "https://api.gleif.org"
    warmup_greenhouse_url: Address = "https://boards-api.greenhouse.io"
    warmup_lever_url: Address = "https://api.lever.co"
    warmup_ashby_url: Address = "https://api.ashbyhq.com"
