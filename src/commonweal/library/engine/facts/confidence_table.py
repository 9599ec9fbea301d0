"""Measured confidence of each rule. Made by bench/calibrate.py; do not edit by hand."""

from __future__ import annotations

BY_FIELD: dict[str, float] = {}
BY_RULE: dict[tuple[str, str], float] = {}
