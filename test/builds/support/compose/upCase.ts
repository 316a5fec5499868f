import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import type { Finding } from '../../../../server/src/core/engine/finding.ts';
import { RULES } from '../../../../server/src/rules/index.ts';
import { configOf, documentOf, findingsOf } from '../../../server/support/engine.ts';
import { listFiles, type FixtureFile } from '../../../server/support/fixtures.ts';
import { viewOfFiles } from '../../../server/support/workspace.ts';
import { ComposeProject } from './composeProject.ts';

/** `fails`: the engine refuses it. `starts`: it starts as it is and after the fix. `silent`: it starts, and the rule says nothing. */
export type Expectation = 'fails' | 'starts' | 'silent';

/**
 * What a rule says of a compose file, to be tried: `<name>.yml`, or a folder with a `compose.yml` and what belongs to it. Comments of the
 * file say what happens:
 * - `# fails: <regex>` is what `up` says; `# fails <service>: <regex>` what it says where only that one is started;
 * - `# starts` and `# silent` are for files that start;
 * - `# engine <service>: Memory=0 -> Memory=64` is what the engine holds a container to, before and after the fix;
 * - `# options: {…}` are the rule's; `# keep: a, b` are services whose own command, ports and volumes matter; `# builds: a` are services
 *   that are built as the file says; `# run: --wait` are further arguments of `up`.
 */
export interface UpCase {
  readonly rule: string;
  readonly name: string;
  readonly expectation: Expectation;
  readonly files: Files;
  /** Files as a person would mend them (`<name>.mended.yml`, or a folder of that name), where the rule offers no fix; null where it does. */
  readonly mended: Files | null;
  /** By service; null for the project as a whole. */
  readonly fails: ReadonlyMap<string | null, RegExp>;
  readonly engine: readonly HeldTo[];
  readonly options: object | null;
  readonly keep: readonly string[];
  readonly builds: readonly string[];
  readonly run: readonly string[];
}

/** Texts by path; the compose files among them are merged in their order. */
type Files = ReadonlyMap<string, string>;

/** Values of `docker inspect`'s `HostConfig`. */
export interface HeldTo {
  readonly service: string;
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

export async function readUpCase(place: string): Promise<UpCase> {
  const files = await readFiles(place);
  const text = files?.get('compose.yml');
  if (!files || text === undefined) throw new Error(`${place} has no compose.yml.`);
  const note = (name: string): string | null => new RegExp(`^# ${name}: (.*)$`, 'm').exec(text)?.[1]?.trim() ?? null;
  const fails = [...text.matchAll(/^ *# fails(?: (\S+))?: (.*)$/gm)].map(([, service, words]) => [service ?? null, new RegExp(words!.trim(), 'i')] as const);
  const expectation = fails.length > 0 ? 'fails' : /^# (starts|silent)$/m.exec(text)?.[1];
  if (expectation === undefined) throw new Error(`${place} does not say what happens.`);
  const options = note('options');
  return {
    rule: path.basename(path.dirname(place)),
    name: path.basename(place, '.yml'),
    expectation: expectation as Expectation,
    files,
    mended: await readFiles(place.replace(/(?=\.yml$)|$/, '.mended')),
    fails: new Map(fails),
    engine: [...text.matchAll(/^ *# engine (\S+): (.*?) -> (.*)$/gm)].map(([, service, before, after]) => ({ service: service!, before: valuesOf(before!), after: valuesOf(after!) })),
    options: options === null ? null : (JSON.parse(options) as object),
    keep: note('keep')?.split(/,\s*/) ?? [],
    builds: note('builds')?.split(/,\s*/) ?? [],
    run: note('run')?.split(' ') ?? [],
  };
}

async function readFiles(place: string): Promise<Files | null> {
  const found = await stat(place).catch(() => null);
  if (!found) return null;
  return found.isDirectory() ? new Map(listFiles(place).map((file) => [file.path, file.text])) : new Map([['compose.yml', await readFile(place, 'utf8')]]);
}

/** `Memory=64 NanoCpus=0` */
function valuesOf(text: string): Readonly<Record<string, number>> {
  return Object.fromEntries(text.trim().split(/\s+/).map((pair) => [pair.split('=')[0]!, Number(pair.split('=')[1])]));
}

/** The places of all cases below a folder, those that are a person's mending left out. */
export async function upCasePlaces(folder: string): Promise<readonly string[]> {
  const rules = await readdir(folder);
  const names = await Promise.all(rules.map(async (rule) => (await readdir(path.join(folder, rule))).map((name) => path.join(folder, rule, name))));
  return names.flat().filter((name) => !/\.mended(?:\.yml)?$/.test(name)).sort();
}

export interface Told {
  readonly file: string;
  readonly finding: Finding;
}

/** What the case's rule says of its compose files. */
export async function findingsIn({ rule, options }: UpCase, files: Files): Promise<readonly Told[]> {
  const config = options === null ? undefined : configOf({ rules: { [rule]: options } });
  const rules = RULES.filter(({ meta }) => meta.id === rule);
  const all: readonly FixtureFile[] = [...files].map(([name, text]) => ({ path: name, text }));
  const told = composeFiles(files).map(async (file) => {
    // Of a lone file nothing is known but itself.
    const project = files.size === 1 ? null : await viewOfFiles(all, file, 'compose');
    const findings = findingsOf(documentOf(files.get(file)!, 'compose', file), { rules, project, ...(config && { config }) });
    return findings.map((finding) => ({ file, finding }));
  });
  return (await Promise.all(told)).flat();
}

function composeFiles(files: Files): readonly string[] {
  return [...files.keys()].filter((name) => /\.ya?ml$/.test(name)).sort((a, b) => a.length - b.length);
}

/** The files after the first fix of each finding; null where one has none. @throws where edits of two meet */
export function fixedFiles(told: readonly Told[], files: Files): Files | null {
  const fixes = told.flatMap(({ file, finding: { fixes: [first] } }) => (first ? [{ file, fix: first }] : []));
  if (fixes.length === 0 || fixes.length < told.length) return null;
  const edits = [...fixes.map(({ file, fix }) => ({ path: file, edits: fix.edits })), ...fixes.flatMap(({ fix }) => fix.elsewhere ?? [])];
  return new Map([...files].map(([name, text]) => [name, applyEdits(text, edits.filter((edit) => edit.path === name).flatMap((edit) => edit.edits))]));
}

/** A project with the case's files, for as long as `use` takes. */
export async function withProject<Result>(one: UpCase, files: Files, use: (project: ComposeProject) => Promise<Result>): Promise<Result> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-case-')));
  try {
    for (const [name, text] of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    const { keep, builds } = one;
    const project = await ComposeProject.open(`${one.rule}-${one.name}`, composeFiles(files).map((name) => path.join(folder, name)), { keep, builds });
    try {
      return await use(project);
    } finally {
      await project.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts a service and what it depends on, or all; what the engine said where it did not start, else null. */
export async function startText({ run }: UpCase, project: ComposeProject, service: string | null = null): Promise<string | null> {
  const { code, stdout, stderr } = await project.up(...run, ...(service === null ? [] : [service]));
  return code === 0 ? null : `${stdout}${stderr}`;
}
