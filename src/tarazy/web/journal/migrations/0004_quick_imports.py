from django.db import migrations

from tarazy.web.journal.ledger import SEAL_FUNCTION


class Migration(migrations.Migration):
    """The digests of very many rows are computed by several processes; they are the same digests."""

    dependencies = [("journal", "0003_entries_of_a_room")]

    operations = [migrations.RunSQL(SEAL_FUNCTION, migrations.RunSQL.noop)]
