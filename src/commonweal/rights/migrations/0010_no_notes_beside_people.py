"""No notes beside people: notes kept beside somebody's account would be a file on them."""

from django.db import migrations, models
from django.db.models import Q


def take_away(apps, schema_editor):
    """Let the notes that stood beside somebody stand beside nothing; their words are the partner's."""
    notes = apps.get_model("rights", "Note").objects.using(schema_editor.connection.alias)
    notes.filter(thing="rights.Person").update(thing="", thing_id="")


class Migration(migrations.Migration):
    dependencies = [("rights", "0009_decided_together")]

    operations = [
        migrations.RunPython(take_away, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=~Q(thing="rights.Person"), name="rights_note_not_beside_a_person"
            ),
        ),
    ]
