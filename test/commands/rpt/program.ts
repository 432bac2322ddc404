import { type MemoryProgram, memoryProgram } from "../../memory-program.ts";
import { running } from "../../sandbox/running.ts";

/** The program at a sandbox of its own, over HTTP. The sandbox ends with the tests of the file. */
export async function atSandbox(): Promise<{
  program(env?: Readonly<Record<string, string>>): MemoryProgram;
  url: string;
}> {
  const sandbox = await running();
  return {
    url: sandbox.url,
    program: (env = {}) => memoryProgram({ env: { ...sandbox.environment, ...env } }),
  };
}
