import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { metricsText } from "../../src/metrics.ts";
import { startProgram } from "../process/program.ts";
import { freePort, startDaemon } from "./daemon.ts";
import { needPackages } from "./packages.ts";
import { runProgram } from "./script.ts";
import { saySkipped } from "./skip.ts";

const reason = await needPackages(["prometheus-node-exporter", "python3-prometheus-client"]);
if (reason !== undefined) saySkipped("Prometheus collectors", reason);

const directory = mkdtempSync(join(tmpdir(), "rptctl-metrics-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const reader = fileURLToPath(new URL("metrics.py", import.meta.url));

describe.skipIf(reason !== undefined)("a metrics file", () => {
  it.each([
    "plain.prom",
    'quoted".prom',
    "back\\slash\\n.prom",
    "two\nlines.prom",
    "ünï 日本.prom",
    "a,b={}#\r\t",
  ])(
    "is read alike by the parsers of Prometheus's text format and of OpenMetrics, with %j in a label",
    async (file) => {
      const run = {
        file,
        command: "scope list",
        context: "prod",
        start: 1_795_348_800_250,
        duration: 1234,
        exit: 75,
        items: 3,
        retries: 2,
      };
      const path = join(directory, "one.prom");
      writeFileSync(path, metricsText(run));
      const { code, stdout, stderr } = await runProgram("/usr/bin/python3", [reader, path]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const labels = { command: "scope list", context: "prod", file };
      const figures = Object.entries({
        start_timestamp_seconds: 1_795_348_800.25,
        duration_seconds: 1.234,
        exit_code: 75,
        items: 3,
        retries: 2,
      }).map(([name, value]) => [`rptctl_run_${name}`, labels, value]);
      for (const found of stdout.trim().split("\n")) expect(JSON.parse(found)).toEqual(figures);
    },
  );

  it("is taken by a real collector, also two of the same command", async () => {
    const collected = mkdtempSync(join(directory, "collected-"));
    for (const job of ["nightly", "weekly"]) {
      const line = ["config", "path", "--metrics-file", join(collected, `${job}.prom`)];
      expect((await startProgram(line, { env: { HOME: directory } }).ended).code).toBe(0);
    }
    const port = await freePort();
    const only = ["--collector.disable-defaults", "--collector.textfile", "--web.disable-exporter-metrics"];
    const where = [`--collector.textfile.directory=${collected}`, `--web.listen-address=127.0.0.1:${port}`];
    const exporter = await startDaemon("prometheus-node-exporter", [...only, ...where], port);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
      const text = await answer.text();
      expect(answer.status).toBe(200);
      expect(text).toContain("node_textfile_scrape_error 0");
      for (const job of ["nightly", "weekly"])
        expect(text).toContain(`rptctl_run_exit_code{command="config path",context="",file="${job}.prom"} 0`);
    } finally {
      await exporter.stop();
    }
  });
});
