/** A request that `--dry-run` keeps from being sent. */
export interface PlannedRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

/** Thrown instead of sending, under --dry-run. */
export class Planned extends Error {
  override readonly name = "Planned";
  readonly requests: readonly PlannedRequest[];

  constructor(requests: readonly PlannedRequest[]) {
    super("planned, not sent");
    this.requests = requests;
  }
}
