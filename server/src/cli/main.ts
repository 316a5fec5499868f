import { optimizeLate } from './lateOptimization.ts';
import { runCli } from './run.ts';

/** 128 and SIGPIPE, as shells tell it. */
const BROKEN_PIPE = 141;

optimizeLate();

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads our output has read enough (`drydock scan | head`): that is no failure. A build that ends here was not built.
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? (process.argv[2] === 'build' ? BROKEN_PIPE : 0)) : 2);
  });
}

runCli(process.argv.slice(2)).then(
  (code) => {
    // Not exit(): what is still to be written would be lost.
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`drydock: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
