import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../server/src/core/engine/host.ts';
import { ContextMeasurer, type MeasureOptions } from '../../../server/src/host/contextMeasurer.ts';
import { MemoryDisk } from './memoryDisk.ts';

const FILES = {
  'Dockerfile': 'FROM a', 'services/api/main.py': '12345', 'services/api/tests/t.py': '1', 'services/web/index.js': '123', 'services/web/src/a.js': '12',
  'data/dump.sql': '0123456789', 'latest': { link: 'data/dump.sql' },
};

function start(options: Partial<MeasureOptions> = {}) {
  const disk = new MemoryDisk('/w', FILES);
  const clock = { now: 0 };
  const measurer = new ContextMeasurer(disk, options, () => clock.now);
  const sent = async (context: string, signal?: AbortSignal) => (await measurer.measure('/w', context, signal))!.sent(['.'], null);
  return { disk, clock, measurer, sent };
}

describe('measuring', () => {
  it('walks a context once', async () => {
    const { disk, measurer, sent } = start();
    expect(await sent('.')).toEqual({ files: 7, bytes: 27 });
    expect(disk.sized.sort()).toEqual(['.', 'data', 'services', 'services/api', 'services/api/tests', 'services/web', 'services/web/src']);
    const measure = await measurer.measure('/w', '.');
    expect(measure!.complete).toBe(true);
    expect(await measurer.measure('/w/', './services/..')).toBe(measure);
    expect(disk.sized).toHaveLength(7);
    expect(disk.reads).toEqual([]);
  });

  it('takes a context inside a measured one from memory, and a measured one into a wider one', async () => {
    const { disk, sent } = start();
    expect(await sent('services/api')).toEqual({ files: 2, bytes: 6 });
    expect(disk.sized.sort()).toEqual(['services/api', 'services/api/tests']);
    expect(await sent('.')).toEqual({ files: 7, bytes: 27 });
    expect(disk.sized).toHaveLength(7);
    expect(await sent('services/web')).toEqual({ files: 2, bytes: 5 });
    expect(await sent('services/api')).toEqual({ files: 2, bytes: 6 });
    expect(disk.sized).toHaveLength(7);
  });

  it('shares one walk among callers who ask at the same time', async () => {
    const { disk, measurer } = start();
    const measures = await Promise.all([measurer.measure('/w', '.'), measurer.measure('/w', '.'), measurer.measure('/w', 'services')]);
    expect(measures[1]).toBe(measures[0]);
    expect(measures[2]!.sent(['.'], null)).toEqual({ files: 4, bytes: 11 });
    expect(disk.sized).toHaveLength(7);
  });

  it('has an incomplete measure of nothing where there is no such folder, and none where sizes cannot be told', async () => {
    const { measurer } = start();
    const measure = (await measurer.measure('/w', 'missing'))!;
    expect([measure.complete, measure.sent(['.'], null)]).toEqual([false, { files: 0, bytes: 0 }]);
    const blind = Object.assign(new MemoryDisk('/w', FILES), { sizes: undefined });
    expect(await new ContextMeasurer(blind as FileSystem).measure('/w', '.')).toBeNull();
  });

  it.each([
    [{ entries: 3 }, { files: 1, bytes: 6 }], [{ entries: 6 }, { files: 2, bytes: 6 }], [{ depth: 1 }, { files: 3, bytes: 16 }], [{ depth: 0 }, { files: 2, bytes: 6 }],
  ])('says that it is not complete beyond %j, and counts what is near the top', async (options, amount) => {
    const measure = (await start(options).measurer.measure('/w', '.'))!;
    expect([measure.complete, measure.sent(['.'], null)]).toEqual([false, amount]);
  });

  it('is complete where it ends at the limits', async () => {
    expect((await start({ entries: 13, depth: 3 }).measurer.measure('/w', '.'))!.complete).toBe(true);
    expect((await start({ entries: 12 }).measurer.measure('/w', '.'))!.complete).toBe(false);
    expect((await start({ depth: 2 }).measurer.measure('/w', '.'))!.complete).toBe(false);
  });

  it('says that it is not complete where a folder cannot be read', async () => {
    const { disk, measurer } = start();
    const sizes = disk.sizes.bind(disk);
    disk.sizes = async (folder, ...rest) => (folder.endsWith('/tests') ? null : sizes(folder, ...rest));
    const measure = (await measurer.measure('/w', '.'))!;
    expect([measure.complete, measure.sent(['.'], null)]).toEqual([false, { files: 6, bytes: 26 }]);
    expect((await measurer.measure('/w', 'services/web'))!.complete).toBe(true);
  });

  it('walks a service that a limit left out of the wider context', async () => {
    const { sent } = start({ entries: 5 });
    expect((await sent('.')).files).toBeLessThan(7);
    expect(await sent('services/api')).toEqual({ files: 2, bytes: 6 });
  });
});

