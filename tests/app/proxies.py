"""The real nginx and Caddy in front of a dashboard, as the examples beside README.md set them up, or with a mistake."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from tests.app.asks import Answer
from tests.app.streams import eventually
from tests.serving import ROOT

NAME = "kr.example.go.th"
# Somebody who is not the machine that the proxy runs on.
SOMEBODY = "127.0.0.2"


@dataclass(frozen=True)
class Proxy:
    """One that runs: its port, and what makes its certificate good."""

    port: int
    trust: ssl.SSLContext

    @property
    def url(self) -> str:
        """Its address as people type it."""
        return f"https://{NAME}:{self.port}"

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """Ask through it, as a page of ours would."""
        sent = {"Host": f"{NAME}:{self.port}", "Accept": "text/html", "Origin": self.url, **headers}
        with closing(self.connection()) as connection:
            connection.request(method, path, body or None, {k.replace("_", "-"): v for k, v in sent.items()})
            answer = connection.getresponse()
            known = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, known, answer.read().decode("utf-8", "replace"))

    def connection(self) -> http.client.HTTPConnection:
        """One of its own, over TLS."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.sock = self.socket()
        return connection

    def socket(self) -> ssl.SSLSocket:
        """An open one, from somebody elsewhere."""
        plain = socket.create_connection(("127.0.0.1", self.port), 20, source_address=(SOMEBODY, 0))
        return self.trust.wrap_socket(plain, server_hostname=NAME)


@contextmanager
def running(kind: str, folder: Path, port: int, behind: int, *mistakes: tuple[str, str]) -> Iterator[Proxy]:
    """Run one on a port in front of another port; `mistakes` replaces lines of the example."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    issued = authority.issue_cert(NAME)
    issued.private_key_and_cert_chain_pem.write_to_path(str(folder / "kr.pem"))
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    command = _nginx if kind == "nginx" else _caddy
    with (folder / "said.txt").open("wb") as said:
        started = subprocess.Popen(command(folder, port, behind, mistakes), stderr=said)
    try:
        assert eventually(lambda: _answers(port)), (folder / "said.txt").read_text()
        yield Proxy(port, trust)
    finally:
        started.terminate()
        started.wait(10)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def _program(name: str, place: str) -> str:
    found = shutil.which(name) or (place if Path(place).exists() else "")
    if not found:
        pytest.skip(f"{name} is not installed here; .bin/test installs it as root on Debian")
    return found


def _nginx(folder: Path, port: int, behind: int, mistakes: tuple[tuple[str, str], ...]) -> list[str]:
    site = _changed(
        (ROOT / ".readme" / "nginx.conf").read_text(encoding="utf-8"),
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("127.0.0.1:8501", f"127.0.0.1:{behind}"),
        ("/etc/ssl/kr.pem", str(folder / "kr.pem")),
        ("/etc/ssl/kr.key", str(folder / "kr.pem")),
        *mistakes,
    )
    places = "".join(f"{each}_temp_path {folder / each};" for each in ("proxy", "fastcgi", "uwsgi", "scgi"))
    whole = (
        f"daemon off; pid {folder / 'pid'}; error_log stderr; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder / 'body'}; {places}\n{site}}}\n"
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(f"{user}{whole}", encoding="utf-8")
    return [_program("nginx", "/usr/sbin/nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(folder: Path, port: int, behind: int, mistakes: tuple[tuple[str, str], ...]) -> list[str]:
    certificate = folder / "kr.pem"
    site = _changed(
        (ROOT / ".readme" / "Caddyfile").read_text(encoding="utf-8"),
        (
            f"\n{NAME} {{",
            f"\nhttps://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {certificate} {certificate}",
        ),
        ("127.0.0.1:8501", f"127.0.0.1:{behind}"),
        *mistakes,
    )
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{site}", encoding="utf-8")
    return [_program("caddy", "/usr/bin/caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
