import type { SourceDocument } from '../core/engine/document.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { buildScene } from './buildScene.ts';
import { explainBuildKey } from './compose/explainBuildKey.ts';
import { explainService } from './compose/explainService.ts';
import type { Explanation } from './explanation.ts';
import { explainFrom } from './from/explainFrom.ts';
import { explainPattern } from './ignore/explainPattern.ts';
import { explainRun } from './run/explainRun.ts';
import { explainSource } from './sources/explainSource.ts';

/**
 * What Drydock knows of a place that the file alone does not show: how a Dockerfile is built, which files a COPY brings, when a RUN runs again,
 * what a service waits for, what a line of an ignore file does. Null where it knows nothing; keywords are explained by others. Reads nothing from disk.
 * @param offset in UTF-16 code units
 * @param project null while the workspace is not read: then only what follows from the file is said
 */
export function explainAt(document: SourceDocument, offset: number, project: ProjectView | null): Explanation | null {
  if (document.skipReason !== null) return null;
  if (document.language === 'dockerignore') return explainPattern(document, offset, project);
  if (document.language === 'compose') return explainBuildKey(document, offset, project) ?? explainService(document, offset, project);
  const instruction = document.dockerfile.instructionAt(offset);
  if (!instruction || instruction.isTrigger) return null;
  const scene = buildScene(document, project);
  switch (instruction.keyword) {
    case 'FROM':
      return explainFrom(scene, instruction, offset);
    case 'COPY':
    case 'ADD':
      return explainSource(scene, instruction, offset);
    case 'RUN':
      return explainSource(scene, instruction, offset) ?? explainRun(scene, instruction, offset);
    default:
      return null;
  }
}
