/** A URL without the user name and password that may stand in it: they are sent nowhere, and shown to nobody. */
export function plainUrl(text: string): string {
  if (!text.includes("@") || !URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.username === "" && url.password === "") return text;
  return Object.assign(url, { username: "", password: "" }).href;
}
