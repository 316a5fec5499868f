import { describe, expect, it } from 'vitest';
import { buildMarkdown } from '../../../../server/src/timing/export/markdown.ts';
import { codeMarkdown, fencedMarkdown, plainMarkdown } from '../../../../server/src/timing/export/markdownText.ts';
import { comparisonOf, factsOf, HOSTILE, reportOf, stepOf, traceOf } from './builds.ts';
import { madeTarget } from '../madeSteps.ts';

const IMAGE = { id: 'sha256:1', names: ['shop-web'], bytes: 84_000_000, layers: [] };
const STEPS = [
  stepOf({ id: 'a', label: 'COPY package.json .', state: 'cached', intervals: [[0, 0]], position: { index: 2, total: 4 } }),
  stepOf({ id: 'b', intervals: [[0, 4100]], isCritical: true, position: { index: 3, total: 4 } }),
];

describe('the Markdown summary', () => {
  it('has the targets, the slowest steps, the cache, the sizes and the comparison', () => {
    const trace = traceOf({ targets: [madeTarget({ name: 'web', end: 4100, contextBytes: 3400 })], steps: STEPS });
    const text = buildMarkdown(reportOf({ trace, facts: factsOf({ images: { web: IMAGE }, withoutCache: { milliseconds: 9000, unknownSteps: 1 } }), comparison: comparisonOf() }));
    expect(text).toMatchInlineSnapshot(`
      "### Built web in 4.2 s

      1 of 2 steps came from the cache; without the cache it would take at least 9.0 s. The image has 84 MB.

      | Target | Result | Time | From the cache | Context | Image |
      | --- | --- | --- | --- | --- | --- |
      | \`web\` | done | 4.1 s | 1 of 2 (50 %) | 3.4 kB | 84 MB |

      **Slowest steps**

      | Step | Time | Where | Critical path |
      | --- | --- | --- | --- |
      | \`[3/4] RUN npm ci\` | 4.1 s | \`web/Dockerfile:5\` | yes |

      **Compared with the build before**

      RUN npm ci lost its cache and cost 5.0 s.

      |  | Before | Now |
      | --- | --- | --- |
      | Time | 4.0 s | 9.0 s |
      | From the cache | 100 % | 50 % |
      | Build context | 1.2 kB | 3.4 kB |
      | Images | 80 MB | 84 MB |

      - \`web\`: package.json changed.

      | Target | Step | Change | Before | Now |
      | --- | --- | --- | --- | --- |
      | \`web\` | \`RUN npm ci\` | lost its cache | 0 ms | 5.0 s |

      "
    `);
  });

  it('shows a failure with its line and the end of its log, in a fence that the log cannot leave', () => {
    const log = { text: `${'x\n'.repeat(30)}\`\`\`\`\n## not a heading\n<b>\u001b[31mred\u001b[0m`, lines: 33, bytes: 90, isCut: false };
    const failed = stepOf({ id: 'c', state: 'failed', error: 'process "/bin/sh -c npm ci" did not complete successfully: exit code: 7', intervals: [[0, 900]], log });
    const text = buildMarkdown(reportOf({ trace: traceOf({ state: 'failed', steps: [failed] }), facts: factsOf({ problem: 'RUN npm ci (web/Dockerfile, line 5) failed.' }) }));
    expect(text).toContain('**Failed** `web`: `RUN npm ci failed with exit code 7` at `web/Dockerfile:5`\n\n`````text\n');
    expect(text).toContain('\n````\n## not a heading\n<b>red\n`````\n');
    expect(text.split('\n').filter((line) => line === 'x')).toHaveLength(17);
  });

  it('lets nothing of what files say act', () => {
    const steps = [stepOf({ id: 'a', label: HOSTILE, targets: [HOSTILE], state: 'failed', error: HOSTILE, intervals: [[0, 500]], place: { dockerfile: HOSTILE, line: 0, endLine: 0, text: '' } })];
    const trace = traceOf({ targets: [madeTarget({ name: HOSTILE, state: 'failed' })], steps });
    const comparison = comparisonOf({ headline: HOSTILE }, { sentence: HOSTILE });
    const text = buildMarkdown(reportOf({ trace, facts: factsOf({ title: HOSTILE, problem: HOSTILE }), comparison }));
    const bare = withoutCode(text);
    expect(bare).not.toMatch(/<[a-z/!]/i);
    expect(bare).not.toMatch(/https:\/\/|(?<!\\)\]\(/);
    expect(bare).not.toContain('@someone');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    // Every row of a table has the cells of its head.
    for (const table of text.split('\n\n').map((block) => block.split('\n').filter((line) => line.startsWith('|')))) {
      expect(new Set(table.map((line) => line.split(/(?<!\\)\|/).length)).size, table[0]).toBeLessThanOrEqual(1);
    }
  });

  it('stays within what GitHub takes', () => {
    const targets = Array.from({ length: 2000 }, (_, index) => madeTarget({ name: `service-${index}-${'x'.repeat(200)}` }));
    const steps = targets.map(({ name }, index) => stepOf({ id: String(index), targets: [name], state: 'failed', error: 'exit code: 1', intervals: [[0, 1]], log: { text: 'y'.repeat(4000), lines: 1, bytes: 4000, isCut: true } }));
    const text = buildMarkdown(reportOf({ trace: traceOf({ targets, steps }) }));
    expect(text.length).toBeLessThan(200_000);
    expect(text).toContain('and 1900 more');
  });
});

/** What is left when a reader of Markdown has taken out code. */
function withoutCode(text: string): string {
  return text.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '').replace(/(?<!\\|`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

describe('Markdown of others', () => {
  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '`a\\|b`'],
    ['', '–'],
    ['\u001b[2J', '–'],
    ['a\nb', '`a b`'],
  ])('shows %j as code', (text, expected) => expect(codeMarkdown(text)).toBe(expected));

  it.each([
    ['a_b [x](y) <b> & `c` #1', 'a\\_b \\[x\\](y\\) &lt;b\\> &amp; \\`c\\` &#35;1'.replace('](y', ']\\(y')],
    ['see https://a.example and www.b.example', 'see https&#58;//a.example and www&#46;b.example'],
    ['@someone', '&#64;someone'],
  ])('shows %j as text', (text, expected) => expect(plainMarkdown(text)).toBe(expected));

  it('has a fence longer than any in the text', () => expect(fencedMarkdown(['``````', 'a'])).toBe('```````text\n``````\na\n```````\n'));
});
