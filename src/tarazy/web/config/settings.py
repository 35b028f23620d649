"""Settings of the web part. Everything an installation may change comes from the environment; the defaults are safe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from tarazy.web.config.address import application_role, django_database
from tarazy.web.config.home import home_folder, secret
from tarazy.web.config.links import links_tried
from tarazy.web.config.mail import mail_server

WEB = Path(__file__).resolve().parents[1]
HOME = home_folder()

DEBUG = os.environ.get("TARAZY_DEBUG") == "1"
SECRET_KEY = os.environ.get("TARAZY_SECRET_KEY") or secret("secret_key", HOME)
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("TARAZY_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()
]

# Lowest first, as in the order of rooms. Without the Django admin: it would be a second desk outside the journal.
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "csp",
    "tarazy.web.journal",
    "tarazy.web.ui",
    "procrastinate.contrib.django",
    "tarazy.web.rooms.calendar",
    "tarazy.web.rooms.work",
    "tarazy.web.rooms.post",
    "tarazy.web.rooms.people",
    "tarazy.web.rooms.files",
    "tarazy.web.rooms.remarks",
    "tarazy.web.rooms.search",
    "tarazy.web.rooms.units",
    "tarazy.web.rooms.followup",
    "tarazy.web.rooms.methodologies",
    "tarazy.web.rooms.observatory",
    "tarazy.web.rooms.campaigns",
    "tarazy.web.rooms.collection",
    "tarazy.web.rooms.verification",
    "tarazy.web.rooms.results",
    "tarazy.web.rooms.conclusions",
    "tarazy.web.rooms.publication",
    "tarazy.web.doors.portal",
    "tarazy.web.doors.desk",
    "tarazy.web.doors.api",
    # After the desk, whose templates take the place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tarazy.web.config.compressed.Compressed",
    "csp.middleware.CSPMiddleware",
    "tarazy.web.doors.api.straight.Straight",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tarazy.web.doors.desk.account.middleware.Presence",
    "tarazy.web.doors.desk.account.middleware.SecondFactorAsked",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tarazy.web.doors.portal.faults.Askable",
]

ROOT_URLCONF = "tarazy.web.config.urls"
WSGI_APPLICATION = "tarazy.web.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": django_database()}
DATABASE_APPLICATION_ROLE = application_role()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

# In the database, so that limits of attempts hold across workers. What is thrown away too early would lift a limit.
PAGES = os.environ.get("TARAZY_PAGES", "")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pages of the portal as they were made. May be thrown away; "none" keeps none.
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    if PAGES == "none"
    else {
        "BACKEND": "tarazy.web.config.kept_pages.KeptPages",
        "LOCATION": PAGES or HOME / "pages",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# --- languages ------------------------------------------------------------------------------------------------------
# English is the language of the source texts. A visitor whose browser asks for none of the three gets Kazakh.
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "tarazy.web.config.formats"
USE_THOUSAND_SEPARATOR = False  # years and codes are numbers too; what needs groups asks for them
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

# --- letters --------------------------------------------------------------------------------------------------------
# Without a server they wait in the outbox. The address of the site stands in them: no request says it.
MAIL_SERVER = mail_server(os.environ.get("TARAZY_EMAIL_URL", ""))
EMAIL_BACKEND = MAIL_SERVER.backend
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SERVER.scheme == "smtps", MAIL_SERVER.scheme == "smtp+starttls"
EMAIL_FILE_PATH = MAIL_SERVER.folder
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("TARAZY_EMAIL_FROM", f"Tarazy <no-reply@{ALLOWED_HOSTS[0]}>")
SITE_ADDRESS = os.environ.get("TARAZY_SITE_ADDRESS", "http://localhost:8000").rstrip("/")
DIGEST_HOUR = int(os.environ.get("TARAZY_DIGEST_HOUR", "8"))

# --- programs that read ---------------------------------------------------------------------------------------------
SDMX_AGENCY = os.environ.get("TARAZY_SDMX_AGENCY", "TARAZY")  # the id under which structures are maintained
API_REQUESTS_A_MINUTE = max(1, int(os.environ.get("TARAZY_API_REQUESTS", "600")))  # of one address
CONTACT = os.environ.get("TARAZY_CONTACT", "")  # e-mail address for questions on the data; else a page is named

# --- links ----------------------------------------------------------------------------------------------------------
# The system asks servers whether the links that bodies give as evidence open.
LINKS_TRIED = links_tried(os.environ.get("TARAZY_LINKS", "public"))

# --- static files ---------------------------------------------------------------------------------------------------
FILES_ROOT = Path(os.environ.get("TARAZY_FILES") or HOME / "files")  # what people upload; never below STATIC_ROOT
DOCUMENTS_ROOT = Path(os.environ.get("TARAZY_DOCUMENTS") or HOME / "documents")  # reports; may be thrown away
EXPLANATIONS_ROOT = Path(os.environ.get("TARAZY_EXPLANATIONS") or HOME / "explanations")  # may be thrown away
FILE_UPLOAD_TEMP_DIR = FILES_ROOT / ".parts"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "tarazy.web.config.uploads.PartsBesideFiles",
]
SCANNER = os.environ.get("TARAZY_SCANNER", "")  # a program like clamdscan; else ClamAV's where it is installed
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- what a browser may do with our pages ---------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- signing in -----------------------------------------------------------------------------------------------------
IS_LOCAL = DEBUG or {"localhost", "127.0.0.1", "[::1]"}.issuperset(ALLOWED_HOSTS)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
AUTHENTICATION_BACKENDS = ["tarazy.web.doors.desk.account.signed_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tarazy.web.doors.desk.account.passwords.LongEnough"},
    {"NAME": "tarazy.web.doors.desk.account.passwords.NotCommon"},
    {"NAME": "tarazy.web.doors.desk.account.passwords.NotLikeTheName"},
]
# Who leads, approves or oversees needs more than a password. An empty TARAZY_MFA_ROLES switches it off.
SECOND_FACTOR_ROLES = frozenset(
    os.environ.get("TARAZY_MFA_ROLES", "administrator,methodologist,overseer").replace(" ", "").split(",")
) - {""}

SESSION_ENGINE = "tarazy.web.doors.desk.account.signed_in"
SESSION_COOKIE_AGE = 8 * 3600  # without a page of the desk for so long, a person is signed out
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would sign people out who come by a link in a letter
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "tarazy.web.doors.desk.account.faults.form_refused"

ACCOUNT_ADAPTER = "tarazy.web.doors.desk.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation was answered from the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "10/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "tarazy.web.doors.desk.account.forms.SignIn",
    "change_password": "tarazy.web.doors.desk.account.forms.ChangePassword",
    "reset_password": "tarazy.web.doors.desk.account.forms.ResetPassword",
    "reset_password_from_key": "tarazy.web.doors.desk.account.forms.NewPassword",
    "reauthenticate": "tarazy.web.doors.desk.account.forms.PasswordAgain",
}
MFA_ADAPTER = "tarazy.web.doors.desk.account.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # telephones are seldom right to the second
MFA_FORMS = {
    "authenticate": "tarazy.web.doors.desk.account.forms.Code",
    "reauthenticate": "tarazy.web.doors.desk.account.forms.CodeAgain",
    "activate_totp": "tarazy.web.doors.desk.account.forms.FirstCode",
    "add_webauthn": "tarazy.web.doors.desk.account.forms.AddPasskey",
    "edit_webauthn": "tarazy.web.doors.desk.account.forms.RenamePasskey",
}
# How many proxies of ours stand before the server; the address of a visitor is read from X-Forwarded-For past them,
# and from X-Forwarded-Proto whether they speak TLS with the visitor: without it every form would be refused.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TARAZY_PROXIES", "0"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None

# --- what the operator sees -----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
