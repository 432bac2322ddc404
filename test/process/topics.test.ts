import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startSandbox } from "../../src/sandbox/server.ts";
import { codeIn } from "../docs/printed-topic.ts";
import { runProgram } from "../real/script.ts";
import { programOnPath } from "./on-path.ts";
import { freshHomes, startProgram } from "./program.ts";

const fresh = freshHomes();
const sandboxes: Awaited<ReturnType<typeof startSandbox>>[] = [];
let path: string;
beforeAll(() => {
  path = programOnPath(fresh());
});
afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox.close())));

/** The code under a heading of a topic's help, with the servers of a sandbox in the place of the example's. */
async function example(topic: string, heading: string) {
  const sandbox = await startSandbox({ state: join(fresh(), "state") });
  sandboxes.push(sandbox);
  const said = sandbox.environment as Readonly<Record<string, string>>;
  const { stdout } = await startProgram(["help", topic], { env: { HOME: fresh() } }).ended;
  const code = codeIn(stdout)
    .get(heading)!
    .replaceAll("https://app.opsera.io", said.RPTCTL_PIPELINE_URL!)
    .replaceAll("https://idm.example.com:8543/IDMRPT-CORE", said.RPTCTL_RPT_URL!)
    .replaceAll(`\${{ secrets.OPSERA_TOKEN }}`, said.RPTCTL_PIPELINE_TOKEN!)
    .replaceAll(`\${{ secrets.IDM_PASSWORD }}`, said.RPTCTL_RPT_PASSWORD!);
  return { code, token: said.RPTCTL_PIPELINE_TOKEN! };
}

/** Runs lines of shell as a job does: in a directory of their own, to their first failure. */
async function job(script: string, env: Readonly<Record<string, string>>) {
  const cwd = fresh();
  const clean = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const ended = await runProgram("/bin/sh", ["-e", "-c", script], {
    cwd,
    env: { ...clean, PATH: path, HOME: cwd, ...env },
  });
  return { ...ended, cwd, files: readdirSync(cwd).filter((name) => !name.startsWith(".")) };
}

describe.concurrent("help cron", () => {
  it("has a CronJob whose container runs as it is written", async () => {
    const { code, token } = await example("cron", "A KUBERNETES CRONJOB");
    const cronJob = parse(code);
    expect(cronJob).toMatchObject({ apiVersion: "batch/v1", kind: "CronJob" });
    expect(cronJob.spec).toMatchObject({ schedule: "0 6 * * *", concurrencyPolicy: "Forbid" });
    const { podFailurePolicy, template } = cronJob.spec.jobTemplate.spec;
    expect(podFailurePolicy.rules).toEqual([
      { action: "FailJob", onExitCodes: { operator: "NotIn", values: [9] } },
    ]);
    // What a failure policy demands.
    expect(template.spec.restartPolicy).toBe("Never");
    const [container] = template.spec.containers;
    expect(template.spec.volumes.map((volume: { name: string }) => volume.name)).toEqual(
      container.volumeMounts.map((mount: { name: string }) => mount.name),
    );
    // The Secret as Kubernetes mounts it: a file a key, readable for all in the pod.
    const secrets = join(fresh(), "secrets");
    mkdirSync(secrets);
    writeFileSync(join(secrets, "RPTCTL_PIPELINE_TOKEN"), token, { mode: 0o644 });
    const env = Object.fromEntries(
      container.env.map(({ name, value }: { name: string; value: string }) => [
        name,
        value === container.volumeMounts[0].mountPath ? secrets : value,
      ]),
    );
    expect(env.CREDENTIALS_DIRECTORY).toBe(secrets);
    // A root file system that cannot be written to: nothing is written either.
    const ended = await startProgram(container.args, { env: { HOME: "/proc", ...env } }).ended;
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("was successful") });
  });

  it("has alerts for what it says is measured", async () => {
    const { code } = await example("cron", "METRICS");
    const { groups } = parse(code);
    const used = groups[0].rules.flatMap(({ expr }: { expr: string }) => expr.match(/rptctl_\w+/g));
    const named = ["rptctl_run_exit_code", "rptctl_run_start_timestamp_seconds"];
    expect(new Set(used)).toEqual(new Set(named));
  });
});

describe.concurrent("help ci", () => {
  it("has a GitHub workflow whose steps run", async () => {
    const { code } = await example("ci", "GITHUB ACTIONS");
    const workflow = parse(code);
    expect(workflow.on).toEqual({ schedule: [{ cron: "0 6 * * *" }], workflow_dispatch: null });
    const { steps, "runs-on": runsOn } = workflow.jobs.nightly;
    expect(runsOn).toBe("ubuntu-latest");
    expect(steps[0].uses).toMatch(/^[\w-]+\/rptctl@v\d/);
    const [pipeline, report] = await Promise.all(
      steps.slice(1).map(({ run, env }: { run: string; env: Record<string, string> }) => {
        const summary = join(fresh(), "summary");
        return job(run, { ...env, GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_RUN_ID: "1" });
      }),
    );
    expect(pipeline).toMatchObject({ code: 0, files: ["pipeline.ndjson"] });
    expect(statSync(join(pipeline!.cwd, "pipeline.ndjson")).size).toBeGreaterThan(0);
    expect(report).toMatchObject({ code: 0, files: [expect.stringMatching(/^Report_\d+\.pdf$/)] });
  });

  it("has a GitLab job whose script runs", async () => {
    const { code, token } = await example("ci", "GITLAB");
    const { nightly } = parse(code);
    expect(nightly).toMatchObject({
      before_script: ['npm install --global "$RPTCTL_PACKAGE"'],
      retry: { max: 2, exit_codes: [9] },
      artifacts: { paths: ["pipeline.ndjson"] },
    });
    const tokenFile = join(fresh(), "token");
    writeFileSync(tokenFile, `${token}\n`);
    const env = { ...nightly.variables, GITLAB_CI: "true", RPTCTL_PIPELINE_TOKEN_FILE: tokenFile };
    const ended = await job(nightly.script.join("\n"), env);
    expect(ended).toMatchObject({ code: 0, files: ["pipeline.ndjson"] });
  });

  it("has a Jenkins pipeline whose shell lines run", async () => {
    const { code: text, token } = await example("ci", "JENKINS");
    for (const [open, close] of ["{}", "[]", "()"].map((pair) => [...pair] as [string, string]))
      expect(text.split(open).length).toBe(text.split(close).length);
    const script = /sh '''\n([^']+)'''/.exec(text)![1]!;
    const env = Object.fromEntries(
      [...text.matchAll(/^ +(\w+) = '(.*)'$/gm)].map(([, name, value]) => [name!, value!]),
    );
    const variable = /string\(credentialsId: '\w+', variable: '(\w+)'\)/.exec(text)![1]!;
    // Jenkins shows the lines: sh -xe.
    const ended = await job(`set -x\n${script}`, { ...env, [variable]: token });
    expect(ended).toMatchObject({ code: 0, files: ["pipeline.ndjson"] });
    expect(ended.stderr).not.toContain(token);
  });
});
