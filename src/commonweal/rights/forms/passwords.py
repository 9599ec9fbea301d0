"""Which passwords are refused although they are long enough: the ones that are guessed first."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonweal.rights.models import Person

FEWEST_DIFFERENT = 5
# What is left beside rows of keys and numbers must be at least as long, or they are the password.
LEAST_BESIDE_ROWS = 4
SHORTEST_ROW = 3
ROWS = (
    "01234567890" * 3,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
)
ALL_ROWS = tuple(way for row in ROWS for way in (row, row[::-1]))


class GuessedFirst(CommonPasswordValidator):
    """Refuses common passwords, also repeated or with numbers around them, and rows of keys."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise where a password is among those that are guessed first.

        Raises:
            ValidationError: If so, with what to do instead.
        """
        super().validate(password, user)
        written = password.casefold()
        if len(set(written)) < FEWEST_DIFFERENT:
            raise ValidationError(
                _("This password has fewer than %(count)s different characters. Take more.")
                % {"count": FEWEST_DIFFERENT},
                code="password_few_characters",
            )
        if _beside_rows(written) < LEAST_BESIDE_ROWS:
            raise ValidationError(
                _("This password is a row of keys or numbers. Take a few words instead."),
                code="password_row",
            )
        if self._is_common_inside(re.sub(r"[\W_]+", "", written)):
            raise ValidationError(
                _(
                    "This is a common password, repeated or with numbers around it. "
                    "Take a few words that do not belong together."
                ),
                code="password_common_inside",
            )

    def get_help_text(self) -> str:
        """Return what is asked, before somebody types."""
        return _("No common password, no row of keys or numbers.")

    def _is_common_inside(self, written: str) -> bool:
        kernel = written.strip("0123456789")
        units = {_repeated(written), _repeated(kernel)}
        units |= {each.strip("0123456789") for each in units}
        return not self.passwords.isdisjoint(units - {""})


def _repeated(text: str) -> str:
    """Return the shortest piece that, repeated, is the text: "abab" gives "ab", "abc" itself."""
    return text[: (text + text).find(text, 1)] if text else ""


def _beside_rows(text: str) -> int:
    """Return how many characters are left when every row of three keys and more is taken out."""
    left, at = 0, 0
    while at < len(text):
        end = at
        while end < len(text) and any(text[at : end + 1] in row for row in ALL_ROWS):
            end += 1
        if end - at >= SHORTEST_ROW:
            at = end
        else:
            left, at = left + 1, at + 1
    return left
