import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { refuse, type Refusal } from '../proof.ts';
import { isVisible, visibleIn } from './contextManifests.ts';
import { hasOption, isSet, isSwitchedOn, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';

const PROJECT_OPTIONS = new Set(['--gemfile', '--path', '--standalone', '--binstubs', '--local', '--prefer-local']);

/** Lines of a Gemfile, which is Ruby, that surely read no other file. Source: bundler.io/man/gemfile.5.html. */
const STRING = `(?:"[^"#]*"|'[^']*')`;
const SYMBOLS = `:?\\w+(?:\\s*,\\s*:?\\w+)*`;
const VALUE = `(?:${STRING}|:\\w+|true|false|nil|\\d+|\\[[^\\[\\]]*\\]|%[iw]\\[[^\\[\\]]*\\])`;
const OPTION = `(?:${STRING}|(?:\\w+:|:\\w+\\s*=>)\\s*${VALUE})`;
const PLAIN_LINES = [
  `source\\s*\\(?${STRING}\\)?(?:\\s+do)?`,
  `ruby\\s+${STRING}`,
  `gem\\s*\\(?${STRING}(?:\\s*,\\s*${OPTION})*\\)?`,
  `(?:group|platforms?)\\s*\\(?${SYMBOLS}(?:\\s*,\\s*optional:\\s*true)?\\)?\\s+do`,
  `end`,
  `git_source\\(:github\\)\\s*\\{\\s*\\|\\w+\\|\\s*"https://github\\.com/#\\{\\w+\\}(?:\\.git)?"\\s*\\}`,
];
const PLAIN_LINE = new RegExp(`^(?:${PLAIN_LINES.join('|')})$`);

/** Sources: bundler.io/man/bundle-install.1.html and /man/bundle-config.1.html. */
export const bundler: ManifestEntry = {
  id: 'bundler',
  reads: (install) => ((wordsOf(install)[0] ?? 'install') === 'install' && install.rest.length === 0 ? ['Gemfile'] : null),
  named: () => 'Gemfile and Gemfile.lock',
  locks: ['Gemfile.lock'],
  isLocked,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, PROJECT_OPTIONS);
    if (option) return refuse(`bundler's ${option} uses folders of the project`);
    if (isSet(install, 'BUNDLE_GEMFILE')) return refuse('BUNDLE_GEMFILE names another Gemfile');
    if (isSet(install, 'BUNDLE_APP_CONFIG') && !isAbsolute(install, 'BUNDLE_APP_CONFIG')) {
      return refuse('BUNDLE_APP_CONFIG names a folder of the project');
    }
    const folder = folderOf(manifest!);
    const lock = joinPaths(folder, 'Gemfile.lock');
    return unprovable(manifest!, context) ?? otherFiles(install, folder, context) ?? [manifest!, lock];
  },
  fills: [
    { name: 'vendor/bundle', mustBeIgnored: 'present' },
    { name: '.bundle', mustBeIgnored: 'present' },
  ],
  writesHome: true,
  leavesManifests: isLocked,
};

function isLocked(install: Install): boolean {
  return hasOption(install, '--frozen', '--deployment') || ['BUNDLE_FROZEN', 'BUNDLE_DEPLOYMENT'].some((name) => isSwitchedOn(install, name));
}

function isAbsolute(install: Install, name: string): boolean {
  return install.run.state.env.get(name)?.startsWith('/') ?? false;
}

/** Why a Gemfile may read other files. */
function unprovable(manifest: string, { files }: BuildContext): Refusal | null {
  const text = files.text(manifest);
  if (text === undefined) return refuse(`${manifest} cannot be read in the build context`);
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (line === '') continue;
    if (line.length > 400 || !PLAIN_LINE.test(line)) {
      return refuse(`${manifest} may read other files of the project ("${line.slice(0, 80)}")`);
    }
    if (/(?:\bpath:|:path\s*=>)|\bgit(?:hub)?:\s*['"][./]/.test(line)) {
      return refuse(`${manifest} names a gem in a local folder ("${line.slice(0, 80)}")`);
    }
  }
  return null;
}

function otherFiles(install: Install, folder: string, context: BuildContext): Refusal | null {
  if (!isVisible(context, joinPaths(folder, 'Gemfile.lock'))) {
    return refuse('there is no Gemfile.lock in the build context, and bundler would write one');
  }
  if (!isLocked(install)) {
    return refuse('bundler may rewrite Gemfile.lock, which the later COPY would undo: set BUNDLE_DEPLOYMENT=1 or BUNDLE_FROZEN=1 before the install');
  }
  if (visibleIn(context, folder, ['.bundle/config']).length > 0) {
    return refuse(`${joinPaths(folder, '.bundle/config')} changes where bundler installs`);
  }
  return context.files.hasFolder(joinPaths(folder, 'vendor/cache')) ? refuse('bundler takes gems from vendor/cache') : null;
}
