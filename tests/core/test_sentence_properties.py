"""Whatever the key result, the log and the day: the sentence stands, and keeps to its language and digits."""

import re
from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kr_core.digits import Digits, plain_number, to_thai
from kr_core.language import Language
from kr_core.sentence import sentence_of
from kr_core.status import Status
from tests.core.builders import always, days_around, key_results, logs, report, tick

CLAUSES = ["standing", "confirmed", "waiting", "following", "pace", "age"]
THAI_DIGITS = "[๐-๙]"
THAI_LETTERS = "[ก-๎]"


@st.composite
def reports(draw):
    result = draw(key_results())
    log = draw(logs(result))
    said = draw(st.lists(st.sampled_from(["confirm", "review", "return", "evidence"]), max_size=6))
    claims = [event for event in log if event.kind == "tick"]
    if claims:
        log += [
            of._replace(id=1000 + number, kind=kind, refers_to=of.id, day=None)
            for number, kind in enumerate(said)
            if (of := draw(st.sampled_from(claims)))
        ]
    return report(log, draw(days_around(result.fiscal_year)), result)


@always
@given(reports())
def test_the_sentence_keeps_to_the_digits_asked_for(answer):
    for language in Language:
        assert not re.search("[0-9]", sentence_of(answer, language, Digits.THAI).whole)
        assert not re.search(THAI_DIGITS, sentence_of(answer, language, Digits.ARABIC).whole)


@always
@given(reports())
def test_the_sentence_keeps_to_the_language_asked_for(answer):
    """The form has every translation and no Latin letter in its Thai texts, so no letter strays."""
    assert not re.search(THAI_LETTERS, sentence_of(answer, Language.ENGLISH, Digits.THAI).whole)
    assert not re.search("[A-Za-z]", sentence_of(answer, Language.THAI, Digits.THAI).whole)


@always
@given(reports())
def test_both_languages_and_both_digits_say_the_same_clauses(answer):
    arabic, thai = (sentence_of(answer, Language.THAI, digits) for digits in (Digits.ARABIC, Digits.THAI))
    english = sentence_of(answer, Language.ENGLISH, Digits.ARABIC)
    for clause in CLAUSES:
        assert bool(getattr(english, clause)) == bool(getattr(thai, clause))
        assert to_thai(getattr(arabic, clause)) == getattr(thai, clause)


@always
@given(reports())
def test_the_sentence_always_says_where_it_stands_and_how_old_it_is(answer):
    for language in Language:
        sentence = sentence_of(answer, language, Digits.ARABIC)
        assert sentence.standing
        assert sentence.age
        assert sentence.whole == " ".join(filter(None, (getattr(sentence, clause) for clause in CLAUSES)))
        assert sentence.whole == f"{sentence.body} {sentence.age}"
        assert "  " not in sentence.whole
        assert sentence.whole == sentence.whole.strip()
        assert "None" not in sentence.whole


def test_there_is_a_report_and_a_sentence_for_every_day_of_five_years():
    """From two years before the fiscal year to two years after, no day is left without an answer."""
    log = [tick(1, 1, date(2025, 1, 5)), tick(2, 3, date(2025, 2, 5)), tick(3, 2, date(2025, 12, 5))]
    for number in range((date(2027, 9, 30) - date(2022, 10, 1)).days + 1):
        answer = report(log, date(2022, 10, 1) + timedelta(days=number))
        for language, digits in product(Language, Digits):
            assert sentence_of(answer, language, digits).whole


@always
@given(reports())
def test_the_percent_and_the_days_of_the_verdict_are_said(answer):
    said = sentence_of(answer, Language.ENGLISH, Digits.ARABIC).standing
    silent = answer.verdict.status is Status.NOT_STARTED or (answer.final and not answer.counted and not answer.later)
    assert silent or f"({plain_number(answer.percent)}%)" in said
    if answer.verdict.days:
        assert re.search(rf"\b{answer.verdict.days} days?\b", said)
    assert not re.search(r"\b1 days", said)


@always
@given(reports())
def test_every_english_clause_is_a_sentence(answer):
    sentence = sentence_of(answer, Language.ENGLISH, Digits.ARABIC)
    for clause in filter(None, (getattr(sentence, name) for name in CLAUSES)):
        assert clause[0].isupper()
        assert clause.endswith(".")
        assert clause.count(".") - len(re.findall(r"\d\.\d", clause)) == 1
