// {{run}}
import { readFileSync } from 'node:fs';
import express from 'express';

const { version } = JSON.parse(readFileSync('node_modules/express/package.json', 'utf8'));
console.log(`version 1, express ${version}, ${typeof express()}`);
