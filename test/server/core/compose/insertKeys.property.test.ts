import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertAtAnchors, insertIntoService } from '../../../../server/src/core/compose/insertKeys.ts';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { sameExceptPath } from '../../../../server/src/core/compose/sameExcept.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';

const WANTED = { deploy: { resources: { limits: { cpus: '1.0', memory: '512M' }, reservations: { cpus: '0.5', memory: '256M' } } } };

/** Lines of one key of a service; `>` at a line start stands for one more indentation step. */
const KEYS: readonly string[][] = [
  ['image: nginx'],
  ['image:   "nginx:1"   # aligned'],
  ["user: '1000'"],
  ['restart: always'],
  ['command: >', '>one', '>two', ''],
  ['command: |-', '>#!/bin/sh', '>  deeper', '>x: y'],
  ['command: |+', '>kept', '', ''],
  ['command: ["a", "b#c"] # flow'],
  ['command: [', '>"a", # in flow', ']'],
  ['command: "a', '>b"'],
  ['ports:', '- "80:80"', '# - "443:443"'],
  ['ports:', '>- "80:80"', '>- target: 80', '>  published: 81'],
  ['environment:', '>A: 0644', '># B: 2', '>C:'],
  ['environment: {A: 1, B: [x, y]}'],
  ['labels: *lab'],
  ['labels: &own', '>a: b'],
  ['healthcheck:'],
  ['<<: *base'],
  ['deploy:'],
  ['deploy: # later'],
  ['deploy: {}'],
  ['deploy: { replicas: 2, }'],
  ['deploy:', '>replicas: 2', '>resources:', '>>limits: {cpus: 2}'],
  ['deploy:', '>resources:', '>>limits:', '>>reservations:', '>>>memory: 1G # measured'],
  ['deploy:', '>resources:', '>>limits:', '>>>memory: 1G', '># about deploy'],
  ['# only a comment'],
  ['>>># deep comment'],
  [''],
];

const keyName = (lines: readonly string[]): string => /^[\w<]+/.exec(lines[0]!)?.[0] ?? '';

const serviceKeys = fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 7 }).map((chosen) => {
  const seen = new Set<string>();
  return chosen.filter((lines) => {
    const name = keyName(lines);
    if (name === '') return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
});

const composeFile = fc.record({
  services: fc.array(serviceKeys.filter((keys) => keys.some((lines) => keyName(lines) !== '')), { minLength: 1, maxLength: 4 }),
  step: fc.constantFrom(2, 3, 4),
  eol: fc.constantFrom('\n', '\r\n'),
  finalEol: fc.boolean(),
  tail: fc.constantFrom('', 'volumes: {}', '# the end'),
  baseHasDeploy: fc.boolean(),
});

function write(file: { services: string[][][]; step: number; eol: string; finalEol: boolean; tail: string; baseHasDeploy: boolean }): string {
  const pad = (level: number): string => ' '.repeat(level * file.step);
  const lines = ['x-labels: &lab {a: b}', 'x-base: &base', `${pad(1)}init: true`, ...(file.baseHasDeploy ? [`${pad(1)}deploy: {mode: global}`] : []), 'services:'];
  for (const [index, keys] of file.services.entries()) {
    lines.push(`${pad(1)}s${index}:`);
    for (const line of keys.flat()) {
      const depth = /^>*/.exec(line)![0].length;
      const text = line.slice(depth);
      lines.push(text === '' ? '' : pad(2 + depth) + text);
    }
  }
  if (file.tail) lines.push(file.tail);
  return lines.join(file.eol) + (file.finalEol ? file.eol : '');
}

describe('insertIntoService on random files', () => {
  it('adds the wanted keys and changes nothing else', () => {
    let edited = 0;
    fc.assert(
      fc.property(composeFile, (file) => {
        const text = write(file);
        const model = parseCompose(text);
        fc.pre(model.isTrustworthy);
        for (const service of model.services) {
          const result = insertIntoService(model, service, WANTED);
          if ('refused' in result) {
            expect(result.refused).toMatch(/anchor `&base`|too unusual/);
            const isEndOfBlockText = !file.finalEol && file.tail === '' && /command: [|>]/.test(text);
            if (/too unusual/.test(result.refused)) expect(isEndOfBlockText).toBe(true);
            continue;
          }
          edited++;
          const after = applyEdits(text, result.edits);
          const next = parseCompose(after);
          expect(sameExceptPath(model, next, ['services', service.name], WANTED)).toBe(true);
          for (const [group, keys] of Object.entries(WANTED.deploy.resources)) {
            for (const key of Object.keys(keys)) expect(next.service(service.name)!.get('deploy', 'resources', group, key)).not.toBeNull();
          }
          expect(after.includes('\r\n') && /[^\r]\n/.test(after)).toBe(false);
          expect(insertIntoService(next, next.service(service.name)!, WANTED)).toMatchObject({ edits: [] });
        }
      }),
      { numRuns: 300, seed: 20 },
    );
    expect(edited).toBeGreaterThan(300);
  });

  it('edits of all services apply together', () => {
    fc.assert(
      fc.property(composeFile, (file) => {
        const text = write({ ...file, baseHasDeploy: false });
        const model = parseCompose(text);
        fc.pre(model.isTrustworthy);
        const edits = model.services.flatMap((service) => {
          const result = insertIntoService(model, service, WANTED);
          return 'edits' in result ? result.edits : [];
        });
        const next = parseCompose(applyEdits(text, edits));
        expect(next.isTrustworthy).toBe(true);
        expect(next.services.map(({ name }) => name)).toEqual(model.services.map(({ name }) => name));
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it('edits at the anchor reach the service', () => {
    fc.assert(
      fc.property(composeFile, (file) => {
        const text = write({ ...file, baseHasDeploy: true });
        const model = parseCompose(text);
        fc.pre(model.isTrustworthy);
        for (const service of model.services) {
          const result = insertAtAnchors(model, service, WANTED);
          if ('refused' in result || result.anchors.length === 0) continue;
          const next = parseCompose(applyEdits(text, result.edits));
          const changed = model.services.filter(({ name }) => limitsOf(model, name) !== limitsOf(next, name)).map(({ name }) => name);
          expect([...result.services].sort()).toEqual(changed.sort());
          expect(result.services[0]).toBe(service.name);
        }
      }),
      { numRuns: 200, seed: 22 },
    );
  });

  it('never throws on cut texts', () => {
    fc.assert(
      fc.property(composeFile, fc.nat(), (file, cut) => {
        const whole = write(file);
        const text = whole.slice(0, cut % (whole.length + 1));
        const model = parseCompose(text);
        for (const service of model.services) {
          const result = insertIntoService(model, service, WANTED);
          if ('edits' in result) expect(parseCompose(applyEdits(text, result.edits)).isTrustworthy).toBe(true);
          insertAtAnchors(model, service, WANTED);
        }
      }),
      { numRuns: 300, seed: 23 },
    );
  });
});

function limitsOf(model: ReturnType<typeof parseCompose>, name: string): string {
  return JSON.stringify(model.service(name)!.get('deploy')?.data ?? null);
}
