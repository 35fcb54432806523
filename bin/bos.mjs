#!/usr/bin/env node
// `npx bos …`: the same entry as `npm start`, from whichever Node npx found.
process.argv.splice(2, 0, 'bin/bos.ts');
await import('./bootstrap.mjs');
