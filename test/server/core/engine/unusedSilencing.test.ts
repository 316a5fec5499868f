import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { lint } from '../../../../server/src/core/engine/lint.ts';
import type { ProjectView } from '../../../../server/src/core/engine/projectView.ts';
import { defineDockerfileRule, type Rule } from '../../../../server/src/core/engine/rule.ts';
import { silenceLine } from '../../../../server/src/core/engine/silence.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { readConfigLayer } from '../../../../server/src/core/engine/readConfigLayer.ts';
import { SourceDocument } from '../../../../server/src/core/engine/document.ts';
import { noUnusedSilencing } from '../../../../server/src/rules/no-unused-silencing.ts';
import { requireSilencingReason } from '../../../../server/src/rules/require-silencing-reason.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

const meta = {
  description: 'R.', language: 'dockerfile', severity: 'warning', confidence: 'high', fix: 'none', options: {}, messages: { m: 'M.' }, weight: { overall: 1, security: 0, maintainability: 0 },
} as const;
const finding = (id: string, word: string, subject: 'cache' | 'context' = 'cache'): Rule =>
  defineDockerfileRule({
    meta: { ...meta, id, subject },
    check({ dockerfile, report }) {
      for (const { index } of dockerfile.text.matchAll(new RegExp(word, 'g'))) report({ messageId: 'm', span: { start: index, end: index + word.length } });
    },
  });
const throwing: Rule = defineDockerfileRule({ meta: { ...meta, id: 'throws', subject: 'cache' }, check: () => { throw new Error('broken'); } });
const rules: Rule[] = [finding('no-bad', 'BAD'), finding('no-waste', 'WASTE', 'context'), throwing, noUnusedSilencing, requireSilencingReason];
const view: ProjectView = await viewOfFiles([{ path: 'Dockerfile', text: 'FROM a\n' }], 'Dockerfile', 'dockerfile');
const measured: ProjectView = { ...view, uses: view.uses.map((use) => ({ ...use, context: { ...use.context, measure: {} as never } })) };

function check(text: string, { project = measured, settings = {}, shell = true }: { project?: ProjectView | null; settings?: unknown; shell?: boolean } = {}) {
  const document = shell ? documentOf(text, 'dockerfile') : new SourceDocument(null, 'dockerfile', text, null);
  const findings = lint({ document, rules, config: resolveConfig(rules, [readConfigLayer(settings, rules)]), project });
  return { document, findings, told: findings.filter(({ rule }) => rule.includes('silencing')).map(({ rule, messageId, span }) => `${rule} ${messageId} ${text.slice(span.start, span.end)}`) };
}

describe('a silencing comment is called unused', () => {
  it('where its rule ran and found nothing there', () => {
    expect(check('FROM a\n# drydock ignore=no-bad x\nRUN x\n').told).toEqual(['no-unused-silencing unused no-bad']);
    expect(check('FROM a\n# drydock ignore=no-bad x\nRUN BAD\n').told).toEqual([]);
  });

  it.each([
    ['its rule is off', { settings: { rules: { 'no-bad': 'off' } } }],
    ['nothing is known of the project', { project: null }],
    ['commands are not known', { shell: false }],
    ['the rule about it is off', { settings: { rules: { 'no-unused-silencing': 'off' } } }],
  ])('but not where %s', (_, input) => {
    expect(check('FROM a\n# drydock ignore=no-bad x\nRUN x\n', input).told).toEqual([]);
  });

  it('but not where its rule failed', () => {
    expect(check('FROM a\n# drydock ignore=throws x\nRUN x\n').told).toEqual([]);
  });

  it('but not where what it rests on has yet to be measured', () => {
    const text = 'FROM a\n# drydock ignore=no-waste x\nRUN x\n';
    expect(check(text, { project: view }).told).toEqual([]);
    expect(check(text).told).toEqual(['no-unused-silencing unused no-waste']);
  });

  it('but not where the file cannot be read with certainty', () => {
    const text = 'FROM a\n# drydock ignore=no-bad x\nRUN <<EOF\nx\n';
    expect(documentOf(text, 'dockerfile').dockerfile.isWellFormed).toBe(false);
    expect(check(text).told).toEqual([]);
  });

  it('but not where two say the same and one is needed', () => {
    expect(check('FROM a\n# drydock ignore-file=no-bad x\n# drydock ignore=no-bad x\nRUN BAD\n').told).toEqual([]);
  });

  it('where only an instruction below the one that it covers is meant', () => {
    expect(check('FROM a\n# drydock ignore=no-bad x\nRUN x\nRUN BAD\n').told).toEqual(['no-unused-silencing unused no-bad']);
  });
});

describe('what is said of silencing comments', () => {
  it('can be silenced by name, in the comment itself or for the file, and by all of another comment', () => {
    expect(check('FROM a\n# drydock ignore=no-bad,no-unused-silencing x\nRUN x\n').told).toEqual([]);
    expect(check('# drydock ignore-file=no-unused-silencing x\nFROM a\n# drydock ignore=no-bad x\nRUN x\n').told).toEqual([]);
    expect(check('# drydock ignore-file=all x\nFROM a\n# drydock ignore=no-bad x\nRUN BAD\n').told).toEqual([]);
    expect(check('FROM a\n# drydock ignore-file=all x\nRUN x\n').told).toEqual(['no-unused-silencing unused all']);
  });

  it('is silenced by quick fix where it stands', () => {
    const text = 'FROM a\n# drydock ignore=no-bad x\nRUN x\n';
    const { document, findings } = check(text);
    const silenced = applyEdits(text, [silenceLine(document, findings[0]!)]);
    expect(silenced).toBe('FROM a\n# drydock ignore=no-bad,no-unused-silencing x\nRUN x\n');
    expect(check(silenced).told).toEqual([]);
  });

  it('names reasons that are missing where they are asked for', () => {
    const text = 'FROM a\n# drydock ignore=no-bad\nRUN BAD\n';
    expect(check(text).told).toEqual([]);
    expect(check(text, { settings: { silencing: { requireReason: true } } }).told).toEqual(['require-silencing-reason unexplained no-bad']);
    expect(check(text, { settings: { rules: { 'require-silencing-reason': 'error' } } }).findings[0]?.severity).toBe('error');
    expect(check(text, { settings: { silencing: { requireReason: true }, rules: { 'require-silencing-reason': 'off' } } }).told).toEqual([]);
  });

  it('takes no longer for very many', () => {
    // Each was compared with each once: this would take minutes.
    const comments = '# drydock ignore=no-bad,no-worse x\n'.repeat(10_000);
    const { findings } = check(`FROM a\n${comments}RUN x \\\n${'BAD \\\n'.repeat(10_000)}  y\n`);
    expect(findings.every(({ rule }) => rule === 'no-unused-silencing')).toBe(true);
    expect(findings).toHaveLength(10_000);
  });

  it('takes no longer for very many in one comment', () => {
    const rules = ['no-such-rule', ...Array.from({ length: 10_000 }, () => 'no-bad')];
    let found: readonly unknown[] = [];
    // Each looked through all for its comma: this took half a minute.
    expect(cpuTime(() => (found = check(`FROM a\n# drydock ignore=${rules.join(',')} x\nRUN x\n`).findings))).toBeLessThan(5_000);
    expect(found).toHaveLength(10_001);
  });
});
