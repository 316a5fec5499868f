/** How long a check waits for what is read from disk, in milliseconds; it is checked again when that is done. */
export const PATIENCE = 250;

/** What a promise brings, or null where it takes longer. */
export async function inTime<Value>(promise: Promise<Value>, milliseconds = PATIENCE): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
