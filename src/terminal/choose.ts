import { Writable } from "node:stream";
import { AutocompletePrompt, isCancel } from "@clack/core";
import { Fault } from "../errors.ts";
import type { Choice } from "../output/choices.ts";
import { sanitise } from "../output/sanitise.ts";
import { painter } from "../output/tones.ts";
import type { Sink, World } from "../world.ts";

/** Lines of choices that are shown at a time, where the terminal has them. */
const mostShown = 10;

/**
 * Lets one of several be chosen: letters narrow them down, arrows move, Enter takes. What remains on the screen is the question and the
 * choice. Undefined: Escape or Ctrl-D. @throws Fault interrupted on Ctrl-C; the signal's reason.
 */
export async function choose(
  question: string,
  choices: readonly Choice[],
  world: Pick<World, "stdin" | "stderr" | "signal">,
  color: boolean,
): Promise<string | undefined> {
  const { signal, stdin, stderr } = world;
  signal.throwIfAborted();
  const paint = await painter(color);
  const asked = paint(sanitise(question), "strong");
  const room = Math.max(1, Math.min(mostShown, (stderr.rows || 24) - 3));
  const options = choices.map(({ value, label }) => ({ value, label: sanitise(label) }));
  const output = terminalOf(stderr);
  const ended = new AbortController();
  const end = () => ended.abort();

  const prompt = new AutocompletePrompt({
    options,
    filter: (typed, { label, value }) => `${label} ${value}`.toLowerCase().includes(typed.toLowerCase()),
    input: stdin.stream,
    output,
    signal: AbortSignal.any([signal, ended.signal]),
    validate: (value) => (value === undefined ? "nothing matches" : undefined),
    render() {
      const { state, filteredOptions: left, cursor, userInput } = this;
      if (state === "submit") return `${asked} ${shownAs(choices.find(({ value }) => value === this.value))}`;
      if (state === "cancel") return asked;
      const first = Math.max(0, Math.min(cursor - Math.floor(room / 2), left.length - room));
      const lines = left
        .slice(first, first + room)
        .map(({ label }, index) => (index + first === cursor ? paint(`> ${label}`, "good") : `  ${label}`));
      const counted =
        left.length === options.length ? `${left.length}` : `${left.length} of ${options.length}`;
      const help = `${counted}; type to narrow down, arrows and Enter to choose`;
      return [`${asked} ${userInput}_`, ...lines, paint(help, "dim")].join("\n");
    },
  });
  let interrupted = false;
  prompt.on("key", (_typed, key) => {
    if (key.ctrl !== true) return;
    if (key.name === "c") interrupted = true;
    if (key.name === "d") prompt.state = "cancel";
  });
  stdin.stream.once("end", end);
  try {
    const answer = await prompt.prompt();
    signal.throwIfAborted();
    if (interrupted) throw new Fault("interrupted", "interrupted");
    return isCancel(answer) || typeof answer !== "string" ? undefined : answer;
  } finally {
    stdin.stream.off("end", end);
    await new Promise((seen) => output.end(seen));
    // The library's last word is an escape sequence, behind a new line: the line is free again.
    await stderr.write("");
  }
}

/** What stays on the screen: enough to type it the next time. */
function shownAs(chosen: Choice | undefined): string {
  const { value = "", name = value } = chosen ?? {};
  return sanitise(name === value ? value : `${value} (${name})`);
}

/** stderr as a stream that says how large it is, and when that changes. */
function terminalOf(sink: Sink): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      sink.write(chunk as string).then(
        () => done(),
        // A terminal that is gone sends its own signal.
        () => done(),
      );
    },
  });
  Object.defineProperties(stream, {
    columns: { get: () => sink.columns || 80 },
    rows: { get: () => sink.rows || 24 },
  });
  let forget: (() => void) | undefined;
  stream.on("newListener", (event) => {
    if (event === "resize") forget ??= sink.onResize?.(() => stream.emit("resize"));
  });
  stream.on("removeListener", (event) => {
    if (event === "resize") forget?.();
  });
  return stream;
}
