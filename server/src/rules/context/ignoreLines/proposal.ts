import type { Report } from '../../../core/engine/rule.ts';
import { applyEdits, type TextEdit } from '../../../core/text/edits.ts';
import { contextPart } from '../contextWords.ts';
import { newlyIgnoredSource, type IgnoreScene } from './ignoreScene.ts';

/** A suggestion, or the reason against it: what a Dockerfile names must still be sent afterwards. */
export function proposal(scene: IgnoreScene, title: string, edits: readonly TextEdit[]): Pick<Report, 'fixes' | 'withheld'> {
  const lost = newlyIgnoredSource(scene, applyEdits(scene.text, edits));
  if (lost !== null) return { withheld: `A Dockerfile copies ${contextPart(lost)}, which would then be left out.` };
  return { fixes: [{ kind: 'suggestion', title, edits }] };
}
