/** What an exporter told of the image that it wrote, by the ids of its statuses. */
export interface ExportedImage {
  readonly id: string | null;
  readonly names: readonly string[];
}

/**
 * The engine's own store reports `writing image ID`. The containerd store calls an image by its manifest list, else by its manifest;
 * an image that is loaded as an archive (`exporting to docker image format`) has the id of its config.
 */
export function exportedImage(label: string, statuses: Iterable<string>): ExportedImage {
  const digests = new Map<string, string>();
  const names: string[] = [];
  for (const status of statuses) {
    const digest = /^(writing image|exporting manifest list|exporting manifest|exporting config) (sha256:[0-9a-f]{64})\b/.exec(status);
    const name = /^naming to (\S+)/.exec(status)?.[1];
    if (digest) digests.set(digest[1]!, digest[2]!);
    if (name !== undefined && !names.includes(name)) names.push(name);
  }
  const order = /docker image format/.test(label)
    ? ['writing image', 'exporting config']
    : ['writing image', 'exporting manifest list', 'exporting manifest', 'exporting config'];
  const key = order.find((one) => digests.has(one));
  return { id: key === undefined ? null : (digests.get(key) ?? null), names };
}
