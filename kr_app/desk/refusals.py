"""What is refused, as a sentence with the next step; and the calm page for what has no form to stand beside."""

from kr_app.books import DEMO, REAL, book
from kr_app.desk.wording import link_end, link_figures, link_text
from kr_app.draw.understood import unread_text
from kr_app.identity import errors, passwords
from kr_app.sharing import MOST_TARGETS, AlreadyMade, EndsInThePast, NothingToShare, OtherLinkMade, UnknownLink
from kr_app.store.errors import StoreError
from kr_app.store.links import Link
from kr_app.troubles import file_lines
from kr_app.web import FormRefused
from kr_app.words import Words
from kr_core.errors import UnreadableDay


class UnknownKeyResult(errors.IdentityRefused):
    """The address names a key result that does not exist."""


class TooManyKeyResults(errors.IdentityRefused):
    """More key results were chosen than one link shows."""


def refusal_text(error: Exception, words: Words) -> str:
    """One or two sentences; nothing was stored."""
    match error:
        case errors.WrongNameOrPassword():
            return words(
                "The name or the password is wrong. Check both and try again; an administrator can send"
                " a new invitation if the password is forgotten."
            )
        case errors.TooManyAttempts(until=until):
            return words(
                "There were too many attempts. You can try again at {when}. Nothing is locked for good.",
                when=words.moment(until),
            )
        case errors.PasswordRefused(reason=reason):
            return _password_text(reason, words)
        case errors.TextTooLong(most=most):
            return words("One of the texts is too long: at most {most} characters. Please shorten it.", most=most)
        case UnreadableDay():
            return words("Last day: {why}", why=unread_text(error, words))
        case _:
            return _person_text(error, words) or _link_text(error, words) or words("It could not be done.")


def page_of(error: Exception | None, words: Words) -> tuple[str, list[str], int]:
    """The title, the lines and the status of a page for a refusal; `None` for what nobody foresaw."""
    match error:
        case StoreError():
            return words("The file cannot be used right now"), file_lines(error, words), 503
        case errors.NotPermitted():
            return words("You may not see this page"), [refusal_text(error, words)], 403
        case errors.UnknownPerson() | UnknownLink() | UnknownKeyResult():
            return words("Not found"), [refusal_text(error, words)], 404
        case errors.InvitationOver():
            return words("This address no longer works"), [refusal_text(error, words)], 404
        case AlreadyMade():
            return words("The link is already made"), [refusal_text(error, words)], 409
        case FormRefused():
            said = words("The form could not be read. Go back, check what was typed, and send it again.")
            return words("The form was not accepted"), [said], 400
        case errors.IdentityRefused():
            return words("Nothing was changed"), [refusal_text(error, words)], 400
        case _:
            said = words("It has been written down for the person who runs the dashboard. Nothing was changed.")
            return words("Something went wrong"), [said, words("Please try again in a moment.")], 500


def not_found(words: Words) -> tuple[str, list[str], int]:
    """There is no such page."""
    return words("Not found"), [words("There is no page at this address. Begin again at the overview.")], 404


def _password_text(reason: str, words: Words) -> str:
    match reason:
        case "short":
            return words(
                "The new password is too short. Use at least {count} characters; a few words in a row are easy to"
                " remember.",
                count=passwords.SHORTEST,
            )
        case "long":
            return words("The new password is too long: at most {count} characters.", count=passwords.LONGEST)
        case _:
            return words("The two new passwords are not the same. Please type both again.")


def _person_text(error: Exception, words: Words) -> str:
    match error:
        case errors.UnusableName():
            return words(
                "This name to sign in with cannot be used. Use letters, digits and . @ + - _ without spaces, at most"
                " {count} characters.",
                count=100,
            )
        case errors.NameTaken():
            return words("Somebody else already signs in with this name or this organisation account. Choose another.")
        case errors.HalfAnIdentity():
            return words("An organisation account needs both, the issuer and the subject. Fill in both or neither.")
        case errors.NameMissing():
            return words("Please give the name that others see.")
        case errors.InvitationOver():
            return words(
                "The address was used already, is too old, or was never given out. Ask an administrator for a new one."
            )
        case errors.NobodyLeft():
            return words(
                "Then no administrator could sign in any more, so nothing was changed. Make somebody else an"
                " administrator first, who has chosen a password."
            )
        case errors.UnknownPerson():
            return words("There is no such person. Go back to the list of people.")
        case errors.NotPermitted():
            return words(
                "Your account does not have this right, or you are no longer signed in. An administrator can give"
                " the right."
            )
        case _:
            return ""


def _link_text(error: Exception, words: Words) -> str:
    match error:
        case NothingToShare():
            return words("The link would show nothing. Choose at least one key result, or an agency.")
        case TooManyKeyResults():
            return words("A link shows at most {count} key results. Choose fewer.", count=MOST_TARGETS)
        case EndsInThePast():
            return words("The last day is already over. Choose today or a later day.")
        case AlreadyMade():
            return words(
                "The same form was sent twice, so one link was made and its address was shown the first time. If you"
                " did not see the address, revoke that link in the list and make a new one."
            )
        case OtherLinkMade(made=made, wanted=wanted):
            return words(
                "This form has made another link before, whose address was shown then: “{made}”. You now ask for:"
                " “{now}”. Press the button once more to make it as a further link; one that is not wanted can be"
                " revoked in the list.",
                made=_described(made, words),
                now=_described(wanted, words),
            )
        case UnknownKeyResult():
            return words("There is no such key result. Begin again at the overview.")
        case UnknownLink():
            return words("There is no such link. Go back to the list of links.")
        case _:
            return ""


def _described(link: Link, words: Words) -> str:
    """A link in a line: what it shows, whether it is live, its end and its title."""
    known = book(DEMO if link.demo else REAL).definitions
    shown = (link_text(link, known, words), link_figures(link, words), link_end(link, words), link.title)
    return " · ".join(filter(None, shown))
