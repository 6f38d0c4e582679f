"""Every page a person can meet, once: the screenshot book and the tests that look at all pages take them from here."""

from typing import NamedTuple

from starlette.routing import Match, Route

from kr_app.card.routes import routes as card_routes
from kr_app.desk.organisation import routes as organisation_routes
from kr_app.desk.routes import routes as desk_routes
from tests.serving import CODE

# The dashboards that the pages belong to; `scenes` starts them.
DEMONSTRATION, EMPTY, OFFICE, UNPEOPLED = "demonstration", "empty", "office", "unpeopled"
PRIVATE, UNREADABLE, UNDEFINED = "private", "unreadable", "undefined"
DEMO_CODE = "communication-plan-2570"
_KR = f"key-results/{CODE}"


class Page(NamedTuple):
    """A page: its name, its dashboard, its address below that, and who looks at it.

    `who` is nobody in particular, or somebody by their role. Names in braces stand for what the dashboard holds:
    `scenes` knows them.
    `status`: what the browser names as an error in its console, where the page is an answer of that kind.
    """

    name: str
    scene: str
    path: str
    who: str = ""
    status: int = 200

    @property
    def streamlit(self) -> bool:
        """Whether Streamlit takes the page over; all others are drawn by the server alone."""
        return self.path.partition("?")[0] in ("", "kr", "update") and "kiosk" not in self.path

    @property
    def wall(self) -> bool:
        """Whether it is made for a large screen."""
        return "kiosk" in self.path or self.path == "wall"

    def address(self, names: dict[str, str], **query: str) -> str:
        """Its address below the server's own."""
        path = self.path.format(**names)
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return f"/{path}{'&' if '?' in path else '?'}{asked}" if asked else f"/{path}"


PAGES = (
    Page("board", DEMONSTRATION, ""),
    Page("key-result", DEMONSTRATION, f"kr?kr={DEMO_CODE}"),
    Page("key-result-inside", DEMONSTRATION, f"kr?kr={DEMO_CODE}", "coordinator"),
    Page("looking-back", DEMONSTRATION, f"kr?kr={DEMO_CODE}&step=2"),
    Page("update", DEMONSTRATION, f"update?kr={DEMO_CODE}&level=4", "coordinator"),
    Page("update-outside", DEMONSTRATION, f"update?kr={DEMO_CODE}"),
    Page("first-board", EMPTY, ""),
    Page("first-key-result", EMPTY, f"kr?kr={CODE}"),
    Page("first-update", EMPTY, f"update?kr={CODE}&level=1", "coordinator"),
    Page("unknown", EMPTY, "kr?kr=unknown"),
    Page("asked-board", OFFICE, "", "coordinator"),
    Page("asked-key-result", OFFICE, f"kr?kr={CODE}", "confirmer"),
    Page("card", DEMONSTRATION, "s/{link}"),
    Page("card-as-sent", DEMONSTRATION, "s/{sent}"),
    Page("card-selection", OFFICE, "s/{selection}"),
    Page("card-asked", OFFICE, "s/{link}"),
    Page("card-of-an-agency", DEMONSTRATION, "s/{agency}"),
    Page("card-refused", DEMONSTRATION, "s/forged", status=404),
    Page("wall", DEMONSTRATION, "s/{link}?kiosk=1"),
    Page("wall-of-the-board", OFFICE, "wall"),
    Page("wall-of-a-link", OFFICE, "s/{selection}?kiosk=1"),
    Page("wall-refused", OFFICE, "s/forged/further?kiosk=1", status=404),
    Page("sign-in", EMPTY, "account/sign-in"),
    Page("set-up", UNPEOPLED, "account/set-up/{set_up}"),
    Page("invitation", OFFICE, "account/invitation/{invitation}"),
    Page("invitation-over", OFFICE, "account/invitation/forged", status=404),
    Page("organisation", OFFICE, "account/identity", status=403),
    Page("help", OFFICE, "help"),
    Page("account", EMPTY, "account", "coordinator"),
    Page("inbox", OFFICE, "account/inbox", "coordinator"),
    Page("inbox-empty", OFFICE, "account/inbox", "admin"),
    Page("reminders", OFFICE, "account/reminders", "coordinator"),
    Page("confirm-queue", OFFICE, "account/confirm", "confirmer"),
    Page("share", EMPTY, f"account/links/new?kr={CODE}", "coordinator"),
    Page("links", PRIVATE, "account/links?said=pause", "admin"),
    Page("people", OFFICE, "account/people", "admin"),
    Page("new-person", OFFICE, "account/people/new", "admin"),
    Page("person", OFFICE, "account/people/{coordinator}?said=details", "admin"),
    Page("trail", OFFICE, "account/trail?person={admin}", "admin"),
    Page("history", OFFICE, f"{_KR}/history", "coordinator"),
    Page("history-outside", OFFICE, f"{_KR}/history"),
    Page("plan", OFFICE, f"{_KR}/plan", "coordinator"),
    Page("reports", OFFICE, f"{_KR}/reports", "coordinator"),
    Page("reports-outside", OFFICE, f"{_KR}/reports"),
    Page("one-report", OFFICE, f"{_KR}/reports/{{report}}", "coordinator"),
    Page("report", OFFICE, f"{_KR}/report", "coordinator"),
    Page("confirm", OFFICE, f"{_KR}/confirm", "confirmer"),
    Page("confirm-own", OFFICE, f"{_KR}/confirm", "coordinator"),
    Page("form", OFFICE, f"{_KR}/form?said=define", "admin"),
    Page("form-version", OFFICE, f"{_KR}/form/{{version}}", "admin"),
    Page("new-key-result", OFFICE, f"account/key-results/new?copy={CODE}", "admin"),
    Page("evidence", OFFICE, f"{_KR}/evidence/{{tick}}", "coordinator"),
    Page("evidence-of-nothing", OFFICE, "evidence/1", "coordinator", 404),
    Page("refused", OFFICE, "account/people", "coordinator", 403),
    Page("missing", OFFICE, "account/nothing", status=404),
    Page("missing-elsewhere", OFFICE, "key-results/nothing/nowhere", status=404),
    Page("private", PRIVATE, "", "coordinator"),
    Page("private-outside", PRIVATE, f"{_KR}/reports"),
    Page("private-without-rights", PRIVATE, f"{_KR}/reports", "newcomer"),
    Page("unreadable", UNREADABLE, ""),
    Page("unreadable-account", UNREADABLE, "account", status=503),
    Page("unreadable-card", UNREADABLE, "s/" + "x" * 43, status=503),
    Page("undefined", UNDEFINED, ""),
)
# Answers that are no page: a redirect, streams, pictures, fonts.
NO_PAGE = {"/account/identity/begin", "/s/{token}/live", "/s/{token}/preview.png", "/badge/{code}.svg", "/wall/live"}
NO_PAGE |= {"/assets/{name}", "/streams", "/reading/{kind}"}


def routes() -> list[Route]:
    """Every address beside Streamlit that answers with a page."""
    found = [*card_routes, *organisation_routes, *desk_routes]
    return [route for route in found if "GET" in (route.methods or ()) and route.path not in NO_PAGE]


def route_of(page: Page) -> str:
    """The route that answers with a page; empty for a page of Streamlit's."""
    path = "/" + page.path.partition("?")[0].replace("{", "").replace("}", "")
    scope = {"type": "http", "method": "GET", "path": path}
    return next((route.path for route in routes() if route.matches(scope)[0] is Match.FULL), "")
