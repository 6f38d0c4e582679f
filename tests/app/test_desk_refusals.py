"""Everything that identity and sharing refuse has a sentence of its own, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kr_app import sharing
from kr_app.desk.refusals import TooManyKeyResults, page_of, refusal_text
from kr_app.identity import errors
from kr_app.identity.errors import IdentityRefused
from kr_app.store.links import Link, LinkKind
from kr_app.words import words_for

NOW = datetime(2025, 7, 22, 5, 0, tzinfo=UTC)
LINK = Link(1, 1, NOW, LinkKind.KEY_RESULT, ("a",), False, "", None, "", None, False, False, None, 0)
WITH_DATA: dict[type[IdentityRefused], list[IdentityRefused]] = {
    errors.TooManyAttempts: [errors.TooManyAttempts(datetime(2025, 7, 22, 5, 0, tzinfo=UTC))],
    errors.TextTooLong: [errors.TextTooLong(200)],
    sharing.OtherLinkMade: [sharing.OtherLinkMade(LINK, replace(LINK, title="อื่น"))],
    errors.PasswordRefused: [errors.PasswordRefused(reason) for reason in ("short", "long", "differs")],
}
KINDS = {
    each
    for module in (errors, sharing)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, IdentityRefused) and each is not IdentityRefused
} | {TooManyKeyResults}
REFUSED = [error for kind in KINDS for error in WITH_DATA.get(kind) or [kind()]]


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_refusal_says_something_else(language: str) -> None:
    """And more than that it could not be done."""
    words = words_for(language, None)
    said = [refusal_text(error, words) for error in REFUSED]
    assert len(set(said)) == len(said) == len(KINDS) + 2
    assert refusal_text(IdentityRefused(), words) not in said


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_has_a_calm_page_with_a_status_of_its_own_kind(language: str) -> None:
    """Also what nobody foresaw."""
    words = words_for(language, None)
    pages = [page_of(error, words) for error in [*REFUSED, None]]
    assert all(title and lines and 400 <= status <= 503 for title, lines, status in pages)
    assert page_of(None, words)[2] == 500
