import { objectId } from "./object-id.ts";
import { account } from "./tokens.ts";

/** A tool of the registry: a document of any shape but for these. */
export interface Tool {
  _id: string;
  updatedAt: string;
  [property: string]: unknown;
}

/** What is kept in the configuration of each kind of tool; the secrets are no secrets, and look like some. */
const configurations: readonly [identifier: string, name: string, configuration: object][] = [
  [
    "jenkins",
    "Jenkins",
    {
      jenkinsUrl: "https://ci.example",
      userId: "ci",
      jAuthToken: "not-a-real-jenkins-token",
      proxyEnable: false,
    },
  ],
  ["sonar", "Quality", { sonarUrl: "https://sonar.example", sonarAuthToken: "not-a-real-sonar-token" }],
  [
    "nexus",
    "Artefacts",
    { url: "https://nexus.example", userName: "ci", password: "not-a-real-nexus-password" },
  ],
  ["argo", "Argo CD", { toolURL: "https://argo.example", secretAccessKey: "not-a-real-argo-key" }],
  [
    "github",
    "GitHub",
    { url: "https://github.example", personalAccessToken: "not-a-real-pat", twoFactor: true },
  ],
  ["slack", "Alertes équipe", { channel: "#deploys", webhookSecret: "not-a-real-webhook-secret" }],
  [
    "script",
    "Scripts",
    { runner: "docker", image: "alpine:3.22", env: [{ name: "API_KEY", value: "not-real" }] },
  ],
  [
    "servicenow",
    "Change requests",
    { serviceNowUrl: "https://snow.example", clientSecret: "not-a-real-one" },
  ],
];

export function seedTools(): Tool[] {
  return configurations.map(([identifier, name, configuration], index) => {
    const created = new Date(Date.UTC(2026, 0, 5, 9, index)).toISOString();
    return {
      // The first has the id of the vendor's example.
      _id: index === 0 ? "5fc7a12ebed9dd3a622f5d22" : objectId(`tool ${identifier}`),
      name,
      description: `${name} of the shop team`,
      tool_identifier: identifier,
      active: true,
      tags: [{ type: "application", value: "shop" }],
      configuration,
      actions: [],
      owner: objectId("owner"),
      owner_name: "Olga Owner",
      account,
      createdAt: created,
      updatedAt: created,
      __v: 0,
    };
  });
}

/** What an update cannot change; sending it does no harm. */
const fixed = ["_id", "createdAt", "updatedAt"];

/** Replaces each root property that is sent, whole: what was nested in it before and is not sent again is gone. */
export function updateTool(tool: Tool, sent: object, now: number): void {
  for (const [name, value] of Object.entries(sent)) if (!fixed.includes(name)) tool[name] = value;
  tool.updatedAt = new Date(now).toISOString();
}
