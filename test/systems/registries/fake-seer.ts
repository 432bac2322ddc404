import { type Answer, type Asked, type FakeServer, fakeServer } from "../../fake-server.ts";

export interface Registry {
  id: string;
  creation_status: string;
  report_schedule_id: string;
  [key: string]: unknown;
}

export const collection = "/api/v1/reports/registries";

/** The registry of the page's example. */
export const example: Registry = {
  created_at: 1705497089045145,
  creation_status: "in_progress",
  end_timestamp: 1681941600000000,
  hosts: ["www.service-test-host.it"],
  id: "e8xx17f7-xxxx-46d7-xxxx-2bxx46xxxc38",
  report_schedule_id: "4xx33x86-xxxx-4bab-xxxx-baxxdxxx4461",
  scheduled_by: "test_user",
  start_timestamp: 1681855200000000,
  timezone: "Europe/Rome",
  type: "generic",
};

/** Registries `r0`, `r1`, ... */
export function someRegistries(count: number): Registry[] {
  return Array.from({ length: count }, (_, index) => ({
    ...example,
    id: `r${index}`,
    report_schedule_id: `s${index % 2}`,
  }));
}

export const listed = (registries: readonly unknown[], pagination?: unknown): Answer => ({
  body: {
    data: { registries },
    message: "List of report registries",
    ...(pagination === undefined ? {} : { pagination }),
    status: "ok",
  },
});

export const retrieved = (registry: unknown): Answer => ({
  body: { data: { registry }, message: "Report registry retrieved", status: "ok" },
});

export const missing: Answer = {
  status: 400,
  body: { message: "Error retrieving registry", status: "error" },
};

/** A page of them, as the page's text has it: counted from 0. */
export function pageOf(registries: readonly Registry[], { query }: Asked, base = 0): Answer {
  const [page, size] = [Number(query.get("page")) - base, Number(query.get("page_size"))];
  const rows = page < 0 ? [] : registries.slice(page * size, (page + 1) * size);
  const total_pages = Math.ceil(registries.length / size);
  return listed(rows, {
    first: 1,
    last: total_pages,
    page: page + base,
    total_count: registries.length,
    total_pages,
  });
}

export const signedIn = {
  RPTCTL_REGISTRIES_URL: "http://seer.test",
  RPTCTL_REGISTRIES_USERNAME: "ops",
  RPTCTL_REGISTRIES_PASSWORD: "hunter22",
};

export const byToken = { RPTCTL_REGISTRIES_URL: "http://seer.test", RPTCTL_REGISTRIES_TOKEN: "given-token" };

/** A Seer Box in memory; `answer` plays it, and what it leaves undefined is a 500. Signing in gives `token-1`, `token-2`, ... */
export function fakeSeer(
  answer: (asked: Asked, before: readonly Asked[]) => Answer | undefined,
  options: { env?: Record<string, string>; config?: string } = {},
): FakeServer {
  return fakeServer(
    "http://seer.test",
    (asked, before) => {
      const given = answer(asked, before);
      if (given !== undefined) return given;
      if (asked.path !== "/api/v1/signin") return { status: 500 };
      const earlier = before.filter(({ path }) => path === asked.path).length;
      const data = { token: `token-${earlier + 1}`, user: { username: "ops" } };
      return { body: { data, message: "You are successfully logged in", status: "ok" } };
    },
    { env: byToken, ...options },
  );
}
