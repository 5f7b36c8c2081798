"""Pages of the operations room."""

from django.urls import URLPattern, path

from .views import cards, mentoring, parts

urlpatterns: list[URLPattern] = [
    # Cases.
    # Ledgers.
    # Observation and mentoring.
]

urlpatterns += [
    path("cards/", cards.card_list, name="card-list"),
    path("cards/answering/", mentoring.card_answering, name="card-answering"),
    path("cards/<slug:public_id>/give/", cards.card_give, name="card-give"),
    path("cards/<slug:public_id>/", cards.card_detail, name="card-detail"),
    path("cards/<slug:public_id>/correct/", cards.card_correct, name="card-correct"),
    path("parts/", parts.part_list, name="part-list"),
    path("parts/new/", parts.part_new, name="part-new"),
    path("parts/<slug:public_id>/ask/", parts.part_ask, name="part-ask"),
    path("parts/<slug:public_id>/close/", parts.part_close, name="part-close"),
    path("parts/<slug:public_id>/note/", parts.part_note, name="part-note"),
    path("mentoring/", mentoring.mentor_pairs, name="mentor-pairs"),
    path("mentoring/quality/", mentoring.mentor_quality, name="mentor-quality"),
    path("mentoring/agreements/<slug:public_id>/sign/", mentoring.agreement_sign, name="agreement-sign"),
    path("mentoring/agreements/<slug:public_id>.pdf", mentoring.agreement_paper, name="agreement-paper"),
    path("mentoring/talks/<slug:public_id>/confirm/", mentoring.talk_confirm, name="talk-confirm"),
    path("mentoring/<slug:mentee>/<slug:mentor>/", mentoring.mentor_pair, name="mentor-pair"),
    path("mentoring/<slug:mentee>/<slug:mentor>/agreement/", mentoring.agreement_new, name="agreement-new"),
    path("mentoring/<slug:mentee>/<slug:mentor>/talk/", mentoring.talk_new, name="talk-new"),
]
