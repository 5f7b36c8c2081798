"""Pages of the policies room."""

from django.urls import path

from .views import calendar, regulations, steps, values

urlpatterns = [
    path("", values.list_settings, name="policy-list"),
    path("calendar/", calendar.calendar, name="policy-calendar"),
    path("calendar/remove/", calendar.calendar_remove, name="policy-calendar-remove"),
    path("values/<str:key>/", values.one_setting, name="policy-set"),
    path("regulations/", regulations.list_regulations, name="regulation-list"),
    path("regulations/add/", regulations.new_regulation, name="regulation-add"),
    path("regulations/<slug:public_id>/", regulations.show_regulation, name="regulation-detail"),
    path("regulations/<slug:public_id>/versions/add/", regulations.new_version, name="regulation-version-add"),
    path("versions/<slug:public_id>/file/", regulations.original, name="regulation-file"),
    path("versions/<slug:public_id>/edit/", steps.edit_draft, name="regulation-draft-edit"),
    path("versions/<slug:public_id>/consult/", steps.consult, name="regulation-consult"),
    path("versions/<slug:public_id>/record/", steps.keep_record, name="regulation-record"),
    path("versions/<slug:public_id>/in-force/", steps.bring_into_force, name="regulation-in-force"),
    path("versions/<slug:public_id>/acknowledge/", steps.acknowledge_version, name="regulation-acknowledge"),
    path("versions/<slug:public_id>/refusal/", steps.note_refusal, name="regulation-refusal"),
    path("versions/<slug:public_id>/acknowledgements/", steps.acknowledgements, name="regulation-acknowledgements"),
]
