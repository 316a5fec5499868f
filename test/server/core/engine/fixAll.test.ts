import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../../server/src/core/engine/config.ts';
import type { Finding, Fix } from '../../../../server/src/core/engine/finding.ts';
import { chooseFixes, fixUntilStable } from '../../../../server/src/core/engine/fixAll.ts';
import { lint } from '../../../../server/src/core/engine/lint.ts';
import { defineDockerfileRule, type Rule } from '../../../../server/src/core/engine/rule.ts';
import { applyEdits, editsConflict, type TextEdit } from '../../../../server/src/core/text/edits.ts';
import { EditHistory } from '../../../../server/src/core/text/pieces.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf } from '../../support/engine.ts';

const findingWith = (...edits: TextEdit[]): Finding => ({
  rule: 'a', messageId: 'a', message: 'A.', span: { start: 0, end: 0 }, severity: 'warning', confidence: 'high', related: [], withheld: null,
  fixes: [{ kind: 'safe', title: 'Fix', edits }],
});
const edit = (start: number, end: number, text = 'x'): TextEdit => ({ span: { start, end }, text });
const anyEdit = (length: number) =>
  fc.tuple(fc.nat(length), fc.nat(4), fc.constantFrom('', 'x', 'yz\n', '😀')).map(([start, more, text]) => edit(start, Math.min(length, start + more), text));

