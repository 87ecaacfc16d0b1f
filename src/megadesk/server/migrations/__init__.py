"""The schema's history, as Alembic revisions. The server brings SQLite up to date when it starts, PostgreSQL when it is told to.

Write a revision against PostgreSQL's rules (SmallInteger for flags, names for every index); both databases take it.
"""

from typing import Final

HEAD: Final = "0006"
"""The newest revision: a database that says so is not looked at further, and Alembic not even imported."""
