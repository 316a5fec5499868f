import { readConfigLayer, resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { SourceDocument } from '../../../../server/src/core/engine/document.ts';
import type { Finding } from '../../../../server/src/core/engine/finding.ts';
import { lint } from '../../../../server/src/core/engine/lint.ts';
import type { ProjectView } from '../../../../server/src/core/engine/projectView.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { loadShellParser } from '../../../../server/src/host/shellGrammar.ts';
import { pinBaseImage } from '../../../../server/src/rules/pin-base-image.ts';
import { standardBaseImage } from '../../../../server/src/rules/standard-base-image.ts';

const RULES = [pinBaseImage, standardBaseImage];
const shell = await loadShellParser();

/** Findings of both rules; a rule that throws fails the test. */
export function check(text: string, { rules = {}, project = null }: { rules?: object; project?: ProjectView | null } = {}): Finding[] {
  const layer = readConfigLayer({ rules }, RULES);
  if (layer.problems.length > 0) throw new Error(layer.problems.join(' '));
  return lint({
    document: new SourceDocument('Dockerfile', 'dockerfile', text, shell),
    rules: RULES,
    config: resolveConfig(RULES, [layer]),
    project,
    onRuleError: (rule, error) => {
      throw new Error(`rule ${rule} threw`, { cause: error });
    },
  });
}

export function fixed(text: string, finding: Finding | undefined): string {
  return applyEdits(text, finding?.fixes[0]?.edits ?? []);
}

/** A project that builds one Dockerfile, with one target. */
export function builtAs(dockerfile: string, target: string | null = null): ProjectView {
  const files = { complete: false, paths: [], has: () => false, hasFolder: () => false, text: () => undefined };
  const context = { path: '.', known: true, isOutside: false, files, ignore: null, copied: [] };
  return { uses: [{ source: 'compose', service: 'web', definedIn: 'compose.yml', args: new Map(), namedContexts: new Map(), profiles: [], dockerfile, target, context }], serviceUse: () => null };
}
