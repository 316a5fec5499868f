import { refuse, type Refusal } from '../../layers/proof.ts';
import { toolKind } from '../tools/toolPackages.ts';

/**
 * The package that has the library which a package with headers is linked with, by the names that Debian 11 to 13 and Ubuntu share
 * (packages.debian.org); an empty text where the official Python images have it anyway.
 */
const DEBIAN: ReadonlyMap<string, string> = new Map([
  ['libpq-dev', 'libpq5'], ['default-libmysqlclient-dev', 'libmariadb3'], ['libmariadb-dev', 'libmariadb3'], ['libxml2-dev', 'libxml2'], ['libxslt1-dev', 'libxslt1.1'],
  ['libxslt-dev', 'libxslt1.1'], ['libsasl2-dev', 'libsasl2-2'], ['libjpeg-dev', 'libjpeg62-turbo'], ['libjpeg62-turbo-dev', 'libjpeg62-turbo'], ['libopenblas-dev', 'libopenblas0'],
  ['libsnappy-dev', 'libsnappy1v5'], ['librdkafka-dev', 'librdkafka1'], ['libgmp-dev', 'libgmp10'], ['libyaml-dev', 'libyaml-0-2'], ['gfortran', 'libgfortran5'],
  ...present('libffi-dev libssl-dev zlib1g-dev libbz2-dev liblzma-dev libsqlite3-dev libreadline-dev libncurses-dev libncurses5-dev libncursesw5-dev uuid-dev libexpat1-dev libc6-dev linux-libc-dev python3-dev python-dev-is-python3 libpython3-dev'),
]);
/** By the names of Alpine (pkgs.alpinelinux.org). Its Python images have no C++ library. */
const ALPINE: ReadonlyMap<string, string> = new Map([
  ['postgresql-dev', 'libpq'], ['libpq-dev', 'libpq'], ['mariadb-dev', 'mariadb-connector-c'], ['mariadb-connector-c-dev', 'mariadb-connector-c'], ['libxml2-dev', 'libxml2'],
  ['libxslt-dev', 'libxslt'], ['jpeg-dev', 'libjpeg-turbo'], ['libjpeg-turbo-dev', 'libjpeg-turbo'], ['openblas-dev', 'openblas'], ['lapack-dev', 'lapack'], ['gmp-dev', 'gmp'],
  ['yaml-dev', 'yaml'], ['snappy-dev', 'snappy'], ['librdkafka-dev', 'librdkafka'], ['freetype-dev', 'freetype'], ['geos-dev', 'geos'], ['unixodbc-dev', 'unixodbc'],
  ['g++', 'libstdc++'], ['build-base', 'libstdc++'], ['alpine-sdk', 'libstdc++'], ['gcc', 'libgcc'], ['gfortran', 'libgfortran'],
  ...present('libffi-dev openssl-dev zlib-dev bzip2-dev xz-dev sqlite-dev readline-dev ncurses-dev expat-dev musl-dev libc-dev linux-headers python3-dev'),
]);

function present(names: string): readonly (readonly [string, string])[] {
  return names.split(' ').map((name) => [name, ''] as const);
}

/** What an image needs without the tools that were installed with these names: their libraries, and what is no tool. */
export function runtimePackages(names: readonly string[], distribution: 'debian' | 'alpine'): readonly string[] | Refusal {
  const table = distribution === 'debian' ? DEBIAN : ALPINE;
  const needed = new Set<string>();
  for (const name of names) {
    const kind = toolKind(name);
    const library = table.get(name);
    // An application may call git itself.
    if (kind === null || name === 'git') needed.add(name);
    else if (library !== undefined) needed.add(library);
    else if (kind === 'headers') return refuse(`which package has the library behind ${name} is not known here`);
  }
  needed.delete('');
  return [...needed];
}
