import type { Instruction } from '../../../core/dockerfile/model.ts';

/** What may stand before `SHA` or `COMMIT` where they are the project's own: words of version control, of CI systems and of images. */
const OWNERS = [
  'ARG', 'APP', 'BITBUCKET', 'BUILD', 'BUILDKITE', 'CI', 'CIRCLE', 'CURRENT', 'DOCKER', 'DRONE', 'FULL', 'GIT', 'GITHUB', 'GITLAB', 'HEAD',
  'HEROKU', 'IMAGE', 'LAST', 'PROJECT', 'RAILWAY', 'RELEASE', 'RENDER', 'REPO', 'SCM', 'SERVICE', 'SHORT', 'SOURCE', 'SRC', 'TRAVIS', 'VCS',
  'VERCEL',
];
const OWNER = `(?:(?:${OWNERS.join('|')})_)`;
const COMMIT = new RegExp(
  `^(?:${OWNER}+(?:SHA1?|HASH|REF|REV|DESCRIBE)|` +
    `${OWNER}*(?:COMMIT(?:_?(?:SHA1?|HASH|ID|REF|REV|SHORT|SHORT_SHA))?|REVISION|GITSHA|GITCOMMIT|GITREV))(?:_ARG)?$`,
);
const BUILD_PARTS = 'DATE|DATETIME|TIME|TIMESTAMP|STAMP|NUMBER|NUM|NO|ID|AT';
const BUILD = new RegExp(
  `^(?:ARG_)?(?:(?:APP|IMAGE|CI|DOCKER)_)?(?:BUILD_?(?:${BUILD_PARTS})|BUILT_AT|CREATED(?:_AT)?|TIMESTAMP)(?:_ARG)?$`,
);
const RUNS =
  /^(?:CI_(?:PIPELINE|JOB|BUILD)_(?:ID|IID|URL|NUMBER)|(?:GITHUB_)?RUN_(?:ID|NUMBER|ATTEMPT)|(?:BUILD_)?PIPELINE_(?:ID|NUMBER)|BUILDKITE_BUILD_NUMBER)$/;
const VERSION = /^(?:ARG_)?(?:(?:APP|APPLICATION|BUILD|IMAGE|PACKAGE|PROJECT|SERVICE)_)?(?:VERSION|RELEASE)(?:_ARG)?$/;

/**
 * True for names whose value is another one in each build: a commit, a date, a number of the build. `SOURCE_DATE_EPOCH` is none:
 * programs are meant to read it.
 */
export function isVolatileName(name: string): boolean {
  const upper = name.toUpperCase();
  return COMMIT.test(upper) || BUILD.test(upper) || RUNS.test(upper);
}

/** True for names that hold the project's own version, or that of a tool: a LABEL tells which. */
export function isVersionName(name: string): boolean {
  return VERSION.test(name.toUpperCase());
}

const PLACEHOLDERS = new Set([
  'default', 'dev', 'development', 'dirty', 'docker', 'local', 'n/a', 'na', 'none', 'null', 'placeholder', 'snapshot', 'todo',
  'unavailable', 'undefined', 'unknown', 'unset', 'unspecified', 'unversioned',
]);

/** What a name says when no build argument is given: `unknown`, `dev`, nothing. */
export function isPlaceholder(value: string | null | undefined): boolean {
  if (value === null || value === undefined) return true;
  const word = value.trim().toLowerCase();
  return PLACEHOLDERS.has(word) || /^(?:|-+|0+|0\.0\.0\S*|1970-\S*|no[-_]?git\S*|not[-_ ]?set|x{3,})$/.test(word);
}

/** Keys of LABEL whose value is new in each build, and those of a version. */
const BUILD_LABEL =
  /^(?:org\.opencontainers\.image\.(?:revision|created)|(?:org\.label-schema\.)?(?:vcs-ref|build-date)|\S*\b(?:git|vcs)[-_.]?(?:commit|sha|ref|hash))$/i;
const VERSION_LABEL = /^(?:(?:\S+[._-])?version|build_version)$/i;

export interface LabelEntry {
  readonly key: string;
  /** As written. */
  readonly value: string;
}

/** The entries of a LABEL; `LABEL key value` has one. */
export function labelEntries({ words }: Instruction): LabelEntry[] {
  const first = words[0];
  if (!first) return [];
  if (!first.raw.includes('=')) return [{ key: first.value, value: words.slice(1).map(({ raw }) => raw).join(' ') }];
  return words.flatMap(({ raw }) => {
    const equals = raw.indexOf('=');
    return equals <= 0 ? [] : [{ key: raw.slice(0, equals).replace(/^["']|["']$/g, ''), value: raw.slice(equals + 1) }];
  });
}

/** What the keys of a LABEL say about a value they take. */
export function labelKind(key: string): 'build' | 'version' | null {
  return BUILD_LABEL.test(key) ? 'build' : VERSION_LABEL.test(key) ? 'version' : null;
}
