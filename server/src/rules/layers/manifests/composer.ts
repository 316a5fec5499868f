import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { refuse, type Refusal } from '../proof.ts';
import { asObject, isVisible, jsonManifest, ownValue, visibleIn } from './contextManifests.ts';
import { hasOption, isSet, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';

const PROJECT_OPTIONS = new Set(['-d', '--working-dir']);
/** Plugins that keep to vendor/ during an install, given that composer.lock is there. */
const QUIET_PLUGINS = new Set([
  'symfony/runtime', 'php-http/discovery', 'pestphp/pest-plugin', 'phpstan/extension-installer',
  'dealerdirect/phpcodesniffer-composer-installer', 'composer/package-versions-deprecated', 'symfony/flex',
]);
/** Parts of `extra` that no plugin takes for files to read or write. */
const QUIET_EXTRA = new Set(['laravel', 'branch-alias', 'symfony']);

/** Sources: getcomposer.org/doc/03-cli.md#install-i and /doc/05-repositories.md#path. */
export const composer: ManifestEntry = {
  id: 'composer',
  reads: (install) => (['install', 'i'].includes(wordsOf(install)[0] ?? '') && install.rest.length === 0 ? ['composer.json'] : null),
  named: () => 'composer.json and composer.lock',
  locks: ['composer.lock'],
  isLocked: () => false,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, PROJECT_OPTIONS);
    if (option) return refuse(`composer's ${option} makes it work elsewhere than in its working folder`);
    if (isSet(install, 'COMPOSER') || isSet(install, 'COMPOSER_VENDOR_DIR')) {
      return refuse('COMPOSER or COMPOSER_VENDOR_DIR names other files');
    }
    if (!hasOption(install, '--no-scripts') || !hasOption(install, '--no-autoloader')) {
      return refuse(
        'composer install runs scripts and maps classes of the project: run it with --no-scripts --no-autoloader before the COPY, and composer dump-autoload after it',
      );
    }
    const folder = folderOf(manifest!);
    const parsed = jsonManifest(context.files, manifest!);
    if (!parsed) return refuse(`${manifest!} cannot be read in the build context`);
    const auth = joinPaths(folder, 'auth.json');
    if (isVisible(context, auth)) return refuse(`${auth} holds credentials, which belong in a secret mount and not in a layer of its own`);
    return otherFiles(parsed, install, folder, context) ?? [manifest!, ...visibleIn(context, folder, ['composer.lock', 'symfony.lock'])];
  },
  fills: [{ name: 'vendor', mustBeIgnored: 'always' }],
  writesHome: true,
  // Without composer.lock it would write one; what the context lacks is no mount either, so that this is asked of a proved install only.
  leavesManifests: () => true,
};

function otherFiles(parsed: Readonly<Record<string, unknown>>, install: Install, folder: string, context: BuildContext): Refusal | null {
  const local = Object.values(asObject(ownValue(parsed, 'repositories'))).find((one) => {
    const { type, url } = asObject(one);
    return type === 'path' || type === 'artifact' || (typeof url === 'string' && /^(?:\.|\/|file:)/.test(url));
  });
  if (local !== undefined) return refuse('composer.json has repositories in local folders');
  if (!isVisible(context, joinPaths(folder, 'composer.lock'))) {
    return refuse('there is no composer.lock in the build context, and composer would write one');
  }
  const config = asObject(ownValue(parsed, 'config'));
  const moved = ['vendor-dir', 'bin-dir', 'cache-dir', 'data-dir', 'home'].find((key) => Object.hasOwn(config, key));
  if (moved !== undefined) return refuse(`composer.json moves folders by its setting ${moved}`);
  if (hasOption(install, '--no-plugins')) return null;
  const extra = Object.keys(asObject(ownValue(parsed, 'extra'))).find((key) => !QUIET_EXTRA.has(key));
  if (extra !== undefined) return refuse(`a plugin of composer may read or write files of the project (extra.${extra} in composer.json)`);
  const plugins = ownValue(config, 'allow-plugins');
  if (plugins === true) return refuse('composer.json allows all plugins, which may read or write files of the project');
  const plugin = Object.entries(asObject(plugins)).find(([name, isAllowed]) => isAllowed === true && !QUIET_PLUGINS.has(name))?.[0];
  if (plugin !== undefined) return refuse(`the plugin ${plugin} of composer may read or write files of the project`);
  const usesFlex = ['require', 'require-dev'].some((key) => Object.hasOwn(asObject(ownValue(parsed, key)), 'symfony/flex'));
  return usesFlex && !isVisible(context, joinPaths(folder, 'symfony.lock'))
    ? refuse('symfony/flex writes recipes into the project, since there is no symfony.lock')
    : null;
}
