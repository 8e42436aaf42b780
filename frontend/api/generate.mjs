// Writes `schema.ts` from the service's OpenAPI document: `npm run generate`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OPENAPI = join(import.meta.dirname, '../../backend/api/openapi.json');
const SCHEMA = join(import.meta.dirname, 'schema.ts');

/**
 * The part of JSON Schema that the document uses.
 * @typedef {{
 *   $ref?: string, type?: string | string[], enum?: unknown[], description?: string,
 *   properties?: Record<string, Schema>, required?: string[], additionalProperties?: Schema | boolean,
 *   items?: Schema, oneOf?: Schema[], anyOf?: Schema[], allOf?: Schema[],
 * }} Schema
 */

/** @type {Record<string, string>} */
const PLAIN = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };

/**
 * A TypeScript type for a schema.
 * @param {Schema} schema
 * @param {string} indent
 * @returns {string}
 */
function typeOf(schema, indent) {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/components/schemas/', '');
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value).replaceAll('"', "'")).join(' | ');
  const either = schema.oneOf ?? schema.anyOf;
  if (either !== undefined) return either.map((one) => typeOf(one, indent)).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((one) => typeOf(one, indent)).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  if (schema.type === 'array') return `(${typeOf(schema.items ?? {}, indent)})[]`;
  if (schema.properties !== undefined) return objectOf(schema, schema.properties, indent);
  if (schema.type === 'object') return 'Record<string, unknown>';
  return PLAIN[schema.type ?? ''] ?? 'unknown';
}

/**
 * @param {Schema} schema
 * @param {Record<string, Schema>} properties
 * @param {string} indent
 */
function objectOf(schema, properties, indent) {
  const lines = Object.entries(properties).map(([name, property]) => {
    const mark = schema.required?.includes(name) === true ? '' : '?';
    return `${commentOf(property, `${indent}  `)}${indent}  ${name}${mark}: ${typeOf(property, `${indent}  `)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/**
 * @param {Schema} schema
 * @param {string} indent
 */
function commentOf(schema, indent) {
  const words = schema.description?.replace(/\s+/g, ' ').trim();
  return words ? `${indent}/** ${words} */\n` : '';
}

/**
 * The whole file for an OpenAPI document.
 * @param {{ components: { schemas: Record<string, Schema> } }} openapi
 */
export function schemaFile(openapi) {
  const types = Object.entries(openapi.components.schemas)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => `${commentOf(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`);
  return ['// Generated from backend/api/openapi.json by `npm run generate`. Not to be edited.\n', ...types].join('\n');
}

/** What the committed file should hold. */
export function expectedFile() {
  return schemaFile(JSON.parse(readFileSync(OPENAPI, 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMA, expectedFile());
