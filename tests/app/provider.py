"""An account service (OpenID provider) on this machine, for tests: real tokens, real signatures, no password asked."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.serving import free_port

CLIENT = "dashboard"
_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})


@dataclass
class Provider:
    """The service. `subject` is who sits at the browser, `issued` what codes stand for."""

    issuer: str
    subject: str = "somebody-4711"
    issued: dict[str, str] = field(default_factory=dict)

    def routes(self) -> list[Route]:
        """What an OpenID provider answers."""
        return [
            Route("/.well-known/openid-configuration", self._discovery),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/keys", self._keys),
        ]

    async def _discovery(self, _: Request) -> Response:
        where = {name: f"{self.issuer}/{path}" for name, path in _ENDPOINTS.items()}
        plain = {"id_token_signing_alg_values_supported": ["RS256"], "response_types_supported": ["code"]}
        return JSONResponse({"issuer": self.issuer, **where, **plain})

    async def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        code = secrets.token_urlsafe(8)
        self.issued[code] = asked.get("nonce", "")
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": self.issued.pop(str(form["code"])), "name": "ตำแหน่งจากระบบบัญชี"}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, _KEY)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": token})

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [_KEY.as_dict(private=False)]})


_ENDPOINTS = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}


@contextmanager
def provider() -> Iterator[Provider]:
    """A running provider."""
    port = free_port()
    running = Provider(f"http://127.0.0.1:{port}")
    app = Starlette(routes=running.routes())
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    try:
        yield running
    finally:
        server.should_exit = True
        thread.join(10)


def secrets_for(provider: Provider, address: str) -> str:
    """What the person who runs the dashboard writes into `.streamlit/secrets.toml`."""
    return (
        f'[auth]\nredirect_uri = "{address}/oauth2callback"\n'
        f'cookie_secret = "{secrets.token_urlsafe(32)}"\nclient_id = "{CLIENT}"\n'
        f'client_secret = "{secrets.token_urlsafe(32)}"\n'
        f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n'
    )
