import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a run finds its secrets. */
export interface Slots {
  readonly env: Readonly<Record<string, string>>;
  /** The config.yaml. */
  readonly config?: string;
  /** Written before the run, by their paths below its home; the only files that may hold a secret. */
  readonly files?: Readonly<Record<string, string>>;
  /** Lines that sign in first, and what each is given on stdin. */
  readonly before?: readonly (readonly [line: string, stdin: string])[];
  /** Nobody is to be sent them: a key, and what is refused. */
  readonly unsent?: true;
}

let made = 0;

/** A secret that nothing else resembles, with signs that each way of writing it down spells in its own way. */
function canary(kind: "password" | "token"): string {
  made += 1;
  const signs = kind === "password" ? '"\\/+ &%<\u00e9:' : '"\\/+&%<=~';
  return `Zx${made}Qm8vT${signs}Kp5wR${made}Jn`;
}

const password = () => canary("password");
const token = () => canary("token");

/** All the slots, a few at a time; `url` is where all five systems are. */
export function slotsAt(url: string): Readonly<Record<string, Slots>> {
  const places = {
    RPTCTL_RPT_URL: `${url}/core`,
    RPTCTL_REGISTRIES_URL: url,
    RPTCTL_PIPELINE_URL: url,
    RPTCTL_INVENTORY_URL: url,
    RPTCTL_RPT_USERNAME: "u",
    RPTCTL_REGISTRIES_USERNAME: "u",
    OS_AUTH_URL: `${url}/v3`,
    OS_USERNAME: "u",
    OS_PROJECT_NAME: "p",
  };
  const { OS_AUTH_URL, OS_USERNAME, OS_PROJECT_NAME, ...four } = places;
  return {
    "tokens in variables": {
      env: {
        ...places,
        RPTCTL_RPT_TOKEN: token(),
        RPTCTL_REGISTRIES_TOKEN: token(),
        RPTCTL_PIPELINE_TOKEN: token(),
        RPTCTL_INVENTORY_TOKEN: token(),
        OS_AUTH_TYPE: "token",
        OS_TOKEN: token(),
      },
    },
    "passwords in variables": {
      env: {
        ...places,
        RPTCTL_RPT_PASSWORD: password(),
        RPTCTL_REGISTRIES_PASSWORD: password(),
        RPTCTL_PIPELINE_TOKEN: token(),
        RPTCTL_INVENTORY_TOKEN: token(),
        OS_PASSWORD: password(),
      },
    },
    "files that variables name": {
      env: {
        ...places,
        RPTCTL_RPT_PASSWORD_FILE: "a",
        RPTCTL_REGISTRIES_PASSWORD_FILE: "b",
        RPTCTL_PIPELINE_TOKEN_FILE: "c",
        RPTCTL_INVENTORY_TOKEN_FILE: "d",
        RPTCTL_SCOPE_PASSWORD_FILE: "e",
      },
      files: { a: password(), b: password(), c: token(), d: token(), e: password() },
    },
    "$CREDENTIALS_DIRECTORY, an application credential, OAuth2": {
      env: {
        ...four,
        RPTCTL_RPT_AUTH: "osp",
        CREDENTIALS_DIRECTORY: "unit",
        OS_AUTH_URL,
        OS_AUTH_TYPE: "v3applicationcredential",
        OS_APPLICATION_CREDENTIAL_ID: "i",
        OS_APPLICATION_CREDENTIAL_SECRET: password(),
      },
      files: {
        "unit/RPTCTL_RPT_PASSWORD": password(),
        "unit/RPTCTL_RPT_CLIENT_SECRET": password(),
        "unit/RPTCTL_REGISTRIES_PASSWORD": password(),
        "unit/RPTCTL_PIPELINE_TOKEN": token(),
        "unit/RPTCTL_INVENTORY_TOKEN": token(),
      },
    },
    "token commands, clouds.yaml and secure.yaml": {
      env: { OS_CLOUD: "lab" },
      config: `current-context: lab
contexts:
  lab:
    rpt: { url: "${url}/core", auth: bearer, token-command: ["cat", "token1"] }
    registries: { url: "${url}", token-command: ["cat", "token2"] }
    pipeline: { url: "${url}", token-command: ["cat", "token3"] }
    inventory: { url: "${url}", token-command: ["cat", "token4"] }
`,
      files: {
        token1: token(),
        token2: token(),
        token3: token(),
        token4: token(),
        "clouds.yaml": `clouds: { lab: { auth: { auth_url: "${url}/v3", username: u, project_name: p } } }`,
        "secure.yaml": `clouds: { lab: { auth: { password: ${JSON.stringify(password())} } } }`,
      },
    },
    "a proxy's login": {
      env: {
        ...four,
        http_proxy: `http://u:${encodeURIComponent(password())}@${new URL(url).host}`,
        RPTCTL_RPT_TOKEN: token(),
        RPTCTL_REGISTRIES_TOKEN: token(),
        RPTCTL_PIPELINE_TOKEN: token(),
        RPTCTL_INVENTORY_TOKEN: token(),
        OS_AUTH_TYPE: "admin_token",
        OS_ENDPOINT: url,
        OS_TOKEN: token(),
      },
    },
    "a client's key, and what is none": {
      env: {
        ...four,
        RPTCTL_RPT_CERT: "cert",
        RPTCTL_RPT_KEY: "key",
        RPTCTL_PIPELINE_KEY: "key",
        RPTCTL_PIPELINE_CERT: "cert",
        RPTCTL_REGISTRIES_CA_FILE: "key",
        OS_AUTH_URL: `${url.replace("//", `//u:${encodeURIComponent(password())}@`)}/v3`,
        RPTCTL_INVENTORY_URL: url.replace("//", `//u:${encodeURIComponent(password())}@`),
        RPTCTL_RPT_TOKEN: `${token()} ${token()}`,
        RPTCTL_PIPELINE_TOKEN: `${token()}\n`,
      },
      files: {
        cert: `-----BEGIN CERTIFICATE-----\n${token()}\n-----END CERTIFICATE-----\n`,
        key: `-----BEGIN PRIVATE KEY-----\n${token()}\n-----END PRIVATE KEY-----\n`,
      },
      unsent: true,
    },
    "credentials.yaml and sessions": {
      env: {},
      config: `current-context: lab
contexts:
  lab:
    rpt: { url: "${url}/core", username: u }
    registries: { url: "${url}", username: u }
    pipeline: { url: "${url}" }
    inventory: { url: "${url}" }
    scope: { auth-url: "${url}/v3", username: u, project-name: p }
`,
      before: [
        ["auth login rpt", password()],
        ["auth login registries", password()],
        ["auth login pipeline --with-token", token()],
        ["auth login inventory --with-token", token()],
        ["auth login scope", password()],
      ],
    },
  };
}

