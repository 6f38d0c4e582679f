"""Who is counted as having opened a link: people, and no program that looks at it for one."""

import pytest

from kr_app.store import links
from kr_app.store.doors import reading
from tests.app.asks import ask
from tests.app.links import Made, linked
from tests.app.people import SignedIn
from tests.app.streams import eventually, listening
from tests.serving import Served

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
PHONES = [
    # A browser, LINE's own window, Facebook's own window, and a phone whose maker's name ends with "bot".
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14; SM-A546E; wv) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 Line/14.9.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/440.0]",
    "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/110.0 Mobile Safari/537.36",
]
ROBOTS = {
    "LINE": "facebookexternalhit/1.1;line-poker/1.0",
    "Facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "iMessage": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 facebookexternalhit/1.1 Facebot",
    "Teams": "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "Slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Telegram": "TelegramBot (like TwitterBot)",
    "WhatsApp": "WhatsApp/2.23.20.0 A",
    "Discord": "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Google": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Gmail": "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "Office": "Mozilla/5.0 (Windows NT 10.0) Microsoft Office/16.0 (ms-office; MSOffice 16)",
    "Barracuda": "Mozilla/5.0 (compatible; BarracudaCentral)",
    "headless": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0 Safari/537.36",
    "PowerShell": "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621",
    "monitor": "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "curl": "curl/8.5.0",
    "python": "python-requests/2.32",
    "nothing": "",
}
GOES_THERE = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}


def views(served: Served, link: Made) -> int:
    """How often it was opened, as its maker reads it."""
    with reading(served.database) as door:
        found = links.by_id(door, link.number)
    assert found
    return found.views


def counted(served: Served, sender: SignedIn, link: Made) -> int:
    """The same, once everything that came before is written: what comes later is, too."""
    marker = linked(served.database, sender.person)
    ask(served, marker.path, headers={"User-Agent": CHROME, **GOES_THERE})
    assert eventually(lambda: views(served, marker) == 1)
    return views(served, link)


def test_no_program_that_looks_at_a_link_is_a_reader(shared: Served, sender: SignedIn) -> None:
    """Previews, checks of mail, search, monitors, scripts: whatever they ask for, also one that listens."""
    link = linked(shared.database, sender.person)
    for name in ROBOTS.values():
        for more in ({}, GOES_THERE):
            assert ask(shared, link.path, headers={"User-Agent": name, **more}).status == 200
            assert ask(shared, f"{link.path}/preview.png", headers={"User-Agent": name, **more}).status == 200
        with listening(shared, f"{link.path}/live", User_Agent=name):
            pass
    # One that calls itself a browser, but neither goes there for somebody nor listens.
    ask(shared, link.path, headers={"User-Agent": CHROME})
    assert counted(shared, sender, link) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Purpose": "prefetch", **GOES_THERE},
        {"Sec-Purpose": "prefetch;prerender", **GOES_THERE},
        {"X-Moz": "prefetch"},
        {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    ],
)
def test_what_a_browser_asks_for_ahead_or_beside_is_no_opening(
    shared: Served, sender: SignedIn, headers: dict[str, str]
) -> None:
    """A page that may be opened next, a picture, a script's question; nor is a question for the headers."""
    link = linked(shared.database, sender.person)
    ask(shared, link.path, headers={"User-Agent": CHROME, **headers})
    ask(shared, link.path, "HEAD", headers={"User-Agent": CHROME, **GOES_THERE, "Origin": None})
    assert counted(shared, sender, link) == 0


def test_each_time_that_a_person_opens_a_link_counts_as_one(shared: Served, sender: SignedIn) -> None:
    """Where the browser says so; in a frame of another page, too; a reload again."""
    link = linked(shared.database, sender.person)
    for dest in ("document", "iframe"):
        ask(shared, link.path, headers={"User-Agent": CHROME, **GOES_THERE, "Sec-Fetch-Dest": dest})
        with listening(shared, f"{link.path}/live", User_Agent=CHROME):
            pass
    assert counted(shared, sender, link) == 2


@pytest.mark.parametrize("phone", PHONES)
def test_where_the_browser_says_nothing_the_page_itself_says_that_it_is_read(
    shared: Served, sender: SignedIn, phone: str
) -> None:
    """Over plain HTTP: it listens a moment later. Listening anew, after a lost connection, is no further opening."""
    link = linked(shared.database, sender.person)
    for _ in range(2):
        ask(shared, link.path, headers={"User-Agent": phone})
        for _ in range(2):
            with listening(shared, f"{link.path}/live", User_Agent=phone):
                pass
    assert counted(shared, sender, link) == 2
