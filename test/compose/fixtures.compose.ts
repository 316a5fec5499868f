import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixUntilStable } from '../../server/src/core/engine/fixAll.ts';
import type { Finding, Fix } from '../../server/src/core/engine/finding.ts';
import type { ProjectView } from '../../server/src/core/engine/projectView.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { documentOf, findingsOf } from '../server/support/engine.ts';
import { fixturesOf, listFiles, type Fixture } from '../server/support/fixtures.ts';
import { languageOfFixture, viewOfFixture } from '../server/support/workspace.ts';
import { INTENDED, REFUSED } from './intended.ts';
import { describe as say, differencesBetween, fits, servicesOf } from './support/differences.ts';
import { loadProject, type Files, type Loaded } from './support/loadProject.ts';

const rulesFolder = path.join(import.meta.dirname, '../server/rules');
const composeRules = RULES.filter(({ meta }) => meta.language === 'compose');

/** By `<rule>/<name>`. */
const cases: [string, Fixture][] = readdirSync(rulesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && RULES.some(({ meta }) => meta.id === entry.name))
  .flatMap(({ name }) => fixturesOf(path.join(rulesFolder, name)))
  .filter(({ file }) => languageOfFixture(file.path) === 'compose')
  .map((fixture) => [`${fixture.rule}/${fixture.name}`, fixture]);

function filesOf({ folder, file }: Fixture): Files {
  return new Map((folder === null ? [file] : listFiles(folder)).map((each) => [each.path, each.text]));
}

/** The projects that the fixture is part of, as lists of files. */
function projectsOf({ file }: Fixture, view: ProjectView | null): string[][] {
  const known = (view?.composeProjects ?? []).map(({ files }) => [...files]).filter((files) => files.length > 0);
  return known.length > 0 ? known : [[file.path]];
}

function withFix(files: Files, { file }: Fixture, fix: Fix): Map<string, string> {
  const after = new Map(files);
  after.set(file.path, applyEdits(file.text, fix.edits));
  for (const { path: other, text, edits } of fix.elsewhere ?? []) after.set(other, applyEdits(text, edits));
  for (const { path: created, text } of fix.creates ?? []) after.set(created, text);
  return after;
}

/** Whether a sentence names the services, or how many others they are. */
function announces(sentence: string, services: readonly string[]): boolean {
  const others = /(\d+) other/.exec(sentence)?.[1];
  if (others !== undefined && Number(others) >= services.length - 1) return true;
  return services.filter((name) => !sentence.includes(name)).length <= 1;
}

const loads = new Map<string, Promise<Loaded>>();

/** Fixes of a file often lead to the same text. */
function load(files: Files, project: readonly string[]): Promise<Loaded> {
  const key = JSON.stringify([[...files], project]);
  const known = loads.get(key) ?? loadProject(files, project);
  loads.set(key, known);
  return known;
}

/** What is wrong with the outcome of edits, as readable lines. */
async function problemsOf(fixture: Fixture, projects: readonly string[][], after: Files, allowed: readonly string[], sentence: string | null): Promise<string[]> {
  const problems: string[] = [];
  const before = filesOf(fixture);
  for (const project of projects) {
    const was = await load(before, project);
    const is = await load(after, project);
    const where = project.length > 1 ? ` (${project.join(' + ')})` : '';
    if ('refused' in is) {
      if (!('refused' in was)) problems.push(`compose refuses the result${where}: ${is.refused}`);
      continue;
    }
    if ('refused' in was) continue;
    // Fragments are no part of the project, though compose shows them.
    const differences = differencesBetween(was.config, is.config).filter(({ path: at }) => !at[0]!.startsWith('x-'));
    for (const each of differences) if (!allowed.some((pattern) => fits(each.path, pattern))) problems.push(`changed${where} ${say(each)}`);
    const services = servicesOf(differences);
    if (sentence !== null && services.length > 1 && !announces(sentence, services)) problems.push(`changes ${services.join(', ')}${where}, which it does not say`);
  }
  return problems;
}

function noProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

const counts = { fixtures: 0, fixes: 0, texts: 0, refused: 0 };

afterAll(() => {
  console.log(`${counts.fixtures} compose fixtures, ${counts.refused} of them refused by compose as named; ${counts.fixes} fixes and ${counts.texts} fix-alls loaded again.`);
});

describe('every fixture of a compose file, by docker compose', () => {
  it('there are some, and all that are named as refused exist', () => {
    expect(cases.length).toBeGreaterThan(10);
    const keys = new Set(cases.map(([key]) => key));
    expect(Object.keys(REFUSED).filter((key) => !keys.has(key))).toEqual([]);
  });

  it('every rule with fixes says what they may change', () => {
    expect(composeRules.filter(({ meta }) => meta.fix !== 'none' && !Object.hasOwn(INTENDED, meta.id)).map(({ meta }) => meta.id)).toEqual([]);
    expect(Object.keys(INTENDED).filter((id) => !composeRules.some(({ meta }) => meta.id === id))).toEqual([]);
  });

  it.concurrent.each(cases)('%s loads, or is refused as named', async (key, fixture) => {
    const projects = projectsOf(fixture, await viewOfFixture(fixture));
    const answers = await Promise.all(projects.map((project) => load(filesOf(fixture), project)));
    const refused = answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : []));
    counts.fixtures++;
    if (Object.hasOwn(REFUSED, key)) {
      counts.refused++;
      expect(refused.join('\n')).toMatch(REFUSED[key]!);
    } else noProblems(refused);
  });

  it.concurrent.each(cases)('%s after each fix of its rule', async (_key, fixture) => {
    const rule = composeRules.filter(({ meta }) => meta.id === fixture.rule);
    const view = await viewOfFixture(fixture);
    const projects = projectsOf(fixture, view);
    const findings = findingsOf(documentOf(fixture.file.text, 'compose', fixture.file.path), { rules: rule, project: view });
    const problems: string[] = [];
    for (const finding of findings) {
      for (const fix of finding.fixes) {
        counts.fixes++;
        const sentence = `${finding.message} ${fix.title}`;
        const found = await problemsOf(fixture, projects, withFix(filesOf(fixture), fixture, fix), INTENDED[finding.rule] ?? [], sentence);
        problems.push(...found.map((problem) => `${fix.title}: ${problem}`));
      }
    }
    noProblems(problems);
  });

  it.concurrent.each(cases)('%s after every fix at once', async (_key, fixture) => {
    const view = await viewOfFixture(fixture);
    const projects = projectsOf(fixture, view);
    const document = documentOf(fixture.file.text, 'compose', fixture.file.path);
    const problems: string[] = [];
    for (const rules of [composeRules.filter(({ meta }) => meta.id === fixture.rule), composeRules]) {
      for (const selection of ['safe', 'suggestions'] as const) {
        const check = (version: typeof document): Finding[] => findingsOf(version, { rules, project: view });
        const fixed = fixUntilStable(document, check, selection);
        if (fixed.document.text === document.text && fixed.creates.length === 0) continue;
        counts.texts++;
        const after = new Map(filesOf(fixture)).set(fixture.file.path, fixed.document.text);
        for (const { path: created, text } of fixed.creates) after.set(created, text);
        const allowed = [...new Set(fixed.applied.map(({ finding }) => finding.rule))].flatMap((id) => INTENDED[id] ?? []);
        problems.push(...(await problemsOf(fixture, projects, after, allowed, null)).map((problem) => `${selection}: ${problem}`));
      }
    }
    noProblems(problems);
  });
});
