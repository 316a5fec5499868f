import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, whatever folder a script was started from. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** A path inside the repository. */
export const inRepository = (...parts) => join(root, ...parts);

/** package.json as it is now. */
export const readManifest = () => JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
