import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { rounds } from "../rounds.mjs";
import { startServer } from "../server.mjs";

/** @import { Bench, Section } from "../run.mjs" */

const bytes = 2 * 1024 ** 3;
const report = "3c604da1-9a3e-4c77-bff1-4ceaac9e6b33";

/** A report of 2 GiB fetched, an archive of 2 GiB sent, on the disk of memory where there is one. @param {Bench} bench */
export async function transfers({ program, stopwatch, runs, directory }) {
  const server = await startServer("bulk-server.mjs");
  const place = mkdtempSync(join(roomy("/dev/shm") ? "/dev/shm" : directory, "rptctl-bench-"));
  try {
    const url = `http://127.0.0.1:${server.ports.http}/bytes/${bytes}/IDMRPT-CORE`;
    const env = program.env({ RPTCTL_RPT_URL: url, RPTCTL_RPT_TOKEN: "t" });
    const down = await rounds(downloads(program, url, env, place), runs(3), stopwatch);
    rmSync(join(place, "report.pdf"));
    const up = await rounds(uploads(program, url, env, place), runs(3), stopwatch);
    return [
      section("A download of 2 GiB", down, "memory of a 2 GiB download"),
      section("A multipart upload of 2 GiB", up, "memory of a 2 GiB upload"),
    ];
  } finally {
    server.close();
    rmSync(place, { recursive: true });
  }
}

/** @returns {Section} */
function section(title, lines, what) {
  const peak = lines.at(-1).peak.max;
  const measured = `${peak.toFixed(0)} MiB`;
  return { title, lines, goals: [{ what, goal: "under 150 MiB", measured, met: peak < 150 }] };
}

function downloads(program, url, env, place) {
  const path = join(place, "report.pdf");
  const curl = "`curl -o`";
  const before = () => rmSync(path, { force: true });
  const check = () => {
    if (statSync(path).size !== bytes) throw new Error(`${path} is not whole`);
  };
  return [
    {
      name: curl,
      command: { argv: ["curl", "-sS", "-o", path, `${url}/rpt/reports/${report}/file`], env },
      before,
      check,
    },
    {
      name: "`reports download`",
      command: { argv: program.rptctl("reports", "download", report, "-O", path), env },
      before,
      check,
      against: [{ name: curl, goal: 1.25, what: "2 GiB download" }],
    },
  ];
}

function uploads(program, url, env, place) {
  const path = join(place, "bench.rpz");
  const before = () => {
    if (existsSync(path)) return;
    const file = openSync(path, "w");
    writeSync(file, "PK\u0003\u0004");
    ftruncateSync(file, bytes);
    closeSync(file);
  };
  const curl = "`curl -F`";
  return [
    {
      name: curl,
      command: { argv: ["curl", "-sS", "-F", `file=@${path}`, `${url}/rpt/definitions/import`], env },
      before,
    },
    {
      name: "`defs import`",
      command: { argv: program.rptctl("defs", "import", path), env },
      before,
      against: [{ name: curl, goal: 1, what: "2 GiB multipart upload" }],
    },
  ];
}

/** Whether a disk has room for the file and a little more. */
function roomy(path) {
  if (!existsSync(path)) return false;
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize > 1.5 * bytes;
}
