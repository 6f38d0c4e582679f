"""`python -m kr_app set-up`: a new way in for an administrator, for whoever may read and write the file."""

import sys

from kr_app import upkeep
from kr_app.settings import SETTINGS
from kr_app.store.errors import StoreError
from kr_app.store.files import prepare


def main(arguments: list[str]) -> int:
    """Print the one-time address."""
    if arguments != ["set-up"]:
        sys.stderr.write("python -m kr_app set-up\n")
        return 2
    try:
        prepare(SETTINGS.database)
        upkeep.say_way_in()
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
