import type { Secret } from "../../secret.ts";
import type { Setup } from "../system.ts";
import { type CloudSettings, readCloud } from "./cloud.ts";

/** The cloud that a command works with. */
export interface FoundCloud {
  readonly cloud: CloudSettings;
  /** Whether its sessions are kept on disk: not where the secret is in the environment, which then needs no file at all. */
  readonly kept: boolean;
  /** The same cloud with its secret, looked for only now. */
  withSecret(): Promise<CloudSettings>;
}

/** The secret of a cloud: rptctl's own (environment, token command, store) before the cloud's (OS_*, clouds.yaml). */
export async function findCloud(setup: Setup): Promise<FoundCloud> {
  const { world, settings } = setup;
  const said = Object.fromEntries(Object.entries(settings.said).map(([key, { value }]) => [key, value]));
  const given = await setup.environmentCredential();
  const read = (overrides: Record<string, unknown>) =>
    readCloud({ cloud: settings.text("cloud"), env: world.env, home: world.home, cwd: world.cwd, overrides });
  const cloud = await read({ ...said, ...secretsOf(given) });
  const { origins } = cloud;
  const secrets = [origins.password, origins.applicationCredentialSecret, origins.token];
  const own = secrets.some((origin) => origin !== undefined);
  const inEnvironment = given !== undefined || secrets.some((origin) => origin?.kind === "environment");
  let complete: Promise<CloudSettings> | undefined = own ? Promise.resolve(cloud) : undefined;
  return {
    cloud,
    kept: !inEnvironment,
    withSecret() {
      complete ??= setup
        .credential()
        .then((found) => (found === undefined ? cloud : read({ ...said, ...secretsOf(found) })));
      return complete;
    },
  };
}

function secretsOf(credential: { username?: string; password?: Secret; token?: Secret } | undefined) {
  if (credential === undefined) return {};
  const { username, password, token } = credential;
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password, "application-credential-secret": password }),
    ...(token === undefined ? {} : { token, "auth-type": "token" }),
  };
}
