import { baseName } from '../../project/paths.ts';

/** Folders whose files are for trying things out. */
const FOLDERS = /(?:^|\/)(?:\.devcontainer|devcontainers?|\.gitpod|dev|devel|develop|development|debug|local|examples?|samples?|demos?|tests?|testing|e2e|docs?|templates?)\//i;
const NAMES = /(?:^|[-._])(?:dev|devel|develop|development|local|debug|tests?|testing|ci|e2e|integration|cypress|playwright|devcontainer)(?:[-._]|$)/i;

/** Of these: where nothing lasts longer than a run of the tests, or somebody's work in a container. */
const TEST_FOLDERS = /(?:^|\/)(?:\.devcontainer|devcontainers?|\.gitpod|debug|tests?|testing|e2e)\//i;
const TEST_NAMES = /(?:^|[-._])(?:debug|tests?|testing|ci|e2e|integration|cypress|playwright|devcontainer)(?:[-._]|$)/i;

/** True for a file in a folder that nothing is deployed from. */
export function isInFolderForTrying(path: string): boolean {
  return FOLDERS.test(path);
}

/** True for a file that is for development or tests, by its name or its folder's. */
export function isForTrying(path: string): boolean {
  return isInFolderForTrying(path) || NAMES.test(baseName(path));
}

/** True for a file that starts what tests or development containers need, by its name or its folder's: nobody hardens or limits that. */
export function isForTests(path: string): boolean {
  return TEST_FOLDERS.test(path) || TEST_NAMES.test(baseName(path));
}
