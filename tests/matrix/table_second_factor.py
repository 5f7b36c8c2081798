"""The second factor: allauth's own pages, each about whoever asks."""

from .lines import EVERYBODY, Table, form, page

TABLE: Table = {
    "mfa_index": page(EVERYBODY),
    # Between password and code nobody is signed in; who comes here otherwise is sent on.
    "mfa_authenticate": form(EVERYBODY, open=True, gives=302),
    # These ask for the password first, on another page.
    "mfa_reauthenticate": form(EVERYBODY, gives=302),
    "mfa_activate_totp": form(EVERYBODY, gives=302),
    "mfa_generate_recovery_codes": form(EVERYBODY, gives=302),
    # Whoever has no second factor finds none to remove, and no codes of it.
    "mfa_deactivate_totp": form(""),
    "mfa_view_recovery_codes": page(""),
    "mfa_download_recovery_codes": page(""),
}
