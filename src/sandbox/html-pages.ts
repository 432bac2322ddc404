import type { Context } from "hono";
import type { Env } from "./system.ts";

/** The page that Python's werkzeug, under both OpenStack services, answers an unknown path with. */
export function notFoundPage(c: Context<Env>): Response {
  const text =
    "The requested URL was not found on the server. If you entered the URL manually please check your spelling and " +
    "try again.";
  return page(c, 404, "Not Found", text);
}

/** And a known path with a method it does not know. */
export function methodNotAllowedPage(c: Context<Env>, allow: string): Response {
  c.header("Allow", allow);
  return page(c, 405, "Method Not Allowed", "The method is not allowed for the requested URL.");
}

function page(c: Context<Env>, status: 404 | 405, title: string, text: string): Response {
  const html = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`;
  return c.body(html, status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(html)),
  });
}
