"""Settings of a bank's deployment; refuses to start with demo accounts, debug or a default key."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import DATABASE_URL, DEBUG, DEMO, SECRET_KEY, env_bool, env_int

if DEBUG:
    raise ImproperlyConfigured("DEBUG must be off in production")
if DEMO:
    raise ImproperlyConfigured("DUZUO_DEMO must be off in production: demo accounts share one known password")
if SECRET_KEY.startswith("development-key") or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be your own, at least 50 characters long")
if not DATABASE_URL:
    raise ImproperlyConfigured("DATABASE_URL must name the production database")

MFA_REQUIRED = env_bool("DUZUO_MFA_REQUIRED", True)
WEBHOOK_HTTPS_ONLY = env_bool("DUZUO_WEBHOOK_HTTPS_ONLY", True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = env_int("SECURE_HSTS_SECONDS", 31536000)
SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]  # asked from inside the machine, without TLS
