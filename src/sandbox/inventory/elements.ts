import { createHash } from "node:crypto";
import { checkNames, clusterNames, hostNames } from "./names.ts";

/** What Shinken can say of an element, as text; a number is shown by its place in this list. */
export const statuses = ["OK", "WARNING", "CRITICAL", "UNKNOWN", "MISSING-DATA", "SHINKEN-INACTIVE"] as const;

export type ElementType = "host" | "cluster" | "check_host" | "check_cluster";

/** A host, a cluster, or a check of one of these: what is watched. */
export interface Element {
  readonly type: ElementType;
  readonly father_uuid: string;
  readonly father_name: string;
  /** Both for a check alone. */
  readonly check_uuid?: string;
  readonly check_name?: string;
  readonly status: (typeof statuses)[number];
  readonly confirmed: boolean;
  /** 0 to 5. */
  readonly businessImpact: number;
  /** When it is checked next, in seconds since the epoch. */
  readonly nextCheck: number;
}

/** A host or a cluster and its checks. */
export interface Family {
  readonly father: Element;
  readonly checks: readonly Element[];
}

/** How many checks one father in turn has; some have none, as in life. */
const checksInTurn = [4, 3, 6, 0, 5];

/** Elements of one whole turn, fathers and checks. */
const turn = checksInTurn.reduce((sum, checks) => sum + 1 + checks, 0);

/** Every eighth father is a cluster. */
const isCluster = (index: number) => index % 8 === 7;

/**
 * An imaginary estate of exactly `size` elements. Nothing of it is kept: each family is made from its number when it is
 * asked for, so that an estate of any size costs nothing until it is read.
 */
export class Estate {
  readonly size: number;
  /** How many hosts and clusters there are. */
  readonly families: number;

  constructor(size: number) {
    this.size = size;
    let families = Math.floor(size / turn) * checksInTurn.length;
    while (this.#before(families) < size) families += 1;
    this.families = families;
  }

  /** The family of that number, as it is at `now` (seconds since the epoch). */
  family(index: number, now: number): Family {
    const kind = isCluster(index) ? "cluster" : "host";
    const number = isCluster(index) ? (index - 7) / 8 : index - Math.floor((index + 1) / 8);
    const uuid = md5(`${kind} ${number}`);
    const names = {
      father_uuid: uuid,
      father_name: nameOf(isCluster(index) ? clusterNames : hostNames, number),
    };
    const father: Element = { type: kind, ...names, ...health(uuid, now) };
    const count = this.#before(index + 1) - this.#before(index) - 1;
    const left = this.size - this.#before(index) - 1;
    const checks = checkNames[kind].slice(0, Math.min(count, left)).map((name): Element => {
      const check_uuid = `${uuid}-${halfOf(name)}`;
      return { type: `check_${kind}`, ...names, check_uuid, check_name: name, ...health(check_uuid, now) };
    });
    return { father, checks };
  }

  /** How many elements come before a family. */
  #before(family: number): number {
    const turns = Math.floor(family / checksInTurn.length);
    const rest = checksInTurn.slice(0, family % checksInTurn.length);
    return turns * turn + rest.reduce((sum, checks) => sum + 1 + checks, 0);
  }
}

const interval = 300;

function health(uuid: string, now: number) {
  const luck = Number.parseInt(uuid.slice(-7), 16) ^ Number.parseInt(uuid.slice(0, 6), 16);
  const bad = luck % 10 === 0 ? 1 + (Math.floor(luck / 10) % (statuses.length - 1)) : 0;
  return {
    status: statuses[bad] ?? "OK",
    confirmed: luck % 3 !== 0,
    businessImpact: luck % 6,
    nextCheck: Math.floor(now) + interval - ((Math.floor(now) + luck) % interval),
  };
}

function nameOf(names: readonly string[], number: number): string {
  const round = Math.floor(number / names.length);
  return `${names[number % names.length]}${round === 0 ? "" : ` ${round + 1}`}`;
}

const md5 = (text: string) => createHash("md5").update(`shinken ${text}`).digest("hex");

const halves = new Map<string, string>();

/** The second half of the ids of all checks of that name. */
function halfOf(check: string): string {
  const half = halves.get(check) ?? md5(`check ${check}`);
  halves.set(check, half);
  return half;
}
