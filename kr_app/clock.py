"""The one place that asks what time it is."""

from datetime import UTC, date, datetime, timedelta

from kr_app.settings import SETTINGS
from kr_core.calendar import BANGKOK, bangkok_day

# A kept moment that is further ahead than this was written while the clock was wrong: nobody knows how long ago.
AHEAD = timedelta(minutes=5)


def now() -> datetime:
    """The moment, in UTC. With KR_TODAY set, the same time of day on that day."""
    moment = datetime.now(UTC)
    if SETTINGS.today is None:
        return moment
    local = moment.astimezone(BANGKOK)
    return datetime.combine(SETTINGS.today, local.timetz()).astimezone(UTC)


def today() -> date:
    """The day in Bangkok."""
    return bangkok_day(now())
