import type { Config } from '../core/engine/config.ts';
import type { SourceDocument } from '../core/engine/document.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import type { Span } from '../core/text/span.ts';
import { baseMove } from './baseMove.ts';
import { vulnerabilityFindings, type VulnerabilityFinding } from './findings.ts';
import type { ImageScan, Vulnerability } from './model.ts';
import { placeScan } from './places.ts';

/** The Dockerfile that an image belongs to. */
export interface DockerfileOfImage {
  readonly document: SourceDocument;
  readonly project: ProjectView | null;
  /** Stage that was built; null for the last. */
  readonly target: string | null;
  /** True where only the image that the stage starts from was scanned. */
  readonly isBaseOnly: boolean;
  /** Whose policy proposes base images; null for the built-in one. */
  readonly config: Config | null;
}

export interface DockerfileFindings {
  readonly findings: readonly VulnerabilityFinding[];
  /** Where a vulnerability of the scan came from; null for one that is none of its. */
  spanOf(vulnerability: Vulnerability): Span | null;
}

/** What was found in an image, on the lines of its Dockerfile. */
export function dockerfileFindings(scan: ImageScan, { document, project, target, isBaseOnly, config }: DockerfileOfImage): DockerfileFindings {
  const { dockerfile: model, facts } = document;
  const groups = placeScan(scan, { model, target, isBaseOnly });
  const findings = vulnerabilityFindings(groups, scan, (group) => baseMove(group, { model, facts, project }, config));
  const spans = new Map(groups.flatMap(({ vulnerabilities, span }) => vulnerabilities.map((one) => [one, span] as const)));
  return { findings, spanOf: (one) => spans.get(one) ?? null };
}
