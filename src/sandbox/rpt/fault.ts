import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer that is not a success, as its Fault will say it. */
export class Refusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly subcode: string;

  constructor(status: ContentfulStatusCode, subcode: string, text: string) {
    super(text);
    this.status = status;
    this.subcode = subcode;
  }
}

/** The `Fault` object of every refusal; what is the server's own doing is the Receiver's, all else the Sender's. */
export function faultBody({ status, subcode, message }: Refusal): { Fault: object } {
  const Value = status >= 500 ? "Receiver" : "Sender";
  return { Fault: { Code: { Value, Subcode: { Value: subcode } }, Reason: { Text: message } } };
}

export const invalidInput = (text: string) => new Refusal(400, "InvalidInput", text);

export const notFound = (text: string) => new Refusal(404, "InvalidURI", text);
