"""What became of a message, in words: on the console for whoever runs the dashboard, on the page for everybody."""

import logging
from io import StringIO

import pytest

from kr_app.desk.reminder_words import said_text
from kr_app.reminding.answers import SAID, Outcome, hearing
from kr_app.words import words_for


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("language", ["th", "en"])
def test_whatever_became_of_a_message_there_are_words_for_it(outcome: Outcome, language: str) -> None:
    """On the page good news or an alert, never both and never nothing."""
    said, alert = said_text(f"try-{outcome}", words_for(language, None))
    assert (bool(said), bool(alert)) == (outcome is Outcome.SENT, outcome is not Outcome.SENT)
    assert SAID[outcome]


@pytest.mark.parametrize(
    ("level", "line", "kind"),
    [
        (logging.WARNING, "Failed to send Line notification to U0: Unauthorized, error=401.", Outcome.LOGIN),
        (logging.WARNING, "Failed to send JSON POST notification: error=429.", Outcome.BUSY),
        (logging.WARNING, "Failed to send Workflows notification: Internal Server Error, error=500.", None),
        (logging.DEBUG, "Socket Exception: (535, b'5.7.8 kr no such account')", Outcome.LOGIN),
        (logging.DEBUG, "Response Details:\r\nb'error=401.'", None),
    ],
)
def test_of_a_log_line_only_its_kind_is_kept_and_the_log_of_the_program_stays_empty(
    level: int, line: str, kind: Outcome | None
) -> None:
    """What a service wrote into its answer decides nothing."""
    log = StringIO()
    program = logging.StreamHandler(log)
    logging.getLogger().addHandler(program)
    try:
        with hearing() as heard:
            logging.getLogger("apprise").log(level, line)
    finally:
        logging.getLogger().removeHandler(program)
    assert heard.outcome is kind
    assert "error" not in repr(vars(heard))
    assert log.getvalue() == ""
