import { typedValue } from "../changes/typed-value.ts";
import { defineCommand, many, one, operand, operands as someOperands, toggle } from "../cli/command.ts";
import { choice, file, pair, text } from "../cli/values.ts";
import { systemNames } from "../config/systems.ts";
import { usage } from "../errors.ts";
import { bodyOf, callOf, methodAndPath, readHeader } from "../http/raw-call.ts";

export default defineCommand({
  summary: "Send any request to a system, signed in",
  details:
    "PATH is below the system's base URL. Retries, proxies, tokens and errors are as for every command; the answer's body is printed as it " +
    "came. In -F, true, false, null and whole numbers are typed in a JSON body; with the header of a form, -F is sent as a form.",
  examples: [
    "rptctl api scope /v2/scope -F limit=5",
    "rptctl api scope PATCH /v2/scope -F scope_id=9e127cfcad23a1b118118efb3e0778a8 -F active=false",
    "rptctl api inventory POST /api/v2/inventory -H content-type:application/x-www-form-urlencoded -F filter0=status:CRITICAL",
    "rptctl api scope /v2/scope --paginate --jq '.[].scope_id'",
  ],
  effect: ({ operands }) => {
    const { method } = methodAndPath(operands.request as readonly string[]);
    return method === "GET" || method === "HEAD" ? "read" : "write";
  },
  operands: {
    system: operand(choice("SYSTEM", systemNames), "whose API"),
    request: someOperands(text("[METHOD] PATH"), "GET unless said"),
  },
  flags: {
    field: many(pair("NAME=VALUE"), "the query of a GET, else a member of the JSON body", { short: "F" }),
    header: many(text("NAME:VALUE"), "a request header", { short: "H" }),
    input: one(file(), "the body, from a file or - for stdin", { excludes: ["field"] }),
    paginate: toggle("fetch all pages, and print their rows as one list"),
    include: toggle("print the status line and the headers before the body", { short: "i" }),
  },
  async run(context, { operands, flags }) {
    const { method, path } = methodAndPath(operands.request);
    if (flags.paginate && method !== "GET") throw usage("--paginate is for GET");
    if (flags.paginate && flags.include) throw usage("--paginate and --include exclude each other");
    const body = flags.input === undefined ? undefined : await context.readInput("--input", flags.input);
    const headers = Object.fromEntries(flags.header.map(readHeader));
    const fields = flags.field.map(([name, value]) => [name, typedValue(value)] as const);
    const { endpoint, call } = callOf(method, path, { fields, headers, body });
    const api = await context.api(operands.system);
    if (flags.paginate) {
      const { paging } = await context.session(operands.system);
      if (paging === undefined) throw usage(`--paginate: ${operands.system} has no pages`);
      const { allRows } = await import("../http/raw-pages.ts");
      return {
        kind: "list",
        rows: allRows(api, endpoint, call, paging, context.limit),
        columns: [],
        id: "id",
        empty: "No rows.",
      };
    }
    const response = await api.open(endpoint, call);
    return { kind: "bytes", bytes: bodyOf(response, flags.include, operands.system) };
  },
});
