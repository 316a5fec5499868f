import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import { asObject, isVisible, jsonManifest, nearestAbove, ownValue, visibleIn } from './contextManifests.ts';
import { hasOption } from './installWords.ts';
import { npmConfig } from './npmConfig.ts';

/** Scripts of the project itself that npm, Yarn, pnpm and bun run during an install (npm docs, using-npm/scripts). */
const INSTALL_SCRIPTS = [
  'preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish', 'pnpm:devPreinstall', 'dependencies',
];
const LOCAL_SPEC = /^(file:|link:|workspace:|portal:|patch:|exec:|\.{1,2}\/|~\/|\/)/;

/** Packages whose own install scripts read files of the project. */
const PROJECT_READERS: ReadonlyMap<string, string> = new Map([
  ['@prisma/client', 'generates its client from the schema of the project'],
  ['prisma', 'generates its client from the schema of the project'],
  ['lefthook', 'reads its configuration in the project'],
  ['simple-git-hooks', 'reads its configuration in the project'],
]);
/** Where Puppeteer's install script looks for what to download (pptr.dev/guides/configuration). */
const PUPPETEER_CONFIG = ['', '.json', '.yaml', '.yml', '.js', '.cjs', '.mjs', '.ts']
  .map((ending) => `.puppeteerrc${ending}`)
  .concat(['puppeteer.config.js', 'puppeteer.config.cjs', 'puppeteer.config.mjs', 'puppeteer.config.ts']);

const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * What every installer of a package.json needs: the manifest, its lockfiles and the configuration of the registry.
 * @returns the first thing that makes it need more of the source
 */
export function nodeProject(install: Install, manifest: string, context: BuildContext, tool: string, locks: readonly string[]): string[] | Refusal {
  const { files } = context;
  const folder = folderOf(manifest);
  const parsed = jsonManifest(files, manifest);
  if (!parsed) return refuse(`${manifest} cannot be read in the build context`);
  const project = ownNeeds(parsed, install, manifest, tool);
  if (project) return project;
  if (isVisible(context, joinPaths(folder, 'binding.gyp'))) {
    return refuse(`${tool} compiles the project itself, since there is a binding.gyp`);
  }
  const root = nearestAbove(context, folder, 'package.json', (path) => jsonManifest(files, path)?.['workspaces'] !== undefined);
  if (root !== null) return refuse(`${root} makes this folder part of ${tool} workspaces`);
  const chooser = tool === 'npm' || tool === 'bun' || ownValue(parsed, 'packageManager') !== undefined ? null : versionChooser(context, folder);
  if (chooser !== null) return refuse(`${chooser} may name the version of ${tool} for this folder`);
  const puppeteer = visibleIn(context, folder, PUPPETEER_CONFIG)[0];
  if (puppeteer !== undefined && !hasOption(install, '--ignore-scripts')) return refuse(`Puppeteer reads ${puppeteer} during the install`);
  const config = npmConfig(joinPaths(folder, '.npmrc'), context);
  if (isRefusal(config)) return config;
  return [manifest, ...visibleIn(context, folder, locks), ...config];
}

function ownNeeds(parsed: Readonly<Record<string, unknown>>, install: Install, manifest: string, tool: string): Refusal | null {
  if (ownValue(parsed, 'workspaces') !== undefined) return refuse(`${manifest} has workspaces, whose own manifests are needed too`);
  const scripts = asObject(ownValue(parsed, 'scripts'));
  const script = INSTALL_SCRIPTS.find((name) => Object.hasOwn(scripts, name));
  const skipsScripts = hasOption(install, '--ignore-scripts');
  if (script && !skipsScripts) return refuse(`${tool} runs the script "${script}" of ${manifest} during the install`);
  for (const place of [parsed, asObject(ownValue(parsed, 'pnpm'))]) {
    const patched = asObject(ownValue(place, 'patchedDependencies'));
    if (Object.keys(patched).length > 0) return refuse(`${manifest} has patchedDependencies, whose patch files are needed too`);
  }
  for (const key of [...DEPENDENCIES, 'overrides', 'resolutions', 'pnpm']) {
    const local = localSpec(ownValue(parsed, key));
    if (local !== null) return refuse(`${manifest} depends on the local path ${local}`);
  }
  if (skipsScripts) return null;
  if (ownValue(parsed, 'msw') !== undefined) return refuse('msw writes its worker script into the project during the install');
  const reader = DEPENDENCIES.flatMap((key) => Object.keys(asObject(ownValue(parsed, key)))).find((name) => PROJECT_READERS.has(name));
  return reader === undefined ? null : refuse(`the install script of ${reader} ${PROJECT_READERS.get(reader)!}`);
}

/** corepack goes up to the nearest package.json that names a package manager. */
function versionChooser(context: BuildContext, folder: string): string | null {
  return nearestAbove(context, folder, 'package.json', (path) => jsonManifest(context.files, path)?.['packageManager'] !== undefined);
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
