import { describe, expect, it } from "vitest";
import { plainText } from "../../src/docs/blocks.ts";
import { environmentTopic } from "../../src/docs/topics/environment.ts";
import { codeOf, sources } from "../imports.ts";

describe("the topic on the environment", () => {
  const told = new Set(plainText(environmentTopic(), 100).match(/\b[A-Z][A-Z0-9_]+\b/g));

  /** What every program reads, and what only the inside of a snap has. */
  const untold = ["PATH", "SNAP_REAL_HOME"];

  it("tells every variable that the program reads by name", () => {
    const read = [...sources].flatMap(([name, text]) => {
      if (name.startsWith("docs/")) return [];
      return [...codeOf(text).matchAll(/\benv\.([A-Z][A-Z0-9_]+)\b/g)].map(([, variable]) => variable!);
    });
    expect(read.length).toBeGreaterThan(20);
    expect(
      [...new Set(read)].filter((variable) => !told.has(variable) && !untold.includes(variable)),
    ).toEqual([]);
  });

  it.each([
    "RPTCTL_RPT_URL",
    "RPTCTL_RPT_CLIENT_SECRET",
    "RPTCTL_SCOPE_AUTH_URL",
    "RPTCTL_SCOPE_PASSWORD",
    "RPTCTL_PIPELINE_TOKEN",
    "RPTCTL_TIMEOUT",
    "OS_CLOUD",
    "OS_APPLICATION_CREDENTIAL_SECRET",
    "OS_TENANT_NAME",
    "HTTPS_PROXY",
    "NODE_EXTRA_CA_CERTS",
  ])("tells %s", (variable) => {
    expect(told).toContain(variable);
  });

  it("tells of no password where only a token signs in", () => {
    expect(told).not.toContain("RPTCTL_PIPELINE_PASSWORD");
  });
});
