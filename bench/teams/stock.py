"""What Warmup's door to Teams is compared with: the stock `CloudAdapter`, as Microsoft's own samples have it."""
# pyright: basic, reportMissingImports=false
# (the library has no types, and is there only with the extra `bench`)

import asyncio
import os
import signal
import sys
from types import SimpleNamespace

from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import AppCredentials, ServiceClientCredentialsFactory

from bench.teams.microsoft import APP, ISSUER, PATH
from bot.cli.lasting import loop_factory


class Given(AppCredentials):
    """A token at once: its own fetch goes to Microsoft, which is not here; this can only be quicker."""

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002 (the library's shape)
        """The token."""
        del force_refresh
        return "theirs"


class Credentials(ServiceClientCredentialsFactory):
    """Who the bot is."""

    async def is_valid_app_id(self, app_id: str) -> bool:
        """Whether it is us."""
        return app_id == APP

    async def is_authentication_disabled(self) -> bool:
        """Never."""
        return False

    async def create_credentials(
        self,
        app_id: str,
        oauth_scope: str,
        login_endpoint: str,
        validate_authority: bool,  # noqa: FBT001 (the library's shape)
    ) -> AppCredentials:
        """What to send with a request."""
        del login_endpoint, validate_authority
        return Given(app_id=app_id, oauth_scope=oauth_scope)


class Bot:
    """Answers each message with a sentence, where it is asked to."""

    def __init__(self, *, answers: bool) -> None:
        self._answers = answers

    async def on_turn(self, context: TurnContext) -> None:
        """One turn."""
        if self._answers:
            await context.send_activity("What can I do for you?")


def adapter() -> CloudAdapter:
    """It, with its own check of tokens by the keys that are played."""
    told = SimpleNamespace(
        TO_CHANNEL_FROM_BOT_LOGIN_URL="https://login.microsoftonline.com/botframework.com",
        TO_CHANNEL_FROM_BOT_OAUTH_SCOPE=ISSUER,
        TO_BOT_FROM_CHANNEL_TOKEN_ISSUER=ISSUER,
        TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL=f"{os.environ['MICROSOFT']}/openid",
        TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL=f"{os.environ['MICROSOFT']}/openid",
    )
    return CloudAdapter(ConfigurationBotFrameworkAuthentication(told, credentials_factory=Credentials()))


async def serve(*, answers: bool) -> None:
    """Serve it, say where, and end with SIGTERM."""
    stop, stock, bot = asyncio.Event(), adapter(), Bot(answers=answers)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)

    async def handle(request: web.Request) -> web.StreamResponse:
        return await stock.process(request, bot) or web.Response(status=500)

    app = web.Application()
    app.router.add_post(PATH, handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"stock listens on http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(serve(answers=sys.argv[1] == "answers"))
