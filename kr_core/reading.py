"""From a plain mapping, as TOML or JSON gives it, to a checked `KeyResult`.

Every refusal is a `DefinitionError` naming the field, the value found and why. A field that the form
does not have is refused too: a misspelt name must not pass as an empty one.
"""

from collections.abc import Mapping
from typing import Any

from kr_core.calendar import PLAUSIBLE_YEARS, FiscalYear
from kr_core.days import implausible
from kr_core.definition import AgencyKind, KeyResult, References, RollUp
from kr_core.errors import DefinitionError, ImplausibleYear
from kr_core.fields import Fields
from kr_core.sections import (
    agencies_of,
    boxes_of,
    coordinator_of,
    follow_up_of,
    informant_of,
    reporting_channels_of,
    rule_of,
    scale_of,
    target_of,
)


def key_result_from(mapping: Mapping[str, Any], *, kept: bool = False) -> KeyResult:
    """The key result of a mapping, of one that is `kept` already perhaps. Raises the first `DefinitionError`."""
    form = Fields(mapping, kept=kept)
    key_result = _read(form)
    if form.refused:
        raise form.refused[0]
    return key_result


def refusals_of(mapping: Mapping[str, Any]) -> list[DefinitionError]:
    """Everything that is wrong with a mapping, a field once; empty for a good one."""
    form = Fields(mapping)
    _read(form)
    return list({error.field: error for error in reversed(form.refused)}.values())[::-1]


def _read(form: Fields) -> KeyResult:
    year = FiscalYear(form.whole("fiscal_year", PLAUSIBLE_YEARS[0], PLAUSIBLE_YEARS[-1], because=_implausible))
    scale = scale_of(form, year)
    agencies = agencies_of(form)
    key_result = KeyResult(
        code=form.slug("code"),
        form_code=form.text("form_code", required=False),
        name=form.bilingual("name"),
        fiscal_year=year,
        dimension=form.bilingual("dimension"),
        issue=form.bilingual("issue"),
        agency_kind=boxes_of(form.table("agency_kind"), AgencyKind),
        target=target_of(form.table("target")),
        definition=form.bilingual("definition"),
        method=form.bilingual("method"),
        agencies=agencies,
        scale=scale,
        rule=rule_of(form.table("rule"), scale.top),
        roll_up=RollUp(form.one_of("roll_up", [kind.value for kind in RollUp])),
        references=boxes_of(form.table("references"), References),
        reporting_channels=reporting_channels_of(form.table("reporting_channels")),
        follow_up=follow_up_of(form.table("follow_up")),
        coordinator=coordinator_of(form.table("coordinator")),
        informant=informant_of(form.table("informant")),
        reporting_interval_days=form.whole("reporting_interval_days", 1, 366, default=30),
    )
    form.finish()
    return key_result


def _implausible(year: int) -> ImplausibleYear:
    return implausible(year, str(year), buddhist=True)
