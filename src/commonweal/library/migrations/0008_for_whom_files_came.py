from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def keep_for_whom(apps, _schema):
    """For which partner files were uploaded, documents added and runs begun, as far as is known.

    It was not kept: the first origin of a document came for the partner that the document was added for;
    for all others the partner that the person acts for now is the best guess.
    """
    Person = apps.get_model("rights", "Person")
    Origin = apps.get_model("library", "Origin")
    now = Person.objects.filter(pk=OuterRef("person_id")).values("organisation_id")[:1]
    for name, field in (("Intake", "added_for_id"), ("Rereading", "asked_for_id")):
        rows = apps.get_model("library", name).objects.filter(person__isnull=False)
        rows.update(**{field: Subquery(now)})
    now = Person.objects.filter(pk=OuterRef("added_by_id")).values("organisation_id")[:1]
    Origin.objects.filter(added_by__isnull=False).update(added_for_id=Subquery(now))
    then = Origin.objects.filter(pk=OuterRef("pk")).values("document__added_for_id")[:1]
    first = Origin.objects.filter(
        added_by=F("document__added_by"), document__added_for__isnull=False
    )
    Origin.objects.filter(pk__in=list(first.values_list("pk", flat=True))).update(
        added_for_id=Subquery(then)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0007_for_whom"),
    ]

    operations = [
        migrations.RunPython(keep_for_whom, migrations.RunPython.noop),
    ]
