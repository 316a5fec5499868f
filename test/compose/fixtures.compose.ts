import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixUntilStable } from '../../server/src/core/engine/fixAll.ts';
import type { Finding, Fix } from '../../server/src/core/engine/finding.ts';
import type { ProjectView } from '../../server/src/core/engine/projectView.ts';
import { parseCompose } from '../../server/src/core/compose/parseCompose.ts';
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

/** Of several services that a fix changes, those that it reaches by an anchor, outside of their own text, and that its sentences neither name nor count. */
function unannounced(fixture: Fixture, fix: Fix, sentence: string, changed: readonly string[]): string[] {
  const model = parseCompose(fixture.file.text);
  const isElsewhere = (name: string): boolean => {
    const places = model.service(name)?.declarations ?? [];
    return !places.some(({ span }) => fix.edits.some((edit) => span.start <= edit.span.start && edit.span.start <= span.end));
  };
  if (changed.length < 2) return [];
  // What extends a service says so by its name.
  const extendsOne = (name: string): boolean => model.service(name)?.get('extends') != null && changed.some((other) => model.service(name)!.inheritsFrom.includes(other));
  const silent = changed.filter((name) => isElsewhere(name) && !extendsOne(name) && !sentence.includes(name));
  const counted = Math.max(...[...sentence.matchAll(/(\d+) (?:other )?services/g)].map(([, count]) => Number(count)), 0);
  return silent.length <= counted ? [] : silent;
}

const loads = new Map<string, Promise<Loaded>>();

/** Fixes of a file often lead to the same text. */
function load(files: Files, project: readonly string[]): Promise<Loaded> {
  const key = JSON.stringify([[...files], project]);
  const known = loads.get(key) ?? loadProject(files, project);
  loads.set(key, known);
  return known;
}

/** What compose makes of a project without the services that it refuses on purpose. */
function judge(key: string, files: Files, project: readonly string[]): Promise<Loaded> {
  const without = REFUSED[key]?.without;
  if (!without) return load(files, project);
  const overlay = `services:\n${without.map((name) => `  ${name}: !reset null\n`).join('')}`;
  return load(new Map(files).set('without.yml', overlay), [...project, 'without.yml']);
}

interface Outcome {
  readonly problems: string[];
  /** Services that differ, over all projects. */
  readonly changed: readonly string[];
  /** False where compose refuses the fixture, so that nothing can be compared. */
  readonly isJudged: boolean;
}

/** What is wrong with the outcome of edits, as readable lines. */
async function outcomeOf(key: string, fixture: Fixture, projects: readonly string[][], after: Files, allowed: readonly string[]): Promise<Outcome> {
  const problems: string[] = [];
  const changed = new Set<string>();
  let isJudged = false;
  for (const project of projects) {
    const was = await judge(key, filesOf(fixture), project);
    const is = await judge(key, after, project);
    const where = project.length > 1 ? ` (${project.join(' + ')})` : '';
    if ('refused' in was) continue;
    isJudged = true;
    if ('refused' in is) {
      problems.push(`compose refuses the result${where}: ${is.refused}`);
      continue;
    }
    // Fragments are no part of the project, though compose shows them.
    const differences = differencesBetween(was.config, is.config).filter(({ path: at }) => !at[0]!.startsWith('x-'));
    for (const each of differences) if (!allowed.some((pattern) => fits(each.path, pattern))) problems.push(`changed${where} ${say(each)}`);
    for (const name of servicesOf(differences)) changed.add(name);
  }
  return { problems, changed: [...changed], isJudged };
}

function noProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

const counts = { fixtures: 0, fixes: 0, texts: 0, refused: 0, unjudged: 0 };

afterAll(() => {
  console.log(`${counts.fixtures} compose fixtures, ${counts.refused} of them refused by compose as named; ${counts.fixes} fixes and ${counts.texts} fix-alls loaded again, ${counts.unjudged} of fixtures that compose refuses.`);
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
      expect(refused.join('\n')).toMatch(REFUSED[key]!.says);
      // Without those services all else of it is judged.
      if (REFUSED[key]!.without) for (const project of projects) expect(await judge(key, filesOf(fixture), project)).not.toHaveProperty('refused');
    } else noProblems(refused);
  });

  it.concurrent.each(cases)('%s after each fix of its rule', async (key, fixture) => {
    const rule = composeRules.filter(({ meta }) => meta.id === fixture.rule);
    const view = await viewOfFixture(fixture);
    const projects = projectsOf(fixture, view);
    const findings = findingsOf(documentOf(fixture.file.text, 'compose', fixture.file.path), { rules: rule, project: view });
    const problems: string[] = [];
    for (const finding of findings) {
      for (const fix of finding.fixes) {
        counts.fixes++;
        const sentence = `${finding.message} ${fix.title}`;
        const outcome = await outcomeOf(key, fixture, projects, withFix(filesOf(fixture), fixture, fix), INTENDED[finding.rule] ?? []);
        if (!outcome.isJudged) counts.unjudged++;
        problems.push(...outcome.problems.map((problem) => `${fix.title}: ${problem}`));
        const silent = unannounced(fixture, fix, sentence, outcome.changed);
        if (silent.length > 0) problems.push(`${fix.title}: changes ${silent.join(', ')}, which it does not say`);
      }
    }
    noProblems(problems);
  });

  it.concurrent.each(cases)('%s after every fix at once', async (key, fixture) => {
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
        const outcome = await outcomeOf(key, fixture, projects, after, allowed);
        if (!outcome.isJudged) counts.unjudged++;
        problems.push(...outcome.problems.map((problem) => `${selection}: ${problem}`));
      }
    }
    noProblems(problems);
  });
});
