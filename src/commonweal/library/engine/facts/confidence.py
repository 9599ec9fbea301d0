"""How sure a rule is: the share of its values that were right, measured, not guessed.

Source: relative frequency with a prior worth a few observations (a Beta prior's mean; I. J. Good, The
Estimation of Probabilities, MIT Press 1965, chapter 3): a field's share is drawn towards 0.8, a rule's towards its
field's. The interval is E. B. Wilson, Probable inference, Journal of the American Statistical
Association 22 (1927), 209-212. The table is made by bench/calibrate.py.
"""

from __future__ import annotations

from commonweal.library.engine.facts.confidence_table import BY_FIELD, BY_RULE

UNSEEN = 0.5
"""Confidence of a field that was never measured."""
NEW_RULE_SHARE = 0.85
"""A rule that was never seen is trusted this much of its field's share: it is rarer than the rest, so harder."""


def certainty(field: str, rule: str) -> float:
    """Return the probability that a value of a field read by a rule is right.

    Args:
        field: Such as ``people`` or ``event.start``.
        rule: Name of the rule that read it.
    """
    known = BY_RULE.get((field, rule))
    return known if known is not None else round(NEW_RULE_SHARE * BY_FIELD.get(field, UNSEEN), 3)


def pooled(right: float, seen: float, *, prior: float, weight: float) -> float:
    """Return a share drawn towards a prior.

    Args:
        right: Values that were right.
        seen: All values, 0 or more.
        prior: The share expected before any was seen, 0 to 1.
        weight: How many observations the prior is worth.
    """
    return (right + prior * weight) / (seen + weight)


def wilson(right: int, seen: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Args:
        right: Values that were right.
        seen: All values, 1 or more.
    """
    z = 1.959964
    share = right / seen
    middle = share + z * z / (2 * seen)
    spread = z * ((share * (1 - share) + z * z / (4 * seen)) / seen) ** 0.5
    scale = 1 + z * z / seen
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
