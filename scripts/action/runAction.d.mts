export function runAction(options: {
  environment: Readonly<Record<string, string | undefined>>;
  scan(args: readonly string[], folder: string | undefined): Promise<number>;
  log(text: string): void;
}): Promise<number>;
