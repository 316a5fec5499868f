import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { standInImage } from './support/compose/composeProject.ts';
import { findingsIn, fixedFiles, readUpCase, startText, upCasePlaces, withProject, type HeldTo, type UpCase } from './support/compose/upCase.ts';

/** By rule: what a person writes, and what becomes of it on the engine. */
const cases = await Promise.all((await upCasePlaces(path.join(import.meta.dirname, 'up'))).map(readUpCase));

type Choice = UpCase['expectation'] | 'held';

/** Of cases that start, those whose limits are looked at are apart. */
const named = (choice: Choice) => cases.flatMap((one) => ((one.engine.length > 0 ? 'held' : one.expectation) === choice ? [[`${one.rule}: ${one.name}`, one] as const] : []));

beforeAll(() => standInImage());

// They wait for the engine most of the time.
describe.concurrent('what a rule says does not start', () => {
  it.each(named('fails'))('%s', async (_, one) => {
    const told = await findingsIn(one, one.files);
    expect(told.length, 'the rule says nothing of some of it').toBeGreaterThanOrEqual(one.fails.size);
    const said = await withProject(one, one.files, async (project) => {
      const words: (readonly [string | null, string | null])[] = [];
      for (const service of one.fails.keys()) words.push([service, await startText(one, project, service)]);
      return words;
    });
    for (const [service, words] of said) expect(words, service ?? 'the project').toMatch(one.fails.get(service)!);
    await startsMended(one);
  });
});

describe.concurrent('what starts and could be better', () => {
  it.each(named('starts'))('%s', async (_, one) => {
    expect(await withProject(one, one.files, (project) => startText(one, project))).toBeNull();
    await startsMended(one);
  });
});

describe.concurrent('what starts, so that no rule may say that it does not', () => {
  it.each(named('silent'))('%s', async (_, one) => {
    expect(await findingsIn(one, one.files)).toEqual([]);
    expect(await withProject(one, one.files, (project) => startText(one, project))).toBeNull();
  });
});

describe.concurrent('what the engine holds a container to', () => {
  it.each(named('held'))('%s', async (_, one) => {
    const values = (which: 'before' | 'after') => Object.fromEntries(one.engine.map((each) => [each.service, each[which]]));
    expect(await heldTo(one, one.files)).toEqual(values('before'));
    const mended = await mendedFiles(one);
    expect(await findingsIn(one, mended)).toEqual([]);
    expect(await heldTo(one, mended)).toEqual(values('after'));
  });
});

/** By service, what the case speaks of. */
function heldTo(one: UpCase, files: UpCase['files']): Promise<Record<string, HeldTo['before']>> {
  return withProject(one, files, async (project) => {
    expect(await startText(one, project)).toBeNull();
    const told = await project.hostConfigs();
    return Object.fromEntries(one.engine.map(({ service, before }) => [service, Object.fromEntries(Object.keys(before).map((key) => [key, told.get(service)![key] ?? 0]))]));
  });
}

/** As the rule's own fixes leave the files, or else as a person does. */
async function mendedFiles(one: UpCase): Promise<UpCase['files']> {
  const told = await findingsIn(one, one.files);
  expect(told.length, 'the rule says nothing of it').toBeGreaterThan(0);
  const mended = one.mended ? new Map([...one.files, ...one.mended]) : fixedFiles(told, one.files);
  if (mended === null) throw new Error('The rule does not offer a fix for all of it, and nobody said how a person would mend it.');
  return mended;
}

async function startsMended(one: UpCase): Promise<void> {
  const mended = await mendedFiles(one);
  expect([...mended]).not.toEqual([...one.files]);
  expect(await findingsIn(one, mended)).toEqual([]);
  expect(await withProject(one, mended, (project) => startText(one, project))).toBeNull();
}
