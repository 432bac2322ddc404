import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { type Pace, waitFor } from "../../times/waiting.ts";
import type { World } from "../../world.ts";
import { ask, recordIn } from "./ask.ts";
import { latestRunOf, stateOf } from "./document.ts";
import { pipelines } from "./endpoints.ts";
import { readPipeline } from "./summary.ts";
import { type Phase, phaseOf } from "./words.ts";

/** How a run stands, as the server tells it. */
export interface Standing {
  readonly phase: Phase;
  /** The server's own word and sentence. */
  readonly word: string;
  readonly message: string;
  readonly row: Row;
}

/**
 * One look at a run. Some servers say "stopped" of a run that waits for approval; the pipeline itself, which stands as its latest
 * run does, tells the two apart.
 */
export async function lookAtRun(api: Api, id: string, run: number): Promise<Standing> {
  const row = await ask(api, pipelines.status, { json: { pipelineId: id, runCount: run } });
  const { status, message } = recordIn(api, row);
  const word = typeof status === "string" ? status : "";
  let phase = phaseOf(word);
  if (phase === "stopped") {
    const isPaused = ({ document }: Awaited<ReturnType<typeof readPipeline>>) =>
      stateOf(document) === "paused" && (latestRunOf(document) ?? run) === run;
    const mayNotLook = (error: unknown) => {
      if (error instanceof Fault && ["forbidden", "not_found", "rejected"].includes(error.code)) return false;
      throw error;
    };
    if (await readPipeline(api, id).then(isPaused, mayNotLook)) phase = "paused";
  }
  return { phase, word, message: typeof message === "string" ? message : "", row };
}

export interface Say {
  note(text: string): void;
  warn(text: string): void;
}

/** Looks in a row at a word that is not known, or at a run that the server does not know yet. */
const patience = 5;

/**
 * Watches one run from look to look: says once that it is paused, and tells what is final.
 */
export class RunWatch {
  readonly #api: Api;
  readonly #id: string;
  readonly #run: number;
  readonly #say: Say;
  #standing = "not known yet";
  #odd = 0;
  #pauseTold = false;

  constructor(api: Api, id: string, run: number, say: Say) {
    this.#api = api;
    this.#id = id;
    this.#run = run;
    this.#say = say;
  }

  /** For the fault of a wait that took too long. */
  get state(): string {
    return `run ${this.#run} of pipeline ${this.#id} is ${this.#standing}`;
  }

  /**
   * The run's standing where it has ended; undefined while it goes on.
   * @throws Fault failure for a word that stays unknown: it may have ended, and well or badly.
   */
  async look(signal: AbortSignal): Promise<Standing | undefined> {
    const standing = await lookAtRun(this.#api.until(signal), this.#id, this.#run).catch((error: unknown) => {
      this.#odd += 1;
      if (error instanceof Fault && error.code === "not_found" && this.#odd < patience) return undefined;
      throw error;
    });
    if (standing === undefined) return undefined;
    const { phase, word, message } = standing;
    this.#standing = word === "" ? "unknown" : word;
    if (phase === "success" || phase === "failed" || phase === "stopped") return standing;
    if (phase === "paused" && !this.#pauseTold) {
      this.#pauseTold = true;
      this.#say.note(
        `Run ${this.#run} is paused and waits for somebody in Opsera.${message && ` ${message}`}`,
      );
    }
    this.#odd = phase === "unknown" ? this.#odd + 1 : 0;
    if (this.#odd < patience) return undefined;
    throw new Fault(
      "failure",
      `${this.state}, a word that rptctl does not know: ${message || "no message"}`,
      {
        system: this.#api.system,
        subcode: word,
        hints: ["this is no success that was seen; look in Opsera how the run ended"],
      },
    );
  }
}

/** Waits for a run's end, good or bad. @throws as `waitFor` and `RunWatch` do. */
export async function awaitRun(
  api: Api,
  id: string,
  run: number,
  pace: Pace,
  world: World,
  say: Say,
): Promise<Standing> {
  const watch = new RunWatch(api, id, run, say);
  return waitFor((signal) => watch.look(signal), pace, world, { state: () => watch.state, say: say.note });
}

/** The fault of a run that did not end well; undefined for a success. */
export function faultOf(
  api: Api,
  id: string,
  run: number,
  { phase, word, message }: Standing,
): Fault | undefined {
  if (phase === "success") return undefined;
  const ended = phase === "stopped" ? "was stopped" : "failed";
  return new Fault(
    "job_failed",
    `run ${run} of pipeline ${id} ${ended}${message === "" ? "" : `: ${message}`}`,
    {
      system: api.system,
      subcode: word,
      hints: [shellLine`rptctl pipeline logs --run ${run} ${id}`],
    },
  );
}
