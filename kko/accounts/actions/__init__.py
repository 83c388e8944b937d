"""The verbs of accounts, one module for each noun."""

from kko.accounts.actions.accounts import AccountError, change_account, create_account
from kko.accounts.actions.codes import TooManyCodes, confirm_code, forget_codes, send_code
from kko.accounts.actions.consents import agree, publish_wording, withdraw_consent
from kko.accounts.actions.erasure import ErasureError, ask_erasure, cancel_erasure, erase_due, erase_person
from kko.accounts.actions.names import set_name
from kko.accounts.actions.roles import RoleError, grant_role, revoke_role
from kko.accounts.actions.traces import addresses_of

__all__ = [
    "AccountError",
    "ErasureError",
    "RoleError",
    "TooManyCodes",
    "addresses_of",
    "agree",
    "ask_erasure",
    "cancel_erasure",
    "change_account",
    "confirm_code",
    "create_account",
    "erase_due",
    "erase_person",
    "forget_codes",
    "grant_role",
    "publish_wording",
    "revoke_role",
    "send_code",
    "set_name",
    "withdraw_consent",
]
