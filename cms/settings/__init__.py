"""Django's settings; what differs between installations comes from `cms.settings.env`."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django

from cms.extend.discovery import discover
from cms.public.api_address import PREFIX
from cms.settings.env import ROOT, read
from cms.settings.mail import legacy, mailer
from cms.settings.secret import kept_secret
from cms.settings.sqlite import Connection

ENV = read()
# Nothing is written here: importing settings leaves no trace. `up` and `setup` make the data folder and the key.

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key.get_secret_value() or kept_secret(ENV.data)
BASE_URL = ENV.base_url
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "", "127.0.0.1", "localhost", *ENV.listed(ENV.allowed_hosts)]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

PLUGINS = discover(ROOT / "plugins", own=ENV.litfass_plugins_path, skip=ENV.listed(ENV.litfass_plugins_skip))

INSTALLED_APPS = [
    "cms",
    "cms.admin",
    "cms.site",
    "cms.api",
    "search",
    "cms.dormant",
    "cms.publishing",
    "cms.content",
    "blocks",
    "cms.extend",
    *PLUGINS.apps,
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "corsheaders",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # The last, since it tries what all others have made ready.
    "cms.launch",
]

MIDDLEWARE = [
    # The first, so that no answer misses them, whoever gives it.
    "cms.site.policy.SecurityHeadersMiddleware",
    "cms.admin.compression.DeskCompressionMiddleware",
    "cms.api.middleware.DeliveryMiddleware",
    "cms.site.kept_pages.KeptPagesMiddleware",
    "cms.site.feeds.caching.FeedCachingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.site.redirects.RightfulRedirectMiddleware",
    "cms.site.routing.LedgerRoutingMiddleware",
    "cms.dormant.middleware.MissingPluginMiddleware",
    "cms.publishing.middleware.AtomicWritesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "cms.site.theming.loader.SiteLoader",
                    [
                        "cms.site.theming.loader.PluginsFirst",
                        "django.template.loaders.filesystem.Loader",
                        "cms.admin.squeezing.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.site.rendering.site_context",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        ENV.database_url or f"sqlite:///{ENV.data / 'db.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # To open the file takes longer than to answer from it; for longer a file that was replaced would not be noticed.
    DATABASES["default"]["CONN_MAX_AGE"] = 5
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        factory=Connection,
        # A write transaction takes the lock at its start and waits for it; readers never wait.
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;",
    )

SEARCH_URL = ENV.search_url
SEARCH_PREFIX = ENV.search_prefix
SEARCH_PATH = ENV.data / "search.sqlite3"

TASKS = {
    "default": {
        "BACKEND": {
            "immediate": "django_tasks.backends.immediate.ImmediateBackend",
            "database": "django_tasks_db.DatabaseBackend",
        }[ENV.task_backend]
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = ENV.language_code
# As `autonym` calls them, which reads all that is known of each: every start would wait for it.
LANGUAGES = [
    ("de", "Deutsch"),
    ("en", "English"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("fr", "Français"),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [each for each in LANGUAGES if each[0] in ("de", "en")]
TIME_ZONE = ENV.time_zone
USE_TZ = True
USE_I18N = True
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = ENV.data / "media"
# Nothing is served under MEDIA_URL by itself: every file leaves through `cms.site.files`, which judges it.
SENDFILE = ENV.sendfile
STORAGES = {
    "default": {"BACKEND": "cms.content.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "cms.launch.static_storage.ManifestStorage"},
}

# The one before Django's own refuses whoever has failed too often.
AUTHENTICATION_BACKENDS = ["cms.admin.lockout.LockoutBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
# Whoever tries on meanwhile waits no longer for it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "cms.admin.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "cms.admin.lockout.too_many_attempts"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
WAGTAILADMIN_USER_LOGIN_FORM = "cms.admin.forms.login.LoginForm"
PROXIES = ENV.proxies
CHECK_LINKS = ENV.check_links

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # BSI: long beats complicated. NIST SP 800-63B asks for 8 characters at least, and for 15 where nothing else guards the account.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "cms.admin.passwords.KnownNamesValidator"},
    {"NAME": "cms.admin.passwords.GuessabilityValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

WAGTAIL_SITE_NAME = ENV.site_name
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "content.CreditedImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = ENV.image_max_megapixels * 1_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.content.forms.image.ImageForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"),
    *("m4a", "mp3", "mp4", "oga", "ogg", "opus", "vtt", "webm"),
]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.desk"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# The editor's date fields know one format; every language of the editor must understand it.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
FORMAT_MODULE_PATH = "cms.admin.formats"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

MAIL_BACKEND, MAIL_OPTIONS = mailer(ENV.email_url.get_secret_value())
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": MAIL_BACKEND, "OPTIONS": MAIL_OPTIONS}}
else:
    EMAIL_BACKEND = MAIL_BACKEND
    globals().update(legacy(MAIL_OPTIONS))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from

# The desk shows previews of pages in frames, so that our own pages may frame each other.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Each of them tells every step of every save.
    "loggers": {
        **{
            name: {"level": "WARNING"} for name in ("axes", "django_tasks", "django_tasks_db", "modelsearch", "wagtail")
        },
        # What it cannot do it raises, too.
        "elastic_transport": {"level": "ERROR"},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if ENV.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if BASE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    # Other hosts below this one are not ours to decide about, nor what browsers are shipped with.
    SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]
    # Without a proxy that is believed nobody here knows how a visitor came: what ends TLS redirects them.
    SECURE_SSL_REDIRECT = ENV.proxies > 0
    if not SECURE_SSL_REDIRECT:
        SILENCED_SYSTEM_CHECKS += ["security.W008"]
    if not SECRET_KEY:
        # No server starts without one, see `cms.launch.data_folder`.
        SILENCED_SYSTEM_CHECKS += ["security.W009"]

CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = rf"^({PREFIX}|/feeds/).*$"
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = (
    *("accept", "accept-language", "cache-control", "content-type"),
    *("if-match", "if-modified-since", "if-none-match", "if-unmodified-since"),
)
CORS_PREFLIGHT_MAX_AGE = 86_400
CORS_EXPOSE_HEADERS = ("ETag", "Last-Modified", "Link", "Retry-After")
