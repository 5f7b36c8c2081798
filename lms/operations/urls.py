"""Pages of the operations room."""

from django.urls import URLPattern, path

from .views import cards, parts

urlpatterns: list[URLPattern] = [
    # Cases.
    # Ledgers.
    # Observation and mentoring.
]

urlpatterns += [
    path("cards/", cards.card_list, name="card-list"),
    path("cards/<slug:public_id>/give/", cards.card_give, name="card-give"),
    path("cards/<slug:public_id>/send/", cards.card_send, name="card-send"),
    path("cards/<slug:public_id>/", cards.card_detail, name="card-detail"),
    path("cards/<slug:public_id>/correct/", cards.card_correct, name="card-correct"),
    path("parts/", parts.part_list, name="part-list"),
    path("parts/new/", parts.part_new, name="part-new"),
    path("parts/<slug:public_id>/ask/", parts.part_ask, name="part-ask"),
    path("parts/<slug:public_id>/close/", parts.part_close, name="part-close"),
    path("parts/<slug:public_id>/note/", parts.part_note, name="part-note"),
]
