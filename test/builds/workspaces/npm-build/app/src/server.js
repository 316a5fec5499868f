// {{run}}
import { readFileSync } from 'node:fs';
import ms from 'ms';

console.log('SOURCE', ms('1h'), readFileSync('src/greeting.txt', 'utf8').trim());
