import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import type { Finding } from '../../../../server/src/core/engine/finding.ts';
import { RULES } from '../../../../server/src/rules/index.ts';
import { configOf, documentOf, findingsOf } from '../../../server/support/engine.ts';
import { ComposeProject } from './composeProject.ts';

/**
 * A compose file that loads and does not start. Its first comment lines say how: `# fails: <regex of what the engine says>`; `# options: {…}`
 * are the rule's; `# keep: a, b` are services whose own command, ports and volumes matter; `# run: --wait` are further arguments of `up`.
 */
export interface UpCase {
  readonly rule: string;
  readonly name: string;
  readonly text: string;
  /** As a person would mend it (`<name>.mended.yml`), where the rule offers no fix; null where it does. */
  readonly mended: string | null;
  readonly fails: RegExp;
  readonly options: object | null;
  readonly keep: readonly string[];
  readonly run: readonly string[];
}

export async function readUpCase(file: string): Promise<UpCase> {
  const text = await readFile(file, 'utf8');
  const note = (name: string): string | null => new RegExp(`^# ${name}: (.*)$`, 'm').exec(text)?.[1]?.trim() ?? null;
  const fails = note('fails');
  if (fails === null) throw new Error(`${file} does not say how it fails.`);
  const options = note('options');
  return {
    rule: path.basename(path.dirname(file)),
    name: path.basename(file, '.yml'),
    text,
    mended: await readFile(file.replace(/\.yml$/, '.mended.yml'), 'utf8').catch(() => null),
    fails: new RegExp(fails, 'i'),
    options: options === null ? null : (JSON.parse(options) as object),
    keep: note('keep')?.split(/,\s*/) ?? [],
    run: note('run')?.split(' ') ?? [],
  };
}

/** What the case's rule says of a text. */
export function findingsIn({ rule, options }: UpCase, text: string): readonly Finding[] {
  const config = options === null ? undefined : configOf({ rules: { [rule]: options } });
  const rules = RULES.filter(({ meta }) => meta.id === rule);
  return findingsOf(documentOf(text, 'compose', 'compose.yml'), { rules, ...(config && { config }) });
}

/** The text after the first fix of each finding; null where one has none, and where edits of two meet. */
export function fixedText(findings: readonly Finding[], text: string): string | null {
  const fixes = findings.map(({ fixes: [first] }) => first);
  if (fixes.length === 0 || fixes.some((fix) => fix === undefined)) return null;
  return applyEdits(text, fixes.flatMap((fix) => fix!.edits));
}

/** Starts a text; what the engine said where it did not start, else null. */
export async function startText({ rule, name, keep, run }: UpCase, text: string): Promise<string | null> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-case-')));
  try {
    const file = path.join(folder, 'compose.yml');
    await writeFile(file, text);
    const project = await ComposeProject.open(`${rule}-${name}`, [file], { keep });
    try {
      const { code, stdout, stderr } = await project.up(...run);
      return code === 0 ? null : `${stdout}${stderr}`;
    } finally {
      await project.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
