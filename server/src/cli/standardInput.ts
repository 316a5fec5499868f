import type { CliProcess } from './run.ts';
import { UsageError } from './usage.ts';

/** Bytes: a little more than the engine checks, which then says why it does not. */
const LARGEST = 4 * 1_048_576;

/**
 * The text of one file, as an editor or a hook hands it on.
 * @throws UsageError where it is too large or no UTF-8 text
 */
export async function readStandardInput({ input }: Pick<CliProcess, 'input'>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input?.() ?? []) {
    length += chunk.length;
    // Nothing of what follows is read.
    if (length > LARGEST) throw new UsageError(`The text on standard input is larger than ${LARGEST >> 20} MB and is not checked.`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError('The text on standard input is no UTF-8 text.');
  }
}
