import { describe, expect, it } from 'vitest';
import { expandAll } from './expandSnippet.ts';

const texts = (...body: string[]) => expandAll(body).map(({ text }) => text);

describe('the snippet expander', () => {
  it('fills in defaults and mirrors them, before and after', () => {
    expect(texts('$1 ${1:app} $1', '$0')).toEqual(['app app app\n']);
  });

  it('expands nested placeholders', () => {
    expect(texts('${1:db}: ${2:./secrets/$1.txt}')).toEqual(['db: ./secrets/db.txt']);
  });

  it('gives one text per option of a choice', () => {
    expect(texts('FROM a:${1|3.12,3.13|} AS $1')).toEqual(['FROM a:3.12 AS 3.12', 'FROM a:3.13 AS 3.13']);
  });

  it('unescapes dollars, braces and backslashes', () => {
    expect(texts('\\$\\${USER\\} \\\\')).toEqual(['$${USER} \\']);
  });

  it('lists the tab stops in order', () => {
    expect(expandAll(['$2 ${1:a} $0'])[0]?.stops).toEqual([0, 1, 2]);
  });

  it.each(['$PATH', '${PATH}', '${1:a', '${1|a,b}', '${1:a} ${1:b}', '${1/a/b/}'])('refuses %s', (body) => {
    expect(() => expandAll([body])).toThrow();
  });
});
