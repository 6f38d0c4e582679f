"""The whole form, readable: every field, in the form's own order and words."""

from markupsafe import Markup

from kr_app.draw.pieces import draw
from kr_app.draw.status import rule_text
from kr_app.rights import Action, Visitor
from kr_app.words import Words
from kr_core.definition import KeyResult, Target, Text

Field = tuple[str, list[str]]


def form(key_result: KeyResult, visitor: Visitor, words: Words) -> Markup:
    """The form as HTML. The coordinator's name and phone only for a visitor who may see them."""
    agencies = [
        {
            "name": words_of(agency.name, words),
            "role": agency.role.value,
            "target": _target(agency.target, words),
            "duty": agency.duty,
        }
        for agency in key_result.agencies
    ]
    levels = [(level, "") for level in key_result.scale.levels]
    return draw("form", words=words, fields=_fields(key_result, visitor, words), agencies=agencies, levels=levels)


def words_of(text: Text, words: Words) -> str:
    """A text of the form in the reader's language."""
    return text.in_language(words.language)


def _fields(key_result: KeyResult, visitor: Visitor, words: Words) -> list[Field]:
    kind, references = key_result.agency_kind, key_result.references
    channels, follow_up = key_result.reporting_channels, key_result.follow_up
    return [
        (words("Code"), [key_result.form_code or words("Left blank on the form")]),
        (words("Name"), [words_of(key_result.name, words)]),
        (words("Host agency (H)"), [words_of(key_result.host.name, words)]),
        (words("Dimension"), [words_of(key_result.dimension, words)]),
        (words("Development issue"), [words_of(key_result.issue, words)]),
        (
            words("Kind of agency"),
            [
                _box(kind.single_agency, words("One agency carries it out")),
                _box(kind.with_support, words("Supporting agencies (R) take part")),
                _box(kind.support_bureau, words("Supporting agencies: bureaux and offices")),
                _box(kind.support_district, words("Supporting agencies: district offices")),
            ],
        ),
        (
            words("Target of fiscal year {year}", year=key_result.fiscal_year.number),
            [_target(key_result.target, words)],
        ),
        (words("Definition"), [words_of(key_result.definition, words)]),
        (words("Method"), [words_of(key_result.method, words), rule_text(key_result.rule, words)]),
        (
            words("References"),
            [
                _box(references.standard, words("Operating standard")),
                _box(references.target_details, words("Detailed targets, item by item and agency by agency")),
                _box(references.good_practice, words("Example of good practice")),
            ],
        ),
        (
            words("Reporting channels"),
            [
                _box(channels.policy_tracking, words("BMA Policy Tracking")),
                _box(channels.other, _with_detail(words("Another system"), channels.other_detail, words)),
            ],
        ),
        (
            words("Follow-up"),
            [
                _box(follow_up.support_reports, words("Supporting agencies or district offices report")),
                _box(follow_up.host_monitors, words("The host agency (H) monitors")),
                _box(follow_up.inspector, words("The BMA inspectors review the quality")),
                _box(
                    follow_up.data_system,
                    _with_detail(
                        words("A data system confirms, such as Traffy Fondue"), follow_up.data_system_detail, words
                    ),
                ),
            ],
        ),
        (words("Coordinator"), _coordinator(key_result, visitor, words)),
        (words("Informant"), [key_result.informant.name or words("Not signed yet")]),
    ]


def _coordinator(key_result: KeyResult, visitor: Visitor, words: Words) -> list[str]:
    coordinator = key_result.coordinator
    office = [
        words_of(coordinator.position, words),
        words_of(coordinator.section, words),
        words_of(coordinator.agency, words),
    ]
    if not visitor.may(Action.SEE_INTERNAL):
        return [*office, words("Name and phone number are shown to people who are signed in.")]
    return [coordinator.name, *office, words("Phone {phone}", phone=words.digits_of(coordinator.phone))]


def _box(ticked: bool, label: str) -> str:
    return f"{'☑' if ticked else '☐'} {label}"


def _with_detail(label: str, detail: Text, words: Words) -> str:
    text = words_of(detail, words)
    return f"{label}: {text}" if text else label


def _target(target: Target, words: Words) -> str:
    return f"{words.exact(target.value)} {words_of(target.unit, words)}"
