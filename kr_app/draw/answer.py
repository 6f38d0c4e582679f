"""What a report answers, in a reader's words: the values that every drawing of it is made from."""

from dataclasses import dataclass

from markupsafe import Markup

from kr_app.draw.gauge import gauge
from kr_app.draw.status import SHAPES, stale_text, status_text
from kr_app.words import Words
from kr_core.calendar import FiscalYear
from kr_core.language import Language
from kr_core.report import Report
from kr_core.sentence import sentence_of


@dataclass(frozen=True)
class Answer:
    """The figure, its status, the sentence, and how old it is; and whose it is."""

    report: Report
    name: str
    name_language: str
    host: str
    year: str
    gauge: Markup
    shape: str
    status: str
    stale: str
    sentence: str
    age: str
    # Of whom among its agencies this was shared, in which role: "H" or "R". Empty where nobody in particular is meant.
    agency: str = ""
    role: str = ""


def answer_of(report: Report, words: Words, agencies: frozenset[str] = frozenset()) -> Answer:
    """The answer, as it concerns one of some agencies. Nothing in it names a person."""
    key_result, language = report.key_result, words.language
    sentence = sentence_of(report, language, words.digits)
    age = sentence.age.rstrip(".")
    meant = next((each for each in key_result.agencies if each.id in agencies), None)
    if report.last_report is not None:
        age = f"{age} · {words.moment(report.last_report)}"
    return Answer(
        report=report,
        name=key_result.name.in_language(language),
        name_language=key_result.name.language_shown(language).value,
        host=key_result.host.name.in_language(language),
        year=year_text(key_result.fiscal_year, words),
        gauge=Markup(gauge(report, words)),  # noqa: S704 — drawn by us, every text escaped
        shape=SHAPES[report.verdict.status],
        status=status_text(report, words),
        stale=stale_text(report, words),
        sentence=sentence.body,
        age=age,
        agency=meant.name.in_language(language) if meant else "",
        role=meant.role.value if meant else "",
    )


def year_text(year: FiscalYear, words: Words) -> str:
    """The fiscal year; in English with its days, which its Buddhist number does not tell."""
    if words.language is Language.THAI:
        return words("Fiscal year {year}", year=year.number)
    start, end = words.day(year.start), words.day(year.end)
    return words("Fiscal year {year} ({start} – {end})", year=year.number, start=start, end=end)
