import { hasMountLike } from '../calls/contextEvidence.ts';
import { hasOtherHome, setsProperty } from '../calls/javaProperties.ts';
import { ANY_WORD, NO_DEFEATS, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { storeHazard } from '../folders/storeHazard.ts';

const MOVED = /^(?:maven\.repo\.local|user\.home)(?:=|$)/;

/** Sources: maven.apache.org "Configuring Maven" (`maven.repo.local`), `mvn --help`; README of github.com/carlossg/docker-maven. */
export const maven: PackageManager = {
  id: 'maven',
  label: 'Maven',
  token: 'mvn',
  program: /^mvnw?$/,
  // Phases and goals of any plugin: all of them need plugins at least.
  installVerbs: [[ANY_WORD]],
  valueOptions: new Set([
    '-D', '-P', '-T', '-b', '-f', '-l', '-s', '-t', '--activate-profiles', '--builder', '--color', '--define',
    '--encrypt-password', '--file', '--global-settings', '--global-toolchains', '--log-file', '--projects', '--resume-from',
    '--settings', '--threads', '--toolchains',
  ]),
  offlineOptions: [{ name: '-o' }, { name: '--offline' }, { name: '-v' }, { name: '--version' }, { name: '-h' }, { name: '--help' }],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '-o' }, { name: '--offline' }],
  readerVerbs: [[ANY_WORD]],
  claims: (install, scene) => !setsProperty(install, MOVED) && !hasOtherHome(install, scene),
  hazard(install, scene) {
    // The wrapper keeps itself beside the repository.
    const beside = install.command.name === 'mvnw' ? parentHazard(install, scene) : null;
    return storeHazard(install, scene) ?? beside;
  },
  folders: [
    { place: { kind: 'home', path: '.m2/repository' }, isStore: true, movedBy: [], harmlessEntries: [], cleanVerbs: [] },
    {
      place: { kind: 'home', path: '.m2/wrapper' },
      isStore: true,
      usedBy: ({ run, command }) => command.name === 'mvnw' && !hasMountLike(run, /m2|maven/i),
      movedBy: [{ kind: 'variable', name: 'MAVEN_USER_HOME', below: 'wrapper' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  defeats: NO_DEFEATS,
  config: { setVerbs: [], folderKeys: [], files: ['settings.xml', '.mvn/maven.config', 'maven.config'], telltale: /<localRepository>|maven\.repo\.local/ },
  folderQuery: null,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])(?:m2|maven)(?:[/._-]|$)/i,
  requireMount: 'fix',
};
