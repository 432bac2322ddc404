/** A request that is not done. A run that is refused is no such thing: it is answered with 200. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404;

  constructor(status: Refusal["status"], message: string) {
    super(message);
    this.status = status;
  }
}

export const badRequest = (message: string) => new Refusal(400, message);

export const forbidden = () => new Refusal(403, "Forbidden");
