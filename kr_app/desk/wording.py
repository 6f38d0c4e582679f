"""Rights, links and entries of the trail in words: small pure functions, each the one place where its words stand."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from kr_app.definitions import Definitions
from kr_app.rights import Action, Grant, Reach, Role
from kr_app.store.links import Link, LinkKind
from kr_app.words import Words
from kr_core.calendar import bangkok_day
from kr_core.definition import Agency, KeyResult


def role_text(role: Role, words: Words) -> str:
    """A role by its name."""
    match role:
        case Role.VIEWER:
            return words("Viewer")
        case Role.COORDINATOR:
            return words("Coordinator")
        case Role.CONFIRMER:
            return words("Confirmer of the host agency")
        case Role.INSPECTOR:
            return words("Inspector")
        case Role.ADMIN:
            return words("Administrator")


def action_text(action: Action, words: Words) -> str:
    """Something that can be done, as what somebody may do."""
    match action:
        case Action.VIEW:
            return words("See the figures")
        case Action.SEE_INTERNAL:
            return words("See names, phone numbers and internal notes")
        case Action.RECORD:
            return words("Record success levels, evidence, due days and progress")
        case Action.CONFIRM:
            return words("Confirm or return a recorded level for the host agency")
        case Action.REVIEW:
            return words("Review or return a recorded level as an inspector")
        case Action.DEFINE:
            return words("Edit the form of a key result, and add key results")
        case Action.SHARE:
            return words("Share links")
        case Action.MANAGE_LINKS:
            return words("Pause and revoke everybody's links")
        case Action.MANAGE_PEOPLE:
            return words("Manage people and rights")
        case Action.READ_TRAIL:
            return words("Read the activity log")


def reach_text(reach: Reach, words: Words) -> str:
    """How far a right goes, in the table of roles."""
    match reach:
        case Reach.NONE:
            return "–"
        case Reach.OWN:
            return words("Only what is assigned")
        case Reach.ALL:
            return words("Everything")


def key_result_name(code: str, known: Definitions, words: Words) -> str:
    """A key result by its name; by its code where it no longer exists."""
    found = known.key_results.get(code)
    return found.name.in_language(words.language) if found else words("{code} (no longer exists)", code=code)


def agencies_of(known: Definitions) -> dict[str, Agency]:
    """The agencies of all key results by id, in the order of the forms."""
    every: Iterable[Agency] = (agency for each in known.key_results.values() for agency in each.agencies)
    return {agency.id: agency for agency in every}


def agency_name(agency: str, known: Definitions, words: Words) -> str:
    """An agency by its name; by its id where it no longer exists."""
    found = agencies_of(known).get(agency)
    return found.name.in_language(words.language) if found else words("{code} (no longer exists)", code=agency)


def grant_text(grant: Grant, known: Definitions, words: Words) -> str:
    """What was granted: the role, and for a coordinator or a confirmer of what."""
    role = role_text(grant.role, words)
    if grant.code:
        return f"{role}: {key_result_name(grant.code, known, words)}"
    if grant.agency:
        return f"{role}: {agency_name(grant.agency, known, words)}"
    return role


def short_name(key_result: KeyResult, words: Words) -> str:
    """A key result in a list, with its year, which tells two of the same name apart."""
    return words(
        "{name}, fiscal year {year}",
        name=key_result.name.in_language(words.language),
        year=key_result.fiscal_year.number,
    )


def link_text(link: Link, known: Definitions, words: Words) -> str:
    """What a link shows."""
    if link.kind is LinkKind.AGENCY:
        return words("Every key result of {agency}", agency=agency_name(link.target[0], known, words))
    if len(link.target) == 1:
        return key_result_name(link.target[0], known, words)
    return words.counted("{count} key result", "{count} key results", len(link.target))


def link_figures(link: Link, words: Words) -> str:
    """Whether a link is live, or of which moment."""
    return words("As sent, {when}", when=words.moment(link.made)) if link.as_sent else words("Always current")


def link_end(link: Link, words: Words) -> str:
    """The last day on which a link opens."""
    if link.until is None:
        return words("No end")
    return words("Until {day}", day=words.day(bangkok_day(link.until - timedelta(seconds=1))))


def subject_text(about: str, names: Mapping[str, str], links: Mapping[str, str], words: Words) -> str:
    """What an entry of the trail is about: a person, a link, an action; anything else as it was kept."""
    kind, _, rest = about.partition(" ")
    if about in names:
        return names[about]
    if about.startswith("link:"):
        number = words.digits_of(about.removeprefix("link:"))
        return words("Link {number}: {what}", number=number, what=links.get(about) or words("not kept"))
    if kind in list(Action):
        return f"{action_text(Action(kind), words)} {rest}".strip()
    return about
