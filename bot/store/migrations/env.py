"""Runs the migrations in the transaction bot/store/migrate.py has opened."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite too: we say BEGIN ourselves, so its DDL is rolled back like everything else
)
context.run_migrations()
