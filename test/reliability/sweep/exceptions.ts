import {
  all,
  any,
  asks,
  type Cell,
  type Condition,
  has,
  hasEffect,
  isKind,
  isOf,
  not,
  once,
} from "./conditions.ts";
import { type Expected, expected } from "./expectation.ts";

interface Exception {
  readonly holds: Condition;
  /** Why the rule is another one here. */
  readonly why: string;
  readonly expected: (rule: Expected) => Expected;
}

/** As if nothing had happened. */
const done = (): Expected => ({ asClean: true, codes: [] });
/** As the rule says, or as if nothing had happened. */
const orDone = ({ codes }: Expected): Expected => ({ asClean: true, codes });
const or =
  (...more: readonly number[]) =>
  ({ asClean, codes }: Expected): Expected => ({ asClean, codes: [...codes, ...more] });
const only =
  (...codes: readonly number[]) =>
  (): Expected => ({ asClean: false, codes });

/** The answer breaks off after its beginning. */
const breaksOff = isKind("reset in the body", "silence in the body", "cut off");
/** The body is whole and not what it should be. */
const isOdd = isKind("broken JSON", "a word instead of JSON", "another JSON type", "empty 200");
/** Status and headers are the server's own. */
const keepsStatus = any(breaksOff, isKind("broken JSON", "a word instead of JSON", "another JSON type"));

/** Where tokens come from: the first question to the core server. */
const asksWhere = all(
  asks("GET", /\/rpt\/buildinfo$/),
  ({ request }) => request.headers.authorization === undefined,
);
const signsIn = asks("POST", /\/auth\/tokens$|\/signin$/);

/** Commands that have several requests under way. */
const asksAtOnce = [
  "rpt sched list",
  "rpt sched get",
  "rpt reports download",
  "registries list",
  "registries delete",
  "status",
  "doctor",
];

