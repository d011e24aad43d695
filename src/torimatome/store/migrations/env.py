"""How Alembic reaches the database: always through the connection the Store hands over."""

from alembic import context

from torimatome.store.schema import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
