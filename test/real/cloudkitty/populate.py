"""populate.py AUTH-URL RATING-URL VERSION STATE - users, roles, catalog and application credentials, over Keystone's API.

Writes STATE/facts.json and STATE/clouds.yaml. May be run again after it was cut off.
"""

import datetime
import json
import sys
import time

import requests

auth_url, rating_url, version, state = sys.argv[1:]

# user: (password, domain, [(project, role)...]); the first project is the one the user's clouds.yaml entry names.
USERS = {
    "cloudkitty": ("adminpw", "Default", [("service", "admin"), ("service", "service")]),
    "alice": ("userpw", "Default", [("demo", "member")]),  # no rights on /v2/scope: 403
    "bob": ("userpw", "Default", [("demo", "reader")]),  # the same
    "carol": ("userpw", "Default", [("acme", "admin"), ("demo", "admin")]),  # no default project
    "dana": ("p\u00e4ss: \"w'$#{1}\\", "Partners", [("lab", "admin")]),  # another domain, a password that is hard to quote
    "nobody": ("userpw", "Default", []),  # no role: Keystone refuses a project's token
}
PROJECTS = {"service": "Default", "demo": "Default", "acme": "Default", "lab": "Partners"}


# A connection for each request: Debian's Keystone closes it after every answer without saying so.
def call(method, path, body=None, token=None):
    answer = requests.request(method, auth_url + path, json=body, headers={"X-Auth-Token": token} if token else {})
    if not answer.ok:
        sys.exit(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer


def password_token(user):
    """A token of a user, and what Keystone says about it."""
    answer = call("POST", "/auth/tokens", {"auth": {
        "identity": {"methods": ["password"], "password": {"user": {
            "name": user["name"], "password": user["password"], "domain": {"name": user["domain"]}}}},
        "scope": {"project": {"name": user["project"], "domain": {"name": user["domain"]}}}}})
    return answer.headers["X-Subject-Token"], answer.json()["token"]


admin = {"name": "admin", "password": "adminpw", "domain": "Default", "project": "admin"}
token, about = password_token(admin)


def ensure(kind, plural, name, **more):
    """The id of the thing of that name; makes it when there is none."""
    for thing in call("GET", f"/{plural}?name={name}", token=token).json()[plural]:
        return thing["id"]
    return call("POST", f"/{plural}", {kind: {"name": name, **more}}, token).json()[kind]["id"]


domains = {"Default": "default", "Partners": ensure("domain", "domains", "Partners")}
projects = {name: ensure("project", "projects", name, domain_id=domains[domain]) for name, domain in PROJECTS.items()}
projects["admin"] = about["project"]["id"]
users = {"admin": {**admin, "id": about["user"]["id"], "projectId": projects["admin"]}}
for name, (password, domain, grants) in USERS.items():
    user_id = ensure("user", "users", name, domain_id=domains[domain], password=password)
    for project, role in grants:
        role_id = ensure("role", "roles", role)
        call("PUT", f"/projects/{projects[project]}/users/{user_id}/roles/{role_id}", token=token)
    project = grants[0][0] if grants else "demo"
    users[name] = {"name": name, "password": password, "domain": domain, "project": project, "id": user_id,
                   "projectId": projects[project]}

service = ensure("service", "services", "cloudkitty", type="rating")
if not call("GET", f"/endpoints?service_id={service}", token=token).json()["endpoints"]:
    for interface in ("public", "internal", "admin"):
        call("POST", "/endpoints", {"endpoint": {"service_id": service, "interface": interface,
                                                 "region_id": "RegionOne", "url": rating_url}}, token)


def application_credential(user, name, **more):
    own, _ = password_token(users[user])
    path = f"/users/{users[user]['id']}/application_credentials"
    for old in call("GET", f"{path}?name={name}", token=own).json()["application_credentials"]:
        call("DELETE", f"{path}/{old['id']}", token=own)
    made = call("POST", path, {"application_credential": {"name": name, **more}}, own).json()["application_credential"]
    return {"id": made["id"], "name": name, "secret": made["secret"], "user": user, "project": users[user]["project"]}


soon = datetime.datetime.utcnow() + datetime.timedelta(seconds=3)
credentials = {
    "expired-cred": application_credential("admin", "expired-cred", expires_at=soon.isoformat(timespec="seconds")),
    "admin-cred": application_credential("admin", "admin-cred"),
    "alice-cred": application_credential("alice", "alice-cred"),
    "scope-get-cred": application_credential(
        "admin", "scope-get-cred", access_rules=[{"service": "rating", "method": "GET", "path": "/v2/scope"}]),
}
time.sleep(max(0, (soon - datetime.datetime.utcnow()).total_seconds()))

clouds = {}
for name, user in users.items():
    if name != "cloudkitty":
        clouds[name] = ("password", {
            "auth_url": auth_url, "username": name, "password": user["password"], "project_name": user["project"],
            "user_domain_name": user["domain"], "project_domain_name": user["domain"]})
for name, credential in credentials.items():
    clouds[name] = ("v3applicationcredential", {
        "auth_url": auth_url, "application_credential_id": credential["id"],
        "application_credential_secret": credential["secret"]})
# JSON is YAML, and quotes every password right.
with open(state + "/clouds.yaml", "w") as file:
    json.dump({"clouds": {
        name: {"region_name": "RegionOne", "identity_api_version": 3, "rating_api_version": "2", "auth_type": kind,
               "auth": auth} for name, (kind, auth) in clouds.items()}}, file, indent=2)
with open(state + "/facts.json", "w") as file:
    json.dump({"authUrl": auth_url, "ratingUrl": rating_url, "region": "RegionOne", "version": version,
               "cloudsYaml": state + "/clouds.yaml", "users": users, "applicationCredentials": credentials},
              file, indent=2)
