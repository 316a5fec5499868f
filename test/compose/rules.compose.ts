import { afterAll, describe, expect, it } from 'vitest';
import { fixUntilStable, type FixedDocument } from '../../server/src/core/engine/fixAll.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { documentOf, findingsOf } from '../server/support/engine.ts';
import { INTENDED } from './intended.ts';
import { SHAPES } from './shapes.ts';
import { describe as say, differencesBetween, fits } from './support/differences.ts';
import { loadProject, type Loaded } from './support/loadProject.ts';

const composeRules = RULES.filter(({ meta }) => meta.language === 'compose' && meta.fix !== 'none');
const loaded = new Map<string, Promise<Loaded>>();

function load(text: string): Promise<Loaded> {
  const known = loaded.get(text) ?? loadProject(new Map([['compose.yml', text]]), ['compose.yml']);
  loaded.set(text, known);
  return known;
}

/** Everything that rules offer for a text, done. */
function fixed(text: string, rules: typeof RULES): FixedDocument {
  return fixUntilStable(documentOf(text, 'compose', 'compose.yml'), (version) => findingsOf(version, { rules }), 'suggestions');
}

const made = new Map<string, number>();
afterAll(() => {
  const counts = composeRules.map(({ meta }) => `${meta.id} ${made.get(meta.id) ?? 0}`);
  console.log(`${SHAPES.length} shapes, those that a rule has edited: ${counts.join(', ')}.`);
});

describe.concurrent.each(SHAPES)('$name', ({ text }) => {
  const cases: [string, typeof RULES][] = [...composeRules.map((rule): [string, typeof RULES] => [rule.meta.id, [rule]]), ['all rules at once', composeRules]];

  it.each(cases)('%s: what it offers changes what it is meant to and nothing else', async (name, rules) => {
    const { document, applied } = fixed(text, rules);
    // A text of one line has no line ending that could be told.
    if (text.includes('\n')) expect(fixed(text.replaceAll('\n', '\r\n'), rules).document.text).toBe(document.text.replaceAll('\n', '\r\n'));
    if (document.text === text) return;
    made.set(name, (made.get(name) ?? 0) + 1);
    const [before, after] = [await load(text), await load(document.text)];
    if ('refused' in before) throw new Error(`compose refuses the shape: ${before.refused}`);
    if ('refused' in after) throw new Error(`compose refuses the result: ${after.refused}\n${document.text}`);
    const allowed = [...new Set(applied.map(({ finding }) => finding.rule))].flatMap((id) => INTENDED[id] ?? []);
    const differences = differencesBetween(before.config, after.config).filter(({ path }) => !path[0]!.startsWith('x-'));
    const wrong = differences.filter(({ path }) => !allowed.some((pattern) => fits(path, pattern)));
    if (wrong.length > 0) throw new Error(`${wrong.map(say).join('\n')}\n${document.text}`);
  });
});
