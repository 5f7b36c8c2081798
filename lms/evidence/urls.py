"""Pages of the evidence room."""

from django.urls import path

from .views import chain, ledger, log

urlpatterns = [
    path("", ledger.list_evidence, name="evidence-list"),
    path("people/<slug:key>/", ledger.list_evidence, name="evidence-list"),
    path("competencies/", ledger.competencies, name="competency-tree"),
    path("acts/", log.list_acts, name="act-list"),
    path("acts/export/", log.export, name="act-export"),
    path("chain/", chain.status, name="chain-status"),
    path("chain/verify/", chain.verify, name="chain-verify"),
    path("chain/head/", chain.head, name="chain-head"),
    path("<slug:public_id>/", ledger.show_evidence, name="evidence-detail"),
]
