"""An S3-compatible server of this machine, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

_SERVER = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.disable()
if sys.argv[1:] == ["overwriting"]:  # as servers were that know no "only if there is none"
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication
    answer = DomainDispatcherApplication.__call__
    def overwriting(self, environ, start_response):
        environ.pop("HTTP_IF_NONE_MATCH", None)
        return answer(self, environ, start_response)
    DomainDispatcherApplication.__call__ = overwriting
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()  # ends with the test that started it, however that ends
"""


@contextmanager
def s3_server(*how: str) -> Iterator[str]:
    """The endpoint's URL, until the block ends; it begins with no bucket. ``"overwriting"`` ignores If-None-Match."""
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _SERVER, *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdin and server.stdout
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.stdin.close()
        server.wait(timeout=20)
        server.stdout.close()


def environment(endpoint: str) -> dict[str, str]:
    """The variables by which programs find the server."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def make_bucket(endpoint: str, name: str) -> None:
    """Make an empty bucket; the server asks for no signature."""
    with urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{name}", method="PUT")) as answer:
        assert answer.status == 200


def keys(endpoint: str, bucket: str) -> list[str]:
    """Names of all objects in a bucket."""
    import s3fs

    filesystem = s3fs.S3FileSystem(endpoint_url=endpoint, key="key", secret="secret", use_listings_cache=False)
    found: list[str] = filesystem.find(bucket)
    return found


if __name__ == "__main__":
    with s3_server() as url:
        print(json.dumps(environment(url)))
        sys.stdin.read()
