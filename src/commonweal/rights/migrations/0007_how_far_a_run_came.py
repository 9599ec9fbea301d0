from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("rights", "0006_runs_and_requests")]

    operations = [
        migrations.AddField(
            model_name="retentionrun",
            name="position",
            field=models.JSONField(null=True),
        ),
    ]
