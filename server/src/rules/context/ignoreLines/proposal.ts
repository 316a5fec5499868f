import type { Report } from '../../../core/engine/rule.ts';
import { applyEdits, type TextEdit } from '../../../core/text/edits.ts';
import { contextPart } from '../contextWords.ts';
import { newlyIgnoredSource, type IgnoreScene } from './ignoreScene.ts';

/** Lines that one wants to have compared with what Dockerfiles copy; each takes reading the file once more. */
const MOST_PROPOSALS = 30;

const made = new WeakMap<IgnoreScene, number>();

/** A suggestion, or the reason against it: what a Dockerfile names must still be sent afterwards. */
export function proposal(scene: IgnoreScene, title: string, edits: readonly TextEdit[]): Pick<Report, 'fixes' | 'withheld'> {
  const count = (made.get(scene) ?? 0) + 1;
  made.set(scene, count);
  if (count > MOST_PROPOSALS) return { withheld: 'Many lines of this file need mending: begin with the first ones.' };
  const lost = newlyIgnoredSource(scene, applyEdits(scene.text, edits));
  if (lost !== null) return { withheld: `A Dockerfile copies ${contextPart(lost)}, which would then be left out.` };
  return { fixes: [{ kind: 'suggestion', title, edits }] };
}
