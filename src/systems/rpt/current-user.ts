import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import type { SystemSession } from "../system.ts";
import { reportingUsers } from "./endpoints.ts";

/**
 * Who is signed in: 13.4.26, whose redirect leads to 13.4.25. Where the first is not there, or leads elsewhere (a proxy
 * that writes its own host into it), the second is asked with the token itself.
 */
export async function currentUser(api: Api, session: Pick<SystemSession, "token">): Promise<Row> {
  try {
    return (await api.record(reportingUsers.current, {})).row;
  } catch (error) {
    const status = error instanceof Fault ? (error.status ?? 0) : 0;
    if (status !== 404 && !(status >= 300 && status < 400)) throw error;
  }
  return (await api.record(reportingUsers.ofToken, { path: { token: await session.token() } })).row;
}
