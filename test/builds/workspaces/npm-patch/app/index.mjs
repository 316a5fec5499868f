import 'ms';

console.log(globalThis.patched ? 'patched' : 'as published');
