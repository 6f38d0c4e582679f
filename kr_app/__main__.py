"""What whoever may write the file can do from the console: a new way in for an administrator, and reminding."""

import sys

from kr_app.settings import SETTINGS
from kr_app.store.errors import StoreError
from kr_app.troubles import file_lines
from kr_app.words import words_for

_USAGE = "python -m kr_app set-up\npython -m kr_app remind [--dry-run]\n"


def main(arguments: list[str]) -> int:
    """Do what was asked for; 0 if it was done, 1 if not, 2 if it was not understood."""
    try:
        match arguments:
            case ["set-up"]:
                return _set_up()
            case ["remind", *options] if options in ([], ["--dry-run"]):
                # Each command loads what it needs: a timer's run needs no Streamlit.
                from kr_app.reminding.command import remind  # noqa: PLC0415

                return remind(_say, dry=bool(options))
            case ["remind", "--trial", number] if number.isdecimal():
                from kr_app.reminding.command import trial  # noqa: PLC0415

                return trial(_say, int(number))
    except StoreError as error:
        sys.stderr.write("\n".join([*file_lines(error, words_for("en", None)), f"({error})", ""]))
        return 1
    sys.stderr.write(_USAGE)
    return 2


def _set_up() -> int:
    from kr_app import upkeep  # noqa: PLC0415
    from kr_app.store.files import prepare  # noqa: PLC0415

    prepare(SETTINGS.database)
    upkeep.say_way_in()
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
