"""What was stored and what was sent later under the same once-only id, side by side: only what differs."""

import json
from collections.abc import Sequence

from kr_app.draw.reports import confidence_text
from kr_app.draw.status import Names, actor_text, event_text
from kr_app.words import Words
from kr_core.check_in import check_in_of
from kr_core.comparison import differences
from kr_core.evidence import File, evidence_of
from kr_core.log import Event, Kind
from kr_core.reading import key_result_from

# What is about another entry that the form names.
_ABOUT = frozenset({Kind.CONFIRM, Kind.RETURN, Kind.REVIEW, Kind.UNDO})


def both_texts(stored: Sequence[Event], sent: Sequence[Event], words: Words, names: Names) -> tuple[str, str]:
    """What is stored and what is sent, each as one text of the parts in which they differ."""
    before, after = _parts(stored, words, names), _parts(sent, words, names)
    before, after = _with_forms(before, after, stored, sent)
    different = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return _joined(before, different or list(before)), _joined(after, different or list(after))


def _joined(parts: dict[str, str], names: Sequence[str]) -> str:
    texts = ((name, parts.get(name) or "–") for name in names)
    return " · ".join(f"{name}: {text}" if name else text for name, text in texts)


def _parts(events: Sequence[Event], words: Words, names: Names) -> dict[str, str]:
    """By label; what the entries are has none."""
    if not events:
        return {}
    first = events[0]
    pieces = [found.what for event in events if (found := evidence_of(event._replace(refers_to=event.refers_to or 0)))]
    told = [event for event in events if event.kind != Kind.EVIDENCE] or events[:1]
    return {
        "": ", ".join(_what(event, words) for event in told),
        words("Key result"): first.code,
        words("Who"): actor_text(first.actor, words, names),
        **_report(first, words),
        words("Note"): first.note,
        words("Internal note"): "✓" if first.internal else "",
        words("Evidence"): ", ".join(each.name if isinstance(each, File) else each.address for each in pieces),
        words("About entry"): words.number(first.refers_to) if first.refers_to and first.kind in _ABOUT else "",
    }


def _what(event: Event, words: Words) -> str:
    text = event_text(event, words)
    by_inspector = event.kind == Kind.RETURN and event.details
    return f"{text} ({words('Inspector')})" if by_inspector else text


def _report(event: Event, words: Words) -> dict[str, str]:
    found = check_in_of(event) if event.kind == Kind.CHECK_IN else None
    if found is None:
        return {}
    return {
        words("What was done"): found.done,
        words("Obstacles"): found.obstacles,
        words("What is needed"): found.needed,
        words("Confidence"): confidence_text(found.confidence, words),
    }


def _with_forms(
    before: dict[str, str], after: dict[str, str], stored: Sequence[Event], sent: Sequence[Event]
) -> tuple[dict[str, str], dict[str, str]]:
    """Of two versions of a form, the fields that differ."""
    if not (stored and sent and stored[0].kind == sent[0].kind == Kind.DEFINE):
        return before, after
    try:
        forms = [key_result_from(json.loads(event.details)) for event in (stored[0], sent[0])]
    except (ValueError, RecursionError):
        return before, after
    found = differences(*forms)
    old = {f"{each.field}": str(each.before or "") for each in found}
    return before | old, after | {each.field: str(each.after or "") for each in found}
