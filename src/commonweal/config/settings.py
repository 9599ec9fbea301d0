"""Django's settings: the only place, with urls and the context, that knows all rooms."""

from __future__ import annotations

import os
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from commonweal.config.environment import (
    data_folder,
    database,
    mail,
    one_of,
    origin_of,
    secret_key,
    single_sign_on,
    switched_on,
    time_zone,
    whole_number,
)
from commonweal.config.log_lines import setup as logging_setup
from commonweal.kernel.place_notes import place_notes
from commonweal.kernel.reading_limits import reading_limits

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()
DEMO = switched_on("COMMONWEAL_DEMO")
DEBUG = switched_on("COMMONWEAL_DEBUG")
WORKERS = whole_number("COMMONWEAL_WORKERS", default=1, least=1, most=64)
WEB_WORKERS = whole_number("COMMONWEAL_WEB_WORKERS", default=1, least=1, most=32)
SECRET_KEY = secret_key(DATA)
SECRET_KEY_FALLBACKS: list[str] = []
TLS = switched_on("COMMONWEAL_TLS")
PLACE_NOTES = place_notes(os.environ)
READING_LIMITS = reading_limits(os.environ)
HOSTED_BY = os.environ.get("COMMONWEAL_HOSTED_BY", "")
ALLOWED_HOSTS = os.environ.get("COMMONWEAL_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "commonweal.config.apps.ConfigApp",
    "commonweal.demo",
    "commonweal.today",
    "commonweal.partners",
    "commonweal.library",
    "commonweal.rights",
    "commonweal.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "commonweal.config.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "commonweal.ui.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonweal.rights.middleware.sessions.SessionsMiddleware",
    "commonweal.rights.middleware.second_step.SecondStepMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "commonweal.rights.middleware.seeing.SeeingMiddleware",
    "commonweal.rights.middleware.doors.DoorsMiddleware",
    "commonweal.rights.middleware.acting.ActingMiddleware",
    "commonweal.library.middleware.WatchMiddleware",
    "commonweal.ui.drafts.DraftsMiddleware",
    "commonweal.ui.problems.ProblemsMiddleware",
]

ROOT_URLCONF = "commonweal.config.urls"
WSGI_APPLICATION = "commonweal.config.wsgi.application"

FORM_RENDERER = "commonweal.ui.rendering.HouseRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonweal.config.context.house",
            ],
            # Every form says for whom its page was opened.
            "builtins": ["commonweal.rights.templatetags.acting"],
        },
    },
]

