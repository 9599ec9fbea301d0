"""The trail knows where its segment begins, and the database refuses to change it from here on."""

from django.db import migrations, models

from commonweal.rights.models import trail_guard


def stand(apps, schema_editor):
    trail_guard.stand(schema_editor.connection)


def lift(apps, schema_editor):
    trail_guard.lift(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("rights", "0007_how_far_a_run_came")]

    operations = [
        migrations.AddField(
            model_name="trailhead",
            name="segment_from",
            field=models.BigIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="finding",
            name="addressee_kind",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["addressee", "closed_at"], name="finding_to"),
        ),
        migrations.RunPython(stand, lift),
    ]
