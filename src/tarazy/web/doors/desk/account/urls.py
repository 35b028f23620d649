"""The addresses of accounts. Of allauth's only those that are named here exist; nobody signs up by themselves."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as authenticator_app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path, re_path

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.account import views as own
from tarazy.web.rooms.people.rules import is_person

urlpatterns: list[URLPattern] = [
    address("", own.home, rule=is_person, name="account_home"),
    address("language/", own.language, rule=is_person, name="account_language"),
    address("sessions/", own.sessions, rule=is_person, name="account_sessions"),
    address("sessions/<int:pk>/end/", own.end_session, rule=is_person, name="account_end_session"),
    address("sessions/end-others/", own.end_other_sessions, rule=is_person, name="account_end_other_sessions"),
    address("second-factor/app/secret.svg", own.secret_picture, rule=is_person, name="account_secret_picture"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/changed/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-factor/", second_factor.index, name="mfa_index"),
    path("sign-in/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", authenticator_app.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", authenticator_app.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "second-factor/recovery-codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("second-factor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("second-factor/passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
