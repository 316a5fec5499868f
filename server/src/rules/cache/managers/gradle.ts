import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import { hasMountLike } from '../calls/contextEvidence.ts';
import { hasOtherHome, setsProperty } from '../calls/javaProperties.ts';
import type { Install } from '../calls/managerCall.ts';
import { ANY_WORD, UNCONFIGURED, type CacheScene, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { storeHazard } from '../folders/storeHazard.ts';

const OFFICIAL = /^docker\.io\/library\/gradle$/;
const MOVED = /^(?:gradle\.user\.home|user\.home)(?:=|$)/;

/**
 * Sources: docs.gradle.org "Directory Layout" and "Command-Line Interface"; github.com/keeganwitt/docker-gradle, whose images keep the
 * user home of everybody in /home/gradle/.gradle (root's is a link) with a gradle.properties that a mount over it all would hide.
 */
export const gradle: PackageManager = {
  id: 'gradle',
  label: 'Gradle',
  token: 'gradle',
  program: /^gradlew?$/,
  installVerbs: [[ANY_WORD]],
  valueOptions: new Set([
    '-D', '-F', '-I', '-M', '-P', '-b', '-c', '-g', '-p', '-x', '--build-file', '--configuration', '--console',
    '--dependency-verification', '--exclude-task', '--gradle-user-home', '--include-build', '--init-script', '--max-workers',
    '--priority', '--project-cache-dir', '--project-dir', '--project-prop', '--settings-file', '--system-prop', '--tests',
    '--update-locks', '--warning-mode', '--write-verification-metadata',
  ]),
  offlineOptions: [{ name: '--offline' }, { name: '--version' }, { name: '-v' }, { name: '--help' }, { name: '-h' }, { name: '--stop' }, { name: '--status' }],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '--offline' }],
  readerVerbs: [[ANY_WORD]],
  claims,
  hazard: (install, scene) => storeHazard(install, scene) ?? parentHazard(install, scene),
  folders: [
    {
      place: { kind: 'home', path: '.gradle/caches' },
      inImages: [{ image: OFFICIAL, path: '/home/gradle/.gradle/caches' }],
      isStore: true,
      movedBy: [{ kind: 'variable', name: 'GRADLE_USER_HOME', below: 'caches' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
    {
      place: { kind: 'home', path: '.gradle/wrapper' },
      inImages: [{ image: OFFICIAL, path: '/home/gradle/.gradle/wrapper' }],
      isStore: true,
      usedBy: ({ run, command }) => command.name === 'gradlew' && !hasMountLike(run, /gradle/i),
      movedBy: [{ kind: 'variable', name: 'GRADLE_USER_HOME', below: 'wrapper' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  ...UNCONFIGURED,
  hint: /(?:^|[/._-])gradle(?:[/._-]|$)/i,
  requireMount: 'fix',
};

/** Where an option or another HOME moves the user home nothing is said; in the official image a mount at root's link is one at its end. */
function claims(install: Install, scene: CacheScene): boolean {
  const { facts } = scene;
  if (install.options.some(({ name }) => name === '-g' || name === '--gradle-user-home')) return false;
  if (setsProperty(install, MOVED) || hasOtherHome(install, scene)) return false;
  const { baseImage } = facts.stageFact(install.run.stage);
  const isOfficial = baseImage !== null && OFFICIAL.test(fullImageName(baseImage));
  return !(isOfficial && hasMountLike(install.run, /^\/root\/\.gradle(?:\/|$)/));
}
