import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Redactor } from "../../src/http/redactor.ts";
import { isSecretName } from "../../src/http/secret-names.ts";

/** Passwords and tokens as they come: letters, the signs of base64 and URLs, quotes, blanks, other scripts. */
const canary = fc
  .stringMatching(/^[A-Za-z0-9=/+:"'\\@&?#%!*()~._ -]{6,24}$|^[A-Za-z0-9äöü€ßłあ😀/"]{6,12}$/u)
  .filter((text) => text.trim() === text && /[^*\s]{6}/.test(text) && !/ {2}/.test(text));

/** The ways that a text takes into a message. */
const spellings: readonly (readonly [string, (secret: string) => string])[] = [
  ["as it is", (secret) => secret],
  ["percent-encoded", encodeURIComponent],
  [
    "percent-encoded in small letters",
    (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
  ],
  ["percent-encoded twice", (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ["in a form", (secret) => new URLSearchParams({ x: secret }).toString()],
  [
    "in the user part of a URL",
    (secret) => Object.assign(new URL("http://h/"), { password: secret, username: "u" }).href,
  ],
  ["in the query of a URL", (secret) => Object.assign(new URL("http://h/"), { search: `q=${secret}` }).href],
  ["in JSON", (secret) => JSON.stringify({ x: secret })],
  ["in JSON in JSON", (secret) => JSON.stringify(JSON.stringify({ x: secret }))],
  ["in JSON that is ASCII", (secret) => ascii(JSON.stringify(secret))],
  ["in JSON that is percent-encoded", (secret) => encodeURIComponent(JSON.stringify(secret))],
  [
    "in a form that is percent-encoded",
    (secret) => encodeURIComponent(new URLSearchParams({ x: secret }).toString()),
  ],
  ["in JSON in base64", (secret) => Buffer.from(JSON.stringify({ x: secret })).toString("base64")],
  [
    "in a form in base64",
    (secret) => Buffer.from(new URLSearchParams({ x: secret }).toString()).toString("base64"),
  ],
  ["in HTML", (secret) => secret.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)],
  ["in base64", (secret) => Buffer.from(secret).toString("base64")],
  ["in base64url", (secret) => Buffer.from(secret).toString("base64url")],
  ["as the password of a Basic login", (secret) => `Basic ${Buffer.from(`u:${secret}`).toString("base64")}`],
  ["as the user of a Basic login", (secret) => `Basic ${Buffer.from(`${secret}:pw`).toString("base64")}`],
  ["amid a text", (secret) => `the token ${secret} is not known`],
];
const ascii = (text: string) =>
  text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Whether the secret can be had back from a text by any of the decodings. */
function holds(text: string, secret: string, spell: (secret: string) => string): boolean {
  return text.includes(secret) || text.includes(spell(secret));
}

describe("a secret that is known", () => {
  it.each(spellings)("is hidden %s", (_what, spell) => {
    fc.assert(
      fc.property(canary, (secret) => {
        const redactor = new Redactor();
        redactor.hide(secret);
        const masked = redactor.mask(`> ${spell(secret)} <`);
        expect(holds(masked, secret, spell)).toBe(false);
        expect(masked).toMatch(/^> .*\*\*\*/s);
        if (spell("x") === "x") expect(masked).toBe("> *** <");
      }),
    );
  });

  it.each(spellings)("leaves the text around it alone: %s", (_what, spell) => {
    const redactor = new Redactor();
    redactor.hide("s3cret/+pass=");
    expect(redactor.mask(`before ${spell("s3cret/+pass=")} after`)).toMatch(/^before .*\*\*\*.* after$/);
  });

  it("is hidden whole where it holds another", () => {
    const redactor = new Redactor();
    redactor.hide("abcd");
    redactor.hide("abcdefgh");
    expect(redactor.mask("x abcdefgh y")).toBe("x *** y");
  });

  it("is not looked for where it is too short to be told from words", () => {
    const redactor = new Redactor();
    for (const short of ["", "a", "abc"]) redactor.hide(short);
    expect(redactor.mask("abc is a letter")).toBe("abc is a letter");
    expect(redactor.mask('{"password": "abc"}')).toBe('{"password": "***"}');
  });
});

describe("a secret that nobody told of is known by its name", () => {
  it.each([
    ["Authorization: Bearer abc.def", "Authorization: ***"],
    ['{"authorization":"Basic dTpw"}', '{"authorization":"***"}'],
    ["x-auth-token: gAAAA-x_y", "x-auth-token: ***"],
    ["X-Subject-Token: gAAAA", "X-Subject-Token: ***"],
    ["x-api-token: a=b/+", "x-api-token: ***"],
    ["Set-Cookie: JSESSIONID=abc; Path=/", "Set-Cookie: ***"],
    ['{"user":"fay","password":"p\\"q"}', '{"user":"fay","password":"***"}'],
    ['{"password": 12345, "x": 1}', '{"password": ***, "x": 1}'],
    ['{"password": null}', '{"password": null}'],
    ['{"password": ""}', '{"password": ""}'],
    ['"{\\"secret\\":\\"abc\\"}"', '"{\\"secret\\":\\"***\\"}"'],
    ["password=abc&user=fay", "password=***&user=fay"],
    ["grant_type=password&client_secret=a%2Fb&x=1", "grant_type=password&client_secret=***&x=1"],
    ["https://h/x?token=abc&limit=5", "https://h/x?token=***&limit=5"],
    ["https://h/x?limit=5&access_token=abc#t", "https://h/x?limit=5&access_token=***"],
    ["http://fay:s3cret@h:80/x", "http://***@h:80/x"],
    ["http://fay:p@ss@h/x", "http://***@h/x"],
    ["http://only-a-token@h/x", "http://***@h/x"],
    ["{'password': 'abc', 'x': 1}", "{'password': ***, 'x': 1}"],
    ["api_key: abc", "api_key: ***"],
    ["SmtpPass=abc", "SmtpPass=***"],
  ])("%s", (text, masked) => {
    expect(new Redactor().mask(text)).toBe(masked);
  });

  it.each([
    "GET https://h.example/v2/scope?limit=5&scope_key=project_id",
    '{"token_type":"Bearer","expires_in":3600,"issued_at":"2026-01-01T00:00:00Z"}',
    '{"key":"value","scope_key":"project_id","monkey":"x"}',
    "the password is wrong",
    "no token given: sign in first",
    "RPTCTL_SCOPE_PASSWORD: not set",
    "--with-token: nothing came from stdin",
    "token: expired",
    "bypass=1&compass=north",
    "mail fay@example.com or see http://h/x?to=a@b",
    "password_expires_at: 2026-01-01",
    "Content-Type: application/json",
  ])("but nothing else is hidden: %s", (text) => {
    expect(new Redactor().mask(text)).toBe(text);
  });

  it("takes no longer than it should over long texts", () => {
    for (const text of [
      "x".repeat(1e6),
      `"${"\\".repeat(1e5)}`,
      "a=".repeat(1e5),
      "://".repeat(1e5),
      "token: ".repeat(1e5),
    ]) {
      new Redactor().mask(text);
    }
  });
});

describe("headers and bodies", () => {
  it.each([
    ["authorization", "Bearer abc", "Bearer ***"],
    ["authorization", "X-OPAQUE abc def", "X-OPAQUE ***"],
    ["authorization", "abc", "***"],
    ["proxy-authorization", "Basic dTpw", "Basic ***"],
    ["x-auth-token", 'a"b,c d', "***"],
    ["x-subject-token", "abc", "***"],
    ["set-cookie", "a=b; Path=/, c=d", "***"],
    ["location", "https://h/x?token=abc", "https://h/x?token=***"],
    ["content-type", "application/json", "application/json"],
  ])("the header %s: %s", (name, value, shown) => {
    expect(new Redactor().header(name, value)).toBe(shown);
  });

  it("hides by name what is in JSON, whatever its type, and leaves the rest", () => {
    const body = {
      auth: {
        identity: { methods: ["password"], password: { user: { name: "fay", password: "abc" } } },
        tokens: ["a", "b"],
        pin: 1,
        secret: 123,
        token: { id: "x", expires_at: "2026" },
        apiKey: null,
      },
    };
    expect(new Redactor().value(body)).toEqual({
      auth: {
        identity: { methods: ["password"], password: { user: { name: "fay", password: "***" } } },
        tokens: ["***", "***"],
        pin: 1,
        secret: "***",
        token: { id: "x", expires_at: "2026" },
        apiKey: null,
      },
    });
  });

  it("hides a canary anywhere in any JSON under a secret's name, and stays JSON", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }),
        canary,
        fc.constantFrom("password", "access_token", "ClientSecret"),
        (rest, secret, name) => {
          const shown = new Redactor().body(JSON.stringify({ rest, deep: [{ [name]: secret, and: 1 }] }));
          expect(JSON.parse(shown).deep).toEqual([{ [name]: "***", and: 1 }]);
        },
      ),
    );
  });

  it("hides a canary in a form and in a query under a secret's name", () => {
    fc.assert(
      fc.property(canary, fc.constantFrom("password", "token", "client_secret"), (secret, name) => {
        const form = new URLSearchParams([
          ["a", "1"],
          [name, secret],
          ["b", "2"],
        ]).toString();
        for (const text of [
          form,
          `https://h/x?${form}`,
          `https://h/x?${name}=${encodeURIComponent(secret)}&b=2`,
        ]) {
          expect(new Redactor().mask(text)).toMatch(new RegExp(`${name}=\\*\\*\\*&b=2$`));
        }
      }),
    );
  });

  it("takes a system's own places", () => {
    const redactor = new Redactor();
    redactor.addPattern(/(\/auth\/tokens\/)([^/?\s]+)/g);
    expect(redactor.mask("DELETE https://h/auth/tokens/abc?x=1")).toBe(
      "DELETE https://h/auth/tokens/***?x=1",
    );
  });
});

