import { Fault } from "../errors.ts";
import type { World } from "../world.ts";

/** A forward proxy, and the variable that names it. */
export interface ForwardProxy {
  /** With user and password, where it has them. */
  readonly url: URL;
  readonly variable: string;
}

/** How a proxy is named in messages: never with its password. */
export function nameOfProxy({ url, variable }: ForwardProxy): string {
  return `the proxy ${url.protocol}//${url.host} (${variable})`;
}

/**
 * Which proxy a URL's requests go through, as HTTP_PROXY, HTTPS_PROXY and NO_PROXY say; the lower-case names win, as in curl.
 * Undefined where no proxy is named at all. Not left to undici's EnvHttpProxyAgent: it sends https through HTTP_PROXY, takes `*` in
 * NO_PROXY only where it stands alone, and cannot tell which proxy failed.
 * @throws Fault config that names the variable, for a URL that is none.
 */
export function readProxies(env: World["env"]): ((url: URL) => ForwardProxy | undefined) | undefined {
  const http = readProxy(env, "http_proxy");
  const https = readProxy(env, "https_proxy");
  if (http === undefined && https === undefined) return undefined;
  const spared = (env.no_proxy || env.NO_PROXY || "").split(/[,\s]+/).filter((entry) => entry !== "");
  return (url) => {
    const proxy = url.protocol === "https:" ? https : http;
    return spared.some((entry) => covers(entry, url)) ? undefined : proxy;
  };
}

/** The passwords of all the proxies that are named, as they are sent: a proxy may say them back. */
export function proxyPasswords(env: World["env"]): readonly string[] {
  return [readProxy(env, "http_proxy"), readProxy(env, "https_proxy")].flatMap((proxy) => {
    if (proxy === undefined || proxy.url.password === "") return [];
    try {
      return [decodeURIComponent(proxy.url.password)];
    } catch {
      return [proxy.url.password];
    }
  });
}

function readProxy(env: World["env"], lower: string): ForwardProxy | undefined {
  const variable = env[lower] ? lower : lower.toUpperCase();
  const typed = env[variable];
  if (typed === undefined || typed === "") return undefined;
  const text = typed.includes("://") ? typed : `http://${typed}`;
  // The value may hold a password, so no message quotes it.
  if (!URL.canParse(text)) throw new Fault("config", `${variable}: not a URL`, { hints: [example] });
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new Fault("config", `${variable}: only http and https proxies are known, not ${url.protocol}//`, {
      hints: [example],
    });
  }
  return { url, variable };
}

const example = "such as http://proxy.example.com:3128; a login goes before the host, as USER:PASSWORD@";

/** One entry of NO_PROXY: `*`, a host, a domain with or without its dot, an IP address; a port narrows each of them. */
function covers(entry: string, url: URL): boolean {
  if (entry === "*") return true;
  const [, named = entry, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (port !== undefined && port !== (url.port || (url.protocol === "https:" ? "443" : "80"))) return false;
  const bare = (name: string) => name.replace(/^\[|\]$/g, "").toLowerCase();
  const host = bare(url.hostname).replace(/\.$/, "");
  const wanted = bare(named).replace(/^\*?\./, "");
  return host === wanted || host.endsWith(`.${wanted}`);
}
