import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pageAsset } from '../../../server/src/host/pageAsset.ts';
import { htmlReport } from '../../../server/src/report/html.ts';
import { SCAN_STYLE } from '../../../server/src/report/html/style.ts';
import type { ScanReport } from '../../../server/src/report/scanReport.ts';
import { HOSTILE } from './hostile.ts';
import { madeFile, madeFinding, madeFix, madeReport } from './madeReport.ts';

const page = (report: ScanReport) => htmlReport(report, pageAsset(SCAN_STYLE));
const bodyOf = (text: string) => text.slice(text.indexOf('<body>'));

/** Every tag that a page may have, attributes included; nothing of a report stands in one. */
const TAG = /<\/?(?:body|html|h[12]|p|strong|table|thead|tbody|tr|details|summary|ul|li)>|<\/?t[hd]>|<t[hd] (?:scope="(?:row|col)"(?: class="number")?|class="number")>|<(?:span|code) class="(?:quiet|error|warning|badge)">|<\/(?:span|code|a)>|<code>|<p class="quiet">|<a href="#file-\d+">|<details id="file-\d+" open>/g;

function reportWith(word: string): ScanReport {
  const finding = madeFinding({ rule: word, message: word, withheld: word, fixes: [madeFix({ title: word })] });
  return madeReport([madeFile(word, [finding])], {
    skipped: [{ path: word, reason: word }],
    ignored: [word],
    contexts: [{ path: word, known: false, dockerfiles: [word], ignoreFiles: [word], sent: { files: 1, bytes: 1 }, unfiltered: null, complete: false }],
    gates: [{ gate: 'overall', required: 70, passed: false, failed: [], message: word }],
  });
}

describe('the page of a scan', () => {
  it.each(HOSTILE.map((word) => [word.slice(0, 60), word]))('shows %j as text and nothing else', (_, word) => {
    const rest = bodyOf(page(reportWith(word))).replace(TAG, '');
    expect(rest).not.toMatch(/[<>"']/);
    expect(rest).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/);
    expect(rest.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
  });

  it('lets its own style sheet apply and nothing load or run', () => {
    const text = page(reportWith('a'));
    const style = /<style>([^]*?)<\/style>/.exec(text)![1]!;
    const hash = createHash('sha256').update(style, 'utf8').digest('base64');
    expect(text).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`);
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|url\(|@import|https?:/i);
  });

  it('tells the worst file first, each finding with its line, and what was left out', () => {
    const files = [madeFile('a/Dockerfile', [madeFinding({ severity: 'hint' })]), madeFile('b/Dockerfile', [madeFinding({ severity: 'error', fixes: [madeFix()] })]), madeFile('c/Dockerfile', [])];
    const text = bodyOf(page(madeReport(files, { ignored: ['out/Dockerfile'], skipped: [{ path: 'd/Dockerfile', reason: 'It is binary.' }] })));
    expect(text.replace(TAG, '')).toMatch(/2 findings in 3 files\./);
    expect(text.indexOf('<strong>b/Dockerfile')).toBeLessThan(text.indexOf('<strong>a/Dockerfile'));
    expect(text).not.toContain('c/Dockerfile');
    expect(text.replace(TAG, '')).toContain('Line 4: error pip downloads everything again. require-cache-mount safe fix');
    expect(text.replace(TAG, '')).toMatch(/d\/DockerfileIt is binary\.\nout\/DockerfileIt is ignored/);
  });

  it('says so where nothing is found', () => {
    const text = bodyOf(page(madeReport([])));
    expect(text.replace(TAG, '').trim()).toBe('Drydock scan report\nNo findings in 0 files.');
  });

  it('tells the file with the lowest score first, whatever its findings are', () => {
    const scored = (path: string, overall: number, severity: 'error' | 'hint') => madeFile(path, [madeFinding({ severity })], { score: { overall, security: 8, maintainability: 8 } as never });
    const text = bodyOf(page(madeReport([scored('high', 90, 'error'), scored('low', 40, 'hint')])));
    expect(text.indexOf('<strong>low')).toBeLessThan(text.indexOf('<strong>high'));
  });

  it('tells scores where they are asked for', () => {
    const score = { overall: 81, security: 8, maintainability: 7.5 };
    const text = page(madeReport([madeFile('a', [madeFinding()], { score: score as never })], { score: score as never }));
    expect(text).toContain('Score <strong>81</strong> of 100, security <strong>8.0</strong> and maintainability <strong>7.5</strong> of 10.');
  });

  it('takes ten thousand files', () => {
    const files = Array.from({ length: 10_000 }, (_, index) => madeFile(`s${index}/Dockerfile`, [madeFinding(), madeFinding()]));
    expect(page(madeReport(files)).match(/<details /g)).toHaveLength(10_000);
  });
});
