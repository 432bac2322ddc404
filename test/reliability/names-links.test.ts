import { execFileSync } from "node:child_process";
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { measured, sized } from "./measure.ts";
import { Scene, savingCommands } from "./names-scene.ts";

const scene = Scene.forTests();

describe.each(Object.entries(savingCommands))("%s", (title, command) => {
  it("follows no link, and writes into nothing that was there", async () => {
    const name = title === "defs export" ? "r.rpz" : "r.pdf";
    const at = (end: string) => scene.at("in", `${name}${end}`);
    const out = (path: string) => scene.at("out", path);
    const plants: Readonly<Record<string, (path: string) => void>> = {
      "a link to a file": (path) => symlinkSync(out("victim"), path),
      "a link to a directory": (path) => symlinkSync(scene.at("out"), path),
      "a dangling link": (path) => symlinkSync(out("new"), path),
      "a link that is relative": (path) => symlinkSync("../out/victim", path),
      "a hard link": (path) => linkSync(out("victim"), path),
      "a directory": (path) => mkdirSync(path),
      "a pipe": (path) => execFileSync("mkfifo", [path]),
    };
    const wrong: string[] = [];
    let tried = 0;
    let turn = 0;
    for (const [what, plant] of Object.entries(plants)) {
      for (const end of ["", ".part", ".part.json"]) {
        for (const etag of [[], ['etag: "v1"']]) {
          for (const overwrite of [[], ["--overwrite"]]) {
            turn += 1;
            if (turn % sized(5, 1) !== 0) continue;
            scene.lay();
            plant(at(end));
            const before = scene.around();
            const headers = [`content-disposition: attachment; filename="${name}"`, ...etag];
            const { code, stderr } = await scene.run(command, { headers }, ...overwrite);
            tried += 1;
            const there = lstatSync(at(""), { throwIfNoEntry: false });
            const isWhole = there?.isFile() && readFileSync(at(""), "latin1") === command.content;
            const isSaid = code === 0 ? isWhole : stderr.includes(scene.at());
            const isKept = scene.around() === before && readdirSync(out("")).length === 1;
            const isSame = end !== "" || overwrite.length > 0 || code !== 0;
            if (!isSaid || !isKept || !isSame)
              wrong.push(
                `${what} at ${end}${overwrite}: ${code} ${stderr} ${readdirSync(scene.at("in"))} ${scene.around()}`,
              );
          }
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    measured({
      chapter: "names",
      what: `${title}: links and others in the way`,
      tried,
      clean: tried - wrong.length,
    });
  });

  it("writes nothing elsewhere when its folder is exchanged meanwhile", async () => {
    const name = title === "defs export" ? "r.rpz" : "r.pdf";
    const swaps: Readonly<Record<string, () => void>> = {
      "for a link": () => symlinkSync("out", scene.at("in")),
      "for a link to where such a part is": () => {
        writeFileSync(scene.at("out", `${name}.part`), "theirs");
        symlinkSync("out", scene.at("in"));
      },
      "for nothing": () => {},
      "for an empty one": () => mkdirSync(scene.at("in")),
    };
    const wrong: string[] = [];
    let tried = 0;
    for (const [what, swap] of Object.entries(swaps)) {
      for (const etag of [[], ['etag: "v1"']]) {
        for (const overwrite of [[], ["--overwrite"]]) {
          scene.lay();
          let before = "";
          const half = () => {
            if (!readdirSync(scene.at("in")).includes(`${name}.part`)) return false;
            renameSync(scene.at("in"), scene.at("moved"));
            swap();
            before = scene.around();
            return true;
          };
          const headers = [`content-disposition: attachment; filename="${name}"`, ...etag];
          const { code, stderr } = await scene.run(command, { headers, half }, ...overwrite);
          tried += 1;
          const after = scene.around();
          const link = lstatSync(scene.at("in"), { throwIfNoEntry: false })?.isSymbolicLink();
          const clean =
            code !== 0 &&
            after === before &&
            stderr.includes(name) &&
            (!link || readlinkSync(scene.at("in")) === "out");
          if (!clean) wrong.push(`${what} ${etag} ${overwrite}: ${code} ${after} ${stderr}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    measured({
      chapter: "names",
      what: `${title}: the folder exchanged`,
      tried,
      clean: tried - wrong.length,
    });
  });
});
