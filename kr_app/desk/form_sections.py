"""The sections of the official form in its order: names as `kr_core.reading` knows them, labels in words."""

import re

from kr_app.desk.form_fields import ROWS, Field, Kind, Section, row_fields, twin
from kr_app.draw.status import rule_text
from kr_app.words import Words
from kr_core.definition import RollUp
from kr_core.scoring import Interpolated, Milestone, Ratio, Reverse, Rule, Step

_IN_ROW = re.compile(r"(agencies|levels)\[(.+)\]\.(\w+)")


def _boxes(section: str, labels: dict[str, str]) -> list[Field]:
    return [Field(f"{section}.{name}", label, Kind.BOX, required=False) for name, label in labels.items()]


def before_rows(words: Words) -> list[Section]:
    """The form's sections above the target table."""
    return [
        Section("head", words("Key result"), _head(words)),
        Section("agency_kind", words("Kind of agency"), _boxes("agency_kind", _agency_kinds(words))),
        Section(
            "target",
            words("Target"),
            [
                Field("target.value", words("Target"), Kind.NUMBER),
                *twin(words, "target.unit", words("Unit")),
            ],
        ),
        Section(
            "meaning",
            words("Definition and method"),
            [
                *twin(words, "definition", words("Definition"), Kind.AREA),
                *twin(words, "method", words("Method"), Kind.AREA),
            ],
        ),
    ]


def after_rows(words: Words) -> list[Section]:
    """The form's sections below the scoring table."""
    return [
        Section("rule", words("Score and reporting"), _rule(words), _rule_hint(words)),
        Section("references", words("References"), _boxes("references", _references(words))),
        Section(
            "reporting_channels",
            words("Reporting channels"),
            [
                Field("reporting_channels.policy_tracking", words("BMA Policy Tracking"), Kind.BOX, required=False),
                Field("reporting_channels.other", words("Another system"), Kind.BOX, required=False),
                *twin(words, "reporting_channels.other_detail", words("Which system"), required=False),
            ],
        ),
        Section(
            "follow_up",
            words("Follow-up"),
            [
                *_boxes("follow_up", _follow_ups(words)),
                *twin(words, "follow_up.data_system_detail", words("Which data system"), required=False),
            ],
            words("The boxes of the host agency and of the inspectors ask for a confirmation of every level."),
        ),
        Section("coordinator", words("Coordinator"), _coordinator(words)),
        Section(
            "informant",
            words("Informant"),
            [
                Field("informant.name", words("Name of the informant"), required=False),
                Field("informant.position", words("Position of the informant"), required=False),
            ],
        ),
    ]


def every_field(words: Words) -> dict[str, Field]:
    """The fields outside the two tables, by name."""
    sections = [*before_rows(words), *after_rows(words)]
    return {each.name: each for section in sections for each in section.fields}


def place_of(name: str, words: Words) -> tuple[int, int]:
    """Where on the page a field comes, for sorting: the two tables stand between the sections, as on the form."""
    above = ["code", *(each.name for section in before_rows(words) for each in section.fields)]
    if name in above:
        return 0, above.index(name)
    return (ROWS.index(name.partition("[")[0]) + 1, 0) if name.startswith(ROWS) else (len(ROWS) + 1, 0)


def label_of(name: str, words: Words) -> str:
    """How a field is called where it is spoken of alone; `name` as errors and differences have it."""
    found = _IN_ROW.fullmatch(name)
    if found is None:
        whole = {"agencies": words("Agencies"), "levels": words("Success levels"), "code": words("Code in addresses")}
        known = every_field(words).get(name)
        return known.label if known else whole.get(name, name)
    rows, row, inner = found.groups()
    label = next((each.label for each in row_fields(rows, words) if each.name == inner), inner)
    if rows == "levels":
        return words("Level {level}: {field}", level=int(row), field=label)
    return words("Agency {agency}: {field}", agency=words.digits_of(row) if row.isdigit() else row, field=label)


def _head(words: Words) -> list[Field]:
    return [
        *twin(words, "name", words("Name")),
        Field("form_code", words("Code on the form"), required=False),
        Field("fiscal_year", words("Fiscal year (Buddhist era)"), Kind.WHOLE),
        *twin(words, "dimension", words("Dimension")),
        *twin(words, "issue", words("Development issue")),
    ]


def _agency_kinds(words: Words) -> dict[str, str]:
    return {
        "single_agency": words("One agency carries it out"),
        "with_support": words("Supporting agencies (R) take part"),
        "support_bureau": words("Supporting agencies: bureaux and offices"),
        "support_district": words("Supporting agencies: district offices"),
    }


def _references(words: Words) -> dict[str, str]:
    return {
        "standard": words("Operating standard"),
        "target_details": words("Detailed targets, item by item and agency by agency"),
        "good_practice": words("Example of good practice"),
    }


def _follow_ups(words: Words) -> dict[str, str]:
    return {
        "support_reports": words("Supporting agencies or district offices report"),
        "host_monitors": words("The host agency (H) monitors"),
        "inspector": words("The BMA inspectors review the quality"),
        "data_system": words("A data system confirms, such as Traffy Fondue"),
    }


def _rule_hint(words: Words) -> str:
    return words(
        "Leave empty what the chosen rule does not need. Percent and score are always shown together, with the rule."
    )


def _rule(words: Words) -> list[Field]:
    rules: list[Rule] = [Milestone(), Step((0, 0, 0, 0, 0)), Interpolated((0, 1, 2, 3, 4)), Ratio(1), Reverse(0, 1)]
    roll_ups = {
        RollUp.HOST: words("Only the host agency counts"),
        RollUp.MEAN: words("The mean of all agencies"),
        RollUp.TARGET_WEIGHTED: words("The mean, weighted by the targets"),
        RollUp.ALL: words("The lowest of all agencies"),
    }
    below = (("0", words("score 0")), ("1", words("score 1")))
    return [
        Field(
            "rule.name", words("Score rule"), Kind.CHOICE, choices=tuple((r.name, rule_text(r, words)) for r in rules)
        ),
        Field(
            "rule.thresholds",
            words("Five thresholds, for scores 1 to 5"),
            Kind.NUMBERS,
            required=False,
            hint=words("For bands and interpolation, with spaces between them."),
        ),
        Field("rule.below_first", words("Below the first threshold"), Kind.CHOICE, False, choices=below),
        Field("rule.zero_is_unscored", words("A value of 0 is not scored (interpolation)"), Kind.BOX, False),
        Field(
            "rule.full_marks_at",
            words("Value for full marks"),
            Kind.NUMBER,
            required=False,
            hint=words("For the ratio, and where less is better."),
        ),
        Field(
            "rule.zero_at",
            words("Value for score 0"),
            Kind.NUMBER,
            required=False,
            hint=words("Where less is better."),
        ),
        Field(
            "roll_up",
            words("How several agencies are combined"),
            Kind.CHOICE,
            choices=tuple((each.value, text) for each, text in roll_ups.items()),
        ),
        Field("reporting_interval_days", words("Days between two reports"), Kind.WHOLE),
    ]


def _coordinator(words: Words) -> list[Field]:
    return [
        Field("coordinator.name", words("Name of the coordinator")),
        Field("coordinator.phone", words("Phone"), required=False),
        *twin(words, "coordinator.position", words("Position")),
        *twin(words, "coordinator.section", words("Section")),
        *twin(words, "coordinator.agency", words("Agency")),
    ]
