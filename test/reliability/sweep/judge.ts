import { isDeepStrictEqual } from "node:util";
import type { Expected } from "./expectation.ts";
import type { Arrived } from "./faulting-proxy.ts";
import type { Ended } from "./stage.ts";

/** The secrets that the sandbox knows beside the tokens that it gives. */
const passwords = ["adminpw", "uaadminpw", "opspw"];

/** After so long every run has to be over: the deadline that it was given, and what it may take to say goodbye. Milliseconds. */
export const deadline = 30 * 60_000;
const goodbye = 10_000;

/** What is special about what a command prints. */
export interface Manner {
  /** A token is its result. */
  readonly isToken: boolean;
  /** Its document tells of each of several things how it went, also where some or all of them failed. */
  readonly tellsOfItems: boolean;
}

/** What is wrong with how a run ended; nothing where it is clean. */
export function complaints(
  ended: Ended,
  clean: Ended,
  wanted: Expected,
  { isToken, tellsOfItems }: Manner,
): readonly string[] {
  const { code, stdout, stderr } = ended;
  if (code === undefined) return ["it did not end"];
  const said: string[] = [];
  const same = code === clean.code;
  if (!(same && wanted.asClean) && !wanted.codes.includes(code)) {
    const instead = [...wanted.codes, ...(wanted.asClean ? [`${clean.code} as without a fault`] : [])].join(
      " or ",
    );
    said.push(`exit ${code} instead of ${instead}`);
  } else if (same && wanted.asClean && !isComplete(stdout, clean.stdout, tellsOfItems)) {
    said.push("the result is not complete");
  }
  if (same && ended.files.size !== clean.files.size) said.push("the files are not the same");
  if (!same && !tellsOfItems && isDocument(stdout) && !isComplete(stdout, clean.stdout, false)) {
    said.push("stdout parses and is not complete");
  }
  if (code !== 0 && !same && !/rptctl: |"error":|UNKNOWN/.test(stderr + stdout))
    said.push("it does not say why");
  if (/\n\s+at .+[:(]\d+|node:internal|internal error/.test(stderr + stdout)) said.push("a stack trace");
  if (!same && ended.took > deadline + goodbye) said.push(`it took ${ended.took / 60_000} minutes`);
  if (ended.strayed > 0) said.push("it followed a redirect to another origin");
  for (const secret of secretsIn(ended.arrived)) {
    const shown = isToken && code === 0 ? stderr : stderr + stdout;
    if (shown.includes(secret) || shown.includes(encodeURIComponent(secret))) said.push("a secret is shown");
  }
  const left = same ? [] : leftovers(ended, clean);
  if (left.length > 0) said.push(`left behind: ${left.join(", ")}`);
  return said;
}

/** Whether a program that reads it would take it for a whole document. */
function isDocument(stdout: string): boolean {
  if (!/^\s*[[{"]/.test(stdout)) return false;
  try {
    JSON.parse(stdout);
    return true;
  } catch {
    return false;
  }
}

/** Ids and times differ from run to run; what there is must not. */
function isComplete(stdout: string, clean: string, onlyCounted: boolean): boolean {
  if (!isDocument(clean)) return stdout.split("\n").length === clean.split("\n").length;
  if (!isDocument(stdout)) return false;
  const [shapes, wanted] = [stdout, clean].map((text) => shapesIn(JSON.parse(text))) as [string[], string[]];
  return onlyCounted ? shapes.length === wanted.length : isDeepStrictEqual(shapes, wanted);
}

/** The shapes of a list's rows, whose order is the server's, which may change its mind; else that of the document. */
function shapesIn(document: unknown): string[] {
  return Array.isArray(document) ? document.map(shapeOf).sort() : [shapeOf(document)];
}

function shapeOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === "object" && inner !== null ? inner : inner === null ? null : typeof inner,
  );
}

/** Whatever went over the wire to show who asks. */
function secretsIn(arrived: readonly Arrived[]): ReadonlySet<string> {
  const found = new Set<string>(passwords);
  for (const { headers, answered, answer } of arrived) {
    for (const name of ["authorization", "x-auth-token", "x-subject-token", "x-api-token"]) {
      for (const value of [headers[name], answered?.[name]]) {
        if (typeof value === "string") found.add(value.split(" ").at(-1)!);
      }
    }
    for (const [, token] of answer?.toString("latin1").matchAll(/"[Tt]oken":\s*"([^"]{8,})"/g) ?? [])
      found.add(token!);
  }
  return found;
}

/** Files that a failed run has no business to leave: all but resumable parts, and what is whole. */
function leftovers(ended: Ended, clean: Ended): readonly string[] {
  const found: string[] = [];
  for (const [path, content] of ended.files) {
    const before = ended.before.get(path);
    if (before?.equals(content)) continue;
    if (/\.part(?:\.json)?$/.test(path)) continue;
    // Sessions and the journals of run keys are kept for the next command.
    if (
      /^\.config\/sessions\/[^/]+\.(?:json|yaml)$|^\.local\/state\/rptctl\/runs\/[0-9a-f]+\.json$/.test(path)
    )
      continue;
    const whole = clean.files.get(path)?.equals(content) === true;
    if (!whole || (ended.code !== clean.code && path.startsWith(".config/"))) found.push(path);
  }
  return found;
}
