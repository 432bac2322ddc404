import { releaseStack, runVariable, stackVersions } from "./stack.ts";

/** Ends, after all test files, the stacks that this run used and that nobody else uses. */
export default function setup(): () => Promise<void> {
  process.env[runVariable] = String(process.pid);
  return async () => {
    await Promise.all(stackVersions.map((version) => releaseStack(version, process.pid)));
  };
}
