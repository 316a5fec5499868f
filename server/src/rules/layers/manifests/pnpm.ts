import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import { isVisible, nearestAbove, visibleIn } from './contextManifests.ts';
import { hasOption, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { nodeProject } from './nodeProject.ts';
import { topLevelKeys } from './yamlKeys.ts';

const VERBS = new Set(['install', 'i', 'ci', 'clean-install', 'fetch']);
const PROJECT_OPTIONS = new Set([
  '-C', '--dir', '-r', '--recursive', '-F', '--filter', '--filter-prod', '-w', '--workspace-root', '--lockfile-dir',
  '--modules-dir', '--virtual-store-dir', '--pnpmfile', '--global-pnpmfile',
]);

/** Settings of pnpm-workspace.yaml that name no other file (pnpm.io/settings). */
const HARMLESS = new Set([
  'onlyBuiltDependencies', 'ignoredBuiltDependencies', 'neverBuiltDependencies', 'allowBuilds', 'dangerouslyAllowAllBuilds',
  'strictDepBuilds', 'overrides', 'catalog', 'catalogs', 'catalogMode', 'autoInstallPeers', 'nodeLinker', 'hoist',
  'hoistPattern', 'publicHoistPattern', 'shamefullyHoist', 'minimumReleaseAge', 'minimumReleaseAgeExclude', 'savePrefix',
  'saveExact', 'strictPeerDependencies', 'peerDependencyRules', 'engineStrict', 'packageExtensions', 'supportedArchitectures',
  'trustPolicy', 'verifyDepsBeforeRun', 'managePackageManagerVersions', 'resolutionMode', 'dedupePeerDependents',
  'preferFrozenLockfile', 'allowedDeprecatedVersions', 'ignoredOptionalDependencies', 'registry', 'fetchRetries', 'fetchTimeout',
]);

/** Sources: pnpm.io/cli/install, /cli/fetch, /settings, /pnpmfile. */
export const pnpm: ManifestEntry = {
  id: 'pnpm',
  reads(install) {
    const verb = wordsOf(install)[0] ?? '';
    if (!VERBS.has(verb) || install.rest.length > 0 || hasOption(install, '-g', '--global')) return null;
    return [verb === 'fetch' ? 'pnpm-lock.yaml' : 'package.json'];
  },
  named: () => 'package.json and pnpm-lock.yaml',
  locks: ['pnpm-lock.yaml'],
  isLocked,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, PROJECT_OPTIONS);
    if (option) return refuse(`pnpm's ${option} makes it work elsewhere than in its working folder`);
    const folder = folderOf(manifest!);
    const project = joinPaths(folder, 'package.json');
    if (!isVisible(context, project)) return refuse(`${project} is not in the build context`);
    const needed = nodeProject(install, project, context, 'pnpm', ['pnpm-lock.yaml']);
    if (isRefusal(needed)) return needed;
    if (isLocked(install) && !isVisible(context, joinPaths(folder, 'pnpm-lock.yaml'))) {
      return refuse('the pnpm-lock.yaml that this install needs is not in the build context');
    }
    const root = nearestAbove(context, folder, 'pnpm-workspace.yaml');
    if (root !== null) return refuse(`${root} makes this folder part of pnpm workspaces`);
    const config = workspaceConfig(joinPaths(folder, 'pnpm-workspace.yaml'), context);
    if (isRefusal(config)) return config;
    const hooks = hookFiles(folder, context);
    return isRefusal(hooks) ? hooks : [...needed, ...config, ...hooks];
  },
  fills: [{ name: 'node_modules', mustBeIgnored: 'always' }],
  writesHome: true,
  leavesManifests: isLocked,
};

/** `pnpm install` alone freezes the lockfile on CI only, which a build is not. */
function isLocked(install: Install): boolean {
  return ['ci', 'clean-install', 'fetch'].includes(wordsOf(install)[0] ?? '') || hasOption(install, '--frozen-lockfile');
}

/** Since pnpm 10 this file holds settings too, so that projects without workspaces have one. */
function workspaceConfig(path: string, context: BuildContext): readonly string[] | Refusal {
  if (!isVisible(context, path)) return [];
  const text = context.files.text(path);
  const keys = text === undefined ? null : topLevelKeys(text);
  if (text === undefined || keys === null) return refuse(`${path} cannot be read in the build context`);
  if (keys.includes('packages')) return refuse(`${path} has workspaces, whose own manifests are needed too`);
  if (keys.includes('patchedDependencies')) return refuse(`${path} has patchedDependencies, whose patch files are needed too`);
  const other = keys.find((key) => !HARMLESS.has(key));
  if (other !== undefined) return refuse(`${path} may need other files by its setting ${other}`);
  return /\b(?:file|link|workspace|portal):/.test(text) ? refuse(`${path} names a local path`) : [path];
}

/** Hooks are code: those that load or read nothing go along. */
function hookFiles(folder: string, context: BuildContext): readonly string[] | Refusal {
  const found = visibleIn(context, folder, ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js']);
  const reader = found.find((path) => {
    const text = context.files.text(path);
    return text === undefined || /\b(?:require|import|process|globalThis|__dirname|__filename)\b/.test(text);
  });
  return reader === undefined ? found : refuse(`${reader} runs during the install and may read other files of the project`);
}
