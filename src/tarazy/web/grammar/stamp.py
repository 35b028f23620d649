"""Whether rows are still those that something was made of, so that it may be kept in memory for as long as they are.

PostgreSQL writes a changed row anew: in another place, in the name of another transaction. Both together are the row's
stamp, whoever changed it and by which way; those of all rows of some tables make theirs. To ask for it costs a small
part of what it costs to read the rows, so it is for tables of hundreds or some thousands of rows.
"""

from __future__ import annotations

from functools import cache

from django.db import connection, models

Stamp = tuple[tuple[int, int], ...]


def stamp_of(*tables: type[models.Model]) -> Stamp:
    """Another one as soon as a row of the tables was added, changed or removed. Ask for it before reading the rows."""
    with connection.cursor() as cursor:
        cursor.execute(_asked(tables))
        return tuple(cursor.fetchall())


@cache
def _asked(tables: tuple[type[models.Model], ...]) -> str:
    rows = "SELECT count(*), coalesce(sum(hashtextextended(xmin::text || ctid::text, 0)), 0) FROM {}"
    names = (connection.ops.quote_name(table._meta.db_table) for table in tables)
    return " UNION ALL ".join(rows.format(name) for name in names)
