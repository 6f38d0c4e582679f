"""From a `KeyResult` back to the plain mapping that `reading` takes: what a definition in the log is made of."""

from typing import Any

from kr_core.definition import Agency, KeyResult, Level, Target, Text
from kr_core.scoring import Interpolated, Ratio, Reverse, Rule, Step


def mapping_of(key_result: KeyResult) -> dict[str, Any]:
    """The whole form as texts, numbers, booleans, lists and tables; days as ISO texts. Reading it gives the same."""
    follow_up, channels = key_result.follow_up, key_result.reporting_channels
    coordinator, informant = key_result.coordinator, key_result.informant
    return {
        "code": key_result.code,
        "form_code": key_result.form_code,
        **_text("name", key_result.name),
        "fiscal_year": key_result.fiscal_year.number,
        **_text("dimension", key_result.dimension),
        **_text("issue", key_result.issue),
        **_text("definition", key_result.definition),
        **_text("method", key_result.method),
        "roll_up": key_result.roll_up.value,
        "reporting_interval_days": key_result.reporting_interval_days,
        "rule": _rule(key_result.rule),
        "target": _target(key_result.target),
        "agency_kind": dict(vars(key_result.agency_kind)),
        "agencies": [_agency(agency) for agency in key_result.agencies],
        "levels": [_level(level) for level in key_result.scale.levels],
        "references": dict(vars(key_result.references)),
        "reporting_channels": {
            "policy_tracking": channels.policy_tracking,
            "other": channels.other,
            **_text("other_detail", channels.other_detail),
        },
        "follow_up": {
            "support_reports": follow_up.support_reports,
            "host_monitors": follow_up.host_monitors,
            "inspector": follow_up.inspector,
            "data_system": follow_up.data_system,
            **_text("data_system_detail", follow_up.data_system_detail),
        },
        "coordinator": {
            "name": coordinator.name,
            **_text("position", coordinator.position),
            "phone": coordinator.phone,
            **_text("section", coordinator.section),
            **_text("agency", coordinator.agency),
        },
        "informant": {"name": informant.name, "position": informant.position},
    }


def _text(name: str, text: Text) -> dict[str, str]:
    return {name: text.thai, f"{name}_en": text.english}


def _target(target: Target) -> dict[str, Any]:
    return {"value": target.value, **_text("unit", target.unit)}


def _agency(agency: Agency) -> dict[str, Any]:
    return {
        "id": agency.id,
        **_text("name", agency.name),
        "role": agency.role.value,
        "target": agency.target.value,
        **_text("unit", agency.target.unit),
        "duty": agency.duty,
    }


def _level(level: Level) -> dict[str, Any]:
    due = {"due": level.due.isoformat()} if level.due else {}
    return {
        "number": level.number,
        "percent": level.percent,
        **_text("activity", level.activity),
        **_text("short", level.short),
        **due,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    match rule:
        case Step():
            return {"name": rule.name, "thresholds": list(rule.thresholds), "below_first": rule.below_first}
        case Interpolated():
            return {
                "name": rule.name,
                "thresholds": list(rule.thresholds),
                "below_first": rule.below_first,
                "zero_is_unscored": rule.zero_is_unscored,
            }
        case Ratio():
            return {"name": rule.name, "full_marks_at": rule.full_marks_at}
        case Reverse():
            return {"name": rule.name, "full_marks_at": rule.full_marks_at, "zero_at": rule.zero_at}
        case _:
            return {"name": rule.name}
