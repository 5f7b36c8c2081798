from app import views as v
from django.urls import path

urlpatterns = [
    path("login", v.login_),
    path("start", v.start),
    path("save", v.save),
    path("save_orm", v.save_orm),
    path("submit", v.submit),
    path("lesson/<int:pk>", v.lesson),
    path("null", v.null),
    path("lesson_cached/<int:pk>", v.lesson_cached),
    path("fast", v.fast),
]
