import type { FileSystem } from '../core/engine/host.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import type { DebugInformation } from '../protocol.ts';
import type { ScanImage } from '../vulnerabilities/scanner.ts';
import type { BuildHost } from './builds/buildHost.ts';

/** What the server needs of the machine it runs on; tests give it a small one. */
export interface ServerHost {
  readonly version: string;
  /** Null where the grammar cannot be loaded: rules then see no commands, and it is logged once. */
  loadShell(): Promise<ShellParser | null>;
  readonly fileSystem: FileSystem;
  /** Address of a rule's page; null where the pages are not at hand. */
  rulePage(rule: string): string | null;
  /** Absent where nothing can be started: nothing is built then. */
  readonly builds?: BuildHost;
  /** Absent where nothing can be started: no image is scanned then. */
  readonly scanImage?: ScanImage;
  runtime(): Pick<DebugInformation, 'node' | 'memoryMegabytes' | 'shellGrammar'>;
}
