"""Settings for tests: fast hashes, tasks run at once, a data folder of the run's own.

The database is SQLite in memory, or PostgreSQL where COMMONWEAL_DATABASE_URL names one.
"""

from __future__ import annotations

import os
import tempfile

os.environ["COMMONWEAL_DATA"] = tempfile.mkdtemp(prefix="commonweal-test-")
os.environ.setdefault("COMMONWEAL_DEMO", "1")
os.environ["COMMONWEAL_TIME_ZONE"] = "UTC"

from commonweal.config.settings import *  # noqa: F403  the settings under test are these
from commonweal.config.settings import DATABASES

if not os.environ.get("COMMONWEAL_DATABASE_URL"):
    DATABASES["default"]["NAME"] = ":memory:"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DOORS_ARE_CHECKED = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
