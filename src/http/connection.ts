import type { Endpoint } from "./endpoint.ts";
import type { Explanation, Problem } from "./problem.ts";

/** What is special about one system, as far as requests go; made in the system's folder. */
export interface Connection {
  readonly system: string;
  /** The base URL that endpoint paths are below, without a slash at its end. May sign in to find it. */
  base(): Promise<string>;
  /** The headers that show who asks; they go to the base URL's origin alone. */
  authorize(): Promise<Readonly<Record<string, string>>>;
  /** After a 401: true when it signed in anew, so that the request is worth sending once more. */
  renew(problem: Problem): Promise<boolean>;
  /** Whether an answer other than a 401 may mean that the token has expired. */
  mayBeExpired?(problem: Problem): boolean;
  /** What the system's errors mean. */
  explain(problem: Problem): Explanation;
  /** Whether a document that came with a success tells of a failure all the same. */
  isProblem?(document: unknown): boolean;
  /** Absent where every server of this kind has the same paths. */
  readonly spelling?: Spelling;
}

/** For systems whose servers spell some paths in more than one way. */
export interface Spelling {
  /** The paths that the server may know an endpoint by, the likeliest first. Only reads are tried by more than the first. */
  paths(endpoint: Endpoint): readonly string[];
  /** Whether the answer may mean that the server knows no such path. */
  isUnknownPath(problem: Problem): boolean;
  /** The server answered at this path. */
  learned(endpoint: Endpoint, path: string): void;
}
