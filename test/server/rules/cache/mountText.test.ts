import { describe, expect, it } from 'vitest';
import { retarget } from '../../../../server/src/rules/cache/targets/moveMount.ts';
import { writtenMount } from '../../../../server/src/rules/cache/mounts/mountText.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { documentOf } from '../../support/engine.ts';

const wanted = new Map([['type', 'cache'], ['target', '/home/app/.npm'], ['uid', '5'], ['gid', '6']]);

function moved(text: string): string | null {
  const { dockerfile } = documentOf(text, 'dockerfile');
  const mount = dockerfile.stages[0]!.instructions[0]!.mounts[0]!;
  const edits = retarget(dockerfile, mount, wanted);
  return edits && applyEdits(text, edits);
}

describe('the options of a mount in the file', () => {
  it.each([
    ['plain', '--mount=type=cache,target=/a', '--mount=type=cache,target=/home/app/.npm,uid=5,gid=6'],
    ['the last of equal keys counts', '--mount=type=cache,target=/a,dst=/b', '--mount=type=cache,target=/a,dst=/home/app/.npm,uid=5,gid=6'],
    ['quotes around all of it', '--mount="type=cache,target=/a"', '--mount="type=cache,target=/home/app/.npm,uid=5,gid=6"'],
    ['quotes around the value', "--mount=type=cache,target='/a',ro", "--mount=type=cache,target='/home/app/.npm',ro,uid=5,gid=6"],
    ['ids of another user', '--mount=type=cache,uid=0,target=/a,gid=0', '--mount=type=cache,uid=5,target=/home/app/.npm,gid=6'],
    ['a line break inside', '--mount=type=cache,\\\ntarget=/a', '--mount=type=cache,\\\ntarget=/home/app/.npm,uid=5,gid=6'],
    ['a line break with a comment behind it', '--mount=type=cache,\\  \r\n # why\r\n\r\ntarget=/a', '--mount=type=cache,\\  \r\n # why\r\n\r\ntarget=/home/app/.npm,uid=5,gid=6'],
    ['a line break inside the value', '--mount=type=cache,target=/a\\\n/b', '--mount=type=cache,target=/home/app/.npm,uid=5,gid=6'],
    ['an escaped letter', '--mount=type=cache,target=/a\\ b', '--mount=type=cache,target=/home/app/.npm,uid=5,gid=6'],
  ])('%s', (_, flag, expected) => {
    expect(moved(`FROM a\nRUN ${flag} npm ci\n`)).toBe(`FROM a\nRUN ${expected} npm ci\n`);
  });

  it('says so where the places cannot be told', () => {
    expect(moved('FROM a\nRUN --mount=type=cache,target=\\"/a\\" npm ci\n')).toBeNull();
    expect(moved('FROM a\nRUN --mount=type=cache npm ci\n')).toBeNull();
    expect(moved('FROM a\nRUN --mount=type=cache,target= npm ci\n')).toBeNull();
  });

  it('finds every value where it is', () => {
    const text = 'FROM a\nRUN --mount=id=x,"type=cache",readonly,target=/b true\n';
    const { dockerfile } = documentOf(text, 'dockerfile');
    const written = writtenMount(dockerfile, dockerfile.stages[0]!.instructions[0]!.mounts[0]!)!;
    expect(written.options.map(({ key, value }) => [key, value && text.slice(value.start, value.end)])).toEqual([
      ['id', 'x'], ['type', 'cache'], ['readonly', null], ['target', '/b'],
    ]);
    expect(text.slice(written.end - 2, written.end + 1)).toBe('/b ');
  });
});
