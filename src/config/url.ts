import { usage } from "../errors.ts";

/**
 * The base URL of a system, without trailing slashes. Throws a usage Fault that never repeats a password: for anything
 * but http and https, and for credentials, a query or a fragment inside.
 */
export function baseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // What does not parse may still hold a password, so nothing of it is repeated where an @ stands.
  const shown = text.includes("@") ? "the URL" : JSON.stringify(text);
  if (url === undefined) throw usage(`${shown} is not a URL`, "write https://HOST[:PORT][/PATH]");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    const guess = /^[a-z0-9.-]+:\d+(\/|$)/i.test(text) ? [`did you mean https://${text}?`] : [];
    throw usage(`${shown} is not an http or https URL`, ...guess, "write https://HOST[:PORT][/PATH]");
  }
  if (url.username !== "" || url.password !== "") {
    throw usage(
      "a user name or password inside a URL is refused: URLs end up in logs",
      `write ${withoutTail(url)} and set username beside it; the password goes in by rptctl auth login`,
    );
  }
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) {
    throw usage("a base URL cannot hold a query or a fragment", `write ${withoutTail(url)}`);
  }
  return withoutTail(url);
}

function withoutTail(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`;
}
