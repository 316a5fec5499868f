import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { lint } from '../../../../server/src/core/engine/lint.ts';
import { defineComposeRule, defineDockerfileRule, type Rule } from '../../../../server/src/core/engine/rule.ts';
import { silenceFile, silenceLine } from '../../../../server/src/core/engine/silence.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { documentOf } from '../../support/engine.ts';

const meta = { description: 'R.', severity: 'warning', confidence: 'high', fix: 'none', weight: { overall: 1, security: 0, maintainability: 0 }, options: {}, messages: { m: 'M.' } } as const;
/** Finds every `BAD` of an instruction, wherever it stands in it. */
const inDockerfiles: Rule = defineDockerfileRule({
  meta: { ...meta, id: 'no-bad', subject: 'cache', language: 'dockerfile' },
  check({ dockerfile, report }) {
    for (const { span } of dockerfile.instructions) {
      for (const match of dockerfile.text.slice(span.start, span.end).matchAll(/BAD/g)) {
        report({ messageId: 'm', span: { start: span.start + match.index, end: span.start + match.index + 3 } });
      }
    }
  },
});
const inCompose: Rule = defineComposeRule({
  meta: { ...meta, id: 'no-bad', subject: 'compose', language: 'compose' },
  check({ compose, report }) {
    for (const { keySpan, name } of compose.services) if (name.startsWith('BAD')) report({ messageId: 'm', span: keySpan });
  },
});

function check(text: string, language: 'dockerfile' | 'compose') {
  const rules = [language === 'dockerfile' ? inDockerfiles : inCompose];
  const document = documentOf(text, language);
  return { document, findings: lint({ document, rules, config: resolveConfig(rules, []), project: null }) };
}

const DOCKERFILES: [name: string, text: string, found: number][] = [
  ['above a continued instruction', 'FROM a\n# drydock ignore=no-bad\nRUN x \\\n  BAD \\\n  && BAD\nRUN BAD\n', 1],
  ['inside a continued instruction: its next line only', 'FROM a\nRUN BAD \\\n# drydock ignore=no-bad\n  BAD \\\n  && BAD\n', 2],
  ['above a heredoc', 'FROM a\n# drydock ignore=no-bad\nRUN <<EOF\nBAD\nEOF\nRUN BAD\n', 1],
  ['inside a heredoc: it is a command of the shell', 'FROM a\nRUN <<EOF\n# drydock ignore=no-bad\nBAD\nEOF\n', 1],
  ['inside a heredoc, for the file', 'FROM a\nRUN <<EOF\n# drydock ignore-file=no-bad\nBAD\nEOF\n', 1],
  ['above ONBUILD', 'FROM a\n# drydock ignore=no-bad\nONBUILD RUN BAD\nONBUILD RUN BAD\n', 1],
  ['with another escape character', '# escape=`\nFROM a\n# drydock ignore=no-bad\nRUN x `\n  BAD\nRUN BAD `\n BAD\n', 2],
  ['indented, in a file that has no line end at its end', 'FROM a\n  # drydock ignore=no-bad\n  RUN BAD', 0],
  ['at the end of the file', 'FROM a\nRUN BAD\n# drydock ignore=no-bad', 1],
  ['at the end of the file, with a line end', 'FROM a\nRUN BAD\n# drydock ignore=no-bad\n', 1],
  ['behind the instruction on its line: that is no comment', 'FROM a\nRUN BAD # drydock ignore=no-bad\n', 1],
  ['after a byte order mark', '\uFEFF# drydock ignore-file=no-bad\nFROM a\nRUN BAD\n', 0],
  ['for all rules', 'FROM a\n# drydock ignore=all\nRUN BAD\nRUN BAD\n', 1],
  ['with spaces around names', 'FROM a\n#drydock  ignore = other , no-bad because\nRUN BAD\n', 0],
  ['for a longer name', 'FROM a\n# drydock ignore=no-bad-things\nRUN BAD\n', 1],
  ['as part of a sentence', 'FROM a\n# use drydock ignore=no-bad\nRUN BAD\n', 1],
  ['twice above one instruction', 'FROM a\n# drydock ignore=other\n# drydock ignore=no-bad\nRUN BAD\n', 0],
];
const COMPOSE: [name: string, text: string, found: number][] = [
  ['above a service', 'services:\n  # drydock ignore=no-bad\n  BAD1:\n    image: a\n  BAD2:\n    image: b\n', 1],
  ['behind it', 'services:\n  BAD1: # drydock ignore=no-bad\n    image: a\n  BAD2: {image: b}\n', 1],
  ['inside a flow map', 'services: {\n  # drydock ignore=no-bad\n  BAD1: {image: a},\n  BAD2: {image: b} # drydock ignore=no-bad\n}\n', 0],
  ['in a text that only looks like one', 'services:\n  BAD1:\n    command: "# drydock ignore-file=no-bad"\n    image: a\n', 1],
  ['in a block text', 'services:\n  BAD1:\n    command: |\n      # drydock ignore-file=no-bad\n      x\n    image: a\n', 1],
  ['at the end, for the file', 'services:\n  BAD1:\n    image: a\n# drydock ignore-file=no-bad', 0],
  ['after a byte order mark', '\uFEFF# drydock ignore-file=no-bad\nservices:\n  BAD1:\n    image: a\n', 0],
  ['under a line that starts a document', '# drydock ignore-file=no-bad\n---\nservices:\n  BAD1:\n    image: a\n', 0],
];

describe.each([['dockerfile', DOCKERFILES], ['compose', COMPOSE]] as const)('a silencing comment (%s)', (language, cases) => {
  it.each(cases)('%s', (_, text, found) => {
    expect(check(text, language).findings).toHaveLength(found);
    expect(check(text.replaceAll('\n', '\r\n'), language).findings).toHaveLength(found);
  });

  it.each(cases.filter(([, , found]) => found > 0))('made by quick fix: %s', (_, plain) => {
    for (const text of [plain, plain.replaceAll('\n', '\r\n')]) {
      const { document, findings } = check(text, language);
      for (const finding of findings) {
        const line = applyEdits(text, [silenceLine(document, finding)]);
        expect(check(line, language).findings.length, line).toBeLessThan(findings.length);
        expect(check(line, language).document.isTrustworthy).toBe(document.isTrustworthy);
        const file = applyEdits(text, [silenceFile(document, finding.rule)]);
        expect(check(file, language).findings, file).toEqual([]);
        expect(file.replace(/\r\n/g, '').includes('\n')).toBe(!text.includes('\r'));
      }
    }
  });
});
