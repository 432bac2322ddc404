/** What a server, or the way to it, may do to a request. */
export type FaultKind =
  | "refused"
  | "reset at the first byte"
  | "reset in the request"
  | "reset before it is carried out"
  | "reset before the answer"
  | "reset in the body"
  | "silence"
  | "silence in the body"
  | "1 byte a second"
  | "401"
  | "403"
  | "404"
  | "409"
  | "429"
  | "429 with Retry-After"
  | "500"
  | "502 with a web page"
  | "503"
  | "503 with Retry-After"
  | "cut off"
  | "broken JSON"
  | "a word instead of JSON"
  | "another JSON type"
  | "empty 200"
  | "redirect elsewhere"
  | "login page with 200";

/** Those that every request is tried with: what comes before the whole request has arrived looks the same to the program. */
export const faultKinds: readonly FaultKind[] = [
  "refused",
  "reset before it is carried out",
  "reset before the answer",
  "reset in the body",
  "silence",
  "silence in the body",
  "1 byte a second",
  "401",
  "403",
  "404",
  "409",
  "429",
  "429 with Retry-After",
  "500",
  "502 with a web page",
  "503",
  "503 with Retry-After",
  "cut off",
  "broken JSON",
  "a word instead of JSON",
  "another JSON type",
  "empty 200",
  "redirect elsewhere",
  "login page with 200",
];

/** An answer that is made up. */
export interface MadeUp {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html; charset=utf-8" };

const said = (status: number, headers: Readonly<Record<string, string>> = {}): MadeUp => ({
  status,
  headers: { ...json, ...headers },
  body: '{"message":"told to fail"}',
});

/** What is answered instead of asking the server; undefined where the fault is of another kind. */
export function madeUp(kind: FaultKind, elsewhere: string): MadeUp | undefined {
  switch (kind) {
    case "401":
    case "403":
    case "404":
    case "409":
    case "429":
    case "500":
    case "503":
      return said(Number(kind));
    case "429 with Retry-After":
    case "503 with Retry-After":
      return said(Number(kind.slice(0, 3)), { "retry-after": "2" });
    case "502 with a web page":
      return {
        status: 502,
        headers: html,
        body: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
      };
    case "redirect elsewhere":
      return { status: 307, headers: { location: `${elsewhere}/stolen` }, body: "" };
    case "login page with 200":
      return {
        status: 200,
        headers: html,
        body: "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>...</form></body></html>",
      };
    case "empty 200":
      return { status: 200, headers: { "content-type": "application/json" }, body: "" };
    default:
      return undefined;
  }
}

/** The body of an answer as it comes out of a server that is broken in this way; undefined where the fault is of another kind. */
export function spoilt(kind: FaultKind, body: Buffer): Buffer | undefined {
  switch (kind) {
    case "broken JSON":
      return Buffer.concat([Buffer.from("{"), body.subarray(0, Math.floor(body.length / 2))]);
    case "a word instead of JSON":
      return Buffer.from('"maintenance"');
    case "another JSON type":
      return Buffer.from(/^\s*\[/.test(body.toString("latin1", 0, 64)) ? '{"ok":true}' : "[7]");
    default:
      return undefined;
  }
}
