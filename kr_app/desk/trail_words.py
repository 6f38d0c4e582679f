"""What the trail's entries say, in the reader's language: the one place for these words."""

from kr_app.identity.trail import What
from kr_app.words import Words


def what_text(what: What, words: Words) -> str:
    """What somebody did."""
    return _signing(what, words) or _people(what, words) or _links(what, words) or _refused(what, words) or what.value


def _signing(what: What, words: Words) -> str:
    match what:
        case What.SIGNED_IN:
            return words("Signed in")
        case What.SIGN_IN_REFUSED:
            return words("Wrong name or password")
        case What.SIGN_IN_THROTTLED:
            return words("Too many attempts to sign in")
        case What.SIGNED_OUT:
            return words("Signed out")
        case What.SIGNED_OUT_EVERYWHERE:
            return words("Signed out everywhere")
        case What.FILE_RESTORED:
            return words("An earlier copy of the file was put in its place")
        case What.PASSWORD_CHANGED:
            return words("Changed the password")
        case _:
            return ""


def _people(what: What, words: Words) -> str:
    match what:
        case What.INVITATION_MADE:
            return words("Made an invitation")
        case What.INVITATION_USED:
            return words("Accepted an invitation")
        case What.INVITATION_REFUSED:
            return words("Tried an invitation that does not hold")
        case What.PERSON_ADDED:
            return words("Added a person")
        case What.PERSON_CHANGED:
            return words("Changed a person's details")
        case What.RIGHTS_CHANGED:
            return words("Changed a person's rights")
        case What.PERSON_DISABLED:
            return words("Closed an account")
        case What.PERSON_ENABLED:
            return words("Opened an account again")
        case What.PLACES_CHANGED:
            return words("Changed where reminders go")
        case _:
            return ""


def _links(what: What, words: Words) -> str:
    match what:
        case What.LINK_MADE:
            return words("Made a link")
        case What.LINK_PAUSED:
            return words("Paused a link")
        case What.LINK_RESUMED:
            return words("Resumed a link")
        case What.LINK_REVOKED:
            return words("Revoked a link")
        case What.LINK_VIEWED:
            return words("Opened a link")
        case What.LINK_REFUSED:
            return words("Tried a link that does not open")
        case _:
            return ""


def _refused(what: What, words: Words) -> str:
    match what:
        case What.NOT_PERMITTED:
            return words("Tried something without the right")
        case What.FOREIGN_HOST:
            return words("A request under a foreign name")
        case What.FOREIGN_ORIGIN:
            return words("A request from a foreign page")
        case _:
            return ""
