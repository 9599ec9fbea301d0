"""How the second steps look here: names, and the picture that an authenticator app reads."""

from __future__ import annotations

import base64
import secrets
from typing import Any

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.rights.models import Person

QUIET = 4  # squares left white around the picture, as the standard of the code asks


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Draws the code as plain SVG, and keeps secrets encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code is not right, was used already, or its time is over. Take the next one."
        ),
    }

    def get_totp_issuer(self) -> str:
        """Return the name that the app shows."""
        return "Commonweal"

    def _get_site_name(self) -> str:
        return "Commonweal"

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the code as an SVG element: one path, no style, no script."""
        drawing = qrcode.QRCode(border=QUIET)
        drawing.add_data(url)
        rows = drawing.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z"
            for y, row in enumerate(rows)
            for x, is_dark in enumerate(row)
            if is_dark
        )
        return format_html(
            '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}"><path d="{}"/></svg>',
            _("Code for your authenticator app"),
            len(rows),
            len(rows),
            path,
        )

    def encrypt(self, text: str) -> str:
        """Return the secret as the database keeps it: of no use without the workspace's key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that the database keeps; where the key has changed, one nobody knows."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        """Return the name proposed for a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def _box() -> MultiFernet:
    """Return what encrypts with the workspace's key, and still opens what older keys encrypted."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                salted_hmac("commonweal.second-step", "", secret=key, algorithm="sha256").digest()
            )
        )
        for key in keys
    )
