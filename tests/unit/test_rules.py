"""Every registered rule is named for a thing that exists, and both halves deny a stranger."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from commonweal.rights.public import Rule, registered_rules


@pytest.mark.django_db
@pytest.mark.parametrize("rule", registered_rules(), ids=lambda rule: rule.name)
def test_the_rows_of_a_rule_can_be_asked_for(rule: Rule) -> None:
    model = apps.get_model(rule.thing)
    assert model.objects.filter(rule.rows(AnonymousUser())).count() == 0
