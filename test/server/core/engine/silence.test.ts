import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../server/src/core/engine/finding.ts';
import { lint } from '../../../../server/src/core/engine/lint.ts';
import { defineComposeRule, defineDockerfileRule, type Rule } from '../../../../server/src/core/engine/rule.ts';
import { resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { silenceFile, silenceLine } from '../../../../server/src/core/engine/silence.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { documentOf } from '../../support/engine.ts';

const meta = {
  description: 'Reports.',
  severity: 'warning',
  confidence: 'high',
  fix: 'none',
  weight: { overall: 1, security: 0, maintainability: 0 },
  options: {},
  messages: { found: 'Found.' },
} as const;

const onEveryRun: Rule = defineDockerfileRule({
  meta: { ...meta, id: 'on-every-run', subject: 'cache', language: 'dockerfile' },
  check({ dockerfile, report }) {
    for (const { keyword, keywordSpan } of dockerfile.instructions) if (keyword === 'RUN') report({ messageId: 'found', span: keywordSpan });
  },
});
const onEveryService: Rule = defineComposeRule({
  meta: { ...meta, id: 'on-every-service', subject: 'compose', language: 'compose' },
  check({ compose, report }) {
    for (const { keySpan } of compose.services) report({ messageId: 'found', span: keySpan });
  },
});
const rules = [onEveryRun, onEveryService];
const config = resolveConfig(rules, []);

function check(text: string, language: 'dockerfile' | 'compose'): { findings: Finding[]; silence: (edit: 'line' | 'file', index: number) => string } {
  const document = documentOf(text, language);
  const findings = lint({ document, rules, config, project: null });
  return {
    findings,
    silence: (edit, index) => {
      const finding = findings[index]!;
      return applyEdits(text, [edit === 'line' ? silenceLine(document, finding) : silenceFile(document, finding.rule)]);
    },
  };
}

describe('a silencing comment in a Dockerfile', () => {
  it('covers the instruction below it, and no other', () => {
    expect(check('FROM a\n# drydock ignore=on-every-run why not\nRUN x \\\n  && y\nRUN z\n', 'dockerfile').findings).toHaveLength(1);
  });

  it('covers it across blank lines and further comments, with several rules', () => {
    expect(check('FROM a\n# drydock ignore=other,on-every-run\n\n# note\nRUN x\n', 'dockerfile').findings).toHaveLength(0);
  });

  it('covers the whole file with ignore-file, from anywhere', () => {
    expect(check('FROM a\nRUN x\n# drydock ignore-file=on-every-run\nRUN y\n', 'dockerfile').findings).toHaveLength(0);
  });

  it('counts at the very top, where it could be taken for a parser directive', () => {
    expect(check('# drydock ignore-file=on-every-run\nFROM a\nRUN x\n', 'dockerfile').findings).toHaveLength(0);
  });

  it('does nothing for another rule or inside a heredoc', () => {
    expect(check('FROM a\n# drydock ignore=other\nRUN x\n', 'dockerfile').findings).toHaveLength(1);
    expect(check('FROM a\nCOPY <<EOF /x\n# drydock ignore-file=on-every-run\nEOF\nRUN x\n', 'dockerfile').findings).toHaveLength(1);
  });
});

describe('silencing by quick fix', () => {
  it('puts a comment above the instruction, with the line endings of the file', () => {
    const { silence } = check('FROM a\r\nRUN x\r\n', 'dockerfile');
    expect(silence('line', 0)).toBe('FROM a\r\n# drydock ignore=on-every-run\r\nRUN x\r\n');
  });

  it('joins a comment that is there', () => {
    const { silence } = check('FROM a\n# drydock ignore=other because\nRUN x\n', 'dockerfile');
    expect(silence('line', 0)).toBe('FROM a\n# drydock ignore=other,on-every-run because\nRUN x\n');
  });

  it('stays below parser directives, which count only before any comment', () => {
    const { silence } = check('# syntax=docker/dockerfile:1\n# escape=\\\nFROM a\nRUN x\n', 'dockerfile');
    expect(silence('file', 0)).toBe('# syntax=docker/dockerfile:1\n# escape=\\\n# drydock ignore-file=on-every-run\nFROM a\nRUN x\n');
  });

  it('keeps a byte order mark first', () => {
    const { silence } = check('\uFEFFFROM a\nRUN x\n', 'dockerfile');
    expect(silence('file', 0)).toBe('\uFEFF# drydock ignore-file=on-every-run\nFROM a\nRUN x\n');
  });

  it.each([
    ['dockerfile', 'FROM a\nRUN x \\\n  # c\n  && y\nRUN z\n'],
    ['compose', 'services:\n  web:\n    image: a\n  db: {image: b}\n'],
    ['compose', '# head\nservices:\r\n    web: &w\r\n        image: a\r\n    db:\r\n        <<: *w\r\n'],
  ] as const)('silences exactly what it was asked to: %s', (language, text) => {
    const before = check(text, language);
    before.findings.forEach((_, index) => {
      expect(check(before.silence('line', index), language).findings).toHaveLength(before.findings.length - 1);
      expect(check(before.silence('file', index), language).findings).toHaveLength(0);
    });
    expect(before.findings.length).toBeGreaterThan(1);
  });
});

describe('a silencing comment in a compose file', () => {
  it('covers the line below it or its own line', () => {
    expect(check('services:\n  # drydock ignore=on-every-service\n  web:\n    image: a\n  db:\n    image: b\n', 'compose').findings).toHaveLength(1);
    expect(check('services:\n  web: # drydock ignore=on-every-service reason\n    image: a\n', 'compose').findings).toHaveLength(0);
  });
});
