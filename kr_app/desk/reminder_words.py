"""The page of reminders in words: ways, places, what was done and what was refused."""

from datetime import datetime

from kr_app.reminding.choices import MOST_PLACES, MOST_TRIALS
from kr_app.reminding.places import LONGEST_ADDRESS, PlaceRefused, Way
from kr_app.store import reminders as rows
from kr_app.words import Words


def last_text(last: tuple[datetime, str], words: Words) -> str:
    """What became of the newest message to a place, and when."""
    moment = words.moment(last[0])
    match last[1]:
        case rows.SENT:
            return words("Last sent {when}", when=moment)
        case rows.FAILED:
            return words("Not delivered {when}", when=moment)
        case _:
            return words("Being sent since {when}", when=moment)


def way_text(way: Way, words: Words) -> str:
    """A way by its name."""
    match way:
        case Way.MAIL:
            return words("E-mail")
        case Way.LINE:
            return "LINE"
        case Way.TEAMS:
            return "Microsoft Teams"
        case Way.WEBHOOK:
            return words("Webhook of another program")


def field_texts(way: Way, words: Words) -> tuple[str, str]:
    """The label of a way's field, and what helps to fill it in."""
    match way:
        case Way.MAIL:
            return words("E-mail address"), words("For example name@bangkok.go.th")
        case Way.LINE:
            return words("LINE user ID"), words(
                "U and {count} letters and digits; the account that sends must be your friend in LINE. Whoever runs"
                " the dashboard can find it.",
                count=32,
            )
        case Way.TEAMS:
            return words("Address of the Teams workflow"), words(
                "Made in Teams with the workflow “Post to a channel when a webhook request is received”."
            )
        case Way.WEBHOOK:
            return words("Address of the webhook"), words("Begins with https:// and gets title and text as JSON.")


def missing_text(way: Way, words: Words) -> str:
    """Why a way cannot be chosen."""
    setting = "KR_MAIL" if way is Way.MAIL else "KR_LINE"
    return words("Not available: whoever runs the dashboard has not set {setting}.", setting=setting)


def said_text(said: str, words: Words) -> tuple[str, str]:
    """What is said after a change, and what went wrong: one of the two is empty."""
    match said:
        case "choose":
            return words("Your choice is kept."), ""
        case "add":
            return words("The place is added. A trial message shows whether it can be reached."), ""
        case "drop":
            return words("Nothing more is sent there."), ""
        case "try-sent":
            return words("The trial message was sent. Look whether it has arrived."), ""
        case "try-failed":
            return "", words(
                "The trial message could not be delivered. Check the address; the service may be down, too."
            )
        case "try-login":
            return "", words(
                "The trial message was refused: the key in the address is not valid, or the account that sends is not."
                " Check the address, or ask whoever runs the dashboard."
            )
        case "try-busy":
            return "", words("The service takes no more messages for now. Try again later.")
        case "try-stranger":
            return "", words(
                "Nothing was sent: the service could not prove that it is the one that was meant. Ask whoever runs"
                " the dashboard."
            )
        case "try-proxy":
            return "", words(
                "Nothing was sent: the dashboard reaches the outside through a proxy, and nobody sees where that leads"
                " the address. Whoever runs the dashboard can allow it (KR_WEBHOOK_HOSTS)."
            )
        case "try-inside":
            return "", _inside_text(words)
        case "try-often":
            return "", words("At most {count} trial messages are sent in an hour. Please wait.", count=MOST_TRIALS)
        case _:
            return "", ""


def refusal_text(error: PlaceRefused, words: Words) -> str:
    """Why a place was not added."""
    match error.reason:
        case "many":
            return words("At most {count} places are kept. Remove one first.", count=MOST_PLACES)
        case "long":
            return words("The address is too long: at most {count} characters.", count=LONGEST_ADDRESS)
        case "inside":
            return _inside_text(words)
        case Way.MAIL:
            return words("This is not an e-mail address. Write it like name@bangkok.go.th.")
        case Way.LINE:
            return words("This is not a LINE user ID: it is the letter U and {count} letters and digits.", count=32)
        case Way.TEAMS:
            return words("This is not the address of a Teams workflow. Copy it from the workflow in Teams.")
        case _:
            return words("This is not an address that begins with https:// and names a host.")


def _inside_text(words: Words) -> str:
    return words(
        "The address leads into the network of the dashboard itself, so nothing is sent there. Whoever runs the"
        " dashboard can allow it (KR_WEBHOOK_HOSTS)."
    )
