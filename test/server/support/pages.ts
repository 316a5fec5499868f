export interface CodeSample {
  readonly correct: boolean;
  readonly code: string;
}

/** The fenced blocks of a rule's page that follow `<!-- correct -->` or `<!-- incorrect -->`. */
export function codeSamples(page: string): CodeSample[] {
  const blocks = page.matchAll(/<!-- (correct|incorrect) -->\s*\n```\w+\n([\s\S]*?)```/g);
  return [...blocks].map(([, kind, code]) => ({ correct: kind === 'correct', code: code! }));
}
