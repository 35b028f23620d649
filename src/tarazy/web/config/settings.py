"""Settings of the web part. Everything an installation may change comes from the environment; the defaults are safe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from tarazy.web.config.address import application_role, django_database
from tarazy.web.config.home import home_folder, secret
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
    "tarazy.web.rooms.units",
    "tarazy.web.rooms.methodologies",
    "tarazy.web.rooms.observatory",
    "tarazy.web.rooms.campaigns",
    "tarazy.web.rooms.collection",
    "tarazy.web.rooms.results",
    "tarazy.web.rooms.publication",
    "tarazy.web.doors.portal",
    "tarazy.web.doors.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            ],
        },
    },
]

# --- database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": django_database()}
DATABASE_APPLICATION_ROLE = application_role()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

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

# --- static files ---------------------------------------------------------------------------------------------------
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

# --- what the operator sees -----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
