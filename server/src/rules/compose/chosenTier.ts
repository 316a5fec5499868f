import type { ComposeModel, ComposeService } from '../../core/compose/model.ts';
import { LineIndex } from '../../core/text/lines.ts';

const SYNTAX = /^drydock\s+tier\s*=\s*([\w.-]+)/;

/** Tiers that comments choose: `# drydock tier=<name>` behind a service's key, or in the comment lines right above it. */
export function tierComments(model: ComposeModel): (service: ComposeService) => string | null {
  const chosen = new Map<number, string>();
  const commentLines = new Set<number>();
  for (const { text, line, trailing } of model.comments) {
    if (!trailing) commentLines.add(line);
    const name = SYNTAX.exec(text)?.[1];
    if (name !== undefined) chosen.set(line, name);
  }
  if (chosen.size === 0) return () => null;
  const lines = new LineIndex(model.text);
  return ({ keySpan }) => {
    const keyLine = lines.lineAt(keySpan.start);
    const trailing = chosen.get(keyLine);
    if (trailing !== undefined) return trailing;
    for (let line = keyLine - 1; commentLines.has(line); line--) {
      const above = chosen.get(line);
      if (above !== undefined) return above;
    }
    return null;
  };
}
