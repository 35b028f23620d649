import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """A place may have several sets of outlines; what was its only one becomes the one without a name."""

    dependencies = [
        ("units", "0002_scopes"),
    ]

    operations = [
        migrations.RenameField(model_name="boundaries", old_name="place", new_name="id"),
        migrations.AlterField(
            model_name="boundaries",
            name="id",
            field=models.CharField(
                max_length=130,
                primary_key=True,
                serialize=False,
                validators=[django.core.validators.RegexValidator("\\A[A-Za-z0-9][A-Za-z0-9._-]*\\Z")],
            ),
        ),
        migrations.AddField("boundaries", "place", models.CharField(max_length=60, default="")),
        migrations.RunSQL("UPDATE units_boundaries SET place = id", migrations.RunSQL.noop),
        migrations.AlterField("boundaries", "place", models.CharField(max_length=60)),
        migrations.AddField("boundaries", "name", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddField("boundaries", "valid_from", models.DateField(blank=True, null=True)),
        migrations.AddField("boundaries", "attribution", models.CharField(blank=True, default="", max_length=500)),
        migrations.AddField("boundaries", "licence", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("boundaries", "reason", models.CharField(blank=True, default="", max_length=500)),
        migrations.AddConstraint(
            "boundaries", models.UniqueConstraint(fields=("place", "name"), name="one_set_of_boundaries_a_name")
        ),
    ]
