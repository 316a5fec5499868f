import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf, isOutside, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import { isVisible, nearestAbove, visibleIn } from './contextManifests.ts';
import { hasOption, optionOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { nodeProject } from './nodeProject.ts';
import { topLevelKeys, topLevelValue } from './yamlKeys.ts';
import { readsPackage } from './yarn.ts';

/** Settings that name no other file and leave the install where it is. */
const HARMLESS = new Set([
  'nodeLinker', 'yarnPath', 'enableTelemetry', 'enableGlobalCache', 'compressionLevel', 'npmRegistryServer', 'enableScripts', 'nmMode',
  'nmHoistingLimits', 'nmSelfReferences', 'defaultSemverRangePrefix', 'httpTimeout', 'httpRetry', 'networkConcurrency', 'checksumBehavior',
  'enableImmutableInstalls', 'enableHardenedMode', 'enableProgressBars', 'enableMessageNames', 'enableColors', 'preferInteractive',
  'supportedArchitectures', 'packageExtensions', 'logFilters', 'npmMinimalAgeGate', 'enableStrictSsl', 'enableTransparentWorkspaces',
]);

/** Yarn 2 and later. Sources: yarnpkg.com/cli/install, /configuration/yarnrc, /getting-started/qa (which files to keep). */
export const yarnBerry: ManifestEntry = {
  id: 'yarn-berry',
  isContested: true,
  reads: readsPackage,
  named: () => 'package.json, yarn.lock and .yarnrc.yml',
  locks: ['yarn.lock'],
  isLocked,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, new Set(['--cwd', '--mode']));
    if (option) return refuse(`yarn's ${option} changes where or what it installs`);
    if (!isLocked(install)) return refuse('yarn may rewrite yarn.lock, which the later COPY would undo: add --immutable to the install');
    const needed = nodeProject(install, manifest!, context, 'yarn', ['yarn.lock']);
    if (isRefusal(needed)) return needed;
    const folder = folderOf(manifest!);
    if (!isVisible(context, joinPaths(folder, 'yarn.lock'))) {
      return refuse('the yarn.lock that --immutable needs is not in the build context');
    }
    const above = nearestAbove(context, folder, '.yarnrc.yml') ?? nearestAbove(context, folder, 'yarn.lock');
    if (above !== null) return refuse(`yarn also reads ${above} in a folder above`);
    const config = berryConfig(folder, context);
    return isRefusal(config) ? config : [...needed, ...config, ...visibleIn(context, folder, ['.env.yarn'])];
  },
  fills: [
    { name: 'node_modules', mustBeIgnored: 'always' },
    { name: '.yarn/install-state.gz', mustBeIgnored: 'always' },
    { name: '.yarn/cache', mustBeIgnored: 'present' },
    { name: '.yarn/unplugged', mustBeIgnored: 'present' },
    { name: '.pnp.cjs', mustBeIgnored: 'present' },
  ],
  writesHome: true,
  leavesManifests: isLocked,
};

function isLocked(install: Install): boolean {
  return hasOption(install, '--immutable', '--frozen-lockfile');
}

/** The configuration and the release of Yarn that it names. */
function berryConfig(folder: string, context: BuildContext): readonly string[] | Refusal {
  const path = joinPaths(folder, '.yarnrc.yml');
  if (!isVisible(context, path)) {
    return refuse("yarn's nodeLinker is not set to node-modules, so its Plug'n'Play files belong to the project");
  }
  const text = context.files.text(path);
  const keys = text === undefined ? null : topLevelKeys(text);
  if (text === undefined || keys === null) return refuse(`${path} cannot be read in the build context`);
  const other = keys.find((key) => !HARMLESS.has(key));
  if (other !== undefined) {
    const isCredential = /auth/i.test(other);
    return refuse(isCredential ? `${path} may hold a credential (${other}), which belongs in a secret mount` : `${path} may need other files by its setting ${other}`);
  }
  if (topLevelValue(text, 'nodeLinker') !== 'node-modules') {
    return refuse("yarn's nodeLinker is not set to node-modules, so its Plug'n'Play files belong to the project");
  }
  if (!keys.includes('yarnPath')) return [path];
  const release = joinPaths(folder, topLevelValue(text, 'yarnPath') ?? '/');
  return isOutside(release) || !isVisible(context, release)
    ? refuse(`the yarnPath of ${path} is not in the build context`)
    : [path, release];
}
