import { amountText } from '../core/text/amounts.ts';
import type { IgnoreProposal } from '../project/dockerignore/proposeIgnoreFiles.ts';
import { visible } from '../report/visible.ts';
import type { GenerateArguments } from './arguments.ts';

export interface ShownProposal {
  readonly proposal: IgnoreProposal;
  /** The ignore file as the working folder sees it. */
  readonly name: string;
  /** True where something is, or was, to be written. */
  readonly isWanted: boolean;
  /** Why it could not be written. */
  readonly problem: string | null;
}

type Mode = GenerateArguments['mode'];

const DONE: Readonly<Record<Mode, readonly [string, string]>> = {
  print: ['would be created', 'would get'],
  check: ['would be created', 'would get'],
  write: ['created', 'got'],
};

/** One block for each ignore file: what becomes of it, what it saves, its lines and what is not among them. */
export function proposalText(shown: ShownProposal, mode: Mode): string {
  const { proposal, name, problem } = shown;
  if (proposal.nothing !== null) return mode === 'check' ? '' : `${visible(proposal.nothing)}\n${reasons(proposal)}`;
  if (problem !== null) return `${visible(name)}: could not be written: ${visible(problem)}.\n`;
  const [created, got] = DONE[mode];
  const lines = proposal.lines.length === 1 ? '1 line' : `${proposal.lines.length} lines`;
  const head = `${visible(name)}: ${proposal.creation ? created : `${got} ${lines}`}${assumption(proposal)}${savings(proposal)}\n`;
  if (mode === 'check') return head;
  const text = proposal.creation?.text ?? proposal.edit!.edits.map((edit) => edit.text).join('').replace(/^\s+/, '');
  return `${head}${text.replace(/\r/g, '').trimEnd().split('\n').map((line) => (line === '' ? '' : `  ${visible(line)}`)).join('\n')}\n\n`;
}

export function summaryText(shown: readonly ShownProposal[], mode: Mode): string {
  if (shown.length === 0) return 'No Dockerfile here is built from a folder of the workspace.\n';
  const wanted = shown.filter(({ isWanted, problem }) => isWanted && problem === null);
  if (wanted.length === 0) return 'Nothing to write.\n';
  const creations = wanted.filter(({ proposal }) => proposal.creation).length;
  const parts = [creations > 0 ? `${creations} created` : '', wanted.length > creations ? `${wanted.length - creations} completed` : ''].filter((part) => part !== '');
  const done = `${parts.join(', ')}`;
  return mode === 'write' ? `${done}: look through them before you build.\n` : `${done.replace('created', 'to create').replace('completed', 'to complete')}; --write writes them.\n`;
}

/** Reasons stand in the text of a new file; of a file that lacks nothing they are told here. */
function reasons({ leftOut }: IgnoreProposal): string {
  return leftOut.map(({ pattern, because }) => `  not ${visible(pattern)}: ${visible(because)}\n`).join('');
}

function assumption({ contexts }: IgnoreProposal): string {
  return contexts.every(({ known }) => !known) ? ', assuming that its folder is the build context' : '';
}

function savings({ before, after }: IgnoreProposal): string {
  return before && after ? `, builds send ${amountText(after)} instead of ${amountText(before)}` : '';
}
