// {{run}}
const express = require('express');

console.log(`version 1, express ${require('express/package.json').version}, ${typeof express()}`);
