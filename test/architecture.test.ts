import { describe, expect, it } from "vitest";
import { codeOf, type Import, imports, importsOf, loadedWith, ring, sources } from "./imports.ts";

/** Known by all, knowing nobody: files of src/ itself that any folder may import. */
const ground = [
  "counted.ts",
  "defined.ts",
  "errno.ts",
  "errors.ts",
  "nearest.ts",
  "record.ts",
  "secret.ts",
  "shell-words.ts",
  "world.ts",
];

/** The folders that each folder may import from, types included. Nothing that is not here. */
const below: Readonly<Record<string, readonly string[]>> = {
  rows: [],
  times: [],
  files: [],
  output: ["rows", "times"],
  terminal: ["output"],
  // What recent commands saw, for completion.
  seen: ["config", "files", "output", "rows"],
  // Downloads are saved, and uploads read, piece by piece.
  http: ["files", "rows", "times"],
  config: ["files", "times"],
  credentials: ["config", "files"],
  changes: ["config"],
  systems: ["changes", "config", "credentials", "files", "http", "output", "rows", "times"],
  // Its own reading of the vendors' pages: what it shared with the client, no test of one against the other would find.
  sandbox: ["files"],
  cli: ["config", "credentials", "http", "output", "systems", "terminal", "times"],
  commands: [
    "changes",
    "cli",
    "config",
    "credentials",
    "docs",
    "http",
    "output",
    "rows",
    "sandbox",
    "seen",
    "systems",
    "terminal",
    "times",
  ],
  docs: ["cli", "commands", "config", "systems"],
  // What runs before the program is loaded: it knows nothing of it.
  launch: [],
};

/** Files outside the folders that a folder may import beside the ground, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "commands/* -> ci.ts": "how the job that runs rptctl is told of a failed run",
  "launch/start.ts -> program.ts": "what it loads, by its type alone",
};

/** Where each package is at home. */
const homes: Readonly<Record<string, readonly string[]>> = {
  commander: ["cli/"],
  undici: ["http/"],
  conf: ["config/"],
  yaml: ["config/", "output/", "credentials/secret-file.ts", "systems/scope/cloud-files.ts"],
  chalk: ["output/"],
  "cli-table3": ["output/"],
  "fast-string-width": ["output/"],
  "jq-wasm": ["output/"],
  ora: ["terminal/"],
  "@clack/core": ["terminal/"],
  "fastest-levenshtein": ["nearest.ts", "output/columns.ts"],
  "temporal-polyfill": ["times/"],
  "@napi-rs/keyring": ["credentials/"],
  hono: ["sandbox/"],
  "@hono/node-server": ["sandbox/"],
  "@fastify/busboy": ["sandbox/"],
  "@rgrove/parse-xml": ["sandbox/"],
  fflate: ["sandbox/"],
};

/** The files that may touch `process`, and why. */
const processUsers: Readonly<Record<string, string>> = {
  "launch/start.ts": "argv in, the exit code out",
  "single-file.ts": "the same for the single executable",
  "process-world.ts": "makes the World of it",
  "files/process.ts":
    "who owns a file and whether a lock's holder lives are questions to the operating system",
  "sandbox/launch.ts": "starts another of its kind with the same node",
};

function folderOf(name: string): string {
  return name.includes("/") ? name.slice(0, name.indexOf("/")) : "";
}

function isExcepted({ from, to }: Import): boolean {
  return [from, `${folderOf(from)}/*`].some((name) => Object.hasOwn(exceptions, `${name} -> ${to}`));
}

function shown({ from, to }: Import): string {
  return `${from} -> ${to}`;
}

