import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { readConfigLayer } from '../../../../server/src/core/engine/readConfigLayer.ts';
import { LARGEST_TEXT } from '../../../../server/src/core/engine/document.ts';
import { chooseFixes, fixUntilStable } from '../../../../server/src/core/engine/fixAll.ts';
import type { Fix } from '../../../../server/src/core/engine/finding.ts';
import { lint } from '../../../../server/src/core/engine/lint.ts';
import { defineDockerfileRule, type DockerfileRule, type Rule } from '../../../../server/src/core/engine/rule.ts';
import { documentOf } from '../../support/engine.ts';

function rule(id: string, check: DockerfileRule<{ word: string }>['check']): Rule {
  return defineDockerfileRule<{ word: string }>({
    meta: {
      id,
      description: 'A rule.',
      subject: 'cache',
      language: 'dockerfile',
      severity: 'warning',
      confidence: 'high',
      fix: 'safe',
      weight: { overall: 1, security: 0, maintainability: 0 },
      options: { word: { type: 'string', description: 'A word.', default: 'one' } },
      messages: { found: 'Found {what}.' },
    },
    check,
  });
}

const works = rule('works', ({ dockerfile, options, report }) => {
  report({ messageId: 'found', data: { what: options.word }, span: dockerfile.instructions[0]!.span });
});
const throws = rule('throws', () => {
  throw new Error('broken');
});

function run(rules: Rule[], settings: unknown = {}, text = 'FROM a\n') {
  const errors: string[] = [];
  const layer = readConfigLayer(settings, rules);
  const findings = lint({
    document: documentOf(text, 'dockerfile'),
    rules,
    config: resolveConfig(rules, [layer]),
    project: null,
    onRuleError: (id) => errors.push(id),
  });
  return { findings, errors, problems: layer.problems };
}

describe('lint', () => {
  it('goes on when a rule throws, and says which', () => {
    const { findings, errors } = run([throws, works]);
    expect(findings.map(({ rule: id }) => id)).toEqual(['works']);
    expect(errors).toEqual(['throws']);
  });

  it('fills messages from data and options', () => {
    expect(run([works]).findings[0]?.message).toBe('Found one.');
    expect(run([works], { rules: { works: { word: 'two' } } }).findings[0]?.message).toBe('Found two.');
  });

  it('follows the configured severity', () => {
    expect(run([works], { rules: { works: 'hint' } }).findings[0]?.severity).toBe('hint');
    expect(run([works], { rules: { works: { severity: 'off' } } }).findings).toEqual([]);
    expect(run([works], { rules: { works: 'default' } }).findings[0]?.severity).toBe('warning');
  });

  it('says what it does not understand of a configuration, and uses the rest', () => {
    const { problems, findings } = run([works], {
      rules: { works: { severity: 'error', word: 3, other: 1 }, missing: 'off', __proto__: null },
      exclude: 'x',
    });
    expect(problems).toHaveLength(4);
    expect(findings[0]?.severity).toBe('error');
    expect(findings[0]?.message).toBe('Found one.');
  });

  it('finds nothing in binary and huge texts', () => {
    expect(run([works], {}, 'FROM a\0').findings).toEqual([]);
    expect(run([works], {}, `FROM a\n${'#'.repeat(LARGEST_TEXT)}`).findings).toEqual([]);
  });

  it('stops between rules when cancelled', () => {
    const document = documentOf('FROM a\n', 'dockerfile');
    expect(lint({ document, rules: [works], config: resolveConfig([works], []), project: null, isCancelled: () => true })).toEqual([]);
  });
});

