import type { Install } from '../../cache/calls/managerCall.ts';
import { refuse } from '../proof.ts';
import { wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';

/** A manager whose installs run again like others, but need more than a rule can prove to be there. */
function reportOnly(entry: Pick<ManifestEntry, 'id' | 'reads' | 'named' | 'locks'>, why: string): ManifestEntry {
  return {
    ...entry,
    isLocked: () => false,
    never: () => why,
    needs: () => refuse(why),
    fills: [],
    writesHome: true,
    leavesManifests: () => false,
  };
}

/** `cargo build` and `cargo install --path .` compile the project. [doc.rust-lang.org/cargo/commands/cargo-fetch] */
export const cargo = reportOnly(
  {
    id: 'cargo',
    // `cargo +nightly fetch` names a toolchain first.
    reads: (install) => (wordsOf(install).find((word) => !word?.startsWith('+')) === 'fetch' ? ['Cargo.toml'] : null),
    named: () => 'Cargo.toml and Cargo.lock',
    locks: ['Cargo.lock'],
  },
  'cargo needs the Cargo.toml of every workspace member and a source file for every target, so copy those first with an empty src/main.rs or src/lib.rs, or use cargo-chef',
);

const RESOLVE_GOAL = /^(?:dependency|(?:org\.apache\.maven\.plugins:)?maven-dependency-plugin(?::[\w.-]+)?):(?:go-offline|resolve|resolve-plugins)$/;

/** Only calls that do nothing but resolve: `mvn package` builds the project. */
export const maven = reportOnly(
  { id: 'maven', reads: (install) => allWords(install, RESOLVE_GOAL, ['pom.xml']), named: () => 'pom.xml', locks: [] },
  'maven needs the pom.xml of every module, .mvn/ and any settings.xml, so copy those to their own folders first and the source after the download',
);

const RESOLVE_TASK = /^(?:.*:)?(?:dependencies|buildEnvironment|androidDependencies|(?:download|resolve|fetch)\w*(?:Dep|Lib|Conf)\w*)$/;

/** Only calls that do nothing but resolve: `gradle build` builds the project. */
export const gradle = reportOnly(
  { id: 'gradle', reads: (install) => allWords(install, RESOLVE_TASK, ['build.gradle']), named: () => 'the build files', locks: ['gradle.lockfile'] },
  'gradle runs build scripts, which may read any file: copy settings.gradle, every build.gradle, gradle.properties, gradle/ and buildSrc/ first if they need no more',
);

export const nuget = reportOnly(
  { id: 'nuget', reads: readsProjects, named: () => 'the project files', locks: ['packages.lock.json'] },
  'dotnet restore needs every project file in its own folder, with Directory.*.props, nuget.config and global.json, so copy those one by one first',
);

export const conda = reportOnly(
  { id: 'conda', reads: readsEnvironment, locks: ['conda-lock.yml'] },
  'an environment file may list local packages and other requirement files, which cannot be told here: if it does not, copy it alone first',
);

/** mamba and micromamba take the same environment files. */
export const mamba: ManifestEntry = { ...conda, id: 'mamba' };

export const mix = reportOnly(
  { id: 'mix', reads: (install) => (wordsOf(install)[0] === 'deps.get' ? ['mix.exs'] : null), named: () => 'mix.exs and mix.lock', locks: ['mix.lock'] },
  'mix runs mix.exs and config/config.exs, which may read other files: copy both with mix.lock first if they need no more',
);

export const sbt = reportOnly(
  { id: 'sbt', reads: (install) => allWords(install, /^update$/, ['build.sbt']), named: () => 'build.sbt and project/', locks: [] },
  'sbt compiles its build first: copy build.sbt, project/*.sbt, project/*.scala and project/build.properties first if they need no more',
);

function allWords(install: Install, pattern: RegExp, manifests: readonly string[]): readonly string[] | null {
  const words = wordsOf(install);
  return words.length > 0 && words.every((word) => word !== null && pattern.test(word)) ? manifests : null;
}

/** `dotnet restore` of what it names, else of what lies in its folder. */
function readsProjects(install: Install): readonly string[] | null {
  if (wordsOf(install)[0] !== 'restore') return null;
  const [project] = install.rest.map(({ value }) => value);
  return [project !== undefined && project !== null && /\.(?:\w+proj|slnx?)$/.test(project) ? project : '*.csproj'];
}

/** `conda env create -f environment.yml` and its like; packages by name read no file. */
function readsEnvironment(install: Install): readonly string[] | null {
  const file = install.options.find(({ name }) => name === '-f' || name === '--file')?.value;
  if (typeof file === 'string') return /\.(?:ya?ml|txt|lock)$/.test(file) && !file.includes('://') ? [file] : null;
  const [verb, second] = wordsOf(install);
  return verb === 'env' && (second === 'create' || second === 'update') && file === undefined ? ['environment.yml'] : null;
}
