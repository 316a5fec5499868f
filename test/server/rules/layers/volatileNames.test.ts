import { describe, expect, it } from 'vitest';
import { isPlaceholder, isVersionName, isVolatileName, labelKind } from '../../../../server/src/rules/layers/volatile/volatileNames.ts';

describe('names of values that are new in each build', () => {
  it.each([
    'GIT_SHA', 'GIT_COMMIT', 'git_commit', 'GIT_COMMIT_SHA', 'COMMIT', 'COMMIT_SHA', 'COMMIT_HASH', 'VCS_REF', 'GIT_REF', 'REVISION', 'SOURCE_COMMIT',
    'CI_COMMIT_SHA', 'CI_COMMIT_SHORT_SHA', 'GITHUB_SHA', 'BUILD_DATE', 'BUILDTIME', 'BUILD_TIMESTAMP', 'BUILD_NUMBER', 'BUILD_ID', 'IMAGE_CREATED',
    'CI_PIPELINE_ID', 'GITHUB_RUN_ID', 'RUN_NUMBER', 'BUILD_DATE_ARG', 'VCS_REF_ARG', 'CREATED',
  ])('%s', (name) => expect(isVolatileName(name)).toBe(true));

  it.each([
    'NODE_VERSION', 'VERSION', 'NGINX_COMMIT', 'OPENSSL_SHA256', 'ALPINE_SHA', 'SHA', 'SOURCE_DATE_EPOCH', 'CACHEBUST', 'GIT_BRANCH', 'BUILD_CONFIGURATION',
    'BUILD_TYPE', 'DEBIAN_RELEASE', 'DATE_FORMAT', 'TIMEZONE', 'USER_ID', 'REF', 'HASH', 'GIT_COMMITTER_NAME', 'constructor', '',
  ])('not %s', (name) => expect(isVolatileName(name)).toBe(false));

  it.each(['VERSION', 'APP_VERSION', 'BUILD_VERSION', 'RELEASE'])('%s may be the own version', (name) => expect(isVersionName(name)).toBe(true));
  it.each(['NODE_VERSION', 'GO_VERSION', 'VERSION_ID', 'ALPINE_RELEASE'])('%s is that of a tool', (name) => expect(isVersionName(name)).toBe(false));
});

describe('values that only stand in for one', () => {
  it.each(['', 'unknown', 'dev', 'N/A', '0', '0.0.0', '0.0.0-dev', 'no-git-repo', 'not set', 'Local', null, undefined])('%s', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });
  it.each(['1290a2f', '1.2.3', 'main', '2024-01-01', '42', 'v3'])('%s is a value', (value) => expect(isPlaceholder(value)).toBe(false));
});

it('labels tell commits and dates from versions', () => {
  expect(labelKind('org.opencontainers.image.revision')).toBe('build');
  expect(labelKind('org.label-schema.build-date')).toBe('build');
  expect(labelKind('org.opencontainers.image.version')).toBe('version');
  expect(labelKind('build_version')).toBe('version');
  expect(labelKind('maintainer')).toBeNull();
});
