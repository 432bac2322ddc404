import { type Block, code, entries, paragraph, section } from "../blocks.ts";

/** `rptctl help cron`. */
export function cronTopic(): readonly Block[] {
  return [
    section("Jobs with nobody there"),
    paragraph(
      `Where there is no terminal nothing asks: what would ask is refused with exit 2, unless --yes is given. Results alone go
      to stdout, notes and errors to stderr; --quiet holds the notes back. The exit code says how it went; "rptctl help
      exit-codes" lists them.`,
    ),
    entries([
      [
        "--lock NAME",
        "ends this run at once with exit 75 while the last one is still at work; one that was killed holds nothing",
      ],
      [
        "--deadline DURATION",
        "ends the whole command (exit 9); --wait-timeout ends what it waits for (exit 124)",
      ],
      ["--run-key KEY", "of rpt run: the same line given again goes on with the run that is there"],
      ["--metrics-file F", "tells Prometheus how it went; see below"],
      ["--context NAME", "names the servers, whatever the current context is on that day"],
    ]),
    section("A crontab"),
    paragraph(
      `A line cannot be continued, and % stands behind a backslash in it. Thanks to -q and >/dev/null cron sends a mail where
      something failed, and else none. The password stands in a file that is its owner's alone (chmod 600).`,
    ),
    code(`
MAILTO=ops@example.com
PATH=/usr/local/bin:/usr/bin:/bin
RPTCTL_RPT_URL=https://idm.example.com:8543/IDMRPT-CORE
RPTCTL_RPT_USERNAME=uaadmin
RPTCTL_RPT_PASSWORD_FILE=/etc/rptctl/rpt-password

0 6 * * *  rptctl rpt run "Identity Report" --run-key "identity-$(date +\\%F)" --download /srv/reports -q --lock identity --deadline 1h --metrics-file /var/lib/prometheus/node-exporter/identity.prom >/dev/null
`),
    paragraph(
      "--lock works for one user on one machine. It is free again as soon as its holder has ended, however that came.",
    ),
    section("A systemd service"),
    paragraph(
      `LoadCredential gives the file to this service alone, in $CREDENTIALS_DIRECTORY, where a secret named like its variable
      is found without a word. To keep it encrypted: systemd-creds encrypt, and LoadCredentialEncrypted.`,
    ),
    code(`
# /etc/systemd/system/identity-report.service
[Unit]
Description=The identity report
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
DynamicUser=yes
StateDirectory=identity-report
Environment=XDG_STATE_HOME=%S/identity-report
Environment=RPTCTL_RPT_URL=https://idm.example.com:8543/IDMRPT-CORE
Environment=RPTCTL_RPT_USERNAME=uaadmin
LoadCredential=RPTCTL_RPT_PASSWORD:/etc/rptctl/rpt-password
ExecStart=/usr/bin/rptctl rpt run "Identity Report" --download %S/identity-report -q
TimeoutStartSec=1h
`),
    section("A systemd timer"),
    paragraph(
      `A service that is at work is not started again, so it needs no --lock. At TimeoutStartSec it is sent SIGTERM: what rptctl
      was writing is cleaned up, and the exit code is 143.`,
    ),
    code(`
# /etc/systemd/system/identity-report.timer
[Unit]
Description=The identity report, each morning

[Timer]
OnCalendar=*-*-* 06:00
Persistent=yes
RandomizedDelaySec=5min

[Install]
WantedBy=timers.target
`),
    section("A Kubernetes CronJob"),
    paragraph(
      `The image is the one that the Containerfile of rptctl's repository makes. The keys of the Secret are named like the
      variables: RPTCTL_PIPELINE_TOKEN. Kubernetes itself keeps two jobs apart (Forbid); --lock would see one pod only. Only
      a system that cannot be reached (exit 9) is worth another pod.`,
    ),
    code(`
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly-pipeline
spec:
  schedule: "0 6 * * *"
  timeZone: Etc/UTC
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      activeDeadlineSeconds: 7200
      backoffLimit: 2
      podFailurePolicy:
        rules:
          - action: FailJob
            onExitCodes:
              operator: NotIn
              values: [9]
      template:
        spec:
          restartPolicy: Never
          securityContext:
            runAsNonRoot: true
            runAsUser: 1000
          containers:
            - name: rptctl
              image: registry.example.com/rptctl:0.1.0
              args:
                - pipeline
                - run
                - 5fd56d90979ee048ee660624
                - --wait
                - --wait-timeout=1h
              env:
                - name: RPTCTL_PIPELINE_URL
                  value: https://app.opsera.io
                - name: CREDENTIALS_DIRECTORY
                  value: /run/secrets/rptctl
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities:
                  drop: [ALL]
              volumeMounts:
                - name: secrets
                  mountPath: /run/secrets/rptctl
                  readOnly: true
          volumes:
            - name: secrets
              secret:
                secretName: rptctl
`),
    section("Metrics"),
    paragraph(
      `--metrics-file is written at the end of every run, also of one that failed, was refused or interrupted, as a whole, for
      the textfile collector of Prometheus's node exporter (and for OpenMetrics). A file that cannot be written is a
      warning: the exit code stays the command's. Give each job a file of its own, in a directory that is there.`,
    ),
    entries([
      ["rptctl_run_start_timestamp_seconds", "when the run began"],
      ["rptctl_run_duration_seconds", "how long it took"],
      ["rptctl_run_exit_code", "how it ended"],
      ["rptctl_run_items", "records that it gave out or changed"],
      ["rptctl_run_retries", "requests that it had to send again"],
    ]),
    paragraph(
      "Labels: command, context and file, the file's own name. Two rules see what goes wrong, and what does not run:",
    ),
    code(`
groups:
  - name: rptctl
    rules:
      - alert: RunFailed
        expr: rptctl_run_exit_code != 0 and rptctl_run_exit_code != 75
      - alert: RunMissing
        expr: time() - rptctl_run_start_timestamp_seconds > 26 * 3600
`),
  ];
}
