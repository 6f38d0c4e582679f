"""README.md names what there is: settings, pictures, commands, addresses, packages; and nothing that there is not."""

import os
import re
import subprocess
from urllib.parse import unquote

import pytest

from kr_app.settings import settings_from
from kr_app.view import view_at
from tests.serving import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""
SETTINGS = (ROOT / "kr_app" / "settings.py").read_text(encoding="utf-8")
COMMANDS = ["bash .bin/start", "bash .bin/test"]
LINKS = [link for link in re.findall(r"\]\(([^)\s]+)\)", README) if "://" not in link and not link.startswith("#")]
PATHS = sorted(set(re.findall(r"`((?:kr_core|kr_app|data|tests)/[\w./-]*)`", README)) - {"data/kr.db"})


def test_there_is_a_readme() -> None:
    """And it begins with the product's name."""
    assert README.startswith("# ")


def test_every_setting_is_explained_and_every_one_explained_is_read() -> None:
    """Whatever begins with KR_."""
    assert set(re.findall(r"KR_[A-Z]+", README)) == set(re.findall(r"KR_[A-Z]+", SETTINGS))


def test_no_other_module_reads_the_environment() -> None:
    """One place to look for a setting."""
    reading = [
        file.relative_to(ROOT).as_posix()
        for folder in ("kr_core", "kr_app")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"\benviron\b|\bgetenv\b", file.read_text(encoding="utf-8"))
    ]
    assert reading == ["kr_app/settings.py"]


def test_the_settings_have_the_defaults_that_are_written_there() -> None:
    """Each default of the table."""
    table = dict(re.findall(r"^\| `(KR_[A-Z]+)` \|.*\| ([^|]+) \|$", README, re.MULTILINE))
    plain = settings_from({})
    assert table["KR_DB"] == f"`{plain.database.relative_to(ROOT).as_posix()}`"
    assert table["KR_DEFINITIONS"] == f"`{plain.definitions.relative_to(ROOT).as_posix()}`"
    assert (table["KR_DEMO"], plain.demo) == ("off", False)
    assert (table["KR_TODAY"], plain.today) == ("the day in Bangkok", None)
    for example in re.findall(r"`([^`]+)`", re.findall(r"^\| `KR_TODAY` \|(.*)$", README, re.MULTILINE)[0]):
        assert settings_from({"KR_TODAY": example}).today is not None


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


def test_every_address_shown_is_one_of_the_pages() -> None:
    """And leads where the table says."""
    addresses = re.findall(r"^\| `(/[^`]*)` \|", README, re.MULTILINE)
    assert {view_at(address).page for address in addresses} == {"", "kr", "update"}


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
