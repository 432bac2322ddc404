// node scripts/test-nodes.mjs [FILE...]: the tests of the built program as a process, on each Node that it is made for.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installNode, testedNodes } from "./install-node.mjs";

const failed = [];
for (const version of testedNodes) {
  const binary = await installNode(version);
  console.log(`\nNode ${version}: ${binary}`);
  const { status } = spawnSync("npx", ["vitest", "run", "--project", "process", ...process.argv.slice(2)], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: "inherit",
    env: { ...process.env, RPTCTL_TEST_NODE: binary },
  });
  if (status !== 0) failed.push(version);
}
if (failed.length > 0) {
  console.error(`test:nodes: failed on Node ${failed.join(", ")}`);
  process.exitCode = 1;
}
