import { expect, it } from 'vitest';
import { markdownReport } from '../../../server/src/report/markdown.ts';
import { withScores } from '../../../server/src/report/score/withScores.ts';
import { messageMarkdown } from '../../../server/src/report/messageMarkdown.ts';
import { utf8Length } from '../../../server/src/report/utf8Length.ts';
import { madeFile, madeFinding, madeFix, madeReport } from './madeReport.ts';

it('tells findings by rule and by file, the gravest first', () => {
  const report = madeReport([
    madeFile('api/Dockerfile', [madeFinding({ fixes: [madeFix()] }), madeFinding({ rule: 'pin-base-image', severity: 'hint', withheld: 'The tag is not known.' })]),
    madeFile('clean/Dockerfile', []),
    madeFile('compose.yaml', [madeFinding({ rule: 'no-port-conflict', severity: 'error', message: 'Two services want port 80.', fixes: [madeFix({ kind: 'suggestion' })] })], { language: 'compose' }),
  ], { skipped: [{ path: 'big/Dockerfile', reason: 'It is too large.' }] });
  expect(markdownReport(report)).toBe(`### Drydock: 3 findings in 3 files

| Errors | Warnings | Information | Hints | Safe fixes | Suggestions |
| ---: | ---: | ---: | ---: | ---: | ---: |
| 1 | 1 | 0 | 1 | 1 | 1 |

**By rule**

| Rule | Severity | Findings | Files | Safe fixes |
| --- | --- | ---: | ---: | ---: |
| \`no-port-conflict\` | error | 1 | 1 | 0 |
| \`require-cache-mount\` | warning | 1 | 1 | 1 |
| \`pin-base-image\` | hint | 1 | 1 | 0 |

**By file**

| File | Errors | Warnings | Information | Hints |
| --- | ---: | ---: | ---: | ---: |
| \`compose.yaml\` | 1 | 0 | 0 | 0 |
| \`api/Dockerfile\` | 0 | 1 | 0 | 1 |

**Not checked**

- \`big/Dockerfile\`: It is too large.

#### \`compose.yaml\`

- Line 4, **error**: Two services want port 80. (\`no-port-conflict\`, suggestion)

#### \`api/Dockerfile\`

- Line 4, **warning**: pip downloads everything again. (\`require-cache-mount\`, safe fix)
- Line 4, **hint**: pip downloads everything again. No safe fix: The tag is not known. (\`pin-base-image\`)
`);
});

it('is a line where nothing was found', () => {
  expect(markdownReport(madeReport([madeFile('Dockerfile', [])]))).toBe('### Drydock: no findings in 1 file\n');
});

it('has scores and gates where they were asked for', () => {
  const gates = [
    { gate: 'overall' as const, required: 70, passed: false, failed: [{ path: 'a|b', actual: 60 }], message: '1 of 2 files has an overall score below 70: a|b 60.' },
    { gate: 'security' as const, required: 7, passed: true, failed: [], message: 'Both are fine.' },
  ];
  const text = markdownReport({ ...withScores(madeReport([madeFile('a|b', [madeFinding()])])), gates });
  expect(text).toMatch(/^\*\*Score \d+ of 100\*\*, security \d+\.\d and maintainability \d+\.\d of 10\.$/m);
  expect(text).toContain('| overall | **failed** | 1 of 2 files has an overall score below 70: a\\|b 60. |');
  expect(text).toContain('| security | passed | Both are fine. |');
  expect(text).toMatch(/^\| `a\\\|b` \| \d+ \| \d+\.\d \| \d+\.\d \| 0 \| 1 \| 0 \| 0 \|$/m);
  expect(text).toMatch(/^#### `a\\\|b` \(\d+ of 100\)$/m);
});

it('stays below any size, and says how much is left out', () => {
  const report = madeReport(Array.from({ length: 300 }, (_, index) => madeFile(`größe/${index}`, Array.from({ length: 120 }, () => madeFinding({ message: 'ä'.repeat(50) })))));
  for (const most of [300, 5_000, 65_536, 1_000_000]) {
    const text = markdownReport(report, most);
    expect(utf8Length(text)).toBeLessThanOrEqual(most);
    const told = text.split('\n').filter((line) => line.startsWith('- Line ')).length;
    const inFile = [...text.matchAll(/^- and (\d+) more findings$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
    const left = Number(/\nand ([\d,]+) more findings, for which/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
    expect(told + inFile + left).toBe(36_000);
  }
});

it('counts bytes as UTF-8 does', () => {
  for (const text of ['', 'abc', 'ä', '日', '🐳', 'a\ud83db', '\udc33\ud83d', '\ud83d\ud83d\udc33', '\u07ff\u0800\uffff']) expect(utf8Length(text), JSON.stringify(text)).toBe(Buffer.byteLength(text));
});

it.each([
  ['Mount `/root/.cache` in `RUN pip`.', 'Mount `/root/.cache` in `RUN pip`.'],
  ['`a|b`: use *it*', '`a\\|b`: use \\*it\\*'],
  ['one ` alone', 'one \\` alone'],
  ['`a` and ` alone', '`a` and \\` alone'],
  ['`` and `x`', '\\`\\` and `x`'],
  ['`a``b`', '`a` `b`'],
  ['`<b>`@me <i>', '`<b>`&#64;me &lt;i\\>'],
])('writes %j as %j', (message, markdown) => {
  expect(messageMarkdown(message, 600)).toBe(markdown);
});
