import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundled, start } from "../files/bundled.ts";
import { freshDirectories } from "../files/directory.ts";

const fresh = freshDirectories();
let bundle: Awaited<ReturnType<typeof bundled>>;
beforeAll(async () => {
  bundle = await bundled("src/files/lock.ts");
});
afterAll(() => bundle.remove());

it("lets 100 processes through with no lost update, though every tenth dies while it holds the lock", async () => {
  const path = join(fresh(), "counter");
  writeFileSync(path, "0");
  mkdirSync(`${path}.lock`);
  writeFileSync(join(`${path}.lock`, `4194999-5-aa@${hostname()}`), "");
  const script = `import fs from "node:fs";
    await module.withLock(argv[0], async () => {
      const count = Number(fs.readFileSync(argv[0], "utf8"));
      await new Promise(setImmediate);
      fs.writeFileSync(argv[0], String(count + 1));
      if (argv[1] === "dies") process.kill(process.pid, "SIGKILL");
    }, { waitMs: 50_000 });`;
  const processes = Array.from({ length: 100 }, (_, index) =>
    start(bundle, script, { argv: [path, index % 10 === 5 ? "dies" : "lives"] }),
  );
  const all = await Promise.all(processes.map(({ ended }) => ended));
  expect(all.map(({ stderr }) => stderr).join("")).toBe("");
  expect(all.filter(({ code }) => code === 0)).toHaveLength(90);
  expect(readFileSync(path, "utf8")).toBe("100");
});
