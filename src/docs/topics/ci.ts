import { type Block, code, entries, paragraph, section } from "../blocks.ts";

/** `rptctl help ci`. */
export function ciTopic(): readonly Block[] {
  return [
    section("Steps of a pipeline"),
    paragraph(
      `With a URL and a secret in the environment no file is needed, and none is written: keep the secrets where the
      pipeline keeps its own. Nothing asks, nothing is coloured, and secrets are masked in what is logged. The exit code ends
      the step, and says why:`,
    ),
    entries([
      ["0", "the run that was waited for ended well"],
      ["10", "it ended badly"],
      ["124", "it took longer than --wait-timeout"],
      ["4, 5", "the token was refused, or may not do that"],
      ["9", "the system cannot be reached: worth another try, as the others are not"],
    ]),
    paragraph(
      `In GitHub Actions and GitLab a failed run is also said in the job's own way: an annotation and a line in the step's
      summary, a line in colour in the log. A job that is cancelled sends SIGTERM: exit 143, and nothing half-written is left.`,
    ),
    section("GitHub Actions"),
    paragraph("The repository of rptctl is an action too, that installs it and puts it on the PATH:"),
    code(`
name: Nightly
on:
  schedule:
    - cron: "0 6 * * *"
  workflow_dispatch:
concurrency: nightly
permissions: {}
jobs:
  nightly:
    runs-on: ubuntu-latest
    timeout-minutes: 90
    steps:
      - uses: example/rptctl@v0.1.0
      - name: Run the pipeline
        env:
          RPTCTL_PIPELINE_URL: https://app.opsera.io
          RPTCTL_PIPELINE_TOKEN: \${{ secrets.OPSERA_TOKEN }}
          PIPELINE_ID: 5fd56d90979ee048ee660624
        run: |
          rptctl pipeline run "$PIPELINE_ID" --wait --wait-timeout 1h
          rptctl pipeline logs "$PIPELINE_ID" -o ndjson >pipeline.ndjson
      - name: Fetch the report
        env:
          RPTCTL_RPT_URL: https://idm.example.com:8543/IDMRPT-CORE
          RPTCTL_RPT_USERNAME: uaadmin
          RPTCTL_RPT_PASSWORD: \${{ secrets.IDM_PASSWORD }}
        run: |
          key="identity-$GITHUB_RUN_ID"
          rptctl rpt run "Identity Report" --run-key "$key" --download .
`),
    paragraph("With --run-key a job that is started again goes on with the report that is under way."),
    section("GitLab"),
    paragraph(
      `The token is a variable of the project, masked and protected: RPTCTL_PIPELINE_TOKEN; or one of the type File,
      RPTCTL_PIPELINE_TOKEN_FILE. RPTCTL_PACKAGE is where you keep what npm pack made.`,
    ),
    code(`
nightly:
  image: node:24-slim
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
  resource_group: nightly
  timeout: 90 minutes
  variables:
    RPTCTL_PIPELINE_URL: https://app.opsera.io
    PIPELINE_ID: 5fd56d90979ee048ee660624
  before_script:
    - npm install --global "$RPTCTL_PACKAGE"
  script:
    - rptctl pipeline run "$PIPELINE_ID" --wait --wait-timeout 1h
    - rptctl pipeline logs "$PIPELINE_ID" -o ndjson >pipeline.ndjson
  retry:
    max: 2
    exit_codes: [9]
  artifacts:
    when: always
    paths: [pipeline.ndjson]
`),
    section("Jenkins"),
    paragraph(
      `The token is a secret text of Jenkins with the id opsera. Jenkins shows each line that sh runs, in which there is no
      secret.`,
    ),
    code(`
pipeline {
  agent any
  options {
    disableConcurrentBuilds()
    timeout(time: 90, unit: 'MINUTES')
  }
  triggers { cron('H 6 * * *') }
  environment {
    RPTCTL_PIPELINE_URL = 'https://app.opsera.io'
    PIPELINE_ID = '5fd56d90979ee048ee660624'
  }
  stages {
    stage('Nightly') {
      steps {
        withCredentials([
          string(credentialsId: 'opsera', variable: 'RPTCTL_PIPELINE_TOKEN')
        ]) {
          sh '''
            rptctl pipeline run "$PIPELINE_ID" --wait --wait-timeout 1h
            rptctl pipeline logs "$PIPELINE_ID" -o ndjson >pipeline.ndjson
          '''
        }
      }
    }
  }
  post { always { archiveArtifacts 'pipeline.ndjson' } }
}
`),
  ];
}
