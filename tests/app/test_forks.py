"""Servers of tests begin with nothing of the dashboard, whatever runs where they are started."""

import os
import subprocess
import sys
from pathlib import Path

from tests.serving import ROOT

PROGRAM = """
import sys
from pathlib import Path
from kr_app.settings import SETTINGS
from tests.serving import serving

if __name__ == "__main__":
    with serving(Path(sys.argv[1]), KR_TODAY="2025-07-22") as served:
        print(SETTINGS.today, served.get("/healthz")[0])
"""


def test_a_program_that_knows_the_dashboard_starts_servers_with_settings_of_their_own(tmp_path: Path) -> None:
    """As the screenshot book, the pictures of the help and the measurements do."""
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "program.py"), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert said.stdout == "None 200\n"
