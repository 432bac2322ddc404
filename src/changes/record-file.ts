import { Fault, messageOf, usage } from "../errors.ts";
import { isRecord } from "../record.ts";

export type RecordValue = Readonly<Record<string, unknown>>;

/**
 * The object in a file that a user wrote, JSON or YAML: what begins with `{` and is JSON is taken as such.
 * @throws Fault usage that names the flag, the file and the line.
 */
export async function readRecord(flag: string, path: string, text: string): Promise<RecordValue> {
  const where = `${flag} ${path === "-" ? "(stdin)" : path}`;
  const value = await parsed(where, text.replace(/^\uFEFF/, ""), path.endsWith(".json"));
  if (isRecord(value)) return value;
  throw usage(`${where} holds no object`, "write members, as in Comments: reviewed");
}

async function parsed(where: string, text: string, isJson: boolean): Promise<unknown> {
  if (isJson || /^\s*\{/.test(text)) {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (isJson) throw usage(`${where} is not JSON: ${messageOf(error)}`);
      // Also YAML may begin with a brace; its parser says where it breaks.
    }
  }
  const { parseYaml } = await import("../config/yaml.ts");
  try {
    return parseYaml(text, where).value;
  } catch (error) {
    throw error instanceof Fault ? usage(error.message, ...error.hints) : error;
  }
}