/** Where the rules are others, each with its reason; later ones go on from what earlier ones said. */
export const exceptions: readonly Exception[] = [
  {
    holds: asks("DELETE", /\/auth\/tokens/),
    why: "a token that could not be given back expires by itself: what was asked for is done",
    expected: done,
  },
  {
    holds: all(hasEffect("read"), isOdd),
    why: "whether a broken answer is asked for again is left open by the contract",
    expected: ({ codes }) => ({ asClean: true, codes: [...codes, 9] }),
  },
  {
    holds: all(not(hasEffect("read")), isOdd),
    why: "the status says that a write was done; where nothing of the body is needed, it may hold anything, and a look may tell otherwise",
    expected: ({ codes }) => ({ asClean: true, codes: [...codes, 1] }),
  },
  {
    holds: all(keepsStatus, ({ request }) => (request.status ?? 0) >= 300),
    why: "an answer other than a success tells most by its status, whatever becomes of its body",
    expected: ({ codes }) => ({ asClean: true, codes: [...codes, 4, 6, 9] }),
  },
  {
    holds: all(asksWhere, keepsStatus),
    why: "the question where tokens come from is answered by a header of the 401",
    expected: orDone,
  },
  {
    holds: all(
      any(asksWhere, all(signsIn, not(once))),
      asks("POST", /^\/(?!IDMRPT)/),
      isKind("redirect elsewhere"),
    ),
    why: "a redirect at the sign-in says that the URL is another one, which is configuration",
    expected: or(3),
  },
  {
    holds: all(
      any(asksWhere, asks("POST", /^\/IDMRPT-AUTH/)),
      isKind("403", "404", "409", "redirect elsewhere", "login page with 200", "empty 200"),
    ),
    why: "what does not say where tokens come from is not the core server: a wrong URL, which is configuration",
    expected: or(3),
  },
  {
    holds: all(asksWhere, isKind("401")),
    why: "a 401 that names no way to sign in says no more than that nobody is signed in",
    expected: only(4),
  },
  {
    holds: all(signsIn, isKind("401")),
    why: "it is the password that was refused, and another try would not change it",
    expected: only(4),
  },
  {
    holds: all(asks("POST", /^\/IDMRPT-AUTH/), isKind("403")),
    why: "behind a proxy the token server says 403 for a wrong password",
    expected: or(4),
  },
  {
    holds: all(signsIn, isKind("404", "redirect elsewhere")),
    why: "no server for tokens answers at the configured URL, which is configuration",
    expected: or(3),
  },
  {
    holds: all(asks("POST", /^\/shinken/), isOf("auth", "doctor"), breaksOff),
    why: "the token is good once the first elements come; the others are not waited for",
    expected: orDone,
  },
  {
    holds: all(once, isKind("404"), hasEffect("read"), asks("POST", /^\/shinken/)),
    why: "the module knows its path with a slash or without: at a 404 the other one is tried",
    expected: orDone,
  },
  {
    holds: all(once, isKind("404"), hasEffect("read"), asks("GET", /\/rpt\/definitions?\//)),
    why: "servers spell the path of a definition in two ways: at a 404 the other one is tried",
    expected: orDone,
  },
  {
    holds: all(once, isKind("404"), ({ request }) => /\/rpt\/definition\/[^/]+\/sched\//.test(request.path)),
    why: "nothing happened at a path that is not there, so a write is sent by the spelling that the list is found by",
    expected: orDone,
  },
  {
    holds: all(once, isOf("rpt whoami"), isKind("404", "redirect elsewhere")),
    why: "where the one question is not answered, the other one is asked",
    expected: orDone,
  },
  {
    holds: all(has("-O"), breaksOff),
    why: "what was printed of a file cannot be taken back",
    expected: or(9),
  },
  {
    holds: all(once, isKind("403"), ({ request }) => request.path.startsWith("/seer/api/v1/reports")),
    why: "Seer Box may say 403 of a token that has expired: a new one is tried once",
    expected: orDone,
  },
  {
    holds: all(isOf("inventory list"), breaksOff),
    why: "elements are printed as they arrive, and what was printed cannot be taken back",
    expected: or(9),
  },
  {
    holds: any(
      all(isOf("rpt run"), has("--download", "--wait")),
      isOf("rpt reports wait", "registries wait"),
      has("--wait"),
    ),
    why: "a look that fails is forgiven while something is waited for",
    expected: (rule) => ({ asClean: true, codes: [...rule.codes, 9] }),
  },
  {
    holds: asks("POST", /\/pipeline\/(?:run|summary)$|\/registry\/update$|\/v2\/scope$|\/sched$/),
    why: "where the answer to a write is lost, a look tells whether it was carried out; and what is looked up before it may be missing",
    expected: (rule) => ({ asClean: true, codes: [...rule.codes, 9] }),
  },
  {
    holds: asks("PATCH", /\/v2\/scope$/),
    why: "where the answer to a change is lost, a look tells whether it is as it should be",
    expected: orDone,
  },
  {
    holds: all(asks("GET", /\/registries\/[^/]+$/), isOf("registries delete")),
    why: "a registry that is not found after it was deleted is what was wanted, and one that cannot be looked at is told of",
    expected: (rule) => ({ asClean: true, codes: [...rule.codes, 1] }),
  },
  {
    holds: all(isOf("rpt sched get"), not(has("--def")), asks("GET", /\/sched$/)),
    why: "schedules are looked for in several definitions at once: when one has it, the others do not matter",
    expected: orDone,
  },
  {
    holds: all(isOf("rpt defs import-cancel"), asks("DELETE", /\/import\//)),
    why: "whether the try whose answer was lost cancelled the upload or there was none: there is none now",
    expected: (rule) => ({ asClean: true, codes: [...rule.codes, 0] }),
  },
  {
    holds: all(isOf("api"), not(has("--paginate")), asks("GET", /./), not(asksWhere), breaksOff),
    why: "what api has printed cannot be taken back",
    expected: only(9),
  },
  {
    holds: all(isOf("api"), any(isOdd, isKind("login page with 200")), not(signsIn), not(asksWhere)),
    why: "api prints what comes with a success, whatever it is; with --paginate it has to be a list",
    expected: only(0, 1, 9),
  },
  {
    holds: all(
      isOf("api"),
      hasEffect("once"),
      once,
      isKind("refused", "429 with Retry-After", "503 with Retry-After"),
    ),
    why: "api knows a write by its method alone",
    expected: orDone,
  },
  {
    holds: isOf("sandbox"),
    why: "the sandbox is steered over its own routes, one try each: it is no system, and has no codes of its own",
    expected: ({ asClean }) => ({ asClean, codes: [9] }),
  },
  {
    holds: all(isKind("refused"), isOf(...asksAtOnce)),
    why: "of requests that go on at once nobody can tell which one was refused, or whether one was",
    expected: ({ codes }) => ({ asClean: true, codes: [...codes, 9] }),
  },
  {
    holds: isOf("doctor", "status", "auth status"),
    why: "each system tells of itself in a row, and what is asked beside may fail",
    expected: ({ codes }) => ({ asClean: true, codes: [...codes, 3, 4, 9, 11] }),
  },
  {
    holds: isOf(
      "rpt defs delete",
      "rpt defs export",
      "rpt reports download",
      "rpt reports delete",
      "registries delete",
      "scope reset",
    ),
    why: "of several items those that went well are done, and the others are named",
    expected: or(11),
  },
];

/** How the run of a cell may end. */
export function expectedOf(cell: Cell): Expected {
  const rule = expected(cell.plan, cell.request);
  const found = exceptions
    .filter(({ holds }) => holds(cell))
    .reduce((wanted, exception) => exception.expected(wanted), rule);
  // Monitoring knows no other word for what could not be found out.
  return isOf("check")(cell) ? { ...found, codes: found.codes.map(() => 3) } : found;
}
