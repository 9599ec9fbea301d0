from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep_for_whom(apps, _schema):
    """For which partner something was marked was not kept: that of the person now is the best guess."""
    Recommendation = apps.get_model("partners", "Recommendation")
    Person = apps.get_model("rights", "Person")
    now = Person.objects.filter(pk=OuterRef("marked_by_id")).values("organisation_id")[:1]
    Recommendation.objects.update(marked_for_id=Subquery(now))


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0003_for_whom"),
    ]

    operations = [
        migrations.RunPython(keep_for_whom, migrations.RunPython.noop, elidable=True),
    ]
