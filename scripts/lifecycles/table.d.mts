export interface Table {
  asOf: string;
  tagsAsOf: string;
  sources: { name: string; date: string }[];
  families: Record<string, { title: string; kind: string; source: string; cycles: string[]; floating: Record<string, string>; tags: string[] }>;
}

export function formatTable(table: Table): string;
export function differences(before: Table, after: Table): string[];
