import * as vscode from 'vscode';
import type { BuildRequest } from '../../../server/src/protocol.ts';
import type { What } from './what.ts';

/** When a build opens the timeline. `automatic`: with the first build of a workspace; later ones show where it is still open. */
export type ShowTimeline = 'automatic' | 'always' | 'on failure' | 'never';

export interface BuildSettings extends Pick<BuildRequest, 'docker' | 'builder' | 'parallel' | 'onFailure'> {
  readonly showTimeline: ShowTimeline;
}

/** The settings that hold for what is built. Of what people write into settings.json only what has the right type counts. */
export function buildSettings(what: What): BuildSettings {
  const values = vscode.workspace.getConfiguration('drydock.build', vscode.Uri.file(what.folder));
  const parallel = values.get<unknown>('parallel');
  const showTimeline = values.get<unknown>('showTimeline');
  return {
    docker: text(values.get('docker')) ?? 'docker',
    builder: text(values.get('builder')),
    parallel: typeof parallel === 'number' && parallel > 0 ? Math.floor(parallel) : 0,
    onFailure: values.get<unknown>('onFailure') === 'continue' ? 'continue' : 'stop',
    showTimeline: showTimeline === 'always' || showTimeline === 'on failure' || showTimeline === 'never' ? showTimeline : 'automatic',
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
