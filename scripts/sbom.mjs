import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packagesOf } from "./bundled-packages.mjs";
import { root, version } from "./bundling.mjs";

const keyring = "@napi-rs/keyring";

/**
 * The bill of materials of a bundle as CycloneDX 1.5, JSON: what is really in it, which no package.json tells, since everything is bundled from
 * devDependencies. Beside that the keyring, which npm installs where it can, and what else `more` names. The same sources give
 * the same text: no time, no serial number.
 */
export function sbomOf(modules, more = []) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const packages = packagesOf(modules).map(({ directory, manifest }) => ({
    place: directory.slice(directory.indexOf("/node_modules/") + 1),
    ...manifest,
  }));
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const refs = new Map(packages.map(({ place, name, version }) => [place, purl(name, version)]));
  const optional = lock[`node_modules/${keyring}`];
  const components = [
    ...packages.map(({ place, name, version, license, description }) => ({
      ...component(name, version, license, lock[place]?.integrity),
      scope: "required",
      description,
    })),
    { ...component(keyring, optional.version, optional.license, optional.integrity), scope: "optional" },
    ...more,
  ];
  const dependencies = packages.map(({ place, dependencies, optionalDependencies }) => ({
    ref: refs.get(place),
    dependsOn: Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) =>
      resolved(refs, place, name),
    ),
  }));
  const self = {
    ...component(own.name, version, own.license),
    type: "application",
    description: own.description,
  };
  const direct = Object.keys(own.devDependencies).flatMap((name) => resolved(refs, "", name));
  const others = components.slice(packages.length).map(({ "bom-ref": ref }) => ref);
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: self },
    components,
    dependencies: [{ ref: self["bom-ref"], dependsOn: [...direct, ...others] }, ...dependencies],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Node.js itself, for programs that hold it. */
export function nodeComponent(version) {
  return {
    type: "platform",
    "bom-ref": `pkg:generic/node@${version}`,
    name: "node",
    version,
    scope: "required",
  };
}

function component(name, version, license, integrity) {
  return {
    type: "library",
    "bom-ref": purl(name, version),
    name,
    version,
    purl: purl(name, version),
    licenses: [{ license: { id: license } }],
    ...(integrity !== undefined && { hashes: integrity.split(" ").map(hash) }),
  };
}

/** `sha512-BASE64` of the lock, which is of the tarball that npm fetched. */
function hash(text) {
  const dash = text.indexOf("-");
  return {
    alg: text.slice(0, dash).replace("sha", "SHA-"),
    content: Buffer.from(text.slice(dash + 1), "base64").toString("hex"),
  };
}

function purl(name, version) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

/** What a package finds under a name, as Node looks for it: the nearest folder of packages first. */
function resolved(refs, place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/")))) {
    const ref = refs.get(`${from === "" ? "" : `${from}/`}node_modules/${name}`);
    if (ref !== undefined) return [ref];
    if (from === "") return [];
  }
}
