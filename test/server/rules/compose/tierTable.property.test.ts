import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComposeModel } from '../../../../server/src/core/compose/model.ts';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { soleProject } from '../../../../server/src/core/compose/soleProject.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { currentLimits, keyShape } from '../../../../server/src/rules/compose/currentLimits.ts';
import { limitsInWords } from '../../../../server/src/rules/compose/limitTexts.ts';
import { parseMemory } from '../../../../server/src/rules/compose/memory.ts';
import { tierTable } from '../../../../server/src/rules/compose/tierTable.ts';

const TIERS = ['database', 'lightweight', 'heavy', null, undefined] as const;

/** How a service comes to its `deploy`, or to other keys, with services before it to share with. */
const service = fc.record({
  image: fc.constantFrom('postgres', 'nginx', 'elasticsearch', 'acme/thing', 'acme/migrate'),
  base: fc.constantFrom('', '<<: *base', '<<: *plain', '<<: [*plain, *base]', 'extends: s0', '<<: *s0'),
  deploy: fc.constantFrom(
    '', '', 'deploy: *d', 'deploy: *d # why', 'deploy: {replicas: 2}', 'deploy:', 'deploy:\n      replicas: 2', 'deploy: {resources: {limits: {memory: 300M}}}',
    'deploy:\n      resources:\n        reservations:\n          memory: 64M', 'mem_limit: 300m', 'cpus: 0.5', 'deploy: !reset null', 'deploy:\n      <<: *d',
  ),
  chosen: fc.constantFrom(...TIERS),
});
const file = fc.record({ services: fc.array(service, { minLength: 1, maxLength: 6 }), isCrlf: fc.boolean() });

interface Drawn {
  readonly services: readonly { readonly image: string; readonly base: string; readonly deploy: string; readonly chosen: string | null | undefined }[];
  readonly isCrlf: boolean;
}

function textOf({ services, isCrlf }: Drawn): string {
  const lines = ['x-d: &d # shared', '  restart_policy: {condition: any}', 'x-base: &base', '  deploy:', '    mode: replicated', 'x-plain: &plain {restart: always}', 'services:'];
  services.forEach(({ image, base, deploy }, index) => {
    lines.push(`  s${index}: ${index === 0 ? '&s0 ' : ''}# number ${index}`);
    if (base !== '' && (index > 0 || !/s0/.test(base))) lines.push(`    ${base}`);
    lines.push(`    image: ${image}`);
    if (deploy !== '') lines.push(...`    ${deploy}`.split('\n'));
  });
  return lines.join(isCrlf ? '\r\n' : '\n') + (isCrlf ? '\r\n' : '\n');
}

function stateOf(model: ComposeModel, name: string) {
  const own = soleProject(model).services.get(name)!;
  const current = currentLimits(model.service(name)!, [own], own);
  return { current, words: limitsInWords(current, new Map()), shape: keyShape([own]), own };
}

function tableOf(drawn: Drawn) {
  const text = textOf(drawn);
  const chosen = new Map<string, string | null>(drawn.services.flatMap(({ chosen: tier }, index) => (tier === undefined ? [] : [[`s${index}`, tier] as const])));
  const compose = parseCompose(text);
  return { text, compose, chosen, table: tierTable({ compose, project: null, options: { tiers: {}, services: {} }, chosen }) };
}

describe('the table of tiers', () => {
  it('tells what its edits do to every service, and they do nothing else', () => {
    let edited = 0;
    fc.assert(
      fc.property(file, (drawn) => {
        const { text, compose, chosen, table } = tableOf(drawn);
        const after = applyEdits(text, table.edits);
        const fixed = parseCompose(after);
        expect(fixed.isTrustworthy, after).toBe(true);
        expect(fixed.comments.map((each) => each.text)).toEqual(compose.comments.map((each) => each.text));
        if (drawn.isCrlf) expect(/[^\r]\n/.test(after)).toBe(false);
        for (const row of table.rows) {
          const [was, is] = [stateOf(compose, row.service), stateOf(fixed, row.service)];
          expect([row.service, is.words], after).toEqual([row.service, row.after ?? row.before]);
          for (const [key, limit] of was.current) expect(is.current.get(key)?.text, after).toBe(limit.text);
          if (was.shape !== 'both') expect(is.shape, after).not.toBe('both');
          const [limit, reservation] = [parseMemory(is.current.get('memory')?.value), parseMemory(is.current.get('reservedMemory')?.value)];
          if (limit !== null && reservation !== null) expect(reservation, after).toBeLessThanOrEqual(limit);
          if (chosen.get(row.service) === null) expect(row.after, after).toBeNull();
          for (const path of [['deploy', 'restart_policy'], ['deploy', 'mode'], ['deploy', 'replicas'], ['restart'], ['image']]) {
            expect(is.own.get(...path), after).toEqual(was.own.get(...path));
          }
          if (row.after !== null) edited++;
          else if (row.tier !== null) expect(row.refusal !== null || was.current.size === 4 || was.shape === 'older', `${row.service} of ${text}`).toBe(true);
        }
        // Asked again, it has nothing to add.
        const again = tierTable({ compose: fixed, project: null, options: { tiers: {}, services: {} }, chosen });
        for (const row of table.rows) if (row.after !== null) expect([row.service, again.rows.find((each) => each.service === row.service)!.after], after).toEqual([row.service, null]);
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(edited).toBeGreaterThan(300);
  });

  it('of thousands of services that share their keys is not looked for to the end', () => {
    const services = Array.from({ length: 2_000 }, (_, index) => `  s${index}: &a${index}\n    image: nginx\n`).join('');
    const { rows, edits } = tierTable({ compose: parseCompose(`services:\n${services}`), project: null, options: { tiers: {}, services: {} }, chosen: new Map() });
    expect(edits.length).toBeGreaterThan(100);
    expect(rows.filter(({ refusal }) => refusal?.startsWith('Too many services')).length).toBe(2_000 - edits.length);
  });
});
