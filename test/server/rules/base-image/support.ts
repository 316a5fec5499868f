import { resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { readConfigLayer } from '../../../../server/src/core/engine/readConfigLayer.ts';
import { SourceDocument } from '../../../../server/src/core/engine/document.ts';
import type { Finding } from '../../../../server/src/core/engine/finding.ts';
import { lint } from '../../../../server/src/core/engine/lint.ts';
import type { ProjectView } from '../../../../server/src/core/engine/projectView.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { loadShellParser } from '../../../../server/src/host/shellGrammar.ts';
import { noEolBaseImage } from '../../../../server/src/rules/no-eol-base-image.ts';
import { pinBaseImage } from '../../../../server/src/rules/pin-base-image.ts';
import { standardBaseImage } from '../../../../server/src/rules/standard-base-image.ts';

const RULES = [noEolBaseImage, pinBaseImage, standardBaseImage];
const shell = await loadShellParser();

/** Findings of the three rules, as people see them; a rule that throws fails the test. */
export function check(text: string, { rules = {}, project = null }: { rules?: object; project?: ProjectView | null } = {}): Finding[] {
  const layer = readConfigLayer({ rules }, RULES);
  if (layer.problems.length > 0) throw new Error(layer.problems.map(({ message }) => message).join(' '));
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
export function builtAs(dockerfile: string, target: string | null = null, texts: Readonly<Record<string, string>> = {}): ProjectView {
  const paths = Object.keys(texts);
  const files = { complete: paths.length > 0, paths, has: (path: string) => paths.includes(path), hasFolder: () => false, text: (path: string) => texts[path] };
  const context = { path: '.', known: true, isOutside: false, files, ignore: null, copied: [] };
  return { uses: [{ source: 'compose', service: 'web', definedIn: 'compose.yml', args: new Map(), namedContexts: new Map(), profiles: [], images: [], hasHealthcheck: false, dockerfile, target, context }], serviceUse: () => null };
}

/** The same, once for each set of build arguments. */
export function builtWith(...args: readonly Readonly<Record<string, string | null>>[]): ProjectView {
  const project = builtAs('Dockerfile');
  return { ...project, uses: args.map((each, index) => ({ ...project.uses[0]!, service: `s${String(index)}`, args: new Map(Object.entries(each)) })) };
}
