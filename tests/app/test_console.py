"""What a stranger can make the console say again and again is said a few times and counted."""

import logging

from kr_app.console import Seldom


def test_of_a_thousand_alike_lines_five_are_said_and_the_rest_is_counted() -> None:
    """However their texts differ; another kind has its own; a minute later the next one tells how many there were."""
    clock = [0.0]
    said, logger = listening(clock)
    for number in range(1000):
        logger.warning(f"chosen {number}")
    logger.warning("another kind")
    assert said == [f"chosen {number}" for number in range(5)] + ["another kind"]
    clock[0] = 61.0
    for number in range(2):
        logger.warning("another kind %d", number)
    assert said[-2:] == ["another kind 0", "another kind 1"]


def test_the_next_one_after_a_minute_says_how_many_were_left_out() -> None:
    """With its own words before it."""
    clock = [0.0]
    said, logger = listening(clock)
    for number in range(12):
        clock[0] = 61.0 if number == 11 else 0.0
        logger.warning("line %d of %s", number, "many")
    assert said[-1] == "line 11 of many (6 more like the one before were left out)"
    assert len(said) == 6


def test_a_traceback_is_said_once_a_minute() -> None:
    """It has four thousand letters."""
    said, logger = listening([0.0])
    for _ in range(3):
        try:
            raise ValueError
        except ValueError:
            logger.exception("it failed")
    assert said == ["it failed"]


def listening(clock: list[float]) -> tuple[list[str], logging.Logger]:
    """A logger of one's own, and everything that it says."""
    said: list[str] = []
    logger = logging.Logger("somebody")
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    logger.addFilter(Seldom(lambda: clock[0]))
    return said, logger
