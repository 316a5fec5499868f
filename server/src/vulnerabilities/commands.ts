import { parseImageReference } from '../core/image/reference.ts';
import type { ScannerKind } from './model.ts';

/** Words that Grype reads as where to take an image from when they stand before a colon (syft, "supported sources"). */
const GRYPE_SCHEMES: ReadonlySet<string> = new Set([
  'docker', 'docker-archive', 'podman', 'containerd', 'oci-archive', 'oci-dir', 'oci-registry', 'oci-model', 'singularity', 'registry', 'image', 'pull', 'local',
  'dir', 'file', 'sbom', 'purl', 'pkg', 'cpe', 'cpes', 'snap', 'zarf', 'attestation', 'local-file', 'local-directory',
]);

/** True for a name that scanners can be given: an image reference by its grammar, so never an option, a path, an address or a shell's word. */
export function isImageName(image: string): boolean {
  return parseImageReference(image) !== null;
}

/**
 * The arguments that scan an image and print the report. What stands behind `--` is no option to any of them.
 * @param image of which `isImageName` is true
 * @param ignoreFile absolute path of a `.trivyignore` to honour; null for none
 */
export function scanArguments(kind: ScannerKind, image: string, minutes: number, ignoreFile: string | null = null): readonly string[] {
  switch (kind) {
    case 'trivy':
      return [
        'image', '--format', 'json', '--scanners', 'vuln', '--no-progress', '--timeout', `${minutes}m`,
        ...(ignoreFile === null ? [] : [`--ignorefile=${ignoreFile}`]), '--', image,
      ];
    case 'grype':
      return ['--output', 'json', '--', grypeName(image)];
    case 'scout':
      return ['scout', 'cves', '--format', 'sarif', '--locations', '--', image];
  }
}

/** `dir:latest` is an image of Docker Hub and a folder to Grype: such names are written out in full. */
function grypeName(image: string): string {
  const [first = ''] = image.split(/[:/@]/, 1);
  if (!GRYPE_SCHEMES.has(first) || !image.startsWith(`${first}:`)) return image;
  return `docker.io/library/${image}`;
}

/**
 * Variables that would turn the report into something else: another format, a file, or none at all. The commands say themselves what they want;
 * the rest of the environment is the user's, who may have a mirror, a proxy or a least severity there.
 */
const OVERRIDES = new Set([
  'TRIVY_FORMAT', 'TRIVY_OUTPUT', 'TRIVY_QUIET', 'TRIVY_TEMPLATE', 'TRIVY_INPUT', 'TRIVY_EXIT_CODE', 'TRIVY_SCANNERS', 'TRIVY_COMPLIANCE', 'TRIVY_REPORT',
  'TRIVY_DOWNLOAD_DB_ONLY', 'TRIVY_DEBUG', 'TRIVY_GENERATE_DEFAULT_CONFIG',
  'GRYPE_OUTPUT', 'GRYPE_FILE', 'GRYPE_QUIET', 'GRYPE_FAIL_ON_SEVERITY', 'GRYPE_OUTPUT_TEMPLATE_FILE', 'GRYPE_PRETTY',
]);

export function scannerEnvironment(env: Readonly<Record<string, string | undefined>>, scratch: string): Record<string, string | undefined> {
  const kept = Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== undefined && !OVERRIDES.has(name.toUpperCase())));
  // Neither looks for a newer version of itself, and what they write aside goes where it is deleted.
  return { ...kept, DOCKER_CLI_HINTS: 'false', GRYPE_CHECK_FOR_APP_UPDATE: 'false', TRIVY_SKIP_VERSION_CHECK: 'true', TMPDIR: scratch, TMP: scratch, TEMP: scratch };
}
