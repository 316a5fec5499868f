import type { FromTimeline, ToTimeline } from './messages.ts';

/** Who shows the page: an editor that answers, or nobody but a browser. */
export interface Host {
  /** True in a file of its own. */
  readonly isAlone: boolean;
  post(message: FromTimeline): void;
  /** Resolves to false where the text could not be put on the clipboard. */
  copy(text: string): Promise<boolean>;
  /** Listens, and asks for the first message. */
  listen(take: (message: ToTimeline) => void): void;
  /** What the page was like when it was last hidden; null the first time. */
  readonly saved: unknown;
  save(state: unknown): void;
}

interface EditorApi {
  postMessage(message: FromTimeline): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: undefined | (() => EditorApi);

export function findHost(): Host {
  return typeof acquireVsCodeApi === 'function' ? editorHost(acquireVsCodeApi()) : fileHost();
}

function editorHost(editor: EditorApi): Host {
  return {
    isAlone: false,
    post: (message) => editor.postMessage(message),
    copy: (text) => {
      editor.postMessage({ kind: 'copy', text });
      return Promise.resolve(true);
    },
    listen: (take) => {
      window.addEventListener('message', ({ data }: MessageEvent<ToTimeline>) => take(data));
      editor.postMessage({ kind: 'ready' });
    },
    saved: editor.getState() ?? null,
    save: (state) => editor.setState(state),
  };
}

function fileHost(): Host {
  return {
    isAlone: true,
    post: () => undefined,
    copy: (text) => navigator.clipboard.writeText(text).then(() => true, () => copyBySelection(text)),
    listen: (take) => take(ownMessage()),
    saved: null,
    save: () => undefined,
  };
}

/** The build that the file was made for, which lies in it as JSON. */
function ownMessage(): ToTimeline {
  try {
    return JSON.parse(document.getElementById('build')?.textContent ?? '') as ToTimeline;
  } catch {
    return { kind: 'problem', text: 'This file is damaged: the build in it cannot be read. Export it again.' };
  }
}

/** For browsers that keep the clipboard from pages opened from disk. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
