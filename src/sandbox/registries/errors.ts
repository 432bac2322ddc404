/** An answer that is not a success: a message, under any of the documented statuses. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404;

  constructor(status: Refusal["status"], message: string) {
    super(message);
    this.status = status;
  }
}

export const badPagination = () => new Refusal(400, "Error with pagination fields");
