import type { CancellationToken } from 'vscode-languageserver';
import type { BuildContext } from '../core/engine/projectView.ts';
import { languageOf } from '../core/engine/fileKinds.ts';
import { amountText } from '../core/text/amounts.ts';
import { measureContexts } from '../host/measureContexts.ts';
import { proposeIgnoreFiles, type IgnoreProposal } from '../project/dockerignore/proposeIgnoreFiles.ts';
import { joinPaths, pathWithin } from '../project/paths.ts';
import type { EditOffer, EditOffers, IgnoreOffersParams } from '../protocol.ts';
import { cancellable } from './cancellable.ts';
import { editOfFix, type OfferContext } from './editOffer.ts';
import type { Folder } from './folder.ts';

/** What Create or Update .dockerignore can write for one file or folder, or for the whole workspace. */
export async function ignoreOffers({ uri }: IgnoreOffersParams, token: CancellationToken, context: OfferContext): Promise<EditOffers> {
  const { signal, dispose } = cancellable(token);
  try {
    const found: { proposal: IgnoreProposal; offer: EditOffer | null }[] = [];
    for (const folder of context.folders.all()) {
      const proposals = proposeIgnoreFiles(await contextsOf(folder, uri, signal));
      found.push(...proposals.map((proposal) => ({ proposal, offer: toOffer(proposal, folder, context) })));
    }
    const offers = found.flatMap(({ offer }) => offer ?? []);
    return { offers, nothing: offers.length > 0 ? '' : whyNone(found.map(({ proposal }) => proposal)) };
  } finally {
    dispose();
  }
}

/** Measured, so that offers can say what they bring. */
async function contextsOf(folder: Folder, uri: string | null, signal: AbortSignal): Promise<readonly BuildContext[]> {
  const { index, measurer } = folder;
  const path = uri === null ? '' : folder.pathOf(uri);
  if (!index || !measurer || path === null) return [];
  await folder.open();
  // A file that was made a moment ago may be shown before the editor tells of it.
  if (path !== '') await folder.fileChanged(path);
  const contexts = new Map<string, BuildContext>();
  for (const dockerfile of index.dockerFiles()) {
    if (dockerfile.language !== 'dockerfile') continue;
    const before = await index.viewFor(dockerfile.path, 'dockerfile', signal);
    const wanted = before.uses.filter(({ context, definedIn }) => concerns(path, [dockerfile.path, context.ignore?.path, definedIn], context.path));
    if (wanted.length === 0) continue;
    await measureContexts(index, measurer, before, signal);
    const { uses } = await index.viewFor(dockerfile.path, 'dockerfile', signal);
    for (const { context } of uses) if (wanted.some((use) => use.context.path === context.path)) contexts.set(`${context.path} ${context.ignore?.path ?? ''}`, context);
  }
  return [...contexts.values()];
}

/** A file that takes part in the build, the context itself, or a folder around it. */
function concerns(path: string, files: readonly (string | null | undefined)[], context: string): boolean {
  if (path === '' || files.includes(path)) return true;
  if (languageOf(path) === 'dockerignore') return path === joinPaths(context, '.dockerignore');
  return pathWithin(path, context) !== null;
}

function toOffer(proposal: IgnoreProposal, folder: Folder, context: OfferContext): EditOffer | null {
  const { path, creation, edit, lines, leftOut } = proposal;
  if (path === null || (!creation && !edit)) return null;
  const fix = { ...(creation ? { creates: [creation] } : {}), ...(edit ? { elsewhere: [edit] } : {}) };
  const made = editOfFix(fix, folder, context, null);
  if (!made) return null;
  const what = creation ? `create, ${String(lines.length)} patterns` : `add ${lines.length === 1 ? '1 line' : `${String(lines.length)} lines`}`;
  const notes = leftOut.map(({ pattern, because }) => `${pattern} is not listed: ${because}.`);
  return { label: path, detail: [what, gain(proposal)].filter(Boolean).join(' · '), edit: made, notes };
}

function gain({ before, after }: IgnoreProposal): string {
  if (!before || !after) return '';
  return `builds send ${amountText(after)} instead of ${amountText(before)}`;
}

function whyNone(proposals: readonly IgnoreProposal[]): string {
  if (proposals.length === 0) return 'No Dockerfile is built from here, so no ignore file would be read.';
  const reasons = [...new Set(proposals.flatMap(({ nothing }) => nothing ?? []))];
  const [first, ...others] = reasons;
  if (first === undefined) return 'An ignore file changed meanwhile: try again.';
  return others.length === 0 ? first : `${first} The same holds for ${others.length === 1 ? 'one more build context' : `${String(others.length)} more build contexts`}.`;
}
