import type { BuildContext } from '../../../core/engine/projectView.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import type { BroadCopy } from '../manifestsFirst/broadCopy.ts';
import type { ManifestInstall } from '../manifestsFirst/manifestInstall.ts';
import type { Refusal } from '../proof.ts';

/**
 * What is known of the manifests of one package manager: which of its installs read them, what else those read, and what
 * keeps them from running before the source is copied. Adding a manager is adding an entry and fixtures.
 */
export interface ManifestEntry {
  /** Id of the package manager whose installs these are. */
  readonly id: string;
  /** True where two managers share a program, and the table of package managers tells whose an install is: Yarn 1 and 2. */
  readonly isContested?: boolean;
  /**
   * The manifests of an install as its command names them, relative to where it runs or absolute, at least one.
   * Null where it reads none (named packages), and where it builds the project too: such an install needs the source.
   */
  reads(install: Install): readonly string[] | null;
  /** The manifests for people; absent, or null, where the names that `reads` gives say it all. */
  named?(install: Install): string | null;
  /** Names of lockfiles beside the manifest; none where the manifest itself lists what is installed. */
  readonly locks: readonly string[];
  /** True for an install that fails without a lockfile, or leaves it alone: `npm ci`, `yarn --frozen-lockfile`. */
  isLocked(install: Install): boolean;
  /** Why no install of this manager, or not this one, is ever moved, and what a person can do, as a clause; null where it may be. */
  never?(install: Install): string | null;
  /**
   * Context paths of everything that an install reads.
   * @param first context paths of what `reads` named; all of them are there
   * @returns why it needs more of the source than manifests, or why that cannot be told
   */
  needs(call: ManifestInstall, first: readonly string[], context: BuildContext): readonly string[] | Refusal;
  /** Folders that an install fills beside its manifest or in the copied folder, so that a later COPY must not bring them. */
  readonly fills: readonly FilledFolder[];
  /** A conflict of what the install writes with what a later COPY brings, beyond `fills`. */
  overwritten?(call: ManifestInstall, moved: readonly BroadCopy[], context: BuildContext): Refusal | null;
  /** True where it may leave files in the user's home that the image needs. */
  readonly writesHome: boolean;
  /** True where an install with all its files present changes none of them, so that they may be mounted read-only. */
  leavesManifests(install: Install): boolean;
}

export interface FilledFolder {
  readonly name: string;
  /** `always`: it must be ignored, since developers' machines have one; `present`: only where the context has one now. */
  readonly mustBeIgnored: 'always' | 'present';
}
