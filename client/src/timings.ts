/** How long the moments took that a person waits for, in milliseconds since activation began. */
export class Timings {
  activateMs = 0;
  serverReadyMs: number | null = null;
  firstFindingsMs: number | null = null;

  constructor(private readonly started: number) {}

  activated(): void {
    this.activateMs = performance.now() - this.started;
  }

  serverReady(): void {
    this.serverReadyMs ??= performance.now() - this.started;
  }

  firstFindings(): void {
    this.firstFindingsMs ??= performance.now() - this.started;
  }
}
