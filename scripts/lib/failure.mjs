import { disposeAll } from './cleanup.mjs';

/** Something a person can act on: shown as its message alone, without a stack. */
export class Failure extends Error {}

/** Runs a script's main function; the process ends with the number it returns, or 1 after an error. */
export async function runMain(main) {
  let code = 1;
  try {
    code = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
  }
  await disposeAll();
  process.exit(code);
}
