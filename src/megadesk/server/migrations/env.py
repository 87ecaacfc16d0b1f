"""How Alembic runs a revision here: on the connection it is handed, in one transaction."""

from alembic import context

from megadesk.server.metadata_tables import metadata

_connection = context.config.attributes["connection"]
context.configure(
    connection=_connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True,
    transaction_per_migration=False,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()
