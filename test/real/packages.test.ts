import { expect, it } from "vitest";
import { needPackages } from "./packages.ts";

const isDebian = (await needPackages(["dpkg"])) === undefined;

it.skipIf(!isDebian)("is content with what is installed", async () => {
  expect(await needPackages(["bash", "dpkg"])).toBeUndefined();
});

it.skipIf(!isDebian || process.env.CI === "true")(
  "gives the reason when a package cannot be had",
  async () => {
    expect(await needPackages(["no-such-package-here"])).toContain("no-such-package-here");
  },
);
