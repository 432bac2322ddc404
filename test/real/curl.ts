import { execFile } from "node:child_process";

/** curl's exit code (0: it got an answer, 22: of 400 or more, 60: it does not trust the server) and the answer's body. */
export interface CurlResult {
  readonly code: number;
  readonly body: string;
}

/** Runs curl without its configuration file and without proxy variables; `-f` makes it fail from status 400 on. */
export function curl(...args: string[]): Promise<CurlResult> {
  return new Promise((resolve) => {
    execFile("curl", ["-q", "-sf", "-m", "20", ...args], { env: { PATH: process.env.PATH } }, (error, body) =>
      resolve({ code: error === null ? 0 : Number(error.code), body }),
    );
  });
}
