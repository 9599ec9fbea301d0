"""The trail's triggers refuse more; what was forgotten before is said in the trail from here on."""

from django.db import migrations
from django.db.models import Exists, OuterRef

from commonweal.rights.models import trail_guard


def lift(apps, schema_editor):
    trail_guard.lift(schema_editor.connection)


def stand(apps, schema_editor):
    trail_guard.stand(schema_editor.connection)


def say_what_was_forgotten(apps, schema_editor):
    """Add the entry that an erasure adds now, for each record whose reasons were erased before."""
    from commonweal.rights.actions import chain

    entries, words = apps.get_model("rights", "TrailEntry"), apps.get_model("rights", "TrailWords")
    gone = entries.objects.exclude(reason_digest="").filter(
        ~Exists(words.objects.filter(entry=OuterRef("pk")))
    )
    for thing, key in gone.order_by("thing", "thing_id").values_list("thing", "thing_id").distinct():
        chain.add(chain.Said(verb=trail_guard.FORGOTTEN, thing=thing, thing_id=key))


class Migration(migrations.Migration):
    dependencies = [("rights", "0014_partners_agree")]

    operations = [
        migrations.RunPython(lift, stand),
        migrations.RunPython(say_what_was_forgotten, migrations.RunPython.noop),
        migrations.RunPython(stand, lift),
    ]
