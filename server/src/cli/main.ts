import { runCli } from './run.ts';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads our output has read enough (`drydock scan | head`): that is no failure.
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 2);
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
