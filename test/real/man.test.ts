import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { needPackages } from "./packages.ts";
import { saySkipped } from "./skip.ts";

const reason = await needPackages(["mandoc", "groff"]);
if (reason !== undefined) saySkipped("manual readers", reason);

const man = fileURLToPath(new URL("../../man", import.meta.url));
const pages = readdirSync(man, { recursive: true, encoding: "utf8" }).filter((name) => /\.\d$/.test(name));

describe.skipIf(reason !== undefined)("the manual, for its readers", () => {
  it("has nothing that mandoc warns of", () => {
    // It exits other than 0 where it has a warning, which it prints.
    expect(execFileSync("mandoc", ["-Tlint", "-Wwarning", ...pages], { cwd: man, encoding: "utf8" })).toBe(
      "",
    );
  });

  it("has nothing that groff warns of", () => {
    const script = 'groff -man -ww -Tutf8 "$@" 2>&1 >/dev/null';
    expect(execFileSync("sh", ["-c", script, "sh", ...pages], { cwd: man, encoding: "utf8" })).toBe("");
  });

  it("shows what the pages say, dashes and quotes as a keyboard has them", () => {
    const shown = execFileSync("mandoc", ["-Tutf8", "-Owidth=100", join(man, "man1/rptctl-sched-shift.1")], {
      encoding: "utf8",
    });
    const text = shown.replace(/.\u0008/g, "");
    expect(text).toMatch(/NAME\n +rptctl-sched-shift - move all planned runs of a schedule/);
    expect(text).toMatch(/rptctl sched shift \S+ --run "tomorrow 02:30" --by 2h/);
  });
});
