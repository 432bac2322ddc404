import { Fault, messageOf, usage } from "../errors.ts";
import { inOneBatch, type Row, type Rows } from "../rows/row.ts";
import { runJq } from "./jq-program.ts";
import { printJson } from "./json.ts";
import type { Printing, Shaped } from "./printing.ts";
import type { BytesResult } from "./result.ts";
import { sanitise, sanitiseLines } from "./sanitise.ts";
import { Writer } from "./writer.ts";

/** How much of a list is given to jq at a time, where its filter takes the rows one by one. */
const portion = 4 * 1024 * 1024;

/** Refuses a filter that does not compile, before anything is asked for. Nothing is run. Faults: usage. */
export async function checkJq(filter: string): Promise<void> {
  // jq compiles first and then reads: with no input at all, an endless filter ends too.
  const { status, stderr } = await runJq(["-r", "--", filter], []);
  if (status === 0) return;
  // What does not begin with `jq:` is the filter's own text again.
  const said = stderr
    .split("\n")
    .filter((line) => line.startsWith("jq: error: "))
    .map((line) =>
      line.slice("jq: error: ".length).replace(" (Unix shell quoting issues?)", "").replace(/:$/, ""),
    );
  throw usage(`--jq: ${sanitise(said.join("; ") || stderr.trim())}`);
}

/** What `-o json` piped into `jq -r` would print. Faults: failure for an error while the filter runs. */
export async function printJq(result: Shaped, filter: string, printing: Printing): Promise<void> {
  if (result.kind === "list" && takesRowsOneByOne(filter)) {
    for await (const rows of portions(result.rows, result.live === true ? 1 : portion)) {
      await filterDocument({ ...result, rows: inOneBatch(rows) }, filter, printing);
    }
  } else await filterDocument(result, filter, printing);
}

/** The same for a body that is printed as it came. */
export async function printJqOfBytes(result: BytesResult, filter: string, printing: Printing): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const piece of result.bytes) pieces.push(piece);
  await filterPieces(pieces, filter, printing);
}

/**
 * Whether a filter starts with `.[]` and pipes on, so that filtering the list in portions comes to the same: memory is
 * bounded then, and results come while rows do. Filters that read on or stop by themselves see the whole.
 */
export function takesRowsOneByOne(filter: string): boolean {
  const member = String.raw`\.\s*[A-Za-z_]\w*|\."[^"\\]*"|\[\s*(?:-?\d+|"[^"\\]*")?\s*\]|\?`;
  return (
    new RegExp(`^\\s*\\.\\[\\s*\\](?:${member})*\\s*(?:$|\\|(?!=))`).test(filter) &&
    !/\b(?:inputs?|halt|halt_error|input_line_number)\b/.test(filter)
  );
}

async function filterDocument(result: Shaped, filter: string, printing: Printing): Promise<void> {
  const pieces: Uint8Array[] = [];
  const sink = {
    isTTY: false,
    columns: undefined,
    write: async (piece: string | Uint8Array) => {
      // A copy: the writer uses its block again.
      pieces.push(Buffer.from(piece as string));
    },
  };
  await printJson(result, { ...printing, out: new Writer(sink), world: { ...printing.world, stdout: sink } });
  await filterPieces(pieces, filter, printing);
}

async function filterPieces(
  pieces: readonly Uint8Array[],
  filter: string,
  { out, world }: Printing,
): Promise<void> {
  const run = await runJq(["-r", "--", filter], pieces).catch((error: unknown) => {
    throw new Fault("failure", `--jq: jq gave up: ${messageOf(error)}`, {
      hints: [
        "it has 256 MiB; for more, pipe -o ndjson into a jq of your own",
        "a filter that starts with .[] | needs little",
      ],
    });
  });
  if (world.stdout.isTTY) {
    out.add(sanitiseLines(Buffer.concat(run.stdout).toString("utf8")));
  } else {
    for (const piece of run.stdout) await out.write(piece);
  }
  await out.flush();
  if (run.status !== 0) {
    const said = run.stderr.trim().replace(/^jq: (?:error: |error \(at [^)]*\):? ?)?/, "");
    throw new Fault("failure", `--jq: ${sanitise(said) || `jq exited with ${run.status}`}`);
  }
  if (run.stderr !== "") await world.stderr.write(sanitiseLines(run.stderr));
}

/** The rows in groups of about that many bytes. */
async function* portions(rows: Rows, size: number): Rows {
  let group: Row[] = [];
  let bytes = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      group.push(row);
      bytes += row.size;
    }
    if (bytes < size) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}
