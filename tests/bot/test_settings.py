"""What the settings tell of themselves."""

from bot.settings import Settings


def test_no_password_is_told() -> None:
    """Printed or logged, the settings show no token, and no address that may hold a password."""
    settings = Settings(
        database_url="postgresql://warmup:hush@127.0.0.1/warmup",
        redis_url="redis://:hush@127.0.0.1:6379/0",
        warmup_book="postgresql://reader:hush@127.0.0.1/crm",
    )

    assert "hush" not in repr(settings) + str(settings)
