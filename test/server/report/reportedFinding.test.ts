import { expect, it } from 'vitest';
import { SourceDocument } from '../../../server/src/core/engine/document.ts';
import type { Finding } from '../../../server/src/core/engine/finding.ts';
import { reportFindings } from '../../../server/src/report/reportedFinding.ts';

function found(text: string, ...words: string[]): Finding[] {
  let from = 0;
  return words.map((word) => {
    const start = text.indexOf(word, from);
    from = start + 1;
    return { rule: 'a-rule', messageId: 'a', message: `12 MB of ${word}.`, span: { start, end: start + word.length }, severity: 'warning', confidence: 'high', related: [], fixes: [], withheld: null };
  });
}

const prints = (text: string, ...words: string[]) => reportFindings(new SourceDocument('Dockerfile', 'dockerfile', text, null), found(text, ...words)).map(({ fingerprint }) => fingerprint);

it('tells places so that nobody needs the text any more', () => {
  const text = 'FROM a\r\nRUN b\r\n';
  const [finding] = reportFindings(new SourceDocument('Dockerfile', 'dockerfile', text, null), [
    { ...found(text, 'b')[0]!, related: [{ span: { start: 5, end: 6 }, message: 'here' }, { path: 'x', span: { start: 0, end: 1 }, message: 'there' }], fixes: [{ kind: 'safe', title: 'Fix', edits: [{ span: { start: 8, end: 11 }, text: 'X' }] }] },
  ]);
  expect(finding).toMatchObject({
    start: { line: 1, character: 4 },
    end: { line: 1, character: 5 },
    related: [{ path: null, line: 0, message: 'here' }, { path: 'x', line: null, message: 'there' }],
    fixes: [{ kind: 'safe', title: 'Fix', edits: [{ start: { line: 1, character: 0 }, end: { line: 1, character: 3 }, text: 'X' }], creates: [], reachesOthers: false }],
  });
});

it('does not count a byte order mark, which no editor shows', () => {
  const text = '\uFEFFRUN b\nRUN c\n';
  const [b, c] = reportFindings(new SourceDocument('Dockerfile', 'dockerfile', text, null), [
    { ...found(text, 'b')[0]!, fixes: [{ kind: 'safe', title: 'Fix', edits: [{ span: { start: 1, end: 4 }, text: 'X' }] }] },
    found(text, 'c')[0]!,
  ]);
  expect(b).toMatchObject({ start: { line: 0, character: 4 }, end: { line: 0, character: 5 }, fixes: [{ edits: [{ start: { line: 0, character: 0 }, end: { line: 0, character: 3 } }] }] });
  expect(c).toMatchObject({ start: { line: 1, character: 4 } });
});

it('tells other files as the report has them', () => {
  const [finding] = reportFindings(
    new SourceDocument('api/Dockerfile', 'dockerfile', 'RUN b\n', null),
    [{ ...found('RUN b\n', 'b')[0]!, related: [{ path: 'compose.yaml', span: { start: 0, end: 1 }, message: 'there' }], fixes: [{ kind: 'suggestion', title: 'Fix', edits: [], creates: [{ path: 'api/.dockerignore', text: '' }] }] }],
    (path) => `../${path}`,
  );
  expect(finding).toMatchObject({ related: [{ path: '../compose.yaml' }], fixes: [{ creates: [{ path: '../api/.dockerignore' }] }] });
});

it('keeps the fingerprint of a finding when other lines, its indentation or a measured amount change', () => {
  const [before] = prints('FROM a\nRUN b\n', 'b');
  expect(prints('# more\nFROM a\n\n  RUN b\r\n', 'b')).toEqual([before]);
  expect(prints('FROM a\nRUN b c\n', 'b')).not.toEqual([before]);
  expect(before).toMatch(/^[0-9a-f]{14}$/);
});

it('gives findings that are alike fingerprints of their own', () => {
  const all = prints('RUN b\nRUN b\nRUN b\n', 'b', 'b', 'b');
  expect(new Set(all).size).toBe(3);
  expect(prints('RUN b\nRUN b\n', 'b', 'b')).toEqual(all.slice(0, 2));
});
