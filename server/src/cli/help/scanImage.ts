/** `drydock scan-image --help`. */
export const SCAN_IMAGE = `scan-image finds known vulnerabilities in an image with Trivy, Grype or Docker Scout, whichever is installed,
and tells which lines of its Dockerfile brought them in. Without an image, the one that the Dockerfile starts
from is scanned. An image that is not on this machine is pulled by the scanner.

  --dockerfile FILE    the Dockerfile that the image is built from: findings are told at its lines
  --target STAGE       the stage of it that is meant (default: the last one)
  --scanner NAME       automatic, trivy, grype or scout (default: automatic)
  --trivy PROGRAM      the trivy program (default: trivy)
  --grype PROGRAM      the grype program (default: grype)
  --docker PROGRAM     the docker program (default: docker)
  --timeout MINUTES    how long it may take (default: 15)
  --config FILE        use this file instead of the project's drydock.json

  --format FORMAT      text, json or sarif (default: text)
  -o, --output FILE    write the report to FILE
  -q, --quiet          do not tell which scanner is at work
  --fail-on LEVEL      the least that fails: critical, high, medium, low or none (default: critical)
`;