it.each([
  ["password", true],
  ["adminPassword", true],
  ["client-secret", true],
  ["X-Auth-Token", true],
  ["tokens", true],
  ["apiKey", true],
  ["SmtpPass", true],
  ["pass", true],
  ["Cookie", true],
  ["token_type", false],
  ["key", false],
  ["bypass", false],
  ["passenger", false],
  ["secretary", false],
  ["expires", false],
])("the name %s: %s", (name, secret) => {
  expect(isSecretName(name)).toBe(secret);
});

it.each(["password", "wrong", "Refused", "1234"])(
  "a secret that is a word of ours (%s) is left in our words alone",
  (secret) => {
    const redactor = new Redactor();
    redactor.hide(secret);
    redactor.hide("s3cret-token");
    const sentence = `the ${secret} of ann was refused: 1234`;
    expect(redactor.maskOurs(sentence)).toBe(sentence);
    expect(redactor.mask(`got ${secret}`)).toBe("got ***");
    expect(redactor.maskOurs("got s3cret-token")).toBe("got ***");
  },
);

it("learns the secrets in what is sent, by their names", () => {
  const redactor = new Redactor();
  redactor.hideIn({ SmtpPass: "p&ss word", SmtpHost: "mail.test", deep: [{ apiToken: "t0ken-1" }], n: null });
  expect(redactor.mask("%7B%22p%26ss%20word%22 t0ken-1 mail.test")).toBe("%7B%22***%22 *** mail.test");
});

it("looks through a server's text in time that grows with its length alone", () => {
  const redactor = new Redactor();
  redactor.hide("\"\\ + x'&<y");
  for (const sign of ["\\", "%25", "%5c", " ", "&amp;", '\\"', "+"]) redactor.mask(sign.repeat(65_536));
});
