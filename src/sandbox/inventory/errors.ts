/** An answer that is not a success: one line of plain text, `ERROR 400: ...`. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 500;

  constructor(status: Refusal["status"], message: string) {
    super(message);
    this.status = status;
  }
}

export const badRequest = (message: string) => new Refusal(400, message);
