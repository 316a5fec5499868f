/** What an engine of our own and the base images are made of. Change versions here only: each gets a cache folder of its own. */

/** Packages that are taken from one suite of Debian; all of them run on Debian 12 (they need its libc or an older one). */
const docker = {
  suite: 'sid',
  packages: { 'docker.io': '28.5.2+dfsg4-5', 'docker-cli': '28.5.2+dfsg4-5', 'docker-buildx': '0.29.1+ds1-4', 'docker-compose': '2.40.3-3' },
};

/** What does not move any more: the newest of the suite is what was tried, but for security fixes. */
const runtime = { suite: 'bookworm', packages: { containerd: null, runc: null, debootstrap: null, 'busybox-static': null } };

/**
 * The sets that an engine can be made of, most wanted first. Debian keeps only the newest version of a package in sid: when
 * the wanted ones are gone, those that took their place are tried, and then Debian 13's, which stay.
 */
export const engineSets = [
  [docker, runtime],
  [newestOf(docker), runtime],
  [{ ...newestOf(docker), suite: 'trixie' }, runtime],
];

/** What loads a compose project without an engine: most wanted first, as above. */
const compose = { suite: 'sid', packages: { 'docker-compose': '2.40.3-3' } };
export const composeSets = [[compose], [newestOf(compose)], [{ ...newestOf(compose), suite: 'trixie' }]];

/** The oldest compose whose project model is the one that the rules know. */
export const oldestCompose = [2, 37];

function newestOf({ suite, packages }) {
  return { suite, packages: Object.fromEntries(Object.keys(packages).map((name) => [name, null])) };
}

/** The oldest buildx that knows `--progress=rawjson`. */
export const oldestBuildx = [0, 13];

/** The root file system below every base image. */
export const baseSystem = { suite: 'bookworm', include: ['ca-certificates', 'python3', 'python3-pip', 'python3-venv'] };
