"""Pages of the exchange room."""

from django.urls import path

from .views import clients, messages, secrets

urlpatterns = [
    path("", clients.list_clients, name="client-list"),
    path("new/", clients.new_client, name="client-new"),
    path("<slug:public_id>/", clients.show_client, name="client-detail"),
    path("<slug:public_id>/edit/", clients.edit_client, name="client-edit"),
    path("<slug:public_id>/switch/", clients.switch, name="client-switch"),
    path("<slug:public_id>/tokens/new/", secrets.new_token, name="client-token-new"),
    path("<slug:public_id>/tokens/<slug:token_id>/revoke/", secrets.token_revoke, name="client-token-revoke"),
    path("<slug:public_id>/key/", secrets.new_secret, name="client-key"),
    path("<slug:public_id>/ping/", messages.ping, name="client-ping"),
    path("<slug:public_id>/messages/", messages.list_messages, name="client-messages"),
    path("<slug:public_id>/messages/<slug:event_id>/", messages.show_message, name="client-message"),
    path("<slug:public_id>/messages/<slug:event_id>/retry/", messages.message_retry, name="client-message-retry"),
    path("<slug:public_id>/calls/", messages.list_calls, name="client-calls"),
]
