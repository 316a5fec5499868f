import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';
import { writtenMount, writtenOption } from '../mounts/mountText.ts';
import type { SharedMount } from './sharedIds.ts';

/** Gives a mount an id of its own, or makes the one it has longer; null where its text is not plain. */
export function giveId(model: DockerfileModel, { mount, id, suffix }: SharedMount): TextEdit | null {
  const written = writtenMount(model, mount);
  if (!written) return null;
  const own = writtenOption(written, ['id']);
  const place = own ? own.value?.end : (writtenOption(written, ['type'])?.value?.end ?? written.end);
  return place === undefined ? null : { span: span(place, place), text: own ? suffix : `,id=${id}` };
}
