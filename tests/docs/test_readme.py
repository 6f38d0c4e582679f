"""README.md names what there is: settings, pictures, commands, addresses, packages; and nothing that there is not."""

import ast
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from starlette.routing import Match

from kr_app.rights import Action, Reach, Role, reach_of
from kr_app.server import routes
from kr_app.settings import settings_from
from kr_app.view import PAGES, view_at
from tests.serving import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""
SETTINGS = (ROOT / "kr_app" / "settings.py").read_text(encoding="utf-8")
COMMANDS = ["bash .bin/start", "bash .bin/test"]
LINKS = [link for link in re.findall(r"\]\(([^)\s]+)\)", README) if "://" not in link and not link.startswith("#")]
ROWS = re.findall(r"^\| `(KR_[A-Z_]+)` \| (.*) \| ([^|]+) \|$", README, re.MULTILINE)
TABLE = {name: (explained, default) for name, explained, default in ROWS}
ADDRESSES = re.findall(r"^\| `(/[^`]*)` \|", README, re.MULTILINE)
PATHS = sorted(set(re.findall(r"`((?:kr_core|kr_app|data|tests)/[\w./-]*)`", README)) - {"data/kr.db"})


def _fields() -> dict[str, str]:
    """Which field of the settings each variable makes, as the source says."""
    (made,) = [
        node
        for node in ast.walk(ast.parse(SETTINGS))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Settings"
    ]
    found = {
        name: str(keyword.arg)
        for keyword in made.keywords
        for name in set(re.findall(r"KR_[A-Z_]+", ast.unparse(keyword.value)))
    }
    return {"KR_DB": "database", **found}


FIELDS = _fields()


def _is_route(path: str) -> bool:
    """Whether something of ours answers there, and not only that there is nothing."""
    asked = {"type": "http", "path": path, "method": "GET"}
    return any("{rest:" not in route.path and route.matches(asked)[0] is Match.FULL for route in routes)


def test_there_is_a_readme() -> None:
    """And it begins with the product's name."""
    assert README.startswith("# ")


def test_every_setting_is_explained_and_every_one_explained_is_read() -> None:
    """Whatever begins with KR_."""
    assert set(re.findall(r"KR_[A-Z_]+", README)) == set(re.findall(r"KR_[A-Z_]+", SETTINGS)) == set(FIELDS)
    assert set(TABLE) == set(FIELDS)


def test_no_other_module_reads_the_environment() -> None:
    """One place to look for a setting."""
    reading = [
        file.relative_to(ROOT).as_posix()
        for folder in ("kr_core", "kr_app")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"\benviron\b|\bgetenv\b", file.read_text(encoding="utf-8"))
    ]
    assert reading == ["kr_app/settings.py"]


@pytest.mark.parametrize("name", FIELDS)
def test_a_setting_has_the_default_that_is_written_there(name: str) -> None:
    """A value is what the setting would be set to, other words stand for nothing set."""
    plain, written = settings_from({}), TABLE[name][1]
    value = written.strip("`")
    if value != written or value.isdigit():
        found = getattr(settings_from({name: value}), FIELDS[name])
        assert (ROOT / found if isinstance(found, Path) else found) == getattr(plain, FIELDS[name])
    else:
        assert written
        assert not getattr(plain, FIELDS[name])


@pytest.mark.parametrize("name", sorted(set(FIELDS) - {"KR_DB", "KR_DEFINITIONS"}))
def test_the_examples_of_a_setting_can_be_set(name: str) -> None:
    """As they are written, and one of them at least is not what is set without it."""
    examples = [each for each in re.findall(r"`([^`]+)`", TABLE[name][0]) if each != "https"]
    found = [getattr(settings_from({name: each}), FIELDS[name]) for each in examples]
    assert not examples or any(each != getattr(settings_from({}), FIELDS[name]) for each in found)


@pytest.mark.parametrize("link", LINKS)
def test_every_link_leads_to_a_file(link: str) -> None:
    """Pictures too."""
    assert (ROOT / unquote(link.partition("#")[0])).exists()


@pytest.mark.parametrize("path", PATHS)
def test_every_path_named_is_there(path: str) -> None:
    """Folders and modules."""
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_both_commands_stand_there_and_can_be_run(command: str) -> None:
    """In a block of their own, and the file is executable."""
    assert re.search(rf"^```bash\n{re.escape(command)}\n```$", README, re.MULTILINE)
    assert os.access(ROOT / command.removeprefix("bash "), os.X_OK)


@pytest.mark.parametrize("script", [".bin/start", ".bin/test", ".bin/environment", ".ci/run"])
def test_every_script_can_be_read_by_bash(script: str) -> None:
    """Without running it."""
    assert subprocess.run(["bash", "-n", ROOT / script], check=False).returncode == 0


def test_continuous_integration_runs_the_same_command() -> None:
    """What is green there is green here."""
    assert re.search(r"^exec bash \.bin/test$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_address_shown_is_a_page_or_a_route_of_ours() -> None:
    """And each of the pages is among them."""
    paths = {urlsplit(re.sub("<[^>]*>", "x", address)).path for address in ADDRESSES}
    pages = {path for path in paths if path.strip("/") in PAGES}
    assert {view_at(page).page for page in pages} == set(PAGES)
    assert [path for path in paths - pages if not _is_route(path)] == []


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_pinned_and_named(file: str) -> None:
    """To one version, and with its reason in README.md."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert wanted
    for line in wanted:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line), line
        name = line.partition("==")[0]
        assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", README) or name == "playwright", name


def test_nothing_is_left_to_be_filled_in() -> None:
    """No placeholder of ours."""
    assert not re.search(r"^FIGURES$|TODO|TBD|FIXME|XXX", README, re.MULTILINE)


def test_the_table_of_roles_is_the_one_that_the_code_reads() -> None:
    """Row by row and role by role."""
    rows = {
        "see figures, texts and notes": Action.VIEW,
        "see names, phone numbers, internal notes and evidence": Action.SEE_INTERNAL,
        "record and withdraw levels, attach evidence, set due days, report progress": Action.RECORD,
        "confirm or return a recorded level for the host agency": Action.CONFIRM,
        "review or return a recorded level as an inspector": Action.REVIEW,
        "edit the form of a key result, add key results": Action.DEFINE,
        "make share links": Action.SHARE,
        "pause and revoke other people's links": Action.MANAGE_LINKS,
        "manage people": Action.MANAGE_PEOPLE,
        "read the audit trail": Action.READ_TRAIL,
    }
    shown = {"–": Reach.NONE, "own": Reach.OWN, "everywhere": Reach.ALL}
    assert list(rows.values()) == list(Action)
    for text, action in rows.items():
        found = re.search(rf"^\| {re.escape(text)} \| (.+) \|$", README, re.MULTILINE)
        assert found, text
        reaches = [shown[cell] for cell in found[1].split(" | ")]
        assert reaches == [reach_of(role, action) for role in Role], text
