/** The chapters of docs/reliability.md, in their order. What is counted, and when it counts as clean. */
export const chapters = {
  faults: {
    title: "Every command, every request, every fault",
    about:
      "Each request that a command makes meets each fault, once and from then on: refused, reset before it was carried out, before the answer or within it, silence before the answer or within it, a byte a second, 401, 403, 404, 409, 429 and 503 with and without Retry-After, 500, a web page with 502, cut off, broken JSON, a word or another type for JSON, an empty 200, a redirect to another origin, a login page with 200. Clean: the right exit code, no stack trace, no document on stdout that parses unless it is complete, no file left but a resumable part, no secret shown, an end before the deadline.",
  },
  "never-twice": {
    title: "Never twice",
    about: "Writes under random faults. Clean: no write arrived again after a byte of it had been sent.",
  },
  interrupts: {
    title: "Interrupts",
    about:
      "SIGINT, SIGTERM and SIGKILL at random moments. Clean: each file is the old one or the new one, and the next command works.",
  },
  parallel: {
    title: "Many at once",
    about:
      "Processes that change the same files at once. Clean: every change is kept, one sign-in serves all.",
  },
  disks: {
    title: "Disks that fail",
    about:
      "Full, read-only, forbidden. Clean: the old content is intact, the exit code is not 0, and the error names the file.",
  },
  secrets: {
    title: "Secrets",
    about:
      "Canaries in every slot of a credential. Clean: the canary is nowhere but in its store and in the request it belongs to.",
  },
  text: {
    title: "Text from servers",
    about:
      "Control characters, escape sequences, bidi overrides, zero-width and wide characters. Clean: none reaches a terminal, JSON gives back what came, CSV has no live formula.",
  },
  names: {
    title: "File names from servers",
    about: "Clean: the file is inside the folder, under a safe name, and no link was followed.",
  },
  ids: {
    title: "Ids from users",
    about: "Clean: one path segment on the wire, and the hint that names the id pastes back in every shell.",
  },
  paging: {
    title: "Lists that change while they are read",
    about:
      "Fake servers whose lists change between requests by a drawn script, whose totals lie, that cap their pages, repeat rows or ignore what page is asked for. Clean: no row twice, no endless asking, and exit 0 only with every row that was there all the time; else exit 11 or 9, a word on stderr, and no document that parses.",
  },
  time: {
    title: "Times",
    about: "Clean: the instant that the vendor's page or the zone's rules give, or a refusal that says why.",
  },
} as const;

export type Chapter = keyof typeof chapters;
