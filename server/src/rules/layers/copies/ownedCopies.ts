import type { CopyFact, DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { baseName, folderOf } from '../../../project/paths.ts';
import { frontendWithoutMounts } from '../../cache/mounts/frontend.ts';
import { existsBefore } from '../../cache/folders/knownFolders.ts';
import { copyFlag, setCopyFlag } from './copyFlag.ts';
import { chownValue, copyOwner } from './copyOwner.ts';
import { isEmptyInBase } from './ownFolder.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import type { RecursiveChange } from './recursiveChange.ts';
import { untouchedFolder } from './untouchedFolder.ts';

/** The edits of COPYs that let them do what a recursive change does; `risk` is what a person has to weigh, null where nothing is. */
export interface OwnedCopies {
  readonly edits: readonly TextEdit[];
  readonly risk: string | null;
}

/** All below the folder must come from the COPYs alone; the folder itself is left to the command that stays. */
export function ownedCopies(
  change: RecursiveChange, folder: string, copies: readonly CopyFact[], model: DockerfileModel, facts: DockerfileFacts,
): OwnedCopies | Refusal {
  const refused = blockedChange(change) ?? copies.map((copy) => blockedCopy(copy, change, model)).find((one) => one !== null);
  if (refused) return refused;
  const untouched = untouchedFolder(model, facts, folder, change);
  if (untouched.kind === 'written') return refuse(`${untouched.by} before it may also put something into ${folder}, which \`COPY\` would not reach`);
  const values = change.program === 'chmod' ? modes(change, folder, copies) : owners(change, copies, model, facts);
  if (isRefusal(values)) return values;
  const edits = copies.flatMap((copy, i) => setCopyFlag(copy, change.program === 'chmod' ? 'chmod' : 'chown', values.values[i]!) ?? []);
  const risks = [
    values.risk,
    untouched.kind === 'likely' ? `${untouched.by} before it must not write to ${folder}` : null,
    isEmptyInBase(facts, change.run.stage, folder) ? null : `what the base image has in ${folder} keeps its owner and mode`,
    copies.some((copy) => copyFlag(copy, 'from') !== null) ? 'setuid bits and file capabilities from the other stage stay' : null,
    parentExists(copies[0]!, folder, model, facts) ? null : `${folderOf(folder)} is made with the same owner or mode where it is not there yet`,
  ];
  return { edits, risk: risks.find((one) => one !== null) ?? null };
}

function blockedChange({ command, hasOtherOptions, run }: RecursiveChange): Refusal | null {
  if (command.wrappers.length > 0) return refuse(`the command runs inside \`${command.wrappers[0]}\``);
  if (hasOtherOptions) return refuse('an option of the command restricts what it changes');
  return run.isComplete ? null : refuse('the RUN cannot be read completely');
}

const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tar\.\w+|gz|bz2|xz|zst)$/i;

function blockedCopy(copy: CopyFact, { run, program }: RecursiveChange, model: DockerfileModel): Refusal | null {
  const { instruction, stage, sources } = copy;
  if (stage !== run.stage) return refuse('the files are copied in another stage, which others may build on');
  if (frontendWithoutMounts(model) !== null) return refuse('the Dockerfile frontend in use may not know the flag');
  if (instruction.flags.some(({ name, value }) => name === 'link' && value !== 'false')) return refuse('`COPY --link` makes the folders above anew and cannot look up names');
  const unknown = instruction.flags.find(({ name }) => !['from', 'chown', 'chmod', 'exclude', 'link'].includes(name));
  if (unknown) return refuse(`\`--${unknown.name}\` changes what is copied`);
  if (instruction.keyword === 'ADD' && sources.some(({ path }) => ARCHIVE.test(path))) return refuse('ADD unpacks an archive');
  const given = copyFlag(copy, program === 'chmod' ? 'chmod' : 'chown');
  return given === true || (given !== null && given.includes('$')) ? refuse(`the value of \`--chown\` or \`--chmod\` is not known here`) : null;
}

interface Values {
  /** One for each COPY. */
  readonly values: readonly string[];
  readonly risk: string | null;
}

/** An octal mode is the same for files and folders, with COPY as with chmod; others came with Dockerfile 1.14. */
function modes({ spec }: RecursiveChange, folder: string, copies: readonly CopyFact[]): Values | Refusal {
  const mode = spec.value;
  if (mode === null || !isPlainMode(mode)) return refuse(`the mode ${spec.raw} is not a plain one`);
  const isOctal = /^[0-7]+$/.test(mode);
  // Symbols change the mode that is there, and a second flag would replace the first.
  if (!isOctal && copies.some((copy) => copyFlag(copy, 'chmod') !== null)) return refuse('the COPY sets another mode');
  const made = KEEPS_NEW_FOLDERS.test(mode) ? undefined : copies.map(folderMadeBy).find((one) => one !== folder);
  if (made !== undefined) return refuse(`COPY makes ${made} with mode 755 where it is not there yet, whatever \`--chmod\` says`);
  return { values: copies.map(() => mode), risk: isOctal ? null : 'modes in letters need Dockerfile 1.14 or newer' };
}

/**
 * Modes that leave a folder of mode 755 as it is. `--chmod` is for what is copied: folders that COPY makes for it have 755, the destination
 * among them (built for real with Docker 28.5.2); `--chown` is for those, too.
 */
const KEEPS_NEW_FOLDERS = /^(?:0?755|(?:[ugoa]*\+[rxX]+|u\+[rwxX]+|[go]{1,2}-w)(?:,(?:[ugoa]*\+[rxX]+|u\+[rwxX]+|[go]{1,2}-w))*)$/;

/** The folder that a COPY fills: its destination, or the one above where that is a file. */
function folderMadeBy({ destination, sources }: CopyFact): string {
  const path = destination!.replace(/\/+$/, '');
  const isFile = path === destination && sources.length === 1 && /.\.[A-Za-z][\w-]*$/.test(baseName(sources[0]!.path));
  return isFile ? folderOf(path) : path;
}

function isPlainMode(mode: string): boolean {
  return /^0?[0-7]{3}$/.test(mode) || mode.split(',').every((clause) => /^[ugoa]*(?:[-+=][rwxXstugo]*)+$/.test(clause));
}

function owners(change: RecursiveChange, copies: readonly CopyFact[], model: DockerfileModel, facts: DockerfileFacts): Values | Refusal {
  const owner = copyOwner(change, copies[0]!, model, facts);
  if (isRefusal(owner)) return owner;
  const keepsGroup = change.program === 'chown' && !change.spec.value!.includes(':');
  const values: string[] = [];
  for (const copy of copies) {
    const given = copyFlag(copy, 'chown');
    const isPartial = keepsGroup || owner.user === null;
    if (isPartial && copyFlag(copy, 'from') !== null) return refuse('files from another stage keep the owner or group they have there');
    const value = keepsGroup && given !== null ? null : chownValue(owner, typeof given === 'string' ? given : null);
    if (value === null) return refuse('the group that the COPY gives its files is not known here');
    values.push(value);
  }
  return { values, risk: null };
}

function parentExists(first: CopyFact, folder: string, model: DockerfileModel, facts: DockerfileFacts): boolean {
  const parent = folderOf(folder) || '/';
  return parent === '/' || existsBefore(model, facts, first, parent);
}
