import { fixUntilStable, type FixedDocument, type FixSelection } from '../core/engine/fixAll.ts';
import type { CheckedVersion } from './document.ts';

/** A fix of more than one finding: of one rule, or (null) of all. */
export interface WideFix {
  readonly selection: FixSelection;
  readonly rule: string | null;
}

const known = new WeakMap<CheckedVersion, Map<string, FixedDocument>>();

/** Checks the document again and again, so it is computed when somebody picks it, and once for each checked version. */
export function fixWidely(checked: CheckedVersion, { selection, rule }: WideFix): FixedDocument {
  let ofVersion = known.get(checked);
  if (!ofVersion) known.set(checked, (ofVersion = new Map()));
  const key = `${selection} ${rule ?? ''}`;
  let fixed = ofVersion.get(key);
  if (!fixed) {
    fixed = fixUntilStable(checked.source, checked.check, selection, (finding) => rule === null || finding.rule === rule);
    ofVersion.set(key, fixed);
  }
  return fixed;
}
