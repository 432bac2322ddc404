import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, type Asked, type FakeServer, fakeServer } from "../fake-server.ts";
import { measured, sized } from "./measure.ts";
import { type Change, ChangingList, type Manner } from "./paging-list.ts";

const origin = "http://list.test";

/** A list of one system, as a server gives it and a command prints it. */
interface Paged {
  readonly words: readonly string[];
  /** Rows a request. */
  readonly size: number;
  readonly id: string;
  /** Numbered pages show that rows went only by the total. */
  readonly numbered?: true;
  answer(list: ChangingList, asked: Asked): Answer;
}

function scopes(list: ChangingList, { query }: Asked): Answer {
  const { names } = list.page(Number(query.get("offset")), Number(query.get("limit")));
  if (names.length === 0)
    return { status: 404, body: { message: "No resource found for provided filters." } };
  return {
    body: {
      results: names.map((scope_id) => ({ scope_id, scope_key: "k", collector: "c", fetcher: "f" })),
    },
  };
}

function seer(list: ChangingList, { query }: Asked): Answer {
  const size = list.sizeOf(Number(query.get("page_size")));
  const { names, total } = list.page(Number(query.get("page")) * size, size);
  return {
    body: { data: { registries: names.map((id) => ({ id })) }, pagination: { total_count: total } },
  };
}

const windows =
  (key: string, id: string) =>
  (list: ChangingList, { query }: Asked): Answer => {
    const from = Number(query.get("idxFrom"));
    const { names, total } = list.page(from, Number(query.get("idxTo")) - from + 1);
    return { body: { TotalSize: total, [key]: names.map((name) => ({ [id]: name })) } };
  };

const definition = "11111111-1111-1111-1111-111111111111";
const lists: Readonly<Record<string, Paged>> = {
  "scope list": { words: ["scope", "list", "--page-size", "12"], size: 12, id: "scope_id", answer: scopes },
  "registries list": {
    words: ["registries", "list", "--page-size", "12"],
    size: 12,
    id: "id",
    numbered: true,
    answer: seer,
  },
  "rpt reports list": {
    words: ["rpt", "reports", "list"],
    size: 200,
    id: "ReportID",
    answer: windows("Results", "ReportID"),
  },
  "rpt defs list": {
    words: ["rpt", "defs", "list"],
    size: 200,
    id: "GUID",
    answer: windows("Definitions", "GUID"),
  },
  "rpt defs params": {
    words: ["rpt", "defs", "params", definition, "p"],
    size: 200,
    id: "Value",
    answer: windows("ParameterValues", "Value"),
  },
  "api scope --paginate": {
    words: ["api", "scope", "/v2/scope", "--paginate", "-F", "limit=12"],
    size: 12,
    id: "scope_id",
    answer: scopes,
  },
  "api registries --paginate": {
    words: ["api", "registries", "/api/v1/reports/registries", "--paginate", "-F", "page_size=12"],
    size: 12,
    id: "id",
    numbered: true,
    answer: seer,
  },
  "api rpt --paginate": {
    words: ["api", "rpt", "/rpt/reports", "--paginate", "-F", "idxTo=11"],
    size: 12,
    id: "ReportID",
    answer: windows("Results", "ReportID"),
  },
};

const env = {
  RPTCTL_SCOPE_URL: origin,
  RPTCTL_SCOPE_TOKEN: "t",
  RPTCTL_REGISTRIES_URL: origin,
  RPTCTL_REGISTRIES_TOKEN: "t",
  RPTCTL_RPT_URL: origin,
  RPTCTL_RPT_AUTH: "bearer",
  RPTCTL_RPT_TOKEN: "t",
};

/** What is wrong about how the command read this list; undefined where nothing is. */
async function wrongWith(
  paged: Paged,
  list: ChangingList,
  mustBeWhole: boolean,
): Promise<string | undefined> {
  const server: FakeServer = fakeServer(
    origin,
    (asked) => {
      if (list.requests > 400) throw new Error("asked for ever");
      return paged.answer(list, asked);
    },
    { env },
  );
  const { code, stdout, stderr } = await server.run(...paged.words, "-o", "json", "--retries", "0");
  if (list.requests > 400) return "asked for ever";
  const names = [...stdout.matchAll(/"(row\d+)"/g)].map(([, name]) => name!);
  if (new Set(names).size !== names.length) return "a row was told twice";
  if (code === 0) {
    const told = (JSON.parse(stdout) as Record<string, string>[]).map((row) => row[paged.id]);
    const missing = list.stable.filter((name) => !told.includes(name));
    return missing.length === 0 ? undefined : `exit 0, though ${missing.length} rows are missing`;
  }
  if (mustBeWhole) return `exit ${code}: ${stderr}`;
  if (code !== 11 && code !== 9) return `exit ${code}: ${stderr}`;
  if (stderr === "") return "no word on stderr";
  return isJson(stdout) ? `exit ${code}, and a document that parses` : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const untold: readonly Manner[] = ["no total", "total negative", "total in words", "total of the page"];
const wholeManners: readonly Manner[] = [
  "none",
  "no total",
  "total too high",
  "total too low",
  "total negative",
  "total in words",
  "total of the page",
  "gives 10 at most",
];
const manners: readonly Manner[] = [
  ...wholeManners,
  "repeats a row",
  "ignores the page",
  "ignores page and size",
];

describe.each(Object.entries(lists))("%s", (name, paged) => {
  const { size } = paged;

  it("reads every length whole, whatever the server says of the total", async () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const manner of manners) {
      for (const length of [0, 1, 9, 10, 11, size - 1, size, size + 1, 2 * size, 2 * size + 1]) {
        tried += 1;
        const list = new ChangingList(length, manner, []);
        const problem = await wrongWith(paged, list, wholeManners.includes(manner));
        if (problem !== undefined) wrong.push(`${length} rows, ${manner}: ${problem}`);
      }
    }
    expect(wrong).toEqual([]);
    measured({ chapter: "paging", what: `${name}: lengths and totals`, tried, clean: tried - wrong.length });
  });

  it("tells each stable row of a list that changes once, or that it cannot", async () => {
    const pages = size > 100 ? 3 : 6;
    const change = fc.record({
      behind: fc.integer({ min: 1, max: pages + 2 }),
      kind: fc.constantFrom("insert" as const, "delete" as const),
      place: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      count: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 * size })),
    });
    const script = fc.record({
      length: fc.integer({ min: 0, max: pages * size }),
      manner: fc.constantFrom(
        ...manners.filter(
          (one) => paged.numbered !== true || (!untold.includes(one) && !/ignores/.test(one)),
        ),
      ),
      // One change behind a request: where one makes up for the other, a numbered page cannot tell.
      changes: fc.uniqueArray(change, { selector: ({ behind }) => behind, maxLength: 6 }),
    });
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(script, async ({ length, manner, changes }) => {
        tried += 1;
        const list = new ChangingList(length, manner, changes as readonly Change[]);
        expect(await wrongWith(paged, list, false)).toBeUndefined();
      }),
      { numRuns: sized(size > 100 ? 40 : 120, size > 100 ? 1000 : 5000), seed: 7 },
    );
    measured({
      chapter: "paging",
      what: `${name}: rows inserted and deleted between its requests`,
      tried,
      clean: tried,
      ...(paged.numbered === true && {
        note: "pages are numbered: what the total does not tell, such as as many new rows behind as went before, cannot be seen",
      }),
    });
  });
});
