import { build } from 'esbuild';
import path from 'node:path';

/** The rules' metadata, read from the source itself. */
export async function loadRules(root) {
  const bundled = await build({
    entryPoints: [path.join(root, 'server/src/rules/index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*', 'module', 'fs', 'path'],
    logLevel: 'error',
  });
  const url = `data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0].text).toString('base64')}`;
  const { RULES } = await import(url);
  return RULES.map(({ meta }) => meta);
}
