"""How sure a rule is: the share of its values that were right, measured, not guessed.

Source: relative frequency with a uniform Beta(1, 1) prior ("rule of succession": Laplace, Essai
philosophique sur les probabilités, 1814), pooled with the field's own frequency where a rule was
seen too seldom. The table is made by bench/calibrate.py.
"""

from __future__ import annotations

from commonweal.library.engine.facts.confidence_table import BY_FIELD, BY_RULE

UNSEEN = 0.5
"""Confidence of a field that was never measured."""


def certainty(field: str, rule: str) -> float:
    """Return the probability that a value of a field read by a rule is right.

    Args:
        field: Such as ``people`` or ``event.start``.
        rule: Name of the rule that read it.
    """
    return BY_RULE.get((field, rule), BY_FIELD.get(field, UNSEEN))
