import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageReference } from '../../../../server/src/core/image/reference.ts';
import { familyOf } from '../../../../server/src/core/image/family.ts';
import { splitTag } from '../../../../server/src/core/image/tag.ts';

const SHA256 = `sha256:${'0a'.repeat(32)}`;
const SHA384 = `sha384:${'b1'.repeat(48)}`;
const SHA512 = `sha512:${'c2'.repeat(64)}`;

/** text, domain, path, tag, digest: the grammar and the normalization rules of distribution/reference. */
const ACCEPTED: readonly (readonly [string, string | null, string, string | null, string | null])[] = [
  ['python', null, 'python', null, null],
  ['python:3.12-slim', null, 'python', '3.12-slim', null],
  ['library/python', null, 'library/python', null, null],
  ['acme/api:v1', null, 'acme/api', 'v1', null],
  ['acme/team/api', null, 'acme/team/api', null, null],
  ['under_score', null, 'under_score', null, null],
  ['a__b/c---d.e', null, 'a__b/c---d.e', null, null],
  ['example.com', null, 'example.com', null, null],
  ['example.com:5000', null, 'example.com', '5000', null],
  ['example.com/app', 'example.com', 'app', null, null],
  ['example.com:5000/app', 'example.com:5000', 'app', null, null],
  ['registry:5000/app:1', 'registry:5000', 'app', '1', null],
  ['reg.io:5000/a/node:20', 'reg.io:5000', 'a/node', '20', null],
  [`reg.io:5000/a/node:20@${SHA256}`, 'reg.io:5000', 'a/node', '20', SHA256],
  ['localhost/app', 'localhost', 'app', null, null],
  ['localhost:5000/app:x', 'localhost:5000', 'app', 'x', null],
  ['local_host/app', null, 'local_host/app', null, null],
  ['10.0.0.7/app', '10.0.0.7', 'app', null, null],
  ['10.0.0.7:5000/app:7', '10.0.0.7:5000', 'app', '7', null],
  ['10.0.0.7:5000', null, '10.0.0.7', '5000', null],
  ['[2001:db8::7]/app', '[2001:db8::7]', 'app', null, null],
  [`[::1]:5000/app:t@${SHA512}`, '[::1]:5000', 'app', 't', SHA512],
  ['Registry/app', 'Registry', 'app', null, null],
  ['xn--n3h.com/app', 'xn--n3h.com', 'app', null, null],
  ['name:UPPER_tag.1-2', null, 'name', 'UPPER_tag.1-2', null],
  ['name:_x', null, 'name', '_x', null],
  [`name:${'t'.repeat(128)}`, null, 'name', 't'.repeat(128), null],
  [`name@${SHA256}`, null, 'name', null, SHA256],
  [`name:1@${SHA384}`, null, 'name', '1', SHA384],
  [`${'0a'.repeat(32)}:tag`, null, '0a'.repeat(32), 'tag', null],
  [`${'a/'.repeat(127)}a:x`, null, `${'a/'.repeat(127)}a`, 'x', null],
];

const REFUSED: readonly string[] = [
  '', ' ', 'a b', ':tag', `@${SHA256}`, '/a', 'a/', 'a//b', 'Python', 'Python:3', 'reg.io/Acme/api', 'a/B', 'a:', 'a@', 'a:1:2', '-a', 'a-', '.a', 'a.',
  'a..b', 'a___b', 'a._b', 'a:-x', 'a:.x', `a:${'t'.repeat(129)}`, 'a@sha256:00', `a@sha256:${'0A'.repeat(32)}`, `a@md5:${'0'.repeat(32)}`,
  `a@${SHA256}@${SHA256}`, `a@${SHA256}:tag`, `a@sha256:${'0'.repeat(128)}`, '0a'.repeat(32), '[::1]', '[::1]:5000', '[::1]:tag', '[fe80::1%eth0]/app',
  '[::1/app', '-reg.io/app', 'reg-.io/app', 'reg..io/app', 'reg.io:/app', 'reg.io:x/app', 'reg_x.io/app', 'python:$TAG', '$IMAGE', '${IMAGE:-python}', 'a/$b', 'ärger', 'a\n', 'a\r',
  'a/'.repeat(128) + 'a', 'a'.repeat(256), 'a'.repeat(100_000), '-'.repeat(100_000),
];

