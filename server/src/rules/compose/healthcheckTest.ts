import { isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { ComposeModel, ComposeService } from '../../core/compose/model.ts';
import type { ProjectService } from '../../core/compose/project.ts';

/** One text of a healthcheck's command, where the checked file has it. */
export interface TestText {
  readonly node: Scalar<string>;
  /** True where a shell in the container reads it. */
  readonly isScript: boolean;
}

export interface TestNodes {
  readonly form: 'exec' | 'shell';
  /** The command without `CMD` or `CMD-SHELL`, in order. */
  readonly texts: readonly TestText[];
}

const SHELL = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;

/** The command of `healthcheck.test` as the checked file writes it, in an anchor of the same file perhaps; null where it has none. */
export function testNodes(model: ComposeModel, service: ComposeService): TestNodes | null {
  const test = model.resolve(service.get('healthcheck', 'test')?.node ?? null);
  if (isText(test)) return { form: 'shell', texts: [{ node: test, isScript: true }] };
  if (!isSeq(test)) return null;
  const [first, ...words] = test.items.map((item) => model.resolve(item as Node | null));
  if (!isText(first) || !words.every(isText)) return null;
  if (first.value === 'CMD-SHELL') return { form: 'shell', texts: words.map((node) => ({ node, isScript: true })) };
  if (first.value !== 'CMD') return null;
  return { form: 'exec', texts: words.map((node, index) => ({ node, isScript: index === scriptIndex(words) })) };
}

/** Which word of a command a shell reads: what follows its `-c`; -1 for none. */
function scriptIndex(words: readonly Scalar<string>[]): number {
  if (!SHELL.test(words[0]?.value ?? '')) return -1;
  const option = words.findIndex(({ value }, index) => index > 0 && /^-[a-z]*c$/.test(value));
  return option === -1 ? -1 : option + 1;
}

function isText(node: Node | null | undefined): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

/** True where the checked file has the last word on the command of a merged service: what a stronger file says instead is told there. */
export function isTestFrom(path: string | null | undefined, merged: ProjectService): boolean {
  const last = merged.filesWith('healthcheck', 'test').at(-1);
  return !path || last === undefined || last === path;
}
