import { defined } from "./defined.ts";
/** Why a command failed, as scripts see it: one word and one exit code each. */
export const exitCodes = {
  failure: 1,
  usage: 2,
  config: 3,
  auth: 4,
  forbidden: 5,
  not_found: 6,
  conflict: 7,
  rejected: 8,
  unavailable: 9,
  job_failed: 10,
  partial: 11,
  locked: 75,
  wait_timeout: 124,
  interrupted: 130,
  closed_pipe: 141,
  terminated: 143,
} as const;

export type FaultCode = keyof typeof exitCodes;

/** What a fault is about; every field is optional because a wrong flag has none of them. */
export interface FaultDetails {
  /** The configured name of the system that failed: `scope`, `rpt`, ... */
  system?: string;
  /** The HTTP status of the answer that said so. */
  status?: number;
  /** The system's own word for the error. */
  subcode?: string;
  /** `METHOD url` with every secret masked. */
  request?: string;
  /** An earlier try of the request may have been carried out, though its answer was lost. */
  resent?: boolean;
  /** What to type or change next, one line each. */
  hints?: readonly string[];
  cause?: unknown;
}

/**
 * The one error class of the program: it carries the exit code, and everything that the report on stderr says.
 * Whatever is thrown and is not a Fault is a bug, and exits 1.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly exit: number;
  readonly system: string | undefined;
  readonly status: number | undefined;
  readonly subcode: string | undefined;
  readonly request: string | undefined;
  readonly resent: boolean | undefined;
  readonly hints: readonly string[];

  constructor(code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.exit = exitCodes[code];
    this.system = details.system;
    this.status = details.status;
    this.subcode = details.subcode;
    this.request = details.request;
    this.resent = details.resent;
    this.hints = details.hints ?? [];
  }

  /** A person or the system wants the whole program to end: nothing else of the command is worth a try. */
  get isInterruption(): boolean {
    return this.code === "interrupted" || this.code === "terminated";
  }

  /** The same fault with its message put behind the name of what it happened to. */
  of(name: string): Fault {
    return new Fault(this.code, `${name}: ${this.message}`, this as FaultDetails);
  }

  /** The same fault with more said about it; what is already said stays, and hints are added. */
  with(details: FaultDetails): Fault {
    const { system, status, subcode, request, resent } = this;
    const merged: FaultDetails = {
      ...details,
      ...defined({ system, status, subcode, request, resent }),
      hints: [...this.hints, ...(details.hints ?? [])],
      cause: this.cause ?? details.cause,
    };
    return new Fault(this.code, this.message, merged);
  }
}

/** A fault of what was typed: refused before any request. */
export function usage(message: string, ...hints: string[]): Fault {
  return new Fault("usage", message, { hints });
}

/** What the work gives; a fault of it gets the name of what it happened to. */
export function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Fault ? error.of(name) : error;
  }
}

/** The text of anything thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Node's error code (`ENOENT`, `ECONNREFUSED`) of anything thrown, looked for along its causes. */
export function errnoOf(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (error instanceof Fault) continue;
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code === "string") return code;
  }
  return undefined;
}
