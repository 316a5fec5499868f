import type { FixtureFile } from './fixtures.ts';

export interface CodeSample {
  readonly correct: boolean;
  /** What the block says it is: `dockerfile`, `yaml`, `dockerignore`. */
  readonly kind: string;
  /** Text of the file that is checked. */
  readonly code: string;
  /** Its path where the block names one: ```` ```dockerfile services/api/Dockerfile ````. */
  readonly path: string | null;
  /** Further files of the same small workspace: blocks with a path that follow at once. Those are there, whatever they hold. */
  readonly others: readonly FixtureFile[];
}

const BLOCK = '```(\\w+)(?: ([^\\n]+))?\\n([\\s\\S]*?)```';

/** The fenced blocks of a rule's page that follow `<!-- correct -->` or `<!-- incorrect -->`, each with the files that follow it. */
export function codeSamples(page: string): CodeSample[] {
  const samples = page.matchAll(new RegExp(`<!-- (correct|incorrect) -->\\s*\\n${BLOCK}((?:\\s*\\n\`\`\`\\w+ [^\\n]+\\n[\\s\\S]*?\`\`\`)*)`, 'g'));
  return [...samples].map(([, verdict, kind, path, code, more]) => ({ correct: verdict === 'correct', kind: kind!, code: code!, path: path ?? null, others: filesIn(more ?? '') }));
}

function filesIn(blocks: string): FixtureFile[] {
  return [...blocks.matchAll(new RegExp(BLOCK, 'g'))].map(([, , path, text]) => ({ path: path!, text: text! }));
}
