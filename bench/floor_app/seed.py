"""python seed.py: migrate, 500 users u0..u499 (password pw12345x), 20 lessons."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

call_command("migrate", verbosity=0)
from app.models import Lesson  # noqa: E402

p = make_password("pw12345x")
User.objects.bulk_create([User(username=f"u{i}", password=p) for i in range(500)], ignore_conflicts=True)
if not Lesson.objects.exists():
    body = "<p>" + "lorem ipsum dolor " * 20 + "</p>" + "<p>x</p>" * 20
    Lesson.objects.bulk_create([Lesson(title=f"L{i}", body=body) for i in range(20)])
if connection.vendor == "postgresql":
    connection.cursor().execute("ANALYZE")
print(User.objects.count(), "users")
