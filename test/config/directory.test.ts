import { expect, it } from "vitest";
import { configDirectory } from "../../src/config/directory.ts";

const linux = { cwd: "/here", home: "/home/u", platform: "linux" as NodeJS.Platform };

it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
  ["the platform's own place", "linux", {}, "/home/u/.config/rptctl"],
  ["the same on macOS", "darwin", {}, "/home/u/Library/Preferences/rptctl"],
  ["XDG_CONFIG_HOME", "linux", { XDG_CONFIG_HOME: "/xdg" }, "/xdg/rptctl"],
  ["XDG_CONFIG_HOME on macOS", "darwin", { XDG_CONFIG_HOME: "/xdg" }, "/xdg/rptctl"],
  ["a relative XDG_CONFIG_HOME is ignored", "linux", { XDG_CONFIG_HOME: "xdg" }, "/home/u/.config/rptctl"],
  ["an empty XDG_CONFIG_HOME is unset", "linux", { XDG_CONFIG_HOME: "" }, "/home/u/.config/rptctl"],
  ["RPTCTL_CONFIG_DIR first", "linux", { RPTCTL_CONFIG_DIR: "/mine", XDG_CONFIG_HOME: "/xdg" }, "/mine"],
  [
    "a relative RPTCTL_CONFIG_DIR is under the working directory",
    "linux",
    { RPTCTL_CONFIG_DIR: "c" },
    "/here/c",
  ],
  ["an empty RPTCTL_CONFIG_DIR is unset", "linux", { RPTCTL_CONFIG_DIR: "" }, "/home/u/.config/rptctl"],
])("%s", (_name, platform, env, expected) => {
  expect(configDirectory({ ...linux, platform, env })).toBe(expected);
});

it("is %APPDATA% on Windows", () => {
  const windows = { cwd: "C:\\", home: "C:\\Users\\u", platform: "win32" as NodeJS.Platform };
  expect(configDirectory({ ...windows, env: { APPDATA: "C:\\Roaming" } })).toBe("C:\\Roaming\\rptctl");
  expect(configDirectory({ ...windows, env: {} })).toBe("C:\\Users\\u\\AppData\\Roaming\\rptctl");
});