describe('fixing', () => {
  const replacing = (id: string, from: string, to: string, kind: Fix['kind'] = 'safe') =>
    rule(id, ({ dockerfile, report }) => {
      for (let at = dockerfile.text.indexOf(from); at !== -1; at = dockerfile.text.indexOf(from, at + 1)) {
        const span = { start: at, end: at + from.length };
        report({ messageId: 'found', data: { what: from }, span, fixes: [{ kind, title: to, edits: [{ span, text: to }] }] });
      }
    });
  const fix = (text: string, rules: Rule[], selection: 'safe' | 'suggestions' = 'safe') => {
    const config = resolveConfig(rules, []);
    return fixUntilStable(documentOf(text, 'dockerfile'), (document) => lint({ document, rules, config, project: null }), selection);
  };

  it('goes on until nothing changes, and tells the edits against the first text', () => {
    const fixed = fix('FROM one\n', [replacing('a', 'one', 'two'), replacing('b', 'two', 'three')]);
    expect(fixed.document.text).toBe('FROM three\n');
    expect(fixed.edits).toEqual([{ span: { start: 5, end: 8 }, text: 'three' }]);
    expect(fixed.remaining).toEqual([]);
  });

  it('takes conflicting fixes one after the other', () => {
    const findings = lint({
      document: documentOf('FROM one\n', 'dockerfile'),
      rules: [replacing('a', 'one', '1'), replacing('b', 'FROM one', 'FROM uno')],
      config: resolveConfig([], []),
      project: null,
    });
    expect(chooseFixes(findings, 'safe')).toHaveLength(1);
  });

  it('ends when two rules undo each other', () => {
    expect(fix('FROM one\n', [replacing('a', 'one', 'two'), replacing('b', 'two', 'one')]).document.text).toMatch(/FROM (one|two)/);
  });

  it('leaves suggestions alone unless asked', () => {
    const rules = [replacing('a', 'one', 'two', 'suggestion')];
    expect(fix('FROM one\n', rules).document.text).toBe('FROM one\n');
    expect(fix('FROM one\n', rules, 'suggestions').document.text).toBe('FROM two\n');
  });

  it('does not take a round after which the file cannot be read', () => {
    expect(fix('FROM one\n', [replacing('a', 'FROM one', 'RUN <<EOF')]).document.text).toBe('FROM one\n');
  });
});

it('says everything on one line and in one direction, whatever files and services are called', () => {
  const name = 'a\nb\u202Ec\u2028d\u001B[31m';
  const span = { start: 0, end: 1 };
  const odd = rule('odd', ({ report }) => {
    const fixes: Fix[] = [{ kind: 'safe', title: `Create ${name}`, edits: [], creates: [{ path: name, text: 'x\n' }] }];
    report({ messageId: 'found', data: { what: name }, span, related: [{ message: `See ${name}`, span }], withheld: name, fixes });
  });
  const [found] = run([odd]).findings;
  const shown = 'a?b?c?d?[31m';
  expect(found).toMatchObject({ message: `Found ${shown}.`, withheld: shown, related: [{ message: `See ${shown}`, span }] });
  expect(found!.fixes).toEqual([{ kind: 'safe', title: `Create ${shown}`, edits: [], creates: [{ path: name, text: 'x\n' }] }]);
});

it('cuts what is too long to read, and shows the sentence around it', () => {
  const name = 'n'.repeat(200_000);
  const span = { start: 0, end: 1 };
  const long = rule('long', ({ report }) => {
    const fixes: Fix[] = [{ kind: 'safe', title: `Create ${name}`, edits: [], creates: [{ path: name, text: 'x\n' }] }];
    report({ messageId: 'found', data: { what: name }, span, related: [{ message: `See ${name}`, span }], withheld: name, fixes });
  });
  const [found] = run([long]).findings;
  expect(found!.message).toBe(`Found ${'n'.repeat(199)}….`);
  expect(found!.withheld).toBe(`${'n'.repeat(999)}…`);
  expect(found!.related[0]!.message).toBe(`See ${'n'.repeat(995)}…`);
  expect(found!.fixes[0]).toMatchObject({ title: `Create ${'n'.repeat(992)}…`, creates: [{ path: name }] });
  const pairs = rule('pairs', ({ report }) => report({ messageId: 'found', data: { what: `n${'\u{1F433}'.repeat(200)}` }, span }));
  expect(run([pairs]).findings[0]!.message).toBe(`Found n${'\u{1F433}'.repeat(99)}….`);
  const odd = rule('odd', ({ report }) => report({ messageId: 'found', data: { what: '\u{1F433}'.repeat(200) }, span }));
  expect(run([odd]).findings[0]!.message).toBe(`Found ${'\u{1F433}'.repeat(99)}….`);
});
