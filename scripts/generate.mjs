// Writes everything that follows from the rules' metadata; with --check it only tells what is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRules } from './generate/loadRules.mjs';
import { manifest } from './generate/manifest.mjs';
import { registry } from './generate/registry.mjs';
import { ruleIndex, readme } from './generate/ruleTables.mjs';
import { scores } from './generate/weightTable.mjs';
import { configSchema, manifestSchema } from './generate/configSchema.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');
const stale = [];

async function produce(file, makeText) {
  const target = path.join(root, file);
  const current = await readFile(target, 'utf8').catch(() => null);
  const wanted = await makeText(current?.replace(/\r\n/g, '\n') ?? null);
  if (wanted === null || wanted === current?.replace(/\r\n/g, '\n')) return;
  stale.push(file);
  if (!check) await writeFile(target, wanted);
}

await produce('server/src/rules/index.ts', () => registry(root));
const rules = await loadRules(root);
await produce('package.json', (text) => manifest(text, rules));
await produce('server/drydock.schema.json', () => configSchema(rules));
await produce('server/drydock.package.schema.json', () => manifestSchema());
await produce('server/docs/rules/README.md', () => ruleIndex(rules));
await produce('README.md', (text) => readme(text, rules));
await produce('server/docs/scores.md', (text) => scores(text, rules));

if (check && stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run "npm run generate".`);
  process.exit(1);
}
console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}.` : `Generated files are up to date (${rules.length} rules).`);
