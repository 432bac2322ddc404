import { resolve } from "node:path";
import type { World } from "./world.ts";

/**
 * Says a failure in the way of the job that runs rptctl, beside the report that every failure gets: an annotation in GitHub Actions, with
 * a line in the step's summary; a line in GitLab's own colours in its log. Nothing anywhere else.
 */
export async function announceFailure(
  world: Pick<World, "env" | "cwd" | "stderr">,
  title: string,
  message: string,
  warn: (text: string) => void,
): Promise<void> {
  const { env } = world;
  if (env.GITHUB_ACTIONS === "true") {
    await world.stderr.write(`::error title=${escaped(title, true)}::${escaped(message, false)}\n`);
    if (env.GITHUB_STEP_SUMMARY)
      await addToSummary(resolve(world.cwd, env.GITHUB_STEP_SUMMARY), title, message, warn);
  } else if (env.GITLAB_CI === "true") {
    const { sanitise } = await import("./output/sanitise.ts");
    await world.stderr.write(`\u001b[31;1mERROR: ${sanitise(`${title}: ${message}`)}\u001b[0;m\n`);
  }
}

/** The log's workflow commands end at a line's end; their properties at commas and colons too. */
function escaped(text: string, property: boolean): string {
  const data = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return property ? data.replaceAll(":", "%3A").replaceAll(",", "%2C") : data;
}

async function addToSummary(
  path: string,
  title: string,
  message: string,
  warn: (text: string) => void,
): Promise<void> {
  const { appendText } = await import("./files/append.ts");
  const plain = (text: string) => text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>#|~]/g, "\\$&");
  try {
    appendText(path, `\n**${plain(title)}**: ${plain(message)}\n`);
  } catch (error) {
    warn(`GITHUB_STEP_SUMMARY: ${error instanceof Error ? error.message : error}`);
  }
}
