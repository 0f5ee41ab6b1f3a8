"""Alembic's entry: run the migrations on the connection that `parley.store.migrate` hands over."""

from alembic import context

from parley.store.revisions import VERSION_TABLE
from parley.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
