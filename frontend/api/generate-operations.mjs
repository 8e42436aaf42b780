// What `operations.ts` holds: every call that takes an integrator's key, with its types.
import { typeOf } from './generate-schema.mjs';

/** @typedef {import('./generate-schema.mjs').Schema} Schema */
/** @typedef {{ schema?: Schema }} Content */
/**
 * @typedef {{
 *   operationId: string, summary?: string, security?: Record<string, string[]>[],
 *   parameters?: { name: string, in: string, required?: boolean, schema: Schema }[],
 *   requestBody?: { content: Record<string, Content> },
 *   responses: Record<string, { content?: Record<string, Content> }>,
 * }} Operation
 */

const JSON_TYPE = 'application/json';

/** @param {Schema} schema */
const inSchema = (schema) => typeOf(schema, '  ', 'schema.');

/**
 * The parameters in one place as a member of the request; none where there are none.
 * @param {Operation} operation
 * @param {string} place
 * @param {string} member
 */
function parametersOf(operation, place, member) {
  const found = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  if (found.length === 0) return [];
  const mark = (/** @type {boolean | undefined} */ isNeeded) => (isNeeded === true ? '' : '?');
  const lines = found.map(({ name, required, schema }) => `'${name}'${mark(required)}: ${inSchema(schema)}`);
  return [`${member}${mark(found.some(({ required }) => required))}: { ${lines.join('; ')} }`];
}

/**
 * What a success brings: JSON by its schema, anything else as bytes, nothing as `undefined`.
 * @param {Operation} operation
 */
function answerOf(operation) {
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  const types = answers.map(([, { content }]) => {
    const json = content?.[JSON_TYPE]?.schema;
    if (json !== undefined) return inSchema(json);
    return content === undefined ? 'undefined' : 'Blob';
  });
  return [...new Set(types)].join(' | ');
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Operation} operation
 */
function typeLine(method, path, operation) {
  const body = operation.requestBody?.content[JSON_TYPE]?.schema;
  const members = [
    ...parametersOf(operation, 'path', 'path'),
    ...parametersOf(operation, 'query', 'query'),
    ...parametersOf(operation, 'header', 'headers'),
    ...(body === undefined ? [] : [`body: ${inSchema(body)}`]),
  ];
  const comment = `  /** ${operation.summary ?? ''} \`${method.toUpperCase()} ${path}\` */\n`;
  return `${comment}  ${operation.operationId}: { request: { ${members.join('; ')} }; answer: ${answerOf(operation)} };`;
}

/**
 * The whole file for an OpenAPI document. Event streams are left out: they have no one answer.
 * @param {{ paths: Record<string, Record<string, Operation>> }} openapi
 */
export function operationsFile(openapi) {
  const all = Object.entries(openapi.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  );
  const taken = all
    .filter(({ operation }) => operation.security?.some((one) => 'integrator_key' in one))
    .filter(({ operation }) => operation.responses['200']?.content?.['text/event-stream'] === undefined)
    .sort((one, other) => (one.operation.operationId < other.operation.operationId ? -1 : 1));
  const types = taken.map(({ method, path, operation }) => typeLine(method, path, operation));
  const places = taken.map(
    ({ method, path, operation }) => `  ${operation.operationId}: { method: '${method.toUpperCase()}', path: '${path}' },`,
  );
  return [
    '// Generated from backend/api/openapi.json by `npm run generate`. Not to be edited.',
    "import type * as schema from './schema.ts';\n",
    '/** Every call that takes an integrator’s key: what it is given and what a success brings. */',
    `export type Operations = {\n${types.join('\n')}\n};\n`,
    '/** Where each of them is. */',
    `export const PLACES: Record<keyof Operations, { method: string; path: string }> = {\n${places.join('\n')}\n};\n`,
  ].join('\n');
}
