import { type StackVersion, stackRuns, stopStack } from "./stack.ts";

const versions: readonly StackVersion[] = [17, 25];

/** Ends, after all test files, the stacks that the tests started; those that ran before are left running. */
export default async function setup(): Promise<() => Promise<void>> {
  const before = new Set(await running());
  return async () => {
    await Promise.all((await running()).filter((version) => !before.has(version)).map(stopStack));
  };
}

async function running(): Promise<StackVersion[]> {
  const runs = await Promise.all(versions.map(stackRuns));
  return versions.filter((_, index) => runs[index]);
}
