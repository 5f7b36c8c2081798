"""Settings every deployment shares; what differs comes from the environment."""

from pathlib import Path

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .env import database_from_url, env_bool, env_int, env_list, env_str, sqlite_database

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env_str("DUZUO_VAR", str(BASE_DIR / "var")))
NODE_MODULES = Path(env_str("DUZUO_NODE_MODULES", str(BASE_DIR / "requirements" / "node_modules")))

SECRET_KEY = env_str("SECRET_KEY", "development-key-that-production-refuses-" + "0" * 24)
DEBUG = env_bool("DEBUG", False)
DEMO = env_bool("DUZUO_DEMO", False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env_str("SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "lms",
    "lms.records",
    "lms.people",
    "lms.policies",
    "lms.jobs",
    "lms.notices",
    "lms.exchange",
    "lms.evidence",
    "lms.cohorts",
    "media",
    "assessments",
    "simulations",
    "courses",
    "lms.operations",
    "lms.decisions",
    "lms.desks",
    "wagtail.contrib.redirects",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "lms.toolkit.client_address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "simulations.middleware.RoomNewsMiddleware",
    "lms.toolkit.security_headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lms.desks.middleware.InterfaceRefusalMiddleware",
    "lms.toolkit.null_bytes.NullByteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.toolkit.ticketed_paths.TicketedPathMiddleware",
    "lms.people.middleware.LanguageMiddleware",
    "lms.people.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lms.policies.middleware.DutiesMiddleware",
    "lms.people.middleware.BankAccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lms.desks.middleware.FrameMiddleware",
    "courses.middleware.StudioMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["lms.templatetags.design"],
        },
    }
]

DATABASE_URL = env_str("DATABASE_URL", "")
DATABASES = {"default": database_from_url(DATABASE_URL) if DATABASE_URL else sqlite_database(str(VAR_DIR / "duzuo.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_str("REDIS_URL", "")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        # Shared by processes: throttles must count the same everywhere.
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}
    )
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "lms.toolkit.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_QUEUE_DIR = VAR_DIR / "celery"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = (
    {"visibility_timeout": 3600}
    if REDIS_URL
    else {
        "data_folder_in": str(CELERY_QUEUE_DIR / "queue"),
        "data_folder_out": str(CELERY_QUEUE_DIR / "queue"),
        "control_folder": str(CELERY_QUEUE_DIR / "control"),
        "polling_interval": 0.2,
    }
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 15.0},
    "seal-evidence": {"task": "evidence.seal", "schedule": 30.0},
    "settle-overdue-attendance": {"task": "cohorts.settle_overdue", "schedule": 300.0},
    "close-due-exercises": {"task": "simulations.close_due", "schedule": 300.0},
    "close-overdue-sittings": {"task": "assessments.close_overdue", "schedule": 30.0},
    "remind-of-ledgers": {"task": "operations.remind_of_due", "schedule": 3600.0},
    "look-for-signals": {"task": "operations.look_for_signals", "schedule": 86_400.0},
    "forget-uploads": {"task": "operations.forget_uploads", "schedule": 3600.0},
    "note-loans": {"task": "operations.note_loans", "schedule": 86_400.0},
    # What waited in the queue for a whole pass is nothing new: the next one looks at the same table.
    "deliver-events": {"task": "exchange.deliver", "schedule": 10.0, "options": {"expires": 10}},
    "remind-of-tokens": {"task": "exchange.remind_of_tokens", "schedule": 3600.0},
    "forget-answers": {"task": "exchange.forget", "schedule": 3600.0},
    "remind-mentors": {"task": "operations.remind_mentors", "schedule": 3600.0},
    "lapse-authorities": {"task": "decisions.lapse", "schedule": 3600.0},
    "remind-of-conditions": {"task": "decisions.remind_conditions", "schedule": 3600.0},
    "remind-of-plans": {"task": "decisions.remind_plans", "schedule": 3600.0},
    "watch-loans": {"task": "decisions.watch_loans", "schedule": 86_400.0},
    "publish-scheduled-pages": {"task": "courses.publish_scheduled", "schedule": 300.0},
}

# Certificates are signed with the key in this variable (PEM), else with the file that is made here when first needed.
SIGNING_KEY = env_str("DUZUO_SIGNING_KEY", "")
SIGNING_KEY_DIR = VAR_DIR / "keys"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "lms.people.backends.PeopleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "employee_number", "phone")},
    },
]
LOGIN_URL = reverse_lazy("sign-in")
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/login/"
WAGTAILADMIN_LOGIN_URL = "/login/"

# How many proxies of the bank stand before the product; each appends the address it saw to X-Forwarded-For.
TRUSTED_PROXIES = env_int("DUZUO_PROXIES", 0)
# A classroom sits behind one address, so failures are counted per account and address together.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "people/locked_out.html"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

ACCOUNT_ADAPTER = "lms.policies.backends.PolicyAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "lms.policies.backends.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Duzuo"
MFA_REQUIRED = env_bool("DUZUO_MFA_REQUIRED", False)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale", BASE_DIR / "lms" / "toolkit" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["lms.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a folder that is not there yet
STATICFILES_DIRS = [
    (name, NODE_MODULES / folder) for name, folder in {"bootstrap": "bootstrap/dist"}.items() if (NODE_MODULES / folder).is_dir()
]
PDF_FONT_DIR = NODE_MODULES / "@expo-google-fonts" / "noto-sans-sc"
STORAGES = {
    # Every uploaded file is private: no MEDIA_URL route exists, views hand files out after asking.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "files"), "base_url": "/files/none/"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
MEDIA_URL = "/files/none/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

WAGTAIL_SITE_NAME = "Duzuo"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "txt", "csv"]
WAGTAIL_FINISH_WORKFLOW_ACTION = "courses.domain.review.publish_approved"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

EMAIL_BACKEND = env_str("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = env_str("DEFAULT_FROM_EMAIL", "duzuo@localhost")

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# Where connected systems may be told of changes: a bank's own systems live in its private network, and that must be said.
WEBHOOK_PRIVATE = env_bool("DUZUO_WEBHOOK_PRIVATE", False)
WEBHOOK_LOOPBACK = False
WEBHOOK_HTTPS_ONLY = env_bool("DUZUO_WEBHOOK_HTTPS_ONLY", False)

# What connected systems asked is written by a thread of each web process.
EXCHANGE_COUNTS_WRITTEN = True

UPLOAD_MAX_BYTES = env_int("DUZUO_UPLOAD_MAX_MB", 512) * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"lms": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
