from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep_for_whom(apps, _schema):
    """Documents were added for the partner that whoever added them acts for, as far as is known."""
    Document = apps.get_model("library", "Document")
    Person = apps.get_model("rights", "Person")
    partner = Person.objects.filter(pk=OuterRef("added_by_id")).values("organisation_id")[:1]
    Document.objects.filter(added_by__isnull=False).update(added_for_id=Subquery(partner))


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_restrictions"),
    ]

    operations = [
        migrations.RunPython(keep_for_whom, migrations.RunPython.noop),
    ]
