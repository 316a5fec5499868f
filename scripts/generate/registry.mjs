import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The list of rules: one import per file of the folder, nothing else to forget when a rule is added. */
export async function registry(root) {
  const files = await readdir(path.join(root, 'server/src/rules'));
  const ids = files.filter((file) => file.endsWith('.ts') && file !== 'index.ts').map((file) => file.slice(0, -3)).sort();
  const name = (id) => id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  return [
    '// Generated from the files of this folder by `npm run generate`.',
    "import type { Rule } from '../core/engine/rule.ts';",
    ...ids.map((id) => `import { ${name(id)} } from './${id}.ts';`),
    '',
    `export const RULES: readonly Rule[] = [\n${ids.map((id) => `  ${name(id)},`).join('\n')}\n];`,
    '',
  ].join('\n');
}
