// Servers that take their time: below /wait/MS/ every answer comes so many milliseconds after its request. As Seer Box it has as many
// registries as /rows/N says; as CloudKitty one scope. Prints its port.
import { createServer } from "node:http";

function registries(search, total) {
  const number = Number(search.get("page") ?? 0);
  const size = Number(search.get("page_size") ?? 500);
  const from = number * size;
  const rows = Array.from({ length: Math.max(0, Math.min(size, total - from)) }, (_, index) => ({
    id: `3a27072d-ee8d-4e5b-af45-${String(from + index).padStart(12, "0")}`,
    report_schedule_id: "40033086-8d1f-4bab-9d3c-0a5c2f1d4461",
    creation_status: "completed",
    created_at: 1_705_497_089_045_145 + from + index,
    hosts: ["www.example.com"],
    scheduled_by: "bench",
    timezone: "Europe/Rome",
    type: "generic",
  }));
  const pagination = { page: number, total_count: total, total_pages: Math.ceil(total / size) };
  return { data: { registries: rows }, pagination, status: "ok" };
}

function scopes(name) {
  const row = { scope_id: name, scope_key: "project_id", fetcher: "keystone", collector: "gnocchi" };
  return { results: [{ ...row, active: true, last_processed_timestamp: "2026-05-01T00:00:00+00:00" }] };
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const after = (word) => pathname.split("/")[pathname.split("/").indexOf(word) + 1];
  const document = pathname.endsWith("/registries")
    ? registries(searchParams, Number(after("rows")))
    : scopes(after("name"));
  setTimeout(
    () => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(document));
    },
    Number(after("wait")),
  );
});
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ http: server.address().port })));
process.stdin.resume().on("end", () => process.exit());
