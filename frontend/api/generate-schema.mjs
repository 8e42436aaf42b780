// What `schema.ts` holds: a type for every schema of the OpenAPI document.

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
 * A TypeScript type for a schema; `where` stands before the names of types that are elsewhere.
 * @param {Schema} schema
 * @param {string} indent
 * @param {string} where
 * @returns {string}
 */
export function typeOf(schema, indent, where = '') {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/components/schemas/', where);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value).replaceAll('"', "'")).join(' | ');
  const either = schema.oneOf ?? schema.anyOf;
  if (either !== undefined) return either.map((one) => typeOf(one, indent, where)).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((one) => typeOf(one, indent, where)).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent, where)).join(' | ');
  if (schema.type === 'array') return `(${typeOf(schema.items ?? {}, indent, where)})[]`;
  if (schema.properties !== undefined) return objectOf(schema, schema.properties, indent, where);
  if (schema.type === 'object') return 'Record<string, unknown>';
  return PLAIN[schema.type ?? ''] ?? 'unknown';
}

/**
 * @param {Schema} schema
 * @param {Record<string, Schema>} properties
 * @param {string} indent
 * @param {string} where
 */
function objectOf(schema, properties, indent, where) {
  const lines = Object.entries(properties).map(([name, property]) => {
    const mark = schema.required?.includes(name) === true ? '' : '?';
    return `${commentOf(property, `${indent}  `)}${indent}  ${name}${mark}: ${typeOf(property, `${indent}  `, where)};`;
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
