import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationsFile } from './generate-operations.mjs';
import { schemaFile } from './generate-schema.mjs';
import { expectedFiles } from './generate.mjs';

test('the committed files are those of the committed OpenAPI document', () => {
  for (const [name, text] of Object.entries(expectedFiles())) expect(readFileSync(`api/${name}`, 'utf8')).toBe(text);
});

test('every kind of schema that the document uses becomes its type', () => {
  const file = schemaFile({
    components: {
      schemas: {
        Step: { type: 'string', description: 'One\n step.', enum: ['front', 'back'] },
        Line: {
          type: 'object',
          required: ['id', 'steps', 'score'],
          properties: {
            id: { type: 'string' },
            steps: { type: 'array', items: { $ref: '#/components/schemas/Step' } },
            score: { type: ['integer', 'null'] },
            retake: { oneOf: [{ $ref: '#/components/schemas/Step' }, { type: 'null' }] },
            detail: { type: 'object', additionalProperties: {} },
          },
        },
        Whole: { allOf: [{ $ref: '#/components/schemas/Line' }, { type: 'object', properties: {} }] },
      },
    },
  });
  expect(file).toContain("/** One step. */\nexport type Step = 'front' | 'back';");
  expect(file).toContain('  steps: (Step)[];\n  score: number | null;\n  retake?: Step | null;\n  detail?: Record<string, unknown>;');
  expect(file).toContain('export type Whole = Line & {');
});

test('a call with a key is written with what it takes and brings', () => {
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const file = operationsFile({
    paths: {
      '/v1/things/{id}': {
        post: {
          operationId: 'change_thing',
          summary: 'Change a thing.',
          security: [{ integrator_key: ['things:write'] }],
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'limit', in: 'query', schema: { type: 'integer' } },
          ],
          requestBody: json({ $ref: '#/components/schemas/Change' }),
          responses: { '200': json({ $ref: '#/components/schemas/Thing' }), '404': json({}) },
        },
        get: { operationId: 'console_only', security: [{ console_login: [] }], responses: { '200': json({}) } },
      },
    },
  });
  expect(file).toContain(
    "change_thing: { request: { path: { 'id': string }; query?: { 'limit'?: number }; body: schema.Change }; answer: schema.Thing };",
  );
  expect(file).toContain("change_thing: { method: 'POST', path: '/v1/things/{id}' },");
  expect(file).not.toContain('console_only');
});
