"""`commonweal site health`: ask the running server over the network, as a browser would."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import click
from django.conf import settings

from commonweal.config import health
from commonweal.ui.terminal import say, workspace_address

SECONDS = 20


def told(*, is_live_only: bool) -> bool:
    """Print each part of the running workspace, and say whether all is well.

    Args:
        is_live_only: Whether to ask only if the server answers.
    """
    address = urlsplit(workspace_address())
    status, parts = _asked(address.netloc, "/health/live" if is_live_only else "/health/ready")
    if status == 0:
        say(f"No server answers at {address.geturl()}. Start it: commonweal site serve")
        return False
    # Only this machine is told why; the page says no more than ok or failed.
    whys = health.complaints() if status != 200 and not is_live_only else {}
    for name, state in parts.items():
        why = whys.get(name, "")
        click.echo(f"{name:10} {state}{f': {why}' if why and why != state else ''}")
    if is_live_only:
        click.echo("live       ok" if status == 200 else "live       failed")
    return status == 200


def _asked(place: str, path: str) -> tuple[int, dict[str, str]]:
    """Return the status of the answer, 0 where there is none, and the parts it names."""
    host = next((name for name in settings.ALLOWED_HOSTS if name not in {"*", ""}), "localhost")
    connection = HTTPConnection(place, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Host": host.lstrip(".")})
        answer = connection.getresponse()
        return answer.status, dict(json.loads(answer.read()).get("parts", {}))
    except (OSError, HTTPException, ValueError):
        return 0, {}
    finally:
        connection.close()
