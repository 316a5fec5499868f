// Runs every rule over folders of Dockerfiles and compose files, and tells what does not hold; see corpusProblems.
import path from 'node:path';
import { resolveConfig } from '../../server/src/core/engine/config.ts';
import type { Finding } from '../../server/src/core/engine/finding.ts';
import { nodeFileSystem, toSlashes } from '../../server/src/host/fileSystem.ts';
import { scanFiles } from '../../server/src/host/scanFiles.ts';
import { loadShellParser } from '../../server/src/host/shellGrammar.ts';
import { WorkspaceIndex } from '../../server/src/host/workspaceIndex.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { corpusProblems } from './corpusProblems.ts';

interface Tally {
  findings: number;
  safe: number;
  suggested: number;
  withheld: number;
}

const config = resolveConfig(RULES, []);
const shell = await loadShellParser();
const tallies = new Map<string, Tally>();
let files = 0;
let problems = 0;

function count({ rule, fixes, withheld }: Finding): void {
  const tally = tallies.get(rule) ?? { findings: 0, safe: 0, suggested: 0, withheld: 0 };
  tallies.set(rule, tally);
  tally.findings++;
  if (fixes.some(({ kind }) => kind === 'safe')) tally.safe++;
  else if (fixes.length > 0) tally.suggested++;
  else if (withheld !== null) tally.withheld++;
}

function complain(file: string, problem: string): void {
  problems++;
  console.log(`${file}: ${problem}`);
}

for (const folder of process.argv.slice(2).map((one) => path.resolve(one))) {
  const index = new WorkspaceIndex(nodeFileSystem, toSlashes(folder));
  await index.open();
  const onRuleError = (rule: string, error: unknown) => complain(folder, `${rule} threw ${String(error)}`);
  for await (const file of scanFiles({ index, files: index.dockerFiles(), rules: RULES, config, shell, onRuleError })) {
    if (file.skipped !== null) {
      console.log(`${path.join(folder, file.path)}: not checked: ${file.skipped}`);
      continue;
    }
    files++;
    file.findings.forEach(count);
    try {
      for (const problem of corpusProblems(file.document, file.check)) complain(path.join(folder, file.path), problem);
    } catch (error) {
      complain(path.join(folder, file.path), String(error));
    }
  }
}

const header = ['rule', 'findings', 'safe', 'suggested', 'withheld'];
const rows = [...tallies].sort().map(([rule, tally]) => [rule, tally.findings, tally.safe, tally.suggested, tally.withheld]);
for (const row of [header, ...rows]) console.log(row.map((cell, i) => (i === 0 ? String(cell).padEnd(32) : String(cell).padStart(10))).join(''));
console.log(`${files} files, ${problems} problems`);
process.exitCode = problems > 0 || files === 0 ? 1 : 0;
