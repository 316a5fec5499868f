/** A stream of reports as `--progress rawjson` writes it, line by line: never in memory as a whole. */
export interface ReportStream {
  readonly name: string;
  lines(): Iterable<string>;
}

const LOG_BYTES = 50 * 1024 * 1024;
const STEPS = 10_000;
/** A chatty build has several such steps at once; a real builder clips each of them at 2 MB (`BUILDKIT_STEP_LOG_MAX_SIZE`), which is not relied upon. */
const LOUD_STEPS = 4;
/** What BuildKit 0.24 reads from a step at once, and what a C program's buffer holds that it writes from: seen in streams of real builds. */
const LARGE_ENTRY = 32 * 1024;
const BUFFER = 4 * 1024;
const EPOCH = Date.parse('2026-01-01T00:00:00Z');

const at = (milliseconds: number): string => new Date(EPOCH + milliseconds).toISOString();
const line = (report: unknown): string => `${JSON.stringify(report)}\n`;

/** Logs of programs that write line by line or fill a buffer of 4 KB: an entry or two in each report. */
export const TYPICAL_LOG: ReportStream = {
  name: '50 MB of log in small entries',
  lines: () => logLines((report) => (report % 3 === 0 ? [200, 90] : [BUFFER])),
};

/** Logs that come faster than they are sent: full entries of 32 KB, at times a megabyte of them in one report. */
export const LARGE_LOG: ReportStream = {
  name: '50 MB of log in large entries',
  lines: () => logLines((report) => Array.from({ length: report % 20 === 0 ? 32 : 1 + (report % 3) }, () => LARGE_ENTRY)),
};

export const MANY_STEPS: ReportStream = { name: 'ten thousand steps', lines: stepLines };

/** Little, so that code is compiled and modules are loaded before something is measured. */
export const WARM_UP: ReportStream = { name: 'warm-up', lines: () => logLines(() => [BUFFER, 90], 2 * 1024 * 1024) };

/** @param sizes of the entries of a report, in bytes, by the report's number */
function* logLines(sizes: (report: number) => readonly number[], most = LOG_BYTES): Iterable<string> {
  const steps = Array.from({ length: LOUD_STEPS }, (_, i) => ({ digest: `sha256:${i + 1}`, name: `[${i + 2}/${LOUD_STEPS + 1}] RUN make part-${i}`, inputs: ['sha256:0'], started: at(0) }));
  yield line({ vertexes: [{ digest: 'sha256:0', name: `[1/${LOUD_STEPS + 1}] FROM docker.io/library/debian:bookworm`, started: at(0), completed: at(1) }, ...steps] });
  let printed = 0;
  let from = 0;
  for (let report = 0; printed < most; report++) {
    const logs = sizes(report).map((size, i) => {
      const data = Buffer.from(CHATTER.slice(from, from + size), 'latin1');
      // Entries end in the middle of lines, as buffers do.
      from = (from + size) % (CHATTER.length - LARGE_ENTRY);
      printed += size;
      return { vertex: steps[(report + i) % LOUD_STEPS]!.digest, stream: 1 + (report % 2), data: data.toString('base64'), timestamp: at(report) };
    });
    yield line({ logs });
  }
  yield line({ vertexes: steps.map((step) => ({ ...step, completed: at(600_000) })) });
}

/** Compiler lines with and without colours, progress bars, and a long line now and then. */
const CHATTER = Array.from({ length: 4_000 }, (_, i) => {
  if (i % 97 === 0) return `${'x'.repeat(1_500)}\n`;
  if (i % 11 === 0) return `\r${'#'.repeat(i % 50)} ${i % 100} %\r${'#'.repeat(i % 60)} done\n`;
  if (i % 3 === 0) return `\u001b[32m[${i}/4000]\u001b[0m cc -O2 -Wall -c src/module_${i % 40}/file_${i}.c -o build/file_${i}.o\n`;
  return `npm http fetch GET 200 package-${i} ${i % 700}ms (cache miss)\n`;
}).join('');

function* stepLines(): Iterable<string> {
  const vertex = (i: number) => ({
    digest: `sha256:${i}`,
    name: `[stage-${i % 20} 1/500] RUN step ${i}`,
    inputs: [i - 1, i - 20].filter((one) => one >= 0).map((one) => `sha256:${one}`),
  });
  for (let i = STEPS - 1; i >= 0; i--) yield line({ vertexes: [vertex(i)] });
  for (let i = 0; i < STEPS; i++) {
    yield line({ vertexes: [{ ...vertex(i), started: at(i * 10) }] });
    yield line({ logs: [{ vertex: `sha256:${i}`, stream: 1, data: Buffer.from(`step ${i}\n`).toString('base64'), timestamp: at(i * 10 + 5) }] });
    yield line({ vertexes: [{ ...vertex(i), started: at(i * 10), completed: at(i * 10 + 9) }] });
  }
}

/** Cut anywhere, into pieces from a byte to what a pipe holds. */
export function* piecesOf(lines: Iterable<string>): Iterable<string> {
  let held = '';
  let seed = 1;
  for (const one of lines) {
    held += one;
    while (held.length >= LARGEST_PIECE) {
      seed = (seed * 48_271) % 2_147_483_647;
      const size = 1 + (seed % LARGEST_PIECE);
      yield held.slice(0, size);
      held = held.slice(size);
    }
  }
  yield held;
}

const LARGEST_PIECE = 64 * 1024;
