// {{run}}
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import 'picocolors';

mkdirSync('dist', { recursive: true });
writeFileSync('dist/server.js', readFileSync('src/server.js', 'utf8').replace('SOURCE', 'built'));
