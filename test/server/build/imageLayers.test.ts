import { describe, expect, it } from 'vitest';
import { readLayers } from '../../../server/src/build/imageLayers.ts';

/** As `docker history` prints one line. */
const entry = (createdBy: string, size: number | string = 0): string =>
  JSON.stringify({ Comment: 'buildkit.dockerfile.v0', CreatedAt: '2026-11-21T19:18:41Z', CreatedBy: createdBy, CreatedSince: '2026-11-21T19:18:41Z', ID: '<missing>', Size: String(size) });

describe('the layers of an image', () => {
  it('are told with their sizes, newest first', () => {
    const printed = [entry('RUN /bin/sh -c sleep 1 && date > /d # buildkit', 29), entry('CMD ["bash"]'), entry('ADD rootfs.tar / # buildkit', 144_355_988), ''].join('\n');
    expect(readLayers(printed)).toEqual([
      { bytes: 29, createdBy: 'RUN sleep 1 && date > /d' },
      { bytes: 0, createdBy: 'CMD ["bash"]' },
      { bytes: 144_355_988, createdBy: 'ADD rootfs.tar /' },
    ]);
  });

  it('keep no values of arguments, wherever the engine wrote them', () => {
    const printed = [
      entry('LABEL q=sec ret'),
      entry('WORKDIR /app/sec ret'),
      entry('RUN |2 TOKEN=sec ret OTHER=a b /bin/sh -c x echo hi # buildkit'),
      entry('RUN |2 TOKEN=sec ret OTHER=a b /bin/sh -c x /bin/bash -o pipefail -c echo $TOKEN | cat # buildkit'),
      entry('RUN |2 TOKEN=sec ret OTHER=a b /bin/sh -c x /bin/sh -c echo a\n # buildkit'),
      entry('ENV T=sec ret'),
      entry('SHELL [/bin/bash -o pipefail -c]'),
      entry('ARG OTHER=a b /bin/sh -c x'),
      entry('ARG TOKEN=sec ret'),
      entry('ARG EMPTY'),
    ].join('\n');
    expect(readLayers(printed).map(({ createdBy }) => createdBy)).toEqual([
      'LABEL q', 'WORKDIR /app/$TOKEN', 'RUN echo hi', 'RUN /bin/bash -o pipefail -c echo $TOKEN | cat', 'RUN echo a', 'ENV T', 'SHELL [/bin/bash -o pipefail -c]', 'ARG OTHER', 'ARG TOKEN', 'ARG EMPTY',
    ]);
  });

  it('say nothing of a command whose arguments are not known', () => {
    expect(readLayers(entry('RUN |1 TOKEN=secret /bin/sh -c make # buildkit'))[0]!.createdBy).toBe('RUN …');
    expect(readLayers([entry('|1 TOKEN=secret /bin/sh -c make'), entry('/bin/sh -c #(nop)  ARG TOKEN=secret')].join('\n')).map(({ createdBy }) => createdBy)).toEqual(['RUN make', 'ARG TOKEN']);
  });

  it('survive what is no history', () => {
    expect(readLayers(['', 'null', '{', '{"CreatedBy":1,"Size":"1"}', '{"CreatedBy":"x","Size":"-1"}', '{"CreatedBy":"x"}', '[]'].join('\n'))).toEqual([]);
    const [layer] = readLayers(entry(`COPY ${'x'.repeat(1000)} \u001b[31m/`, 1));
    expect(layer!.createdBy).toHaveLength(200);
    expect(readLayers(entry('COPY \u001b[31ma /'))[0]!.createdBy).toBe('COPY [31ma /');
    expect(readLayers(entry('RUN |999999999 A=1 # buildkit'))[0]!.createdBy).toBe('RUN …');
  });
});