describe('edits told against the first text', () => {
  it('lead where the rounds led, and are disjoint', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.infiniteStream(fc.array(fc.nat(60), { maxLength: 12 })), fc.integer({ min: 1, max: 5 }), (first, stream, rounds) => {
        const history = new EditHistory(first);
        let text = first;
        for (let round = 0; round < rounds; round++) {
          const numbers = stream.next().value as number[];
          const findings = numbers.map((number, index) => {
            const start = number % (text.length + 1);
            return findingWith(edit(start, Math.min(text.length, start + (index % 4)), ['', 'a', 'bc'][index % 3]));
          });
          const edits = chooseFixes(findings, 'safe').flatMap(({ fix }) => fix.edits);
          text = applyEdits(text, edits);
          history.apply(edits);
        }
        expect(applyEdits(first, history.toEdits())).toBe(text);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('are quick for very many', () => {
    const text = 'a\n'.repeat(60_000);
    const findings = Array.from({ length: 60_000 }, (_, index) => findingWith(edit(index * 2, index * 2 + 1)));
    const time = cpuTime(() => {
      const chosen = chooseFixes(findings, 'safe');
      const history = new EditHistory(text);
      for (let round = 0; round < 3; round++) history.apply(chosen.flatMap(({ fix }) => fix.edits));
      expect(history.toEdits().length).toBeGreaterThan(1);
    });
    expect(time).toBeLessThan(3000);
  });
});

describe('choosing fixes', () => {
  it('takes exactly those that conflict with none before', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyEdit(30), { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (groups) => {
        const findings = groups.map((edits) => findingWith(...edits));
        const expected: TextEdit[] = [];
        for (const group of groups) {
          const all = [...expected, ...group];
          const conflicts = group.some((one) => all.some((other) => other !== one && editsConflict(one, other)));
          if (!conflicts) expected.push(...group);
        }
        expect(chooseFixes(findings, 'safe').flatMap(({ fix }) => fix.edits)).toEqual(expected);
        expect(() => applyEdits('x'.repeat(40), expected)).not.toThrow();
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('takes one of two that create the same file', () => {
    const creating: Fix = { kind: 'suggestion', title: 'Create', edits: [], creates: [{ path: 'a', text: '' }] };
    expect(chooseFixes([{ ...findingWith(), fixes: [creating] }, { ...findingWith(), fixes: [creating] }], 'suggestions')).toHaveLength(1);
  });
});

const reporting = (fixOf: (text: string) => Fix | null): Rule =>
  defineDockerfileRule({
    meta: { id: 'a', description: 'A.', subject: 'cache', language: 'dockerfile', severity: 'warning', confidence: 'high', fix: 'safe', weight: { overall: 1, security: 0, maintainability: 0 }, options: {}, messages: { m: 'M.' } },
    check({ dockerfile, report }) {
      const fix = fixOf(dockerfile.text);
      if (fix) report({ messageId: 'm', span: { start: 0, end: 0 }, fixes: [fix] });
    },
  });
const fixed = (text: string, fixOf: (text: string) => Fix | null, selection: 'safe' | 'suggestions' = 'safe') => {
  const rules = [reporting(fixOf)];
  return fixUntilStable(documentOf(text, 'dockerfile'), (document) => lint({ document, rules, config: resolveConfig(rules, []), project: null }), selection);
};

describe('fix-all', () => {
  it.each([
    ['edits that conflict with each other', [edit(0, 4), edit(2, 6)]],
    ['edits beyond the text', [edit(900, 901)]],
    ['edits from back to front', [edit(4, 2)]],
    ['edits before the text', [edit(-3, 1)]],
  ])('survives a rule that gives %s', (_, edits) => {
    const { document, applied } = fixed('FROM a\n', () => ({ kind: 'safe', title: 'F', edits }));
    expect(document.text).toBe('FROM a\n');
    expect(applied).toEqual([]);
  });

  it('changes nothing in a text that can be read with certainty neither before nor after', () => {
    const broken = 'FROM a\nRUN <<EOF\nx\n';
    expect(documentOf(broken, 'dockerfile').isTrustworthy).toBe(false);
    expect(fixed(broken, (text) => (text.startsWith('FROM a') ? { kind: 'safe', title: 'F', edits: [edit(5, 6, 'b')] } : null)).edits).toEqual([]);
  });

  /** As the conditions of a long `depends_on`, which is written anew for each of them. */
  const oneAtATime = (text: string): Fix | null => {
    const at = text.indexOf('RUN a\n');
    return at === -1 ? null : { kind: 'safe', title: 'F', edits: [edit(at + 4, at + 5, 'b')] };
  };

  it('does what can only be done one by one', () => {
    const { document, applied, remaining } = fixed(`FROM a\n${'RUN a\n'.repeat(30)}`, oneAtATime);
    expect(document.text).toBe(`FROM a\n${'RUN b\n'.repeat(30)}`);
    expect(applied).toHaveLength(30);
    expect(remaining).toEqual([]);
  });

  it('does not check a long text that often, and ends where two rules undo each other', () => {
    const long = `FROM a\n${'RUN a\n'.repeat(30)}${'# long\n'.repeat(100_000)}`;
    expect(fixed(long, oneAtATime).applied).toHaveLength(10);
    const undoing = (text: string): Fix => ({ kind: 'safe', title: 'F', edits: [edit(5, 6, text[5] === 'a' ? 'b' : 'a')] });
    expect(fixed('FROM a\n', undoing).remaining).toHaveLength(1);
  });

  it('writes no other text into a file that an earlier round creates', () => {
    // The first round moves `a` there; the second would move `b` there and forget `a`.
    const { creates, document } = fixed(
      'FROM ab\n',
      (text) => ({ kind: 'suggestion', title: 'F', edits: text.includes('a') ? [edit(text.indexOf('a'), text.indexOf('a') + 1, '_')] : text.includes('b') ? [edit(text.indexOf('b'), text.indexOf('b') + 1, '_')] : [], creates: [{ path: '.env', text: text.includes('a') ? 'a' : 'b' }] }),
      'suggestions',
    );
    expect(creates).toEqual([{ path: '.env', text: 'a' }]);
    expect(document.text).toBe('FROM _b\n');
  });

  it('creates a file together with an edit once', () => {
    const { creates, document, applied } = fixed(
      'FROM a\n',
      (text) => ({ kind: 'suggestion', title: 'F', edits: text.includes('FROM a') ? [edit(5, 6, 'b')] : [], creates: [{ path: '.dockerignore', text: 'x' }] }),
      'suggestions',
    );
    expect(document.text).toBe('FROM b\n');
    expect(creates).toEqual([{ path: '.dockerignore', text: 'x' }]);
    expect(applied).toHaveLength(1);
  });
});
