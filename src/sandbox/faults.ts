/** One thing that shall go wrong on request. */
export interface FaultSpec {
  /** `GET`, ...; `*` is any. */
  readonly method: string;
  /** A regular expression, looked for in the request's path and query. */
  readonly path: string;
  /** Answer this instead of asking the system. */
  readonly status?: number;
  /** Headers of that answer, such as Retry-After. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Wait first, in real milliseconds. */
  readonly delayMs?: number;
  /** Break the connection off (TCP reset) instead of answering. */
  readonly reset?: boolean;
  /** Send so many bytes of the body, then cut the connection. */
  readonly truncate?: number;
  /** How many requests it hits; without it all, until faults are cleared. */
  readonly times?: number;
}

interface Armed {
  readonly spec: FaultSpec;
  readonly path: RegExp;
  left: number;
}

/** The faults that are armed, in the order they were added. They live in memory: a start begins without any. */
export class Faults {
  #armed: Armed[] = [];

  add(spec: FaultSpec): void {
    this.#armed.push({ spec, path: new RegExp(spec.path), left: spec.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#armed = [];
  }

  /** What is armed, with the requests that each still hits. */
  list(): FaultSpec[] {
    return this.#armed.map(({ spec, left }) => (Number.isFinite(left) ? { ...spec, times: left } : spec));
  }

  /** The first armed fault that this request meets; the meeting is counted. */
  meet(method: string, target: string): FaultSpec | undefined {
    const met = this.#armed.find(
      ({ spec, path }) => (spec.method === "*" || spec.method.toUpperCase() === method) && path.test(target),
    );
    if (met === undefined) return undefined;
    met.left -= 1;
    if (met.left <= 0) this.#armed = this.#armed.filter((armed) => armed !== met);
    return met.spec;
  }
}

/** Reads a fault as JSON gave it; says in words what is wrong with it. */
export function readFaultSpec(given: unknown): FaultSpec | string {
  if (typeof given !== "object" || given === null) return "a fault is an object with method and path";
  const fields = given as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    const wrong = checks[name]?.(value) ?? (name in checks ? undefined : `${name} is not a field of a fault`);
    if (wrong !== undefined) return wrong;
  }
  if (typeof fields.method !== "string" || typeof fields.path !== "string")
    return "method and path are required";
  return given as FaultSpec;
}

const whole = (name: string, low: number, high: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= low && (value as number) <= high
    ? undefined
    : `${name} is a whole number from ${low} to ${high}`;

const checks: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  method: (value) => (/^([A-Za-z]+|\*)$/.test(String(value)) ? undefined : "method is a word or *"),
  path: (value) => {
    try {
      new RegExp(String(value));
      return undefined;
    } catch {
      return "path is a regular expression";
    }
  },
  status: whole("status", 200, 599),
  headers: (value) => (typeof value === "object" && value !== null ? undefined : "headers is an object"),
  delayMs: whole("delayMs", 0, 3_600_000),
  reset: (value) => (typeof value === "boolean" ? undefined : "reset is true or false"),
  truncate: whole("truncate", 0, 2 ** 31),
  times: whole("times", 1, 1_000_000),
};
