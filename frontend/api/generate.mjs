// Writes what is generated from the service's OpenAPI document: `npm run generate`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operationsFile } from './generate-operations.mjs';
import { schemaFile } from './generate-schema.mjs';

const OPENAPI = join(import.meta.dirname, '../../backend/api/openapi.json');

/** What the committed files should hold, by their names. */
export function expectedFiles() {
  const openapi = JSON.parse(readFileSync(OPENAPI, 'utf8'));
  return { 'schema.ts': schemaFile(openapi), 'operations.ts': operationsFile(openapi) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(expectedFiles())) writeFileSync(join(import.meta.dirname, name), text);
}
