/** An answer of CloudKitty's v2 API that is not a success: `{"message": ...}`. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 404;

  constructor(status: Refusal["status"], message: string) {
    super(message);
    this.status = status;
  }
}

export const badRequest = (message: string) => new Refusal(400, message);

export const forbidden = () => new Refusal(403, "You are not authorized to perform this action");

/** Also said for an offset past the end: the same status as that of a wrong path. */
export const nothingFound = () => new Refusal(404, "No resource found for provided filters.");

/** Where the real server meets a bug of its own: 500. */
export class Crash extends Error {}