describe("imports", () => {
  it.each(Object.entries(below))("%s/ imports from [%s] alone", (folder, allowed) => {
    const wrong = imports.filter((one) => {
      const to = folderOf(one.to);
      if (one.isPackage || folderOf(one.from) !== folder || to === folder) return false;
      return to === "" ? !ground.includes(one.to) && !isExcepted(one) : !allowed.includes(to);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("has a rule for every folder", () => {
    const folders = new Set([...sources.keys()].map(folderOf).filter((folder) => folder !== ""));
    expect([...folders].sort()).toEqual(Object.keys(below).sort());
  });

  it("has no exception that nothing needs", () => {
    const needed = new Set(imports.flatMap((one) => [shown(one), `${folderOf(one.from)}/* -> ${one.to}`]));
    expect(Object.keys(exceptions).filter((exception) => !needed.has(exception))).toEqual([]);
  });

  it("has a ground that stands on nothing but itself", () => {
    const wrong = imports.filter(
      ({ from, to, isPackage }) => ground.includes(from) && !isPackage && !ground.includes(to),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it("knows the credentials, HTTP and the systems in cli/ by their types alone", () => {
    const wrong = imports.filter(({ from, to, kind }) => {
      return (
        folderOf(from) === "cli" &&
        ["credentials", "http", "systems", "output"].includes(folderOf(to)) &&
        kind !== "type"
      );
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("keeps each system to itself", () => {
    const system = (name: string) => /^systems\/([^/]+)\//.exec(name)?.[1];
    const wrong = imports.filter(({ from, to }) => {
      return system(from) !== undefined && system(to) !== undefined && system(from) !== system(to);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("goes round in no ring", () => {
    expect(ring(imports)).toBeUndefined();
  });

  it("uses each package in its home", () => {
    const wrong = imports.filter(({ from, to, isPackage }) => {
      return (
        isPackage &&
        !(homes[to] ?? []).some((home) => (home.endsWith("/") ? from.startsWith(home) : from === home))
      );
    });
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe("exports", () => {
  it("never change after their module was loaded: the build takes them for values", () => {
    const wrong = [...sources].filter(([, text]) => /^export (let|var)\b/m.test(text));
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});

describe("start-up", () => {
  const packages = (start: string) =>
    [...loadedWith(start, imports)].filter((name) => Object.hasOwn(homes, name)).sort();

  it("begins with the first lines alone", () => {
    expect([...loadedWith("launch/start.ts", imports)].sort()).toEqual([
      "launch/chunks.ts",
      "launch/ready-answer.ts",
      "launch/start.ts",
    ]);
  });

  it("reads the line with no package but those for that", () => {
    expect(packages("main.ts")).toEqual(["fastest-levenshtein"]);
    expect(packages("run-command.ts")).toEqual(["fastest-levenshtein"]);
    expect(packages("cli/sort-words.ts")).toEqual(["commander"]);
  });

  const verbs = imports.filter(({ from, kind }) => from === "commands/index.ts" && kind === "dynamic");
  it.each(verbs.map(({ to }) => to))("%s loads no package before it runs", (verb) => {
    const early = new Set(packages("run-command.ts"));
    expect(packages(verb).filter((name) => !early.has(name))).toEqual([]);
  });
});

describe("process", () => {
  it("is touched by the World, and where there is a reason", () => {
    const users = [...sources].filter(([, text]) =>
      /\bprocess\s*(\??\.|\[)|\bglobalThis\b/.test(codeOf(text)),
    );
    expect(users.map(([name]) => name).sort()).toEqual(Object.keys(processUsers).sort());
  });

  it("is never made to exit: that cuts what is still being written", () => {
    const wrong = [...sources].filter(([, text]) =>
      /\bprocess\s*\.\s*(exit|abort|reallyExit)\b(?!Code)/.test(codeOf(text)),
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});

describe("the reader of imports", () => {
  it.each([
    ['import { a } from "../http/b.ts";', "http/b.ts", "static"],
    ['import type { A } from "./b.ts";', "cli/b.ts", "type"],
    ['import { type A, type B } from "./b.ts";', "cli/b.ts", "type"],
    ['import {\n  type A,\n  b,\n} from "./b.ts";', "cli/b.ts", "static"],
    ['import "./b.ts";', "cli/b.ts", "static"],
    ['export { b } from "./b.ts";', "cli/b.ts", "static"],
    ['const b = await import("./b.ts");', "cli/b.ts", "dynamic"],
    ['let b: typeof import("./b.ts");', "cli/b.ts", "type"],
    ['import { x } from "@scope/pkg/deep.js";', "@scope/pkg", "static"],
  ])("reads %j", (text, to, kind) => {
    expect(importsOf("cli/a.ts", text)).toMatchObject([{ to, kind }]);
  });

  it("finds a ring", () => {
    const texts = { "a.ts": 'import "./b.ts";', "b.ts": 'import "./c.ts";', "c.ts": 'import "./b.ts";' };
    const all = Object.entries(texts).flatMap(([name, text]) => importsOf(name, text));
    expect(ring(all)).toEqual(["b.ts", "c.ts", "b.ts"]);
  });

  it("sees code, and neither comments nor text", () => {
    expect(codeOf('a("process.x"); // process.y\n/* process.z */ b')).toBe('a(""); ""\n"" b');
  });
});