describe('parseImageReference', () => {
  it.each(ACCEPTED)('reads %s', (text, domain, path, tag, digest) => {
    expect(parseImageReference(text)).toMatchObject({ text, domain, path, tag, digest });
  });

  it.each(REFUSED.map((text) => [text.length > 60 ? `${text.slice(0, 60)}…` : text, text]))('refuses %j', (_, text) => {
    expect(parseImageReference(text!)).toBeNull();
  });

  it('has offsets that cut out the parts', () => {
    for (const [text, , , tag, digest] of ACCEPTED) {
      const { tagStart, digestStart } = parseImageReference(text)!;
      expect(tagStart === null ? null : text.slice(tagStart, tagStart + tag!.length)).toBe(tag);
      expect(digestStart === null ? null : text.slice(digestStart)).toBe(digest);
      if (tagStart !== null) expect(text[tagStart - 1]).toBe(':');
      if (digestStart !== null) expect(text[digestStart - 1]).toBe('@');
    }
  });

  it('puts every reference together again from its parts', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,4}(-[a-z0-9]{1,3})?$/);
    const any = fc.record({
      domain: fc.option(fc.constantFrom('reg.io', 'localhost', 'h:5000', '[::1]:80', '1.2.3.4')),
      path: fc.array(part, { minLength: 1, maxLength: 4 }),
      tag: fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,9}$/)),
      digest: fc.option(fc.constantFrom(SHA256, SHA512)),
    });
    fc.assert(fc.property(any, ({ domain, path, tag, digest }) => {
      const text = (domain ? `${domain}/` : '') + path.join('/') + (tag ? `:${tag}` : '') + (digest ? `@${digest}` : '');
      expect(parseImageReference(text)).toMatchObject({ domain, path: path.join('/'), tag, digest });
    }));
  });

  it('throws on nothing', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'A', '0', ':', '/', '@', '.', '-', '_', '[', ']', '$', '%', 'é'), maxLength: 40 }), (text) => {
      const parsed = parseImageReference(text);
      if (parsed) expect(text).not.toContain('$');
    }), { numRuns: 2000 });
  });
});

describe('familyOf', () => {
  it.each([
    ['python', 'python'],
    ['python:3.12', 'python'],
    ['library/python', 'python'],
    ['docker.io/python', 'python'],
    ['docker.io/library/python', 'python'],
    ['index.docker.io/library/python:3', 'python'],
    ['registry-1.docker.io/library/node', 'node'],
    ['public.ecr.aws/docker/library/python:3', 'python'],
    ['public.ecr.aws/lambda/python:3', null],
    ['mirror.gcr.io/library/node', 'node'],
    ['mirror.gcr.io/python', null],
    ['harbor.corp:5000/dockerhub/library/python:3', 'python'],
    ['proxy.corp/library/python', 'python'],
    ['proxy.corp/mylibrary/python', null],
    ['proxy.corp/library/x/python', null],
    ['proxy.corp/python', null],
    ['acme/python', null],
    ['ghcr.io/acme/python', null],
    ['localhost/python', null],
    ['acme/library/python', null],
  ])('%s -> %s', (text, family) => {
    expect(familyOf(parseImageReference(text)!)).toBe(family);
  });
});

describe('splitTag', () => {
  it.each([
    ['3.12', '3.12', null, null],
    ['3', '3', null, null],
    ['latest', 'latest', null, null],
    ['3.12-slim', '3.12', 'slim', null],
    ['3.12-slim-bookworm', '3.12', 'slim', 'bookworm'],
    ['3.12.1rc1', '3.12.1rc1', null, null],
    ['3.14.0b2-alpine', '3.14.0b2', 'alpine', null],
    ['3.14-rc-slim', '3.14-rc', 'slim', null],
    ['20-alpine3.20', '20', 'alpine', '3.20'],
    ['20-alpine', '20', 'alpine', null],
    ['lts-alpine', 'lts', 'alpine', null],
    ['lts', 'lts', null, null],
    ['iron-bookworm-slim', 'iron', 'slim', 'bookworm'],
    ['current-alpine3.22', 'current', 'alpine', '3.22'],
    ['bookworm', null, null, 'bookworm'],
    ['bookworm-slim', null, 'slim', 'bookworm'],
    ['bookworm-20240812-slim', '20240812', 'slim', 'bookworm'],
    ['slim', null, 'slim', null],
    ['alpine', null, 'alpine', null],
    ['alpine3.20', null, 'alpine', '3.20'],
    ['8.3-fpm-alpine3.20', '8.3', 'fpm-alpine', '3.20'],
    ['17-jre-jammy', '17', 'jre', 'jammy'],
    ['17.0.10_7-jdk', '17.0.10_7', 'jdk', null],
    ['8u402-jdk', '8u402', 'jdk', null],
    ['22.04', '22.04', null, null],
    ['1.27-alpine-slim', '1.27', 'alpine-slim', null],
    ['3.12-windowsservercore-ltsc2022', '3.12', 'windowsservercore', 'ltsc2022'],
    ['v1.2.3', 'v1.2.3', null, null],
    ['stable-slim', 'stable', 'slim', null],
    ['constructor', null, 'constructor', null],
  ])('%s -> version %s, variant %s, suffix %s', (tag, version, variant, suffix) => {
    expect(splitTag(tag)).toEqual({ version, variant, suffix });
  });
});
