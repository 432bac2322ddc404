"""issue_token.py FACTS NAME - print a token of a user or of an application credential that facts.json knows."""

import json
import sys
import urllib.error
import urllib.request

with open(sys.argv[1]) as file:
    facts = json.load(file)
name = sys.argv[2]
if name in facts["applicationCredentials"]:
    credential = facts["applicationCredentials"][name]
    auth = {"identity": {"methods": ["application_credential"],
                         "application_credential": {"id": credential["id"], "secret": credential["secret"]}}}
elif name in facts["users"]:
    user = facts["users"][name]
    auth = {"identity": {"methods": ["password"],
                         "password": {"user": {"id": user["id"], "password": user["password"]}}},
            "scope": {"project": {"id": user["projectId"]}}}
else:
    sys.exit(f"no user or application credential {name}")
request = urllib.request.Request(facts["authUrl"] + "/auth/tokens", json.dumps({"auth": auth}).encode(),
                                 {"Content-Type": "application/json"})
try:
    print(urllib.request.urlopen(request).headers["X-Subject-Token"])
except urllib.error.HTTPError as error:
    sys.exit(f"Keystone answered {error.code}: {error.read().decode()}")