/** Lays the files of slots out below a home, for their owner alone. */
export function layOut(home: string, { config, files = {} }: Slots): void {
  mkdirSync(join(home, "unit"), { mode: 0o700 });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(home, name), text);
    chmodSync(join(home, name), 0o600);
  }
  if (config !== undefined) writeFileSync(join(home, "config.yaml"), config, { mode: 0o600 });
}

/** The secrets in what slots hold, by the number that each was made with. */
export function canariesIn(slots: Slots): readonly string[] {
  const text = JSON.stringify(slots);
  return [...new Set([...text.matchAll(/Zx(\d+)Qm8vT/g)].map(([, number]) => number!))];
}

/** Whether a text shows a part of the secret of that number, in whatever spelling: its letters and digits alone, also in base64. */
export function shows(text: string, number: string): boolean {
  const parts = [`Zx${number}Qm8vT`, `Kp5wR${number}Jn`];
  return parts.some((part) => text.includes(part) || base64Cores(part).some((core) => text.includes(core)));
}

/** What is the same of a text's base64 wherever it begins. */
function base64Cores(part: string): string[] {
  return [0, 1, 2].map((before) => {
    const bits = Buffer.concat([Buffer.alloc(before), Buffer.from(part)]).toString("base64");
    return bits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + part.length) * 8) / 6));
  });
}
