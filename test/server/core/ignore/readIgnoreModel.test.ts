import { expect, it } from 'vitest';
import { documentOf } from '../../support/engine.ts';

it('knows comments by their first column alone', () => {
  const { ignore } = documentOf('\uFEFF# top\r\n*.log # no comment\n # neither\n#\n', 'dockerignore');
  expect(ignore.comments.map(({ text, line }) => [text, line])).toEqual([['top', 0], ['', 3]]);
  expect(ignore.patterns.map(({ raw }) => raw)).toEqual(['*.log # no comment', '# neither']);
});
