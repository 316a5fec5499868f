import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseFixes, fixUntilStable } from '../../../../server/src/core/engine/fixAll.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { noDefeatedCacheMount } from '../../../../server/src/rules/no-defeated-cache-mount.ts';
import { cacheMountTarget } from '../../../../server/src/rules/cache-mount-target.ts';
import { requireCacheMount } from '../../../../server/src/rules/require-cache-mount.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const rules = [noDefeatedCacheMount, requireCacheMount];
const check = (text: string) => findingsOf(documentOf(text, 'dockerfile'), { rules });

const command = fc.constantFrom(
  'pip install a', 'pip install --no-cache-dir a', 'python -m pip --no-cache install -r r.txt', 'npm ci', 'npm install -g b',
  'npm cache clean --force', 'pip cache purge', 'rm -rf /root/.cache', 'rm -rf ~/.npm /tmp/*', 'rm -rf /root/.npm /root/.cache/pip',
  'export PIP_NO_CACHE_DIR=1', 'PIP_NO_CACHE_DIR=0 pip install c', 'PIP_NO_CACHE_DIR= pip install c', 'cd /app', 'set -e', 'true',
  'sh -c "pip install d"', 'make', 'if [ -f x ]; then npm ci; fi', '(pip download e)', 'apt-get clean', 'unset PIP_NO_CACHE_DIR',
);
const connector = fc.constantFrom(' && ', ' \\\n && ', ' && \\\n    ', '; ', ' || ', ' && \\\n    # why\n    ');
const mount = fc.constantFrom('', '--mount=type=cache,target=/root/.cache/pip ', '--mount=type=cache,target=/root/.npm \\\n    ', '--mount=type=cache,target=/root/.cache ');
const run = fc
  .tuple(mount, command, fc.array(fc.tuple(connector, command), { maxLength: 4 }))
  .map(([flag, first, rest]) => `RUN ${flag}${first}${rest.map(([joint, next]) => joint + next).join('')}\n`);
const head = fc.constantFrom('FROM python:3.12\n', 'FROM node:22-alpine\nUSER node\n', 'FROM acme/base\n', 'FROM python:3.12\nENV A=1 PIP_NO_CACHE_DIR=1\n');
const file = fc.tuple(head, fc.array(run, { minLength: 1, maxLength: 4 })).map(([from, runs]) => from + runs.join(''));

it('never asks for a mount and calls it defeated in the same command', () => {
  fc.assert(
    fc.property(file, (text) => {
      const found = check(text);
      const asked = found.filter(({ rule }) => rule === 'require-cache-mount');
      const options = found.filter(({ messageId }) => messageId === 'option');
      for (const { span } of asked) {
        for (const option of options) {
          const [from, to] = [Math.min(span.start, option.span.start), Math.max(span.end, option.span.end)];
          expect(/&&|;|\|\||\n/.test(text.slice(from, to))).toBe(true);
        }
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});

it('proposes fixes that apply, in any mixture, and leave nothing safe to do', () => {
  fc.assert(
    fc.property(file, (text) => {
      const document = documentOf(text, 'dockerfile');
      const found = findingsOf(document, { rules });
      for (const { fixes, withheld } of found) {
        if (fixes.length === 0) expect(withheld).toBeTruthy();
        for (const fix of fixes) expect(documentOf(applyEdits(text, fix.edits), 'dockerfile').isTrustworthy).toBe(true);
      }
      const fixed = fixUntilStable(document, (version) => findingsOf(version, { rules }), 'safe');
      expect(chooseFixes(fixed.remaining, 'safe')).toEqual([]);
      expect(fixed.remaining.length).toBeLessThanOrEqual(found.length);
    }),
    { numRuns: 300, seed: 7 },
  );
});

it('survives any text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 60 }), (words, flags) => {
      check(`FROM python:3.12\nRUN --mount=type=cache,target=${flags} pip install ${words}\nENV PIP_CACHE_DIR=${flags}\nRUN npm ${words}`);
    }),
    { numRuns: 200, seed: 7 },
  );
});

it.each([
  ['many RUNs', 'FROM python:3.12\n' + 'RUN pip install a\n'.repeat(3000)],
  ['many folders', 'FROM python:3.12\n' + Array.from({ length: 2000 }, (_, i) => `RUN pip install --cache-dir /opt/pip${i} a\n`).join('')],
  ['many stages', Array.from({ length: 2000 }, (_, i) => `FROM ${i ? `s${i - 1}` : 'python:3.12'} AS s${i}\nRUN npm config set fund 0 && npm ci\n`).join('')],
  ['many copies', 'FROM node:22\n' + 'COPY .npmrc a /x/\nRUN npm ci\n'.repeat(1500)],
  ['one long chain', `FROM python:3.12\nRUN ${Array.from({ length: 2000 }, () => 'pip install --no-cache-dir a').join(' && ')}\n`],
  ['many installs of pnpm', 'FROM node:22\n' + 'RUN pnpm install\n'.repeat(20_000)],
  ['many homes without value', 'FROM node:22\n' + Array.from({ length: 10_000 }, (_, i) => `RUN --mount=type=cache,target=$HOME/x${i} npm ci\n`).join('')],
  ['many mounts', `FROM python:3.12\nRUN ${Array.from({ length: 2000 }, (_, i) => `--mount=type=cache,target=/c${i}`).join(' ')} ${'pip install a; '.repeat(500)}\n`],
])('stays quick with %s', (_, text) => {
  expect(cpuTime(() => void findingsOf(documentOf(text, 'dockerfile'), { rules: [...rules, cacheMountTarget] }))).toBeLessThan(12_000);
});
