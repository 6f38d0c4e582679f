"""Why a file or an address is not taken as evidence, each named for the situation. Nothing of it was kept."""


class EvidenceTrouble(Exception):
    """Anything that is not taken as evidence."""


class EmptyUpload(EvidenceTrouble):
    """The file has no content."""


class TooLarge(EvidenceTrouble):
    """The file is larger than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class UnknownContent(EvidenceTrouble):
    """The content is of none of the kinds that are taken, whatever the name says. `what` is one of `others.Other`."""

    def __init__(self, what: str = "unknown") -> None:
        super().__init__(what)
        self.what = what


class WrongEnding(EvidenceTrouble):
    """The name ends in `ending`, but the content is of the kind `kind`."""

    def __init__(self, ending: str, kind: str) -> None:
        super().__init__(ending, kind)
        self.ending = ending
        self.kind = kind


class Damaged(EvidenceTrouble):
    """The content begins like a file of the kind `kind`, and is not whole."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class TooManyPixels(EvidenceTrouble):
    """The picture claims more than `most` million pixels."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooMuchWork(EvidenceTrouble):
    """The picture is gone over so often, or has so many parts, that showing it takes all that a machine can do."""


class NotLookedAt(EvidenceTrouble):
    """The file could not be looked at: it took too long, or brought down what looked at it."""


class UnpacksToTooMuch(EvidenceTrouble):
    """The document is small and would fill a disk when it is opened."""


class HasMacros(EvidenceTrouble):
    """The document contains a program."""


class QuotaReached(EvidenceTrouble):
    """The key result would have more than `most` bytes of evidence."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooMuchUnfinished(EvidenceTrouble):
    """The person has more files on their way, or sent and not attached yet, than one person may have."""


class Crowded(EvidenceTrouble):
    """Everybody together has more on the way, or sent and not attached yet, than there is room for."""


class TooManyPieces(EvidenceTrouble):
    """More than `most` pieces were given at once."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NotAnAddress(EvidenceTrouble):
    """A line holds no address that begins with http:// or https://."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class UploadGone(EvidenceTrouble):
    """A file that was sent does not wait here any more, or never did for this person and key result."""


class StillSending(EvidenceTrouble):
    """A file is still on its way."""


class NothingGiven(EvidenceTrouble):
    """Neither a file nor an address was given."""


class CannotKeep(EvidenceTrouble):
    """The folder does not take the file; `full` if that is for want of room."""

    def __init__(self, *, full: bool) -> None:
        super().__init__(full)
        self.full = full
