import { type Block, code, paragraph, section } from "../blocks.ts";

/** `rptctl help ci`. */
export function ciTopic(): readonly Block[] {
  return [
    section("Steps of a pipeline"),
    paragraph(
      `With a URL and a secret in the environment no file is needed, and none is written: keep the secrets where the
      pipeline keeps its own.`,
    ),
    code(`
export RPTCTL_PIPELINE_URL=https://app.opsera.io RPTCTL_PIPELINE_TOKEN
rptctl pipeline run "$PIPELINE_ID" --wait --wait-timeout 1h
`),
    paragraph(
      `The exit code says how it ended: 0 well, 10 the run failed, 124 it took too long, 9 the system cannot be reached.
      In GitHub Actions and GitLab a failed run is also said in the job's own way.`,
    ),
  ];
}
