import type { BuildContext } from '../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../project/paths.ts';
import { needsLockfile, type ManifestInstall } from './manifestInstall.ts';
import { refuse, type Refusal } from './proof.ts';

/** Scripts that npm runs during an install of the project itself (npm docs, using-npm/scripts: life cycle of `npm ci` and `npm install`). */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish'];
const LOCAL_SPEC = /^(file:|link:|workspace:|portal:|\.{1,2}\/|~\/|\/)/;
const PROJECT_OPTIONS = new Set(['--prefix', '-C', '-w', '--workspace', '--workspaces', '--userconfig', '--globalconfig']);

/** The files that `npm ci` or `npm install` needs, as context paths, or why it needs more of the source than those. */
export function npmManifests(call: ManifestInstall, manifest: string, context: BuildContext): string[] | Refusal {
  const { files, ignore } = context;
  const option = call.install.options.find(({ name }) => PROJECT_OPTIONS.has(name));
  if (option) return refuse(`npm's ${option.name} makes it work elsewhere than in its working folder`);
  const folder = folderOf(manifest);
  const parsed = readObject(files.text(manifest));
  if (!parsed) return refuse(`${manifest} cannot be read in the build context`);
  const project = needsSource(parsed, call, manifest);
  if (project) return project;
  const here = (name: string) => joinPaths(folder, name);
  const isThere = (name: string) => files.has(here(name)) && !ignore?.matcher.ignores(here(name));
  if (isThere('binding.gyp')) return refuse('npm compiles the project itself, since there is a binding.gyp');
  const root = workspaceRoot(folder, context);
  if (root) return refuse(`${root} makes this folder part of npm workspaces`);
  const locks = ['npm-shrinkwrap.json', 'package-lock.json'].filter(isThere);
  if (needsLockfile(call) && locks.length === 0) return refuse('the lockfile that npm ci needs is not in the build context');
  const config = npmConfig(isThere('.npmrc') ? here('.npmrc') : null, context);
  if (typeof config !== 'string' && config !== null) return config;
  if (!ignore?.matcher.ignores(here('node_modules'))) {
    return refuse('node_modules is not in the .dockerignore, so the later COPY could overwrite what npm installed');
  }
  return [manifest, ...locks.map(here), ...(config === null ? [] : [config])];
}

function needsSource(parsed: Record<string, unknown>, call: ManifestInstall, manifest: string): Refusal | null {
  if (parsed['workspaces'] !== undefined) return refuse(`${manifest} has workspaces, whose own manifests are needed too`);
  const scripts = asObject(parsed['scripts']);
  const script = INSTALL_SCRIPTS.find((name) => Object.hasOwn(scripts, name));
  const skipsScripts = call.install.options.some(({ name, value }) => name === '--ignore-scripts' && value !== 'false');
  if (script && !skipsScripts) return refuse(`npm runs the script "${script}" of ${manifest} during the install`);
  for (const key of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides']) {
    const local = localSpec(parsed[key]);
    if (local !== null) return refuse(`${manifest} depends on the local path ${local}`);
  }
  return null;
}

/** The first local path among versions, nested overrides included. */
function localSpec(versions: unknown, depth = 0): string | null {
  if (typeof versions === 'string') return LOCAL_SPEC.test(versions) ? versions : null;
  if (depth > 8) return null;
  for (const version of Object.values(asObject(versions))) {
    const found = localSpec(version, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** npm takes a folder above with `workspaces` as the project's root. */
function workspaceRoot(folder: string, { files }: BuildContext): string | null {
  for (let above = folder; above !== '.'; ) {
    above = folderOf(above);
    const manifest = joinPaths(above, 'package.json');
    if (files.has(manifest) && readObject(files.text(manifest))?.['workspaces'] !== undefined) return manifest;
  }
  return null;
}

function npmConfig(path: string | null, { files }: BuildContext): string | null | Refusal {
  if (path === null) return null;
  const text = files.text(path);
  if (text === undefined) return refuse(`${path} cannot be read in the build context`);
  if (/_(auth|authToken|password)\s*=/i.test(text)) return refuse(`${path} holds a credential, which belongs in a secret mount and not in a layer of its own`);
  return path;
}

function readObject(text: string | undefined): Record<string, unknown> | null {
  if (text === undefined) return null;
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
