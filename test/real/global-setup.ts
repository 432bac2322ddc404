import { type StackVersion, stackRuns, stopStack } from "./stack.ts";

const versions: readonly StackVersion[] = [17, 25];

/** Ends, after all test files, the stacks that the tests started; those that ran before are left running. */
export default async function setup(): Promise<() => Promise<void>> {
  const before = await Promise.all(versions.map(stackRuns));
  return async () => {
    for (const [index, version] of versions.entries()) if (!before[index]) await stopStack(version);
  };
}
