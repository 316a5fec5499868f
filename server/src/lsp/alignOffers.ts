import type { CancellationToken } from 'vscode-languageserver';
import { alignAll } from '../rules/base-image/drift/alignAll.ts';
import { driftsOf, type Drift } from '../rules/base-image/drift/drift.ts';
import type { EditOffer, EditOffers } from '../protocol.ts';
import { cancellable } from './cancellable.ts';
import { editOfFix, type OfferContext } from './editOffer.ts';
import type { Folder } from './folder.ts';

/** Under no path: an action of the whole workspace has no file of its own. */
export const NO_FILE = { path: '', plan: null };

/** What Align Base Images can do: one offer for each image that Dockerfiles of a folder have in several versions. */
export async function alignOffers(token: CancellationToken, context: OfferContext): Promise<EditOffers> {
  const { signal, dispose } = cancellable(token);
  try {
    const offers: EditOffer[] = [];
    const reasons: string[] = [];
    for (const folder of context.folders.all()) {
      for (const drift of await driftsIn(folder, signal)) {
        const { offer, why } = toOffer(drift, folder, context);
        if (offer) offers.push(offer);
        else reasons.push(why);
      }
    }
    const nothing = reasons[0] ?? 'All Dockerfiles that are built here have the same version of each base image.';
    return { offers, nothing: offers.length > 0 ? '' : nothing };
  } finally {
    dispose();
  }
}

/** The images of a folder that differ. */
export async function driftsIn(folder: Folder, signal: AbortSignal): Promise<readonly Drift[]> {
  const { index } = folder;
  // Others may wait for the same reading, so this request's signal does not stop it.
  await folder.open();
  const first = index?.dockerFiles().find(({ language }) => language === 'dockerfile');
  if (!index || !first) return [];
  const { dockerfiles, builtImages } = await index.viewFor(first.path, 'dockerfile', signal);
  return [...new Set([...driftsOf(dockerfiles ?? [], builtImages).values()].flat())];
}

function toOffer(drift: Drift, folder: Folder, context: OfferContext): { offer: EditOffer | null; why: string } {
  const { title, target, members } = drift;
  const lines = [...new Set(members.map(({ use }) => use.release.line))].sort();
  if (target === null) return { offer: null, why: `${title} is there as ${lines.join(', ')}, and none of them is supported any more.` };
  const { fix, exceptions } = alignAll(drift, target, NO_FILE);
  const edit = fix && editOfFix(fix, folder, context, `Align ${title} to ${target}`);
  const notes = exceptions.map(({ member, reason }) => `${member.file.path} stays as it is: ${reason}`);
  if (!fix || !edit) return { offer: null, why: notes[0] ?? `${title} differs only in its variants: ${lines.join(', ')}.` };
  const count = fix.elsewhere?.length ?? 0;
  const stay = exceptions.length === 0 ? '' : `, ${exceptions.length === 1 ? 'one stays' : `${String(exceptions.length)} stay`} (see output)`;
  const detail = `${count === 1 ? '1 Dockerfile changes' : `${String(count)} Dockerfiles change`}${stay}; there are ${lines.join(', ')} now`;
  return { offer: { label: `${title} ${target}`, detail, edit, notes }, why: '' };
}
