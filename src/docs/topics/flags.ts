import type { Flag } from "../../cli/command.ts";
import { globalFlags } from "../../cli/globals.ts";
import type { Entry } from "../../cli/layout.ts";
import { describe, flagTerm } from "../../cli/usage.ts";
import { type Block, entries, paragraph, section } from "../blocks.ts";

type Name = keyof typeof globalFlags;

const kinds: Readonly<Record<string, readonly Name[]>> = {
  "What is printed": [
    "output",
    "columns",
    "sort-by-column",
    "no-headers",
    "csv-raw",
    "jq",
    "limit",
    "timezone",
    "color",
  ],
  "Where to": ["context", "ca-file", "cert", "key", "insecure", "lang"],
  "How long": ["timeout", "retries", "deadline"],
  "For jobs": ["lock", "metrics-file"],
  "What is said and asked": ["yes", "dry-run", "quiet", "verbose", "debug", "no-progress", "no-input"],
};

/** `rptctl help flags`: the flags that every command takes. */
export function flagsTopic(): readonly Block[] {
  const told = new Set(Object.values(kinds).flat());
  const others = (Object.keys(globalFlags) as Name[]).filter((name) => !told.has(name));
  return [
    section("Flags of every command"),
    paragraph(
      `They may stand anywhere on the line; "--" ends all flags. A flag stands above the environment and the configuration.`,
    ),
    ...Object.entries(kinds).flatMap(([title, names]) => [section(title), entries(names.map(entryOf))]),
    section("Others"),
    entries([...others.map(entryOf), ["-h, --help", "show the help of the command"]]),
  ];
}

function entryOf(name: Name): Entry {
  const flag: Flag<unknown> = globalFlags[name];
  return [flagTerm(name, flag), describe(flag)];
}
