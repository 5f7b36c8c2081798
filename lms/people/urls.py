"""Pages of the people room."""

from allauth.account.views import reauthenticate
from django.urls import path

from .views import account, kinship, language, organisation, people, person, secrets, sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="sign-in"),
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("2fa/confirm/", reauthenticate, name="account_reauthenticate"),
    path("login/code/", sign_in.code_sign_in, name="code-sign-in"),
    path("logout/", sign_in.sign_out, name="sign-out"),
    path("password/", sign_in.password_change, name="password-change"),
    path("language/", language.set_language, name="set-language"),
    path("account/", account.account, name="account"),
    path("account/sessions/end/", account.end_session, name="session-end"),
    path("account/confidentiality/", account.confidentiality, name="confidentiality"),
    path("relatives/", kinship.kinship_list, name="kinship-list"),
    path("relatives/<slug:public_id>/end/", kinship.kinship_end, name="kinship-end"),
    path("people/", people.list_people, name="people-list"),
    path("people/add/", people.new_person, name="person-add"),
    path("people/codes/", secrets.code_slips, name="people-codes"),
    path("people/<slug:key>/", person.show_person, name="person-detail"),
    path("people/<slug:key>/edit/", person.edit_person, name="person-edit"),
    path("people/<slug:key>/roles/add/", person.grant, name="role-grant"),
    path("people/<slug:key>/roles/end/", person.end_role, name="role-end"),
    path("people/<slug:key>/level/", person.level, name="person-level"),
    path("people/<slug:key>/code/", secrets.new_code, name="person-code"),
    path("people/<slug:key>/password/", secrets.new_password, name="person-password"),
    path("people/<slug:key>/second-factor/", person.drop_second_factor, name="person-second-factor"),
    path("people/<slug:key>/state/", person.close, name="person-state"),
    path("organisation/", organisation.tree, name="organisation-tree"),
    path("organisation/add/", organisation.add_node, name="organisation-add"),
    path("organisation/brand/", organisation.brand, name="organisation-brand"),
    path("organisation/<slug:public_id>/", organisation.edit_node, name="organisation-edit"),
    path("organisation/<slug:public_id>/close/", organisation.close_node, name="organisation-close"),
    path("organisation/<slug:public_id>/reopen/", organisation.reopen_node, name="organisation-reopen"),
]
