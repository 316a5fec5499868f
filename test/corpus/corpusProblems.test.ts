import { expect, it } from 'vitest';
import type { SourceDocument } from '../../server/src/core/engine/document.ts';
import type { Finding } from '../../server/src/core/engine/finding.ts';
import { documentOf, findingsOf } from '../server/support/engine.ts';
import { corpusProblems } from './corpusProblems.ts';

const text = '# a note\nFROM debian:bookworm-slim\nRUN echo one\n';

/** A check that offers to replace one text by another wherever it stands. */
function replacing(from: string, to: string) {
  return (version: SourceDocument): Finding[] => {
    const start = version.text.indexOf(from);
    if (start === -1) return [];
    const span = { start, end: start + from.length };
    const fix = { kind: 'safe' as const, title: 'Replace', edits: [{ span, text: to }] };
    return [{ rule: 'test', messageId: 'm', message: 'M', span, severity: 'hint', confidence: 'high', related: [], fixes: [fix], withheld: null }];
  };
}

const problemsOf = (from: string, to: string) => corpusProblems(documentOf(text, 'dockerfile'), replacing(from, to)).join('\n');

it('says nothing of a fix that does what it should', () => {
  expect(problemsOf('echo one', 'echo two')).toBe('');
});

it('sees fixes that break the file, lose comments, never end or change its end', () => {
  expect(problemsOf('FROM debian:bookworm-slim', '')).toMatch(/cannot be read with certainty/);
  expect(problemsOf('# a note\n', '')).toMatch(/loses the comment "a note"/);
  expect(problemsOf('one', 'one one')).toMatch(/changes the file again/);
  expect(problemsOf('echo one\n', 'echo two')).toMatch(/changes the end of the file/);
  expect(problemsOf('one\n', 'two\n')).toMatch(/CRLF/);
});

it('holds for odd files', () => {
  const files = [
    '', 'FROM', 'from scratch\nrun', 'FROM a AS b\nFROM b AS b\nFROM 0\nRUN pip install x',
    'FROM python:3\nRUN <<EOF\npip install --no-cache-dir -r x\n',
    '# escape=`\nFROM node:20`\n-slim\nCOPY . .\nRUN npm ci `\n  # a comment\n\n  && npm cache clean --force',
    'FROM golang:1.22\nRUN ["go", "mod", "download"]\nONBUILD RUN go build\nCOPY --from=0 /go/pkg /go/pkg\n',
    'FROM debian\nRUN --mount=type=cache,target=/var/cache/apt,"id=a,b" apt-get update && apt-get install -y $(cat x) \\\n\n  && rm -rf /var/lib/apt/lists/*',
    'ARG A\nFROM $A\nARG GIT_SHA\nLABEL a=$GIT_SHA\nCOPY . /\nRUN chown -R 1:1 / && apt-get update\nRUN apt-get clean',
  ];
  for (const file of files) {
    const document = documentOf(file, 'dockerfile', 'Dockerfile');
    expect(corpusProblems(document, (version) => findingsOf(version)), file).toEqual([]);
  }
});
