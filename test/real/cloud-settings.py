"""What openstackclient makes of an environment and its clouds files, and what it would send to Keystone.

Reads [{"env", "home", "cwd"}] from stdin and writes one object for each: either {"error"} or the settings and the
request. Nothing is sent. Each case runs in a fork, so that the slow imports happen once.
"""

import importlib
import json
import logging
import os
import sys
import warnings

from keystoneauth1 import exceptions
from openstack.config import loader
from openstackclient.shell import OpenStackShell
from osc_lib.cli import client_config

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


class Sent(Exception):
    pass


class Session:
    """Keeps what would be sent; version discovery fails, so that the version comes from the URL."""

    auth = None
    _discovery_cache = {}
    request = None

    def get(self, url, **_):
        raise exceptions.ConnectFailure("offline")

    def post(self, url, json=None, **_):
        self.request = {"url": url, "body": json}
        raise Sent()


def resolve():
    shell = OpenStackShell()
    shell.options, _ = shell.parser.parse_known_args([])
    shell._final_defaults()
    defaults = {"interface": "public", "auth_type": shell._auth_type}
    config = client_config.OSC_Config(pw_func=None, override_defaults=defaults)
    region = config.get_one(cloud=shell.options.cloud, argparse=shell.options, validate=True)
    verify, cert = region.get_requests_verify_args()
    session = Session()
    try:
        region._auth.get_auth_ref(session)
    except Sent:
        pass
    return {
        "request": session.request,
        "region": region.config["region_name"] or None,
        "interface": region.get_interface("rating"),
        "endpoint": region.get_endpoint("rating"),
        "verify": verify,
        "cert": cert,
    }


def answer(case, pipe):
    os.environ.clear()
    os.environ.update(case["env"], HOME=case["home"])
    os.chdir(case["cwd"])
    try:
        importlib.reload(loader)  # it decides at import where to look
        result = resolve()
    except BaseException as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    with os.fdopen(pipe, "w") as out:
        json.dump(result, out)


def forked(case):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        answer(case, writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as out:
        result = json.load(out)
    os.waitpid(child, 0)
    return result


json.dump([forked(case) for case in json.load(sys.stdin)], sys.stdout)
