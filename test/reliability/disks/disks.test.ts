import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ReportingServer, reportingServer } from "../interrupts/reporting-server.ts";
import { measured, sized } from "../measure.ts";
import { type SignInServer, seerBox, signInServer } from "../parallel/sign-in-server.ts";
import { trials } from "../trials.ts";
import { kinds, type Place } from "./places.ts";
import { run } from "./run.ts";
import { prepare, type Writer, writers } from "./writers.ts";

let seer: SignInServer;
beforeAll(async () => {
  seer = await signInServer(seerBox);
});
afterAll(() => seer.close());

/** What the files hold, by path; not what fills the disk, nor the copy of the configuration. */
function filesIn(place: string): Map<string, string> {
  const names = readdirSync(place, { recursive: true }).map(String).sort();
  const kept = names.filter((name) => !/^filler|\.parsed$/.test(name));
  return new Map(
    kept.map((name) => {
      const path = join(place, name);
      return [name, statSync(path).isDirectory() ? "directory" : readFileSync(path, "latin1")];
    }),
  );
}

/** What has changed, but for a part that can be continued. */
function changesIn(place: string, before: ReadonlyMap<string, string>, body: Buffer): string[] {
  const after = filesIn(place);
  const changed = [...before].filter(([name, text]) => after.get(name) !== text).map(([name]) => name);
  const added = [...after].filter(([name]) => !before.has(name));
  const whole = body.toString("latin1");
  const isPart = ([name, text]: [string, string]) =>
    name.endsWith(".part.json")
      ? after.has(name.slice(0, -".json".length))
      : name.endsWith(".part") && text.length > 0 && (whole.startsWith(text) || text.startsWith("PK\u0001"));
  return [...changed, ...added.filter((one) => !isPart(one)).map(([name]) => name)];
}

async function onDisk(place: Place, writer: Writer, server: ReportingServer): Promise<string | undefined> {
  const { path } = place;
  const started = server.schedules.length;
  prepare(path, seer.url);
  const argv = writer.argv(path);
  const before = filesIn(path);
  place.fail();
  const failed = await run(place, argv, server.env, writer);
  const { code, stderr } = failed;
  if (code === 0 && writer.mayPass === true) return undefined;
  if (code === null || code === 0 || /internal error|^\s+at /m.test(stderr)) return `exit ${code}: ${stderr}`;
  if (!writer.names.test(stderr)) return `does not name the file: ${stderr}`;
  if (!/hint: /.test(stderr)) return `says nothing of what to do: ${stderr}`;
  const changes = changesIn(path, before, server.body);
  if (changes.length > 0) return `changed ${changes}`;
  if (writer.sendsNothing && server.schedules.length > started) return "a schedule was made all the same";
  place.mend();
  const again = await run(place, argv, server.env, writer);
  if (writer.afterwards !== undefined) await run(place, writer.afterwards(path), server.env);
  if (again.code !== 0) return `once mended: exit ${again.code}: ${again.stderr}`;
  const left = [...filesIn(path).keys()].filter((name) => /\.(tmp|lock|part|part\.json)$/.test(name));
  return left.length === 0 ? undefined : `left ${left}`;
}

it.each(kinds)("$name leaves the old content, and is told of", async ({ name, missing, open }) => {
  const reason = await missing();
  if (reason !== undefined) {
    process.stderr.write(`${name} skipped: ${reason}\n`);
    return;
  }
  const turn = kinds.findIndex((kind) => kind.name === name);
  const chosen = writers.filter((_, index) => index % sized(5, 1) === turn % sized(5, 1));
  const { dirty, ...counts } = await trials(chosen.length, 3, async (index) => {
    const place = open();
    const server = await reportingServer();
    try {
      const problem = await onDisk(place, chosen[index]!, server);
      return problem && `${chosen[index]!.what}: ${problem}`;
    } finally {
      await server.close();
      place.mend();
      place.close();
    }
  });
  expect.soft(dirty).toEqual([]);
  measured({
    chapter: "disks",
    what: `${name}: commands that write`,
    ...counts,
    note: "the old content is there, the error names the file and says what to do, and once mended the command succeeds",
  });
});
