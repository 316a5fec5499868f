const disposers = new Set();

/**
 * Registers work that must be done however the script ends: normally, after an error, on Ctrl+C or when it is told to stop.
 * Returns a function that does it now (once).
 */
export function onDispose(dispose) {
  let done;
  const once = () => {
    disposers.delete(once);
    done ??= Promise.resolve().then(dispose);
    return done;
  };
  disposers.add(once);
  return once;
}

/** Runs everything registered, last first. One failing disposer does not stop the others. */
export async function disposeAll() {
  for (const dispose of [...disposers].reverse()) {
    try {
      await dispose();
    } catch (error) {
      console.error(`Clean-up: ${error.message}`);
    }
  }
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
let stopping = false;

/** True once the script was told to stop: what ends from then on ends because of that. */
export const isStopping = () => stopping;

for (const [signal, code] of Object.entries(exitCodes)) {
  process.on(signal, () => {
    if (stopping) process.exit(code); // a second Ctrl+C does not wait
    stopping = true;
    void disposeAll().finally(() => process.exit(code));
  });
}
