import { join } from "node:path";
import { errnoOf, Fault, messageOf } from "../../errors.ts";
import { readGiven } from "../../files/read-given.ts";
import { isRecord } from "../../record.ts";
import type { Environment } from "./cloud-environment.ts";

/** Where clouds files are looked for. */
export interface Places {
  readonly env: Environment;
  readonly home: string;
  readonly cwd: string;
  /** Ends the wait for a file that is a pipe. */
  readonly signal?: AbortSignal | undefined;
}

/** `clouds` names clouds, `secure` holds their secrets, `clouds-public` what providers publish about theirs. */
export type CloudFileKind = "clouds" | "secure" | "clouds-public";

export interface CloudFile {
  readonly path: string;
  readonly content: Record<string, unknown>;
}

const variables: Partial<Record<CloudFileKind, string>> = {
  clouds: "OS_CLIENT_CONFIG_FILE",
  secure: "OS_CLIENT_SECURE_FILE",
};

/** The files that openstacksdk would try, in its order; the first that is there counts, alone. */
export function candidates(kind: CloudFileKind, { env, home, cwd }: Places): readonly string[] {
  const variable = variables[kind];
  const named = variable === undefined ? undefined : env[variable];
  const directories = [
    cwd,
    join(env.XDG_CONFIG_HOME || join(home, ".config"), "openstack"),
    // A snap has a HOME of its own, and says where the real one is.
    join(env.SNAP_REAL_HOME || home, ".config", "openstack"),
    ...(env.XDG_CONFIG_DIRS || "/etc/xdg").split(":").map((directory) => join(directory, "openstack")),
    "/etc/openstack",
  ];
  const paths = directories.flatMap((directory) =>
    [".yaml", ".yml", ".json"].map((suffix) => join(directory, kind + suffix)),
  );
  return [...new Set(named ? [named, ...paths] : paths)];
}

/**
 * The first of the candidates that can be read. One that we may not read is passed over, as openstacksdk does, and
 * told to `passedOver`. Throws a Fault `config` with file and line for what is not YAML or JSON.
 */
export async function findCloudFile(
  kind: CloudFileKind,
  places: Places,
  passedOver: (path: string) => void = () => {},
): Promise<CloudFile | undefined> {
  for (const path of candidates(kind, places)) {
    let text: string | undefined;
    try {
      text = await readGiven(path, places.signal ?? new AbortController().signal);
    } catch (error) {
      if (!(error instanceof Fault) || errnoOf(error.cause) !== "EACCES") throw error;
      passedOver(path);
    }
    if (text === undefined) continue;
    const content = path.endsWith(".json") ? parseJson(text, path) : await parseYaml(text, path);
    if (content === null || content === undefined) return { path, content: {} };
    if (!isRecord(content)) throw new Fault("config", `${path} is not a mapping of clouds`);
    return { path, content };
  }
  return undefined;
}

/** `~/x` as openstacksdk expands it in names of certificate files. */
export function expandHome(path: string, home: string): string {
  return path === "~" || path.startsWith("~/") ? join(home, path.slice(1)) : path;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's message quotes the file, which may be a password: only its position is told.
    const position = /position (\d+)/.exec(messageOf(error))?.[1];
    const line = position === undefined ? "" : `:${text.slice(0, Number(position)).split("\n").length}`;
    throw new Fault("config", `${path}${line}: broken JSON`);
  }
}

/**
 * YAML 1.1 as PyYAML reads it (`<<` merges, the last of equal keys counts), but every value keeps its spelling: a
 * password 0123456 or no stays what was written, where PyYAML makes an octal number or false of it.
 */
async function parseYaml(text: string, path: string): Promise<unknown> {
  const { parseDocument, visit } = await import("yaml");
  try {
    const document = parseDocument(text, { version: "1.1", uniqueKeys: false });
    const error = document.errors[0] ?? document.warnings[0];
    if (error !== undefined) throw error;
    visit(document, {
      Scalar: (_, node) => {
        if (node.value !== null && node.source !== undefined) node.value = node.source;
      },
    });
    return document.toJS();
  } catch (error) {
    // Behind its first colon the parser's message quotes the file, which may be a password.
    const { linePos } = error as { linePos?: readonly { line: number; col: number }[] };
    const at = linePos?.[0] === undefined ? "" : `:${linePos[0].line}:${linePos[0].col}`;
    const reason = messageOf(error)
      .split(/[:\n]/)[0]
      ?.replace(/ at line \d+, column \d+$/, "");
    throw new Fault("config", `${path}${at}: broken YAML: ${reason}`);
  }
}
