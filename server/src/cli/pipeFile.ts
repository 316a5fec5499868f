import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';

/** Milliseconds between two looks at whether somebody reads a pipe. */
const PAUSE = 50;

/**
 * Writes to a named pipe as soon as somebody reads it. Nothing is held up meanwhile: opened in the usual way it would wait for its reader inside of the
 * system, where not even Ctrl+C is heard. A reader that goes away has read enough.
 */
export async function writePipe(pipe: string, chunks: Iterable<string>): Promise<void> {
  const fd = await openOnceRead(pipe);
  const socket = new Socket({ fd, readable: false, writable: true });
  try {
    const left = new Promise<'left'>((resolve, reject) => {
      socket.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve('left') : reject(error)));
    });
    left.catch(() => undefined);
    for (const chunk of chunks) {
      const written = new Promise<void>((resolve) => socket.write(chunk, (error) => error ?? resolve()));
      if ((await Promise.race([written, left])) === 'left') return;
    }
  } finally {
    socket.destroy();
  }
}

async function openOnceRead(pipe: string): Promise<number> {
  for (;;) {
    try {
      return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      // open(2): ENXIO is a pipe that nobody has opened for reading.
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
