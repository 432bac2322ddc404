import type { Credential } from "../../credentials/sources.ts";
import { defined } from "../../defined.ts";
import type { Setup } from "../system.ts";
import { type CloudSettings, readCloud } from "./cloud.ts";

/** The cloud that a command works with. */
export interface FoundCloud {
  readonly cloud: CloudSettings;
  /** Whether its sessions are kept on disk: not where the secret is in the environment, which then needs no file at all. */
  readonly kept: boolean;
  /** The same cloud with its secret, looked for only now. */
  withSecret(): Promise<CloudSettings>;
  /** Where the secret is from, in words; undefined where there is none. */
  secretOrigin(): Promise<string | undefined>;
}

/** The secret of a cloud: rptctl's own (environment, token command, store) before the cloud's (OS_*, clouds.yaml). */
export async function findCloud(setup: Setup): Promise<FoundCloud> {
  const { world } = setup;
  const { said, env } = oneSource(setup);
  const given = await setup.environmentCredential();
  const read = (credential: Credential | undefined) =>
    readCloud({
      cloud: said.cloud as string | undefined,
      env,
      home: world.home,
      cwd: world.cwd,
      signal: setup.signal,
      overrides: { ...said, ...secretsOf(credential, said) },
      secretsFrom: credential?.origin,
    });
  const cloud = await read(given);
  const { origins } = cloud;
  const own = origins.password ?? origins.applicationCredentialSecret ?? origins.token;
  let found: Promise<Credential | undefined> | undefined;
  let complete: Promise<CloudSettings> | undefined;
  const credential = () => {
    found ??= own === undefined ? setup.credential() : Promise.resolve(given);
    return found;
  };
  return {
    cloud,
    kept: given === undefined && own?.kind !== "environment",
    withSecret() {
      complete ??= credential().then((secret) =>
        secret === undefined || secret === given ? cloud : read(secret),
      );
      return complete;
    },
    secretOrigin: async () => (await credential())?.origin ?? own?.name,
  };
}

const places = ["cloud", "auth-url", "url"];

/** What of OS_* goes with any cloud: where its files are, and whom to trust. */
const anyCloud = /^OS_(CLIENT_CONFIG_FILE|CLIENT_SECURE_FILE|CACERT|CERT|KEY|INSECURE)$/;

/**
 * The context or OS_*, never a mixture, so that no password meant for one Keystone is sent to another. A context that the command
 * line names counts before OS_*; one that is only the current one counts after.
 */
function oneSource({ settings, explicitContext, world }: Setup): {
  said: Record<string, unknown>;
  env: Record<string, string | undefined>;
} {
  const entries = Object.entries(settings.said);
  const ofContext = (origin: string) => origin.startsWith("context ");
  const inContext = entries.some(([key, { origin }]) => places.includes(key) && ofContext(origin));
  const inEnvironment = Boolean(world.env.OS_CLOUD || world.env.OS_AUTH_URL);
  const useContext = inContext && (explicitContext || !inEnvironment);
  const kept = inContext && !useContext ? entries.filter(([, { origin }]) => !ofContext(origin)) : entries;
  const env = Object.entries(world.env).filter(
    ([name]) => !useContext || !name.startsWith("OS_") || anyCloud.test(name),
  );
  return {
    said: Object.fromEntries(kept.map(([key, { value }]) => [key, value])),
    env: Object.fromEntries(env),
  };
}

function secretsOf(credential: Credential | undefined, said: Readonly<Record<string, unknown>>) {
  if (credential === undefined) return {};
  const { username, password, token, secrets } = credential;
  return {
    ...defined({ username, password, "application-credential-secret": password }),
    ...secrets,
    // A token beside the rating API's own URL needs no Keystone.
    ...(token === undefined ? {} : { token, "auth-type": said.url === undefined ? "token" : "admin_token" }),
  };
}
