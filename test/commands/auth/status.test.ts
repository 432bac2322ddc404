import { expect, it } from "vitest";
import { fakeServer } from "../../fake-server.ts";

const env = {
  RPTCTL_INVENTORY_URL: "https://host.test/shinken",
  RPTCTL_INVENTORY_TOKEN: "t",
  RPTCTL_PIPELINE_URL: "https://host.test/opsera",
  RPTCTL_PIPELINE_TOKEN: "t",
};
const elements = { body: { elements_found: [{ father_uuid: "1", father_name: "a" }] } };

it.each([
  ["nothing", [], 0],
  ["one of them", ["/shinken"], 11],
  ["both", ["/shinken", "/opsera"], 4],
])("auth status exits by what fails: %s", async (_, failing, exit) => {
  const server = fakeServer(
    "https://host.test",
    ({ path }) => {
      if (failing.some((prefix) => path.startsWith(prefix))) return { status: 401 };
      return path.startsWith("/shinken") ? elements : { body: { reqToken: { email: "a@b.test" } } };
    },
    { env },
  );
  const { code, stdout, stderr } = await server.run("auth", "status", "-o", "json");
  const states = (JSON.parse(stdout) as { state: string }[]).map(({ state }) => state);
  expect([code, states.filter((state) => state === "failed").length]).toEqual([exit, failing.length]);
  expect(stderr.split("\n").filter((line) => line.includes('"error"'))).toHaveLength(failing.length);
});

it("auth status lists a system whose URL is wrong, too", async () => {
  const server = fakeServer("https://host.test", () => ({ status: 404 }), {
    env: {
      RPTCTL_SCOPE_AUTH_URL: "https://host.test",
      RPTCTL_SCOPE_USERNAME: "u",
      RPTCTL_SCOPE_PASSWORD: "p",
      RPTCTL_SCOPE_PROJECT_NAME: "p",
      RPTCTL_SCOPE_USER_DOMAIN_NAME: "Default",
      RPTCTL_SCOPE_PROJECT_DOMAIN_NAME: "Default",
    },
  });
  const { code, stdout } = await server.run("auth", "status", "-o", "json");
  expect([code, JSON.parse(stdout)]).toMatchObject([3, [{ system: "scope", state: "failed" }]]);
});
