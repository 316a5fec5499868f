import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Reads the pages of rules as Markdown; those that are not there are left out. */
export async function readRulePages(rules: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = locate();
  const pages = new Map<string, string>();
  await Promise.all(
    rules.map(async (rule) => {
      const page = await readFile(join(folder, `${rule}.md`), 'utf8').catch(() => null);
      if (page !== null) pages.set(rule, page);
    }),
  );
  return pages;
}

/** As shipped, and in a repository that was built: beside the folder of the bundle. Else this is the source. */
function locate(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, '..', 'server', 'docs', 'rules');
  return existsSync(beside) ? beside : join(here, '..', '..', 'docs', 'rules');
}
