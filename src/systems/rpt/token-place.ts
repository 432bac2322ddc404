import { Fault } from "../../errors.ts";

/**
 * The URL that a password may be sent to, out of what a server said. One that is elsewhere than what is configured is
 * warned of, because whoever answers there gets the password.
 * @throws Fault config for what is no http(s) URL, or gives up the encryption that the configured one has.
 */
export function passwordPlace(named: string, configured: string, warn: (text: string) => void): URL {
  const hints = ["configure it: rptctl context set CONTEXT rpt.auth-url=URL"];
  const url = URL.canParse(named, configured) ? new URL(named, configured) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new Fault(
      "config",
      `the server names "${named}" as its token server, which is no URL to sign in at`,
      {
        hints,
      },
    );
  }
  const known = new URL(configured);
  if (known.protocol === "https:" && url.protocol === "http:") {
    throw new Fault(
      "config",
      `the server names ${url.origin} to sign in at: a password does not go there in clear`,
      {
        hints,
      },
    );
  }
  if (url.origin !== known.origin) {
    warn(`the password goes to ${url.origin}, which ${known.origin} names as its token server`);
  }
  url.hash = "";
  return url;
}
