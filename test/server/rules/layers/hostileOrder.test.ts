import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFixes, fixUntilStable } from '../../../../server/src/core/engine/fixAll.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import type { Rule } from '../../../../server/src/core/engine/rule.ts';
import { installBeforeSource } from '../../../../server/src/rules/install-before-source.ts';
import { noLonePackageUpdate } from '../../../../server/src/rules/no-lone-package-update.ts';
import { volatileValuesLate } from '../../../../server/src/rules/volatile-values-late.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

const RULES: readonly Rule[] = [installBeforeSource, noLonePackageUpdate, volatileValuesLate];
const many = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join('');

/** Measured at up to 3 s on a busy machine; work that grows with the square of the text takes a minute. */
describe('thousands of instructions take moments', () => {
  it.each<[string, (count: number) => string]>([
    ['updates and installs in turn', (count) => `FROM debian:13\n${many(count, (i) => `RUN apt-get update\nRUN apt-get install -y x${i}\n`)}`],
    ['lone updates only', (count) => `FROM debian:13\n${many(count, () => 'RUN apt-get update\n')}RUN apt-get install -y x\n`],
    ['stages one on the other', (count) => `FROM debian:13 AS s0\nARG GIT_SHA\nRUN apt-get update\n${many(count, (i) => `FROM s${i} AS s${i + 1}\nARG BUILD_DATE\nCOPY . /app\nRUN apt-get install -y x\n`)}`],
    ['values and steps', (count) => `FROM debian:13\n${many(count, (i) => `ARG GIT_SHA\nENV A${i}=$GIT_SHA\nRUN apt-get install -y x\n`)}`],
    ['labels', (count) => `FROM debian:13\nARG VERSION\n${many(count, (i) => `LABEL k${i}.version=$VERSION\n`)}RUN apt-get install -y x\n`],
    ['copies and installs', (count) => `FROM debian:13\nWORKDIR /app\n${many(count, (i) => `COPY . .\nRUN apt-get install -y x${i}\n`)}`],
  ])('%s', (_, text) => {
    const document = documentOf(text(9_000), 'dockerfile');
    expect(cpuTime(() => void findingsOf(document, { rules: RULES }))).toBeLessThan(15_000);
  });
});

it('follows thousands of stages that continue each other or one', () => {
  for (const parent of [(i: number) => `s${i}`, () => 's0']) {
    const stages = many(15_000, (i) => `FROM ${parent(i)} AS s${i + 1}\n`);
    const document = documentOf(`FROM debian:13 AS s0\nRUN apt-get update\n${stages}RUN apt-get install -y x\n`, 'dockerfile');
    expect(cpuTime(() => void findingsOf(document, { rules: [noLonePackageUpdate] }))).toBeLessThan(3000);
  }
});

it('names the lines of thousands of RUNs without counting from the top for each', () => {
  const document = documentOf(`FROM debian:13 AS base\n${many(10_000, () => 'FROM base\nWORKDIR /app\nCOPY . .\nRUN npm ci\n')}`, 'dockerfile');
  expect(document.facts.runs.every(({ isComplete }) => isComplete)).toBe(true);
  expect(cpuTime(() => void findingsOf(document, { rules: [installBeforeSource] }))).toBeLessThan(2500);
});

it.each([
  'FROM x\nARG\nENV\nLABEL\nRUN\nCOPY\n',
  'FROM x\nARG =\nARG GIT_SHA==\nENV GIT_SHA\nLABEL =$GIT_SHA\nRUN apt-get install -y x\n',
  'FROM x\nARG __proto__ constructor GIT_SHA\nENV __proto__=$GIT_SHA\nRUN apt-get install x\n',
  'FROM a AS a\nFROM a AS a\nARG GIT_SHA\nRUN apt-get update\nFROM a\nRUN apt-get install x',
  'FROM x\nCOPY . /app\nRUN apt-get install x\\\n',
  'FROM x\nCOPY . $A\nRUN ["apt-get", "install", "x"]\nRUN []\nRUN [""]\n',
  'FROM x\nRUN apt-get update\nRUN <<EOF\napt-get install x\nEOF\n',
  'ONBUILD COPY . .\nFROM x\nONBUILD RUN apt-get update\nONBUILD ARG GIT_SHA\nRUN apt-get install x\n',
])('reads odd files without throwing: %j', (text) => {
  expect(() => findingsOf(documentOf(text, 'dockerfile'), { rules: RULES })).not.toThrow();
});

const line = fc.constantFrom(
  'WORKDIR /app', 'WORKDIR sub', 'COPY . .', 'COPY . /app', '# The source.\nCOPY --chown=1:1 . /srv/app', 'COPY a.txt /etc/', 'ADD . /var/www/html', 'USER app',
  'ENV PORT=1', 'ENV GIT_SHA=$GIT_SHA', '# Who built it.\nARG GIT_SHA', 'ARG BUILD_DATE=unknown', 'ARG VERSION', 'LABEL org.opencontainers.image.revision=$GIT_SHA', 'LABEL a=b',
  'ENV A=$BUILD_DATE \\\n    B=$GIT_SHA', 'RUN apt-get update', 'RUN apt-get update && apt-get install -y a', 'RUN apt-get install -y \\\n    b \\\n    # why\n    c',
  'RUN apk update', 'RUN apk add c', 'RUN npm ci', 'RUN npm install -g pnpm', 'RUN make', 'RUN echo $GIT_SHA', 'RUN pip install -r requirements.txt', 'RUN useradd -m app',
  'RUN rm -rf /tmp/*', 'RUN ./x.sh', 'EXPOSE 1', 'CMD ["x"]', 'FROM debian:13 AS next', '', 'ONBUILD RUN apt-get update', 'VOLUME /app', 'SHELL ["/bin/bash", "-c"]',
);
const file = fc.array(line, { minLength: 2, maxLength: 14 }).map((lines) => `FROM debian:13 AS base\n${lines.join('\n')}\n`);
const sorted = (text: string) => text.split('\n').filter((one) => one.trim() !== '').sort();

it('moves lines and loses none, in any mixture of instructions', () => {
  fc.assert(
    fc.property(file, (text) => {
      for (const rule of [installBeforeSource, volatileValuesLate]) {
        const document = documentOf(text, 'dockerfile');
        for (const { fixes, withheld } of findingsOf(document, { rules: [rule] })) {
          if (fixes.length === 0) expect(withheld).toBeTruthy();
          for (const fix of fixes) expect(sorted(applyEdits(text, fix.edits))).toEqual(sorted(text));
        }
      }
    }),
    { numRuns: 400, seed: 11 },
  );
});

it('fixes until nothing safe is left, whatever the rules propose together', () => {
  fc.assert(
    fc.property(file, (text) => {
      const fixed = fixUntilStable(documentOf(text, 'dockerfile'), (version) => findingsOf(version, { rules: RULES }), 'safe');
      expect(fixed.document.isTrustworthy).toBe(true);
      expect(chooseFixes(fixed.remaining, 'safe')).toEqual([]);
    }),
    { numRuns: 400, seed: 11 },
  );
});
