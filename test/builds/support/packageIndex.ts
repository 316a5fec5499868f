import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeWheels, moduleName } from './wheels.ts';

/** A Python package index on loopback (PEP 503) that counts what is downloaded. pip caches only what comes with `max-age`. */
export class PackageIndex {
  private downloaded: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly wheels: ReadonlyMap<string, Buffer>,
  ) {}

  /** @param wheels by file name */
  static async start(wheels: ReadonlyMap<string, Buffer> = makeWheels()): Promise<PackageIndex> {
    const server = createServer();
    const index = new PackageIndex(server, wheels);
    server.on('request', ({ url }, response) => {
      const body = index.answer(url ?? '/');
      if (body === null) {
        response.writeHead(404).end();
        return;
      }
      // Without a length Node.js sends chunks, and pip's cache does not keep those.
      response.writeHead(200, {
        'Content-Type': typeof body === 'string' ? 'text/html' : 'application/octet-stream',
        'Content-Length': Buffer.byteLength(body),
        'Cache-Control': 'max-age=36000',
      });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return index;
  }

  /** What makes pip use it. pip keeps what comes from an `http:` address only where its host is trusted. */
  get buildArgs(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return { PIP_INDEX_URL: `http://127.0.0.1:${port}/simple`, PIP_TRUSTED_HOST: '127.0.0.1' };
  }

  /** Names of the packages that were downloaded since it was asked last, sorted. */
  takeDownloads(): string[] {
    const taken = this.downloaded.sort();
    this.downloaded = [];
    return taken;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(url: string): string | Buffer | null {
    const wheel = /^\/wheels\/(.+)$/.exec(url)?.[1];
    if (wheel !== undefined) {
      this.downloaded.push(wheel.split('-')[0]!);
      return this.wheels.get(wheel) ?? null;
    }
    const project = /^\/simple\/([^/]+)\/$/.exec(url)?.[1];
    const files = project === undefined ? [] : [...this.wheels.keys()].filter((file) => file.startsWith(`${moduleName(project)}-`));
    return files.length > 0 ? files.map((file) => `<a href="/wheels/${file}">${file}</a>`).join('\n') : null;
  }
}
