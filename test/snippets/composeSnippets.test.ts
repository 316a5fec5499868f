import { describe, expect, it } from 'vitest';
import { parseAllDocuments, visit } from 'yaml';
import { expandedSnippets } from './snippetFiles.ts';
import { wrapCompose } from './wrapFragment.ts';

const snippets = expandedSnippets('compose').map((snippet) => ({ ...snippet, file: wrapCompose(snippet.prefix, snippet.text) }));

interface Service {
  readonly image?: string;
  readonly deploy?: { readonly resources: { readonly limits: Limits; readonly reservations?: Limits } };
}
interface Limits {
  readonly cpus: string;
  readonly memory: string;
}

function servicesOf(file: string): Record<string, Service> {
  const [document] = parseAllDocuments(file, { merge: true });
  return (document?.toJS() as { services: Record<string, Service> }).services;
}

describe.each(snippets)('$name', ({ file }) => {
  it('is YAML without errors and warnings', () => {
    const documents = parseAllDocuments(file, { merge: true });
    if (!Array.isArray(documents)) throw new Error('empty');
    expect(documents).toHaveLength(1);
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  });

  it('leaves no dollar to be filled in on the host', () => {
    for (const document of parseAllDocuments(file)) {
      visit(document, {
        Scalar(_, node) {
          if (typeof node.value === 'string') expect(node.value.replaceAll('$$', '')).not.toContain('$');
        },
      });
    }
  });

  it('writes resources as text, which is what compose wants', () => {
    for (const [, { deploy }] of Object.entries(servicesOf(file))) {
      for (const limits of [deploy?.resources.limits, deploy?.resources.reservations]) {
        if (!limits) continue;
        expect(limits.cpus).toMatch(/^\d+\.\d+$/);
        expect(limits.memory).toMatch(/^\d+[MG]$/);
      }
    }
  });

  it('names a version of every image', () => {
    for (const [name, { image }] of Object.entries(servicesOf(file))) {
      if (image !== undefined) expect(`${name} ${image}`).toMatch(/:\d+(\.\d+)*$/);
    }
  });

  it('keeps ports, times and modes from being read as numbers', () => {
    for (const document of parseAllDocuments(file)) {
      visit(document, {
        Scalar(_, node) {
          if (node.type === 'PLAIN') expect(node.source).not.toMatch(/^\d+:\d+/);
        },
      });
    }
  });
});

/** CPU limit, CPU reservation, memory limit, memory reservation of each tier. */
const TIERS: readonly (readonly [string, string, string, string, string])[] = [
  ['database', '1.0', '0.5', '512M', '256M'],
  ['api', '1.0', '0.5', '512M', '256M'],
  ['websocket', '1.0', '0.5', '256M', '128M'],
  ['lightweight', '0.5', '0.25', '192M', '96M'],
  ['ml', '2.0', '1.0', '1G', '512M'],
  ['heavy-ai', '2.0', '1.5', '1536M', '1G'],
];

it.each(TIERS)('the %s tier is the same in its service and its resource block', (tier, cpus, reservedCpus, memory, reservedMemory) => {
  for (const prefix of [`drydock-service-${tier}`, `drydock-resources-${tier}`]) {
    const snippet = snippets.find((candidate) => candidate.prefix === prefix);
    const [service] = Object.values(servicesOf(snippet?.file ?? 'services: {}'));
    expect(service?.deploy?.resources).toEqual({
      limits: { cpus, memory },
      reservations: { cpus: reservedCpus, memory: reservedMemory },
    });
  }
});
