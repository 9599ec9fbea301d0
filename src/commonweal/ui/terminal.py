"""What command lines share: starting Django only where a command needs it, and printing data.

Standard output carries only data; everything said to a person goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping

import click


def start_django() -> None:
    """Load the settings and the rooms' models; called inside commands that need the database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
    django.setup()


def say(text: str) -> None:
    """Tell the person something, on standard error."""
    click.echo(text, err=True)


def print_json(value: Mapping[str, object]) -> None:
    """Print one object on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
