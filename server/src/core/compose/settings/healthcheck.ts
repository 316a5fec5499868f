import { isPlainMap } from '../plainData.ts';
import { UNKNOWN, type ProjectService } from '../project.ts';

/** How compose asks a container whether it works. */
export type Healthcheck =
  /** Nothing says so in compose: the image may still. Times without a test only change how often the image's own is asked. */
  | { readonly kind: 'none' }
  /** `disable: true` or `test: [NONE]`: the image's own check counts no more. */
  | { readonly kind: 'disabled' }
  /** `words`: what runs, without `CMD` or `CMD-SHELL`; a shell's command is one word. Values as the container gets them. */
  | { readonly kind: 'command'; readonly form: 'exec' | 'shell'; readonly words: readonly string[] }
  | { readonly kind: 'unknown' };

/** `healthcheck` of a merged service (compose-spec, `healthcheck`). */
export function healthcheckOf(service: ProjectService): Healthcheck {
  const data = service.get('healthcheck');
  if (data === UNKNOWN) return { kind: 'unknown' };
  if (!isPlainMap(data)) return { kind: service.hasUnknownParent ? 'unknown' : 'none' };
  const { disable, test } = data;
  if (disable === UNKNOWN || test === UNKNOWN) return { kind: 'unknown' };
  if (disable === true || (isWord(disable) && /^(?:true|yes|y|on|1)$/i.test(String(disable)))) return { kind: 'disabled' };
  if (test === null || test === undefined) return { kind: service.hasUnknownParent ? 'unknown' : 'none' };
  if (typeof test === 'string') return { kind: 'command', form: 'shell', words: [test] };
  if (!Array.isArray(test) || test.length === 0) return { kind: 'none' };
  const [form, ...words] = test.map((word: unknown) => (isWord(word) || typeof word === 'boolean' ? String(word) : null));
  if (form === 'NONE') return { kind: 'disabled' };
  if ((form !== 'CMD' && form !== 'CMD-SHELL') || words.includes(null)) return { kind: 'unknown' };
  return { kind: 'command', form: form === 'CMD' ? 'exec' : 'shell', words: words as string[] };
}

/** False for lists and maps too: plain data of a hostile file has no `toString`. */
function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
