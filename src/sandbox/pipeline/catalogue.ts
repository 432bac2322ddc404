import { objectId } from "./object-id.ts";

export interface Step {
  readonly _id: string;
  readonly name: string;
  readonly tool: string;
  /** How long it takes, in milliseconds. */
  readonly takes: number;
  /** `approval`: it waits for a person, whom this API has no word for. */
  readonly ends: "success" | "failed" | "approval";
  readonly console: readonly string[];
}

/** A pipeline and what its runs come to: always the same. */
export interface Pipeline {
  readonly _id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly plan: readonly Step[];
  /** How many runs it has behind it in a new sandbox. */
  readonly runs: number;
  /** The owner of the tokens has no right to it: it is in no list, and asking for it is forbidden. */
  readonly hidden?: true;
}

const second = 1000;

export const pipelines: readonly Pipeline[] = [
  {
    _id: "5fd56d90979ee048ee660624",
    name: "Blank Template",
    description: "Succeeds, in three seconds.",
    tags: ["demo"],
    plan: [
      step("blank", "Build", "jenkins", ["Cloning into 'shop'...", "BUILD SUCCESSFUL in 812ms"]),
      step("blank", "Unit tests", "jenkins", ["Running 214 tests", "214 passed"]),
      step("blank", "Publish", "nexus", ["Uploading shop-1.4.2.jar", "Uploaded (12.3 MB)"]),
    ],
    runs: 3,
  },
  {
    _id: objectId("pipeline nightly tests"),
    name: "Nightly tests",
    description: "Fails at its second step.",
    tags: ["demo", "nightly"],
    plan: [
      step("nightly", "Build", "jenkins", ["Cloning into 'shop'...", "BUILD SUCCESSFUL in 790ms"]),
      {
        ...step("nightly", "Quality gate", "sonar", [
          "Analysing 1203 files",
          "ERROR: coverage 61.2% is below 80%",
        ]),
        ends: "failed",
      },
      step("nightly", "Publish", "nexus", ["Uploading shop-nightly.jar"]),
    ],
    runs: 5,
  },
  {
    _id: objectId("pipeline production release"),
    name: "Production release",
    description: "Waits for a person's approval after its first step.",
    tags: ["production"],
    plan: [
      step("release", "Stage", "argo", ["Syncing application shop-staging", "Healthy"]),
      { ...step("release", "Approval", "approval", []), ends: "approval" },
      step("release", "Deploy", "argo", ["Syncing application shop", "Healthy"]),
    ],
    runs: 7,
  },
  {
    _id: objectId("pipeline reindex catalogue"),
    name: "Reindex catalogue",
    description: "Takes two minutes, in sixty steps of two seconds.",
    tags: [],
    plan: Array.from({ length: 60 }, (_, shard) => ({
      ...step("reindex", `Shard ${shard + 1} of 60`, "script", [
        `reading shard ${shard + 1}`,
        "wrote 1000 documents",
      ]),
      takes: 2 * second,
    })),
    runs: 12,
  },
  {
    _id: objectId("pipeline déploiement"),
    name: "Déploiement démo",
    description: "Was never run.",
    tags: ["demo"],
    plan: [step("deploy", "Déployer", "script", ["Voilà."])],
    runs: 0,
  },
  {
    _id: objectId("pipeline payroll"),
    name: "Payroll",
    description: "Belongs to another team.",
    tags: [],
    plan: [step("payroll", "Pay", "script", [])],
    runs: 1,
    hidden: true,
  },
];

function step(pipeline: string, name: string, tool: string, console: readonly string[]): Step {
  return { _id: objectId(`step ${pipeline} ${name}`), name, tool, takes: second, ends: "success", console };
}
