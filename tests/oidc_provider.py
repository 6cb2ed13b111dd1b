"""A real OpenID Connect provider, which can also be made to say what it should not.

It runs in a process of its own: the library warns of its own use of Authlib, and in the tests
every warning is an error.
"""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx

CLIENT = "kundagenda-test"
HOUR = 3600
# What is wrong with the tokens of these subjects: claims that take the place of the true ones.
BAD: dict[str, Any] = {
    "for-another": lambda: {"aud": "another-app", "azp": CLIENT},
    "for-a-stranger": lambda: {"aud": "another-app"},
    "too-late": lambda: {"iat": int(time.time()) - 2 * HOUR, "exp": int(time.time()) - HOUR},
}


@contextmanager
def running_provider(people: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """The address of a provider that knows people by their subjects, with these claims."""
    command = [sys.executable, __file__, json.dumps(people)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as provider:
        try:
            assert provider.stdout
            yield f"http://localhost:{int(provider.stdout.readline())}"
        finally:
            provider.terminate()


def metadata(provider: str) -> str:
    """Where a provider tells how it is spoken to."""
    return f"{provider}/.well-known/openid-configuration"


def agree(visitor: httpx.Client, authorize: str, sub: str) -> str:
    """Say at the provider who one is, without a browser; where it sends them."""
    return str(visitor.post(authorize, data={"sub": sub}).headers["location"])


def _serve(people: Mapping[str, Mapping[str, object]]) -> None:
    import flask
    from joserfc import jwt
    from joserfc.jwk import RSAKey
    from oidc_provider_mock import User
    from oidc_provider_mock._app import app as provider_app
    from werkzeug.serving import make_server

    def falsified(answer: flask.Response) -> flask.Response:
        """The answer with its token signed anew, where the subject is one of the bad ones."""
        if flask.request.path != "/oauth2/token" or answer.status_code != 200:
            return answer
        told, kept = answer.get_json(), flask.g.oidc_provider_mock_storage.jwk
        key = RSAKey.import_key(kept.as_dict(is_private=True))
        token = jwt.decode(told["id_token"], key)
        if wrong := BAD.get(token.claims["sub"]):
            told["id_token"] = jwt.encode(token.header, token.claims | wrong(), key)
            answer.set_data(json.dumps(told))
        return answer

    logging.disable()
    app = provider_app(user_claims=[User(sub=sub, claims=dict(of)) for sub, of in people.items()])
    app.debug = False
    app.after_request(falsified)
    server = make_server("localhost", 0, app, threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    _serve(json.loads(sys.argv[1]))
