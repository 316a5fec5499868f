import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { INPUTS } from '../../scripts/action/scanArguments.mjs';
import { parseArguments } from '../../server/src/cli/arguments.ts';
import { SCAN_FORMATS } from '../../server/src/cli/formats.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const page = read('server/docs/reports.md');
const [workflow, preCommit] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => parse(text!));

it('describes every format and every input, and no other', () => {
  const rows = (heading: string): string[] => {
    const table = page.slice(page.indexOf(`| ${heading} |`)).split('\n\n')[0]!;
    return table.split('\n').slice(2).flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  };
  expect(rows('Format')).toEqual([...SCAN_FORMATS]);
  expect(rows('Input').sort()).toEqual([...INPUTS].sort());
});

it('shows a workflow with inputs that exist', () => {
  const step = workflow.steps.find(({ uses }: { uses: string }) => uses.includes('/drydock@'));
  for (const name of Object.keys(step.with)) expect(INPUTS).toContain(name);
});

it('shows hooks that exist, with arguments that are understood', () => {
  const known = (parse(read('.pre-commit-hooks.yaml')) as { id: string }[]).map(({ id }) => id);
  for (const { id, args = [] } of preCommit.repos[0].hooks) {
    expect(known).toContain(id);
    expect(parseArguments(['scan', ...args, 'Dockerfile'])).toMatchObject({ command: 'scan', paths: ['Dockerfile'] });
  }
});
