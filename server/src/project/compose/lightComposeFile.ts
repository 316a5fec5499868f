import type { ComposeFile, ServiceLayer } from './composeFile.ts';

/**
 * The file without the values of its services, which take most of the room: a workspace may have thousands of compose files, of whose values only
 * those ask who check one of them.
 * @param readWhole reads the same text again, values included
 */
export function lightComposeFile(file: ComposeFile, readWhole: () => ComposeFile): ComposeFile {
  const services = new Map<string, readonly ServiceLayer[]>();
  for (const [name, layers] of file.services) services.set(name, layers.map((layer, index) => new LightLayer(layer, name, index, readWhole)));
  return { ...file, services };
}

class LightLayer implements ServiceLayer {
  readonly mode;
  readonly build;
  readonly image;
  readonly healthcheck;
  readonly hasImage;
  readonly parent;
  readonly profiles;

  constructor(
    { mode, build, image, healthcheck, hasImage, parent, profiles }: ServiceLayer,
    private readonly service: string,
    private readonly index: number,
    private readonly readWhole: () => ComposeFile,
  ) {
    this.mode = mode;
    this.build = build;
    this.image = image;
    this.healthcheck = healthcheck;
    this.hasImage = hasImage;
    this.parent = parent;
    this.profiles = profiles;
  }

  get data(): unknown {
    return this.readWhole().services.get(this.service)![this.index]!.data;
  }
}
