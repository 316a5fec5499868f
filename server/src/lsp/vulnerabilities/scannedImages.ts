import { dropOldest } from '../../core/collections/recent.ts';
import type { VulnerableImage } from '../../report/score/gates.ts';

/** Images that are remembered; whoever scans more has other tools for it. */
const MOST_IMAGES = 200;

/** What the scans of images since this server was started came to. */
export class ScannedImages {
  private readonly critical = new Map<string, number>();

  /** The last scan of an image is the one that counts. */
  note(image: string, critical: number): void {
    this.critical.delete(image);
    this.critical.set(image, critical);
    dropOldest(this.critical, MOST_IMAGES);
  }

  all(): readonly VulnerableImage[] {
    return [...this.critical].map(([image, critical]) => ({ image, critical }));
  }
}
