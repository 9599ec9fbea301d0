"""How often something may be asked within a minute: counted for all processes together, in the shared cache."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW_S = 60
# Whoever dies while counting is waited for no longer than this.
LOCK_S = 2
WAIT_S = 0.5
PAUSE_S = 0.01


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within a minute.

    Attributes:
        what: What is counted, such as ``key``.
        most: How often it is let through.
    """

    what: str
    most: int


def seconds_to_wait(limit: Limit, *, by: str, takes: bool = True) -> int:
    """Count one more, and return 0, or after how many seconds to ask again where it is too many.

    Args:
        limit: What is counted, and how often it is let through.
        by: Whose it is: a key's id, a network address. Only a keyed digest of it is kept.
        takes: Whether it counts, or is only asked.
    """
    now = time.time()
    window = int(now // WINDOW_S)
    digest = salted_hmac("commonweal.limits", f"{limit.what}:{by}").hexdigest()[:24]
    name = f"limit:{digest}:{window}"
    if not takes:
        is_over = cache.get(name, 0) >= limit.most
    else:
        with _alone(name):
            count = cache.get(name, 0) + 1
            is_over = count > limit.most
            if not is_over:
                cache.set(name, count, timeout=2 * WINDOW_S)
    return max(1, round((window + 1) * WINDOW_S - now)) if is_over else 0


def network_of(request: HttpRequest) -> str:
    """Return from which network a request comes, as the proxies tell it; IPv6 addresses by their /64.

    Those whose address no server or proxy tells are counted as one.
    """
    try:
        address = str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return ""
    try:
        is_of_a_network = ip_address(address).version == 6
    except ValueError:
        return address
    return str(ip_network(f"{address}/64", strict=False)) if is_of_a_network else address


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Let one process count at a time; the cache adds a name once, whoever asks.

    After half a second it is counted all the same: one too many let through is better than a stop.
    """
    lock, until = f"{name}:lock", time.monotonic() + WAIT_S
    while not (has_lock := cache.add(lock, 1, timeout=LOCK_S)) and time.monotonic() < until:
        time.sleep(PAUSE_S)
    try:
        yield
    finally:
        if has_lock:
            cache.delete(lock)
