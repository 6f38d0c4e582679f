"""What keeps somebody out, or keeps a change from being made. Nothing was stored, except that it was tried."""

from datetime import datetime


class IdentityRefused(Exception):
    """Anything that is refused here."""


class WrongNameOrPassword(IdentityRefused):
    """The two do not belong together; which of them is wrong is not said."""


class TooManyAttempts(IdentityRefused):
    """Passwords were tried too often; `until` is when the next attempt is heard."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class UnusableName(IdentityRefused):
    """The name to sign in with has characters that it may not have, or too many."""


class NameTaken(IdentityRefused):
    """Somebody else signs in with this name, or with this identity."""


class NameMissing(IdentityRefused):
    """A person needs a name that others see."""


class TextTooLong(IdentityRefused):
    """A text has more characters than are kept."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class PasswordRefused(IdentityRefused):
    """The password is too short or too long, or the two do not agree: `reason` is `short`, `long` or `differs`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HalfAnIdentity(IdentityRefused):
    """Of an organisation's account only the issuer or only the subject was given."""


class InvitationOver(IdentityRefused):
    """The invitation is unknown, used, or too old; which of these is not said."""


class NobodyLeft(IdentityRefused):
    """The change would leave no administrator who can sign in."""


class UnknownPerson(IdentityRefused):
    """There is no such person."""


class NotPermitted(IdentityRefused):
    """The visitor has no right to this, or is no longer signed in."""
