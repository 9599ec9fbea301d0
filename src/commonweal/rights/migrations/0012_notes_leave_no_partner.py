"""What is left of partners' notes does not say any more whose they were."""

from django.db import migrations


def forget(apps, schema_editor):
    stones = apps.get_model("rights", "Tombstone").objects.using(schema_editor.connection.alias)
    stones.filter(thing="rights.Note").update(remains={})


class Migration(migrations.Migration):
    dependencies = [("rights", "0011_erased_by_two")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
