"""Definition files: a broken one is named with its field and value, and never hides the others."""

from pathlib import Path

import pytest

from kr_app.definitions import Broken, load
from tests.app.entries import CODE, FIRST, definition

UNREADABLE = {
    "a bracket too few": b"[target\nvalue = 1\n",
    "bytes of another encoding": 'name = "กรุงเทพ"\n'.encode("tis-620"),
    "a picture": bytes(range(256)),
    "a number of five thousand digits": b"value = " + b"1" * 5000,
    "brackets without end": b"value = " + b"[" * 100_000,
    "a day that no month has": b"due = 2025-02-30\n",
    "the same field twice": b"code = 1\ncode = 2\n",
}
REFUSED = {
    "a wrong rule": (('name = "milestone"', 'name = "magic"'), "rule.name", "magic"),
    "a misspelt field": (('roll_up = "host"', 'roll_up = "host"\nrollup = "x"'), "rollup", "x"),
    "a percent that falls": (("percent = 40", "percent = 15"), "levels[2].percent", "15.0"),
    "a text for a box": (("standard = true", 'standard = "yes"'), "references.standard", "yes"),
    "a year before its time": (("fiscal_year = 2568", "fiscal_year = 2025"), "fiscal_year", "2025"),
    "a code for another place": ((f'code = "{CODE}"', 'code = "../../x"'), "code", "../../x"),
    "an empty file": (None, "fiscal_year", "None"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_is_no_toml_never_hides_the_others(tmp_path: Path, kind: str) -> None:
    """It is named, and why."""
    folder = _folder(tmp_path)
    (folder / "a-broken.toml").write_bytes(UNREADABLE[kind])
    found = load(folder)
    assert list(found.key_results) == [CODE]
    (broken,) = found.broken
    assert (broken.file, broken.field, broken.value) == ("a-broken.toml", "", "")
    assert "TOML" in broken.why


@pytest.mark.parametrize("kind", REFUSED)
def test_a_field_that_is_refused_is_named_with_its_value(tmp_path: Path, kind: str) -> None:
    """File, field, value and why."""
    folder = _folder(tmp_path)
    change, field, value = REFUSED[kind]
    if change:
        definition(folder, "z-broken.toml", (f'code = "{CODE}"', 'code = "another"'), _fitting(change))
    else:
        (folder / "z-broken.toml").write_bytes(b"")
    found = load(folder)
    assert list(found.key_results) == [CODE]
    (broken,) = found.broken
    assert (broken.file, broken.field, broken.value) == ("z-broken.toml", field, value)
    assert broken.why


def test_of_two_files_with_the_same_code_the_first_is_used(tmp_path: Path) -> None:
    """By file name, and the second is named."""
    folder = _folder(tmp_path)
    definition(folder, "z-again.toml", ('name_en = "', 'name_en = "Again: '))
    found = load(folder)
    assert not found.key_results[CODE].name.english.startswith("Again")
    assert found.broken == (Broken("z-again.toml", "code", CODE, "is used by another file too"),)


def test_every_broken_file_is_named(tmp_path: Path) -> None:
    """Not only the first one."""
    folder = _folder(tmp_path)
    for name in ("a.toml", "b.toml", "z.toml"):
        (folder / name).write_text("x = ", encoding="utf-8")
    found = load(folder)
    assert [broken.file for broken in found.broken] == ["a.toml", "b.toml", "z.toml"]
    assert list(found.key_results) == [CODE]


def test_a_folder_in_a_files_place_cannot_be_opened(tmp_path: Path) -> None:
    """Nor can a link that leads nowhere; both are named."""
    folder = _folder(tmp_path)
    (folder / "folder.toml").mkdir()
    (folder / "link.toml").symlink_to(folder / "gone")
    found = load(folder)
    assert [(broken.file, broken.why[:17]) for broken in found.broken] == [
        ("folder.toml", "cannot be opened:"),
        ("link.toml", "cannot be opened:"),
    ]
    assert list(found.key_results) == [CODE]


@pytest.mark.parametrize("make", [True, False])
def test_a_folder_without_definitions_says_so(tmp_path: Path, make: bool) -> None:
    """Empty, or not there at all."""
    folder = tmp_path / "definitions"
    if make:
        folder.mkdir()
        (folder / "notes.txt").write_text("x", encoding="utf-8")
    found = load(folder)
    assert found.key_results == {}
    assert found.broken == ()


def test_every_definition_of_the_repository_can_be_used() -> None:
    """Whatever is in git is what the board shows."""
    found = load(FIRST.parent)
    assert found.broken == ()
    assert len(found.key_results) == len(list(FIRST.parent.glob("*.toml")))


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "definitions"
    definition(folder, FIRST.name)
    return folder


def _fitting(change: tuple[str, str]) -> tuple[str, str]:
    """The change as it reads after the code was replaced."""
    old, new = change
    return ('code = "another"', new) if old == f'code = "{CODE}"' else (old, new)


@pytest.mark.parametrize(
    "change",
    [
        ('phone = "๑๓๗๖"', "phone = 222121419"),
        ('phone = "๑๓๗๖"', 'telephone = "222121419"'),
        ("[coordinator]", '[informant_of]\nphone = "222121419"\n\n[coordinator]'),
    ],
)
def test_whom_to_ask_is_not_told_to_everybody_by_a_mistake(tmp_path: Path, change: tuple[str, str]) -> None:
    """The board names it to strangers too: the field and why, and of people nothing else."""
    text = FIRST.read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "a.toml").write_text(text.replace(*change), encoding="utf-8")
    (broken,) = load(tmp_path).broken
    assert broken.why
    assert "222121419" not in f"{broken.value} {broken.why}"
