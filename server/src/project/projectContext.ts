import type { BuildContext, ContextFiles, ContextMeasure, IgnoreFile } from '../core/engine/projectView.ts';
import type { ContextInputs } from './contextInputs.ts';

/** A build context as views show it; a new one is made where one of its parts is another. What builds copy from it is put together when asked. */
export class ProjectContext implements BuildContext {
  constructor(
    readonly path: string,
    readonly known: boolean,
    readonly isOutside: boolean,
    readonly files: ContextFiles,
    readonly ignore: IgnoreFile | null,
    readonly measure: ContextMeasure | null,
    readonly inputs: ContextInputs,
  ) {}

  get copied(): readonly string[] {
    return this.inputs.copied;
  }

  get scripts(): readonly string[] {
    return this.inputs.scripts;
  }
}
