"""What a page's form would send: its fields as they stand, as a browser collects them."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects the fields of the forms that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._posting = False
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fields that are not ticked, and buttons, are not sent."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._posting = given.get("method") == "post"
        elif not self._posting:
            return
        elif tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.found[name] = given.get("value", "")
        elif tag == "textarea":
            self._area, self.found[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self.found or "selected" in given):
            self.found[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """An area holds text up to its end."""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """The text of an area."""
        if self._area:
            self.found[self._area] += data


def sheet_in(page: str) -> dict[str, str]:
    """The fields of the form on a page."""
    fields = _Fields()
    fields.feed(page)
    return fields.found
