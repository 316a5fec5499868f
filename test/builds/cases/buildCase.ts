import type { Build } from '../support/build.ts';
import type { PackageIndex } from '../support/packageIndex.ts';
import type { Workspace, WorkspaceInput } from '../support/workspace.ts';

/** How packages of one kind are changed and counted. */
export interface Packages {
  /** Makes a copied workspace complete. */
  prepare?(workspace: Workspace): Promise<void>;
  /** Adds one package that was not there. */
  add(workspace: Workspace): Promise<void>;
  /** What `add` makes it download where the rest is cached. */
  readonly added: readonly string[];
  /** Names of the packages that a build downloaded, sorted. */
  downloads(build: Build, index: PackageIndex): readonly string[];
}

/** A naive Dockerfile that Drydock's safe fixes are judged by. */
export interface BuildCase extends WorkspaceInput {
  /** As the table names it. */
  readonly name: string;
  readonly packages: Packages;
  /** Text of the step that installs the dependencies, before and after the fixes. */
  readonly install: string;
  /** The source file that says `version 1`. */
  readonly source: string;
  /** Rules whose fixes are expected, so that a case cannot pass without any. */
  readonly rules: readonly string[];
  /** Folders of the image that the fixes leave out, without a leading `/`. */
  readonly caches: readonly string[];
  readonly output: RegExp;
}
