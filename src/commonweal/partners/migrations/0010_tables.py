import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0009_obligations"),
        ("rights", "0018_the_same_partner"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TableImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("table", models.CharField(max_length=30)),
                ("file_name", models.CharField(max_length=255)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "is being checked"),
                            ("checked", "checked; nothing is imported yet"),
                            ("running", "under way"),
                            ("stopped", "stopped"),
                            ("done", "done"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                ("is_undo", models.BooleanField(default=False)),
                ("total", models.PositiveIntegerField(default=0)),
                ("bad", models.PositiveIntegerField(default=0)),
                ("through", models.PositiveIntegerField(default=0)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "asked_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rights.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import of a table",
                "ordering": ["-added_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("values", models.JSONField(default=dict)),
                ("faults", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "waits"),
                            ("added", "added"),
                            ("changed", "changed"),
                            ("same", "is so already"),
                            ("left", "left out"),
                            ("undone", "taken back"),
                            ("kept", "stays, for something rests on it"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("thing_id", models.UUIDField(null=True)),
                ("before", models.JSONField(null=True)),
                ("why", models.TextField(blank=True)),
                (
                    "table_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="partners.tableimport",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="tableimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")),
                fields=("table",),
                name="partners_import_one_runs",
            ),
        ),
        migrations.AddIndex(
            model_name="importline",
            index=models.Index(fields=["table_import", "outcome"], name="import_line_outcome"),
        ),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.UniqueConstraint(
                fields=("table_import", "number"), name="import_line_once"
            ),
        ),
    ]
