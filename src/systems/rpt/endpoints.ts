import { del, get, post, put } from "../../http/endpoint.ts";

/*
 * The Reporting REST API, section by section as its page counts them (13.4.1 to 13.4.40). Paths are spelled as each
 * section spells them: `definitions`, but `definition` before `/sched`; spelling.ts knows what to do where a server differs.
 */

export const definitions = {
  /** 13.4.1 */
  list: get("/rpt/definitions"),
  /** 13.4.2: `copy=GUID` and no body. */
  copy: post("/rpt/definitions"),
  /** 13.4.3 */
  get: get("/rpt/definitions/:guid"),
  /** 13.4.4 */
  update: put("/rpt/definitions/:guid"),
  /** 13.4.5: the schedules go with it. */
  delete: del("/rpt/definitions/:guid"),
  /** 13.4.6 */
  rpz: get("/rpt/definitions/:guid/rpz"),
  /** 13.4.7 */
  parameterValues: get("/rpt/definitions/:guid/paramdefs/:parameter"),
  /** 13.4.8 */
  import: post("/rpt/definitions/import"),
  /** 13.4.9 */
  importStatus: get("/rpt/definitions/import/:upload"),
  /** 13.4.10 */
  importCancel: del("/rpt/definitions/import/:upload"),
} as const;

export const schedules = {
  /** 13.4.11 */
  list: get("/rpt/definition/:guid/sched"),
  /** 13.4.12: twice makes two. */
  create: post("/rpt/definition/:guid/sched"),
  /** 13.4.13 */
  get: get("/rpt/definition/:guid/sched/:schedule"),
  /** 13.4.14 */
  delete: del("/rpt/definition/:guid/sched/:schedule"),
  /** 13.4.15 with `shift` and `runToShift`: twice shifts twice. */
  shift: post("/rpt/definition/:guid/sched/:schedule"),
  /** 13.4.15 with `runToDel`: one run can be deleted once. */
  skip: post("/rpt/definition/:guid/sched/:schedule", { effect: "replace" }),
  /** 13.4.16 */
  update: put("/rpt/definition/:guid/sched/:schedule"),
} as const;

export const reports = {
  /** 13.4.17 */
  list: get("/rpt/reports"),
  /** 13.4.18 */
  get: get("/rpt/reports/:report"),
  /** 13.4.19 */
  file: get("/rpt/reports/:report/file"),
  /** 13.4.20 */
  delete: del("/rpt/reports/:report"),
} as const;

/** 13.4.21 */
export const calendar = get("/rpt/calendar");

/** 13.4.22 */
export const buildinfo = get("/rpt/buildinfo");

export const collectors = {
  /** 13.4.23 */
  list: get("/rpt/collectors"),
  /** 13.4.24 */
  config: get("/rpt/collectors/:collector/config"),
} as const;

export const reportingUsers = {
  /** 13.4.25: one's own token alone may be asked about. */
  ofToken: get("/rpt/rptusers/:token"),
  /** 13.4.26: answers 307 to the above. */
  current: get("/rpt/rptusers/user", { follows: true }),
} as const;

/** What reports can be about: lists of ID and Value, by the word that commands have for them. */
export const subjects = {
  /** 13.4.27, 13.4.28 */
  users: { list: get("/rpt/idmusers"), get: get("/rpt/idmusers/:id") },
  /** 13.4.29, 13.4.30 */
  roles: { list: get("/rpt/idmroles"), get: get("/rpt/idmroles/:id") },
  /** 13.4.31, 13.4.32 */
  resources: { list: get("/rpt/idmresources"), get: get("/rpt/idmresources/:id") },
  /** 13.4.33, 13.4.34 */
  entitlements: { list: get("/rpt/idmentitlements"), get: get("/rpt/idmentitlements/:id") },
  /** 13.4.35, 13.4.36 */
  teams: { list: get("/rpt/idmteams"), get: get("/rpt/idmteams/:id") },
} as const;

export const conf = {
  /** 13.4.37 */
  get: get("/rpt/conf"),
  /** 13.4.38: takes the whole object. */
  set: post("/rpt/conf"),
} as const;

/** Beside `/rpt`, not under it. */
export const locales = {
  /** 13.4.39 */
  default: get("/locales/default"),
  /** 13.4.40 */
  supported: get("/locales/supported"),
} as const;
