from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("rights", "0004_chain_and_grants")]

    operations = [
        migrations.DeleteModel(name="PlainEntry"),
        migrations.RemoveField(model_name="person", name="is_staff"),
        migrations.RemoveField(model_name="invitation", name="is_coordinator"),
    ]
