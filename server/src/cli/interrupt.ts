/** 128 and the number of the signal, as shells tell it. */
const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Calls back for Ctrl+C, and when the process is asked to end or its terminal is closed, in place of ending at once.
 * @returns what gives that up
 */
export function onInterrupt(listener: (status: number) => void): () => void {
  const listeners = Object.entries(STATUS).map(([signal, status]) => {
    const heard = (): void => listener(status);
    process.on(signal, heard);
    return () => process.off(signal, heard);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}