describe('changes', () => {
  it('read the folder that an event names, and nothing else', async () => {
    const { disk, measurer, sent } = start();
    const before = await measurer.measure('/w', '.');
    disk.forgetCounts();
    disk.set('services/api/main.py', '123456789');
    disk.set('services/api/new.py', '1');
    measurer.fileChanged('/w/services/api/main.py');
    measurer.fileChanged('/w/services/api/new.py');
    expect(await sent('.')).toEqual({ files: 8, bytes: 32 });
    expect(disk.sized).toEqual(['services/api']);
    expect(await measurer.measure('/w', '.')).not.toBe(before);
  });

  it('follow folders that come, go, and are replaced', async () => {
    const { disk, measurer, sent } = start();
    await sent('.');
    disk.forgetCounts();
    disk.set('new/deep/file', '1234');
    measurer.fileChanged('/w/new/deep/file');
    expect(await sent('.')).toEqual({ files: 8, bytes: 31 });
    expect(disk.sized).toEqual(['.', 'new', 'new/deep']);
    disk.set('data/dump.sql', undefined);
    measurer.fileChanged('/w/data/dump.sql');
    expect(await sent('.')).toEqual({ files: 7, bytes: 21 });
    disk.set('services/web/src/a.js', '123456');
    measurer.fileChanged('/w/services/web');
    expect(await sent('services')).toEqual({ files: 4, bytes: 15 });
    disk.set('services/web', 'a file now');
    for (const path of ['index.js', 'src/a.js']) disk.set(`services/web/${path}`, undefined);
    measurer.fileChanged('/w/services/web/src/a.js');
    measurer.fileChanged('/w/services/web');
    expect(await sent('services')).toEqual({ files: 3, bytes: 16 });
  });

  it('of the folder itself, or above it, make it read again', async () => {
    for (const path of ['/w', '/']) {
      const { disk, measurer, sent } = start();
      await sent('.');
      measurer.fileChanged(path);
      await sent('.');
      expect(disk.sized).toHaveLength(14);
    }
  });

  it('elsewhere change nothing', async () => {
    const { measurer } = start();
    const before = await measurer.measure('/w', 'services');
    for (const path of ['/w/data/x', '/w/services2', '/x']) measurer.fileChanged(path);
    expect(await measurer.measure('/w', 'services')).toBe(before);
  });

  it('that nobody tells of are seen after a while, and all after many events', async () => {
    const { disk, clock, measurer, sent } = start({ age: 1_000 });
    await sent('.');
    disk.set('data/dump.sql', '1');
    clock.now = 999;
    expect(await sent('.')).toEqual({ files: 7, bytes: 27 });
    clock.now = 1_000;
    expect(await sent('.')).toEqual({ files: 7, bytes: 18 });
    for (let i = 0; i < 500; i++) measurer.fileChanged(`/w/data/${i}`);
    disk.set('Dockerfile', '');
    expect(await sent('.')).toEqual({ files: 7, bytes: 12 });
    measurer.forgetAll();
    disk.set('latest', undefined);
    expect(await sent('.')).toEqual({ files: 6, bytes: 12 });
  });

  it('while it is read are read again', async () => {
    const { disk, measurer, sent } = start();
    const first = sent('.');
    await new Promise((resolve) => setImmediate(resolve));
    disk.set('data/dump.sql', '1');
    measurer.fileChanged('/w/data/dump.sql');
    await first;
    expect(await sent('.')).toEqual({ files: 7, bytes: 18 });
  });

  it.each([{ kept: 5 }, { keptFolders: 2 }])('make room where %j: what was not asked for the longest time is forgotten first', async (limit) => {
    const { disk, sent } = start(limit);
    await sent('services/api');
    await sent('services/web');
    await sent('data');
    disk.forgetCounts();
    await sent('data');
    expect(disk.sized).toEqual([]);
    await sent('services/api');
    expect(disk.sized).toHaveLength(2);
  });
});

describe('stopping', () => {
  it('ends the walk where nobody waits any more', async () => {
    const { disk, measurer, sent } = start();
    const stop = new AbortController();
    const first = measurer.measure('/w', '.', stop.signal);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(disk.sized.length).toBeLessThan(7);
    expect(await sent('.')).toEqual({ files: 7, bytes: 27 });
    await expect(measurer.measure('/w', '.', stop.signal)).rejects.toThrow('enough');
  });

  it('of one caller leaves the walk to the others', async () => {
    const { disk, measurer, sent } = start();
    const stop = new AbortController();
    const first = measurer.measure('/w', '.', stop.signal);
    const second = sent('.');
    stop.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect(await second).toEqual({ files: 7, bytes: 27 });
    expect(disk.sized).toHaveLength(7);
  });
});