DATABASES = {"default": database(DATA)}
# How long entries of the trail are kept; then the sealed heads of their segments stand for them.
TRAIL_YEARS = whole_number("COMMONWEAL_TRAIL_YEARS", default=5, least=1, most=10)
# What stands out to oversight: more than so many reads within so many minutes; so many exports on one
# day outside these hours or at a weekend; so many refusals in a row.
OVERSIGHT_LIMITS = {
    "reads": 60,
    "minutes": 10,
    "opens": 6,
    "closes": 21,
    "exports": 3,
    "denials": 5,
}
# How often one key may ask within a minute, and add.
API_PER_MINUTE = whole_number("COMMONWEAL_API_PER_MINUTE", default=120, least=1, most=10_000)
API_ADDS_PER_MINUTE = whole_number("COMMONWEAL_API_ADDS_PER_MINUTE", default=20, least=1, most=1000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that every process counts failed sign-ins and used codes together.
CACHES = {
    "default": {
        # Nothing goes before its time: many attempts must not wash out the earlier ones.
        "BACKEND": "commonweal.config.counts.LastingCounts",
        "LOCATION": "config_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# People and sign-in: by invitation only.
AUTH_USER_MODEL = "rights.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    # Django's list of common passwords, and what is made of them.
    {"NAME": "commonweal.rights.forms.passwords.GuessedFirst"},
]
ACCOUNT_ADAPTER = "commonweal.rights.adapters.account.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
# An address that nobody here has gets no mail from us.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "change_password": "commonweal.rights.forms.sign_in.ChangedPasswordForm",
    "login": "commonweal.rights.forms.sign_in.SignInForm",
    "reset_password": "commonweal.rights.forms.sign_in.NewPasswordForm",
}
# Guessing is slowed down for each account, known or not, and for each network address.
RATE_LIMITS = {"login_failed": "5/5m/key,20/h/key,20/5m/ip"}
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = RATE_LIMITS
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES = whole_number(
    "COMMONWEAL_PROXIES", default=int(TLS), least=0, most=9
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Second steps; who needs one is said by rights/rules/sign_in.py.
SECOND_STEP_REQUIRED = switched_on("COMMONWEAL_SECOND_STEP", default="1")
MFA_ADAPTER = "commonweal.rights.adapters.second_step.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# People are invited; nobody can take an address by signing up with it first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A clock may be wrong by half a minute.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "commonweal.rights.forms.sign_in.SecondStepForm",
    "reauthenticate": "commonweal.rights.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "commonweal.rights.forms.sign_in.AppForm",
    "add_webauthn": "commonweal.rights.forms.sign_in.PasskeyForm",
    "login_webauthn": "commonweal.rights.forms.sign_in.PasskeySignInForm",
    "authenticate_webauthn": "commonweal.rights.forms.sign_in.PasskeyStepForm",
    "reauthenticate_webauthn": "commonweal.rights.forms.sign_in.ConfirmPasskeyForm",
    "edit_webauthn": "commonweal.rights.forms.sign_in.PasskeyNameForm",
}

# Sign-in at one's own organisation, where the settings name it.
SINGLE_SIGN_ON = single_sign_on()
SOCIALACCOUNT_ADAPTER = "commonweal.rights.adapters.single_sign_on.InvitedOnly"

# A session ends half a day after the sign-in, and sooner without use (rights/middleware/sessions.py).
SESSION_LONGEST_S = 12 * 3600
SESSION_COOKIE_AGE = 60 * whole_number("COMMONWEAL_IDLE_MINUTES", default=120, least=5, most=720)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A workspace reached under a public name sits behind TLS; on this computer it does not.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
if TLS:
    # Browsers take such a cookie from this very host only, over https, and for every path.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # Whoever looks after the machine asks from the machine itself.
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
PASSWORD_RESET_TIMEOUT = 3600

# Mail goes to the server that the settings name; else into files, for whoever runs the workspace.
globals().update(mail(DATA))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("COMMONWEAL_MAIL_FROM", "commonweal@localhost")

# No script or style but our own files.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        # Browsers hold a form to this even when its answer sends them on.
        "form-action": [
            SELF,
            *([origin_of(str(SINGLE_SIGN_ON["settings"]["server_url"]))] if SINGLE_SIGN_ON else []),
        ],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A page that does not say to whom it opens is a mistake here, and opens to nobody where people work.
DOORS_ARE_CHECKED = DEBUG

# Files.
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "originals"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# Larger uploads are streamed to disk; the reader has its own limits for each file.
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10_000
SEARCH_FOLDER = DATA / "search"

# The worker's queue lives in the database, so that nothing else must run.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Languages: English first; the others of docs/glossary.md follow as they are translated.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("sq", _("Albanian")),
    ("bs", _("Bosnian")),
    ("hr", _("Croatian")),
    ("sr-latn", _("Serbian (Latin)")),
    ("sr", _("Serbian (Cyrillic)")),
    ("ru", _("Russian")),
    ("tg", _("Tajik")),
]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
FORMAT_MODULE_PATH = ["commonweal.config.formats"]
USE_I18N = True
USE_TZ = True
# Instants are kept in UTC; this is the zone in which people read them.
TIME_ZONE = time_zone(default="Europe/Vienna" if DEMO else "UTC")

LOG = one_of("COMMONWEAL_LOG", choices=("text", "json"))
LOGGING = logging_setup(LOG)
# Nothing is mailed about errors: their values are what people wrote.
ADMINS: list[tuple[str, str]] = []
